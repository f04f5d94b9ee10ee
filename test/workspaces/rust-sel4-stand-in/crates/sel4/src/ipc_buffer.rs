//! The buffer that kernel calls go through.

use crate::sys;

#[repr(transparent)]
pub struct IpcBuffer(sys::seL4_IPCBuffer);

impl IpcBuffer {
    pub fn inner_mut(&mut self) -> &mut sys::seL4_IPCBuffer {
        &mut self.0
    }
}
