//! Calls that need no generated code.

use crate::bf::*;
use crate::WaitMessageInfo;
use crate::c::*;

pub fn seL4_Yield() {}

impl seL4_IPCBuffer {
    pub fn seL4_Send(&mut self, _dest: seL4_CPtr, msg_info: seL4_MessageInfo) {
        self.tag = msg_info;
    }

    pub fn seL4_Wait(&mut self, _src: seL4_CPtr) -> (WaitMessageInfo, seL4_Word) {
        ((), self.msg[0])
    }

    pub fn seL4_Signal(&mut self, dest: seL4_CPtr) {
        self.msg[0] = dest;
    }
}
