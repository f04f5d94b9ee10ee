//! The kernel's C interface as its generators would put it into Rust.

#![no_std]
#![allow(non_camel_case_types)]
#![allow(non_snake_case)]
#![allow(non_upper_case_globals)]
#![allow(clippy::too_many_arguments)]

mod bf;
mod c;
mod invocations;
mod syscalls;

pub use bf::*;
pub use c::*;
pub use invocations::*;
pub use syscalls::*;

/// What a reply goes to: nothing that has a name, without MCS.
pub type ReplyAuthority = ();
/// What comes with a signal: no message, without MCS.
pub type WaitMessageInfo = ();
