//! A program that does not declare `sel4`, and reaches the kernel through `app`.
#![no_std]
pub fn resume(tcb: app::adapter::seL4_CPtr) -> app::adapter::seL4_Error::Type {
    unsafe { app::adapter::seL4_TCB_Resume(tcb) }
}
pub type Slot = sel4::sys::seL4_CPtr;
pub fn fine(error: app::adapter::seL4_Error::Type) -> bool {
    error == app::adapter::seL4_NoError
}
