//! One IPC buffer for the whole program.

use core::mem::MaybeUninit;

use crate::IpcBuffer;

static mut BUFFER: MaybeUninit<IpcBuffer> = MaybeUninit::zeroed();

/// Runs `f` with the IPC buffer of the program.
pub fn with_ipc_buffer_mut<F, T>(f: F) -> T
where
    F: FnOnce(&mut IpcBuffer) -> T,
{
    f(unsafe { (*(&raw mut BUFFER)).assume_init_mut() })
}
