//! One IPC buffer for the whole program.

use crate::sys;

/// Runs `f` with the IPC buffer of the program.
pub fn with_ipc_buffer_mut<T>(f: impl FnOnce(&mut sys::seL4_IPCBuffer) -> T) -> T {
    f(&mut sys::seL4_IPCBuffer::default())
}
