//! The typed side of the kernel's interface: as much of it as the sample workspace asks for.

#![no_std]

pub use sel4_config::{sel4_cfg, sel4_cfg_if};
pub use sel4_sys as sys;

mod error;
mod ipc_buffer;
mod rights;

#[cfg(feature = "state")]
mod state;

pub use error::{Error, Result};
pub use ipc_buffer::IpcBuffer;
pub use rights::CapRights;

#[cfg(feature = "state")]
pub use state::with_ipc_buffer_mut;

pub type Word = sys::seL4_Word;
