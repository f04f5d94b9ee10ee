//! One IPC buffer for the whole program.

use crate::IpcBuffer;

/// Runs `f` with the IPC buffer of the program.
pub fn with_ipc_buffer_mut<F, T>(f: F) -> T
where
    F: FnOnce(&mut IpcBuffer) -> T,
{
    f(&mut IpcBuffer::default())
}
