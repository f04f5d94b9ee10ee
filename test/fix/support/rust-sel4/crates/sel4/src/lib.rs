//! The stand-in with more of the typed side: as much of it as calls of C's are turned into.

#![no_std]

pub use sel4_config::{sel4_cfg, sel4_cfg_if};
pub use sel4_sys as sys;

mod error;
mod ipc_buffer;
mod rights;
mod types;

#[cfg(feature = "state")]
pub mod cap;
#[cfg(feature = "state")]
mod cptr;
#[cfg(feature = "state")]
mod state;

#[cfg(feature = "state")]
pub use cptr::{AbsoluteCPtr, CPtr};
pub use error::{Error, Result};
pub use ipc_buffer::IpcBuffer;
pub use rights::{CapRights, CapRightsBuilder};
pub use types::{CNodeCapData, FrameObjectType, MessageInfo, ObjectBlueprint, UserContext, VmAttributes};

#[cfg(feature = "state")]
pub use state::with_ipc_buffer_mut;

pub type Word = sys::seL4_Word;
