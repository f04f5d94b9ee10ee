//! A program without an adapter module: what fixes write here, they write in place.
#![no_std]
use sel4::sys::seL4_IllegalOperation;
use sel4::sys::{seL4_CPtr, seL4_Word};

pub fn resume(tcb: seL4_CPtr) -> bool {
    let answer = unsafe { sel4::sys::seL4_TCB_Resume(tcb) };
    answer == seL4_NoError
}

pub const RIGHTS: seL4_Word = sel4::sys::seL4_CanRead;

#[cfg(feature = "debug_output")]
pub type Slot = sel4_sys::seL4_CPtr;

pub type Pointer = sel4_sys::seL4_CPtr;

pub fn name(error: u32) -> bool {
    error == seL4_IllegalOperation
}

pub mod adapter {
    pub use sel4::sys::*;
}
