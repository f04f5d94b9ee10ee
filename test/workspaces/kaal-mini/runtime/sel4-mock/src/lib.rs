//! The C interface of seL4 as functions that do nothing, for tests on the host.

#![no_std]
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]
#![allow(clippy::missing_safety_doc, clippy::too_many_arguments)]

pub type seL4_Word = u64;
pub type seL4_CPtr = seL4_Word;
pub type seL4_Error = u32;

pub const seL4_NoError: seL4_Error = 0;
pub const seL4_IllegalOperation: seL4_Error = 3;

pub const seL4_PageBits: u32 = 12;

pub const seL4_TCBObject: seL4_Word = 1;
pub const seL4_EndpointObject: seL4_Word = 2;
pub const seL4_NotificationObject: seL4_Word = 3;
pub const seL4_ARCH_4KPage: seL4_Word = 7;

pub const seL4_CanRead: seL4_Word = 0b01;
pub const seL4_CanWrite: seL4_Word = 0b10;

pub const seL4_ARCH_Uncached: seL4_Word = 0;
pub const seL4_ARCH_WriteBack: seL4_Word = 3;

#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub struct seL4_UserContext {
    pub pc: seL4_Word,
    pub sp: seL4_Word,
    pub spsr: seL4_Word,
    pub x0: seL4_Word,
}

/// Numbers of the capabilities that the first thread finds in its CNode.
pub mod seL4_RootCNodeCapSlots {
    pub const seL4_CapInitThreadCNode: u32 = 2;
    pub const seL4_CapInitThreadVSpace: u32 = 3;
    pub const seL4_CapIRQControl: u32 = 4;
}

pub fn seL4_Yield() {}

pub unsafe fn seL4_Wait(_source: seL4_CPtr, badge: *mut seL4_Word) {
    if !badge.is_null() {
        unsafe { badge.write(0) };
    }
}

pub unsafe fn seL4_Untyped_Retype(
    _untyped: seL4_CPtr,
    _object: seL4_Word,
    _size_bits: seL4_Word,
    _root: seL4_CPtr,
    _index: seL4_Word,
    _depth: seL4_Word,
    _offset: seL4_Word,
    count: seL4_Word,
) -> seL4_Error {
    if count == 0 {
        seL4_IllegalOperation
    } else {
        seL4_NoError
    }
}

pub unsafe fn seL4_ARCH_Page_Map(
    _page: seL4_CPtr,
    _vspace: seL4_CPtr,
    _address: seL4_Word,
    _rights: seL4_Word,
    _attributes: seL4_Word,
) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_ARCH_Page_Unmap(_page: seL4_CPtr) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_IRQControl_Get(
    _control: seL4_CPtr,
    _irq: seL4_Word,
    _root: seL4_CPtr,
    _index: seL4_Word,
    _depth: seL4_Word,
) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_IRQHandler_Ack(_handler: seL4_CPtr) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_IRQHandler_SetNotification(_handler: seL4_CPtr, _notification: seL4_CPtr) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_TCB_SetSpace(
    _tcb: seL4_CPtr,
    _fault_endpoint: seL4_CPtr,
    _cspace: seL4_CPtr,
    _cspace_data: seL4_Word,
    _vspace: seL4_CPtr,
    _vspace_data: seL4_Word,
) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_TCB_SetIPCBuffer(_tcb: seL4_CPtr, _address: seL4_Word, _frame: seL4_CPtr) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_TCB_SetPriority(_tcb: seL4_CPtr, _authority: seL4_CPtr, _priority: seL4_Word) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_TCB_WriteRegisters(
    _tcb: seL4_CPtr,
    _resume: bool,
    _flags: u8,
    _count: seL4_Word,
    _registers: *mut seL4_UserContext,
) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_TCB_Resume(_tcb: seL4_CPtr) -> seL4_Error {
    seL4_NoError
}

pub unsafe fn seL4_TCB_Suspend(_tcb: seL4_CPtr) -> seL4_Error {
    seL4_NoError
}
