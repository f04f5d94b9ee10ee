impl seL4_IPCBuffer {
    pub fn seL4_Untyped_Retype(&mut self, r#service: seL4_Untyped, r#type: seL4_Word, r#size_bits: seL4_Word, r#root: seL4_CNode, r#node_index: seL4_Word, r#node_depth: seL4_Word, r#node_offset: seL4_Word, r#num_objects: seL4_Word) -> seL4_Error::Type {
        let _ = (r#service, r#type, r#size_bits, r#root, r#node_index, r#node_depth, r#node_offset, r#num_objects,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_TCB_WriteRegisters(&mut self, r#service: seL4_TCB, r#resume_target: seL4_Bool, r#arch_flags: seL4_Uint8, r#count: seL4_Word, r#regs: &seL4_UserContext) -> seL4_Error::Type {
        let _ = (r#service, r#resume_target, r#arch_flags, r#count, r#regs,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_TCB_SetPriority(&mut self, r#service: seL4_TCB, r#authority: seL4_TCB, r#priority: seL4_Word) -> seL4_Error::Type {
        let _ = (r#service, r#authority, r#priority,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_TCB_SetIPCBuffer(&mut self, r#service: seL4_TCB, r#buffer: seL4_Word, r#bufferFrame: seL4_CPtr) -> seL4_Error::Type {
        let _ = (r#service, r#buffer, r#bufferFrame,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_TCB_SetSpace(&mut self, r#service: seL4_TCB, r#fault_ep: seL4_Word, r#cspace_root: seL4_CNode, r#cspace_root_data: seL4_Word, r#vspace_root: seL4_CPtr, r#vspace_root_data: seL4_Word) -> seL4_Error::Type {
        let _ = (r#service, r#fault_ep, r#cspace_root, r#cspace_root_data, r#vspace_root, r#vspace_root_data,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_TCB_Suspend(&mut self, r#service: seL4_TCB) -> seL4_Error::Type {
        let _ = (r#service,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_TCB_Resume(&mut self, r#service: seL4_TCB) -> seL4_Error::Type {
        let _ = (r#service,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_IRQControl_Get(&mut self, r#service: seL4_IRQControl, r#irq: seL4_Word, r#root: seL4_CNode, r#index: seL4_Word, r#depth: seL4_Uint8) -> seL4_Error::Type {
        let _ = (r#service, r#irq, r#root, r#index, r#depth,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_IRQHandler_Ack(&mut self, r#service: seL4_IRQHandler) -> seL4_Error::Type {
        let _ = (r#service,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_IRQHandler_SetNotification(&mut self, r#service: seL4_IRQHandler, r#notification: seL4_CPtr) -> seL4_Error::Type {
        let _ = (r#service, r#notification,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_ARM_Page_Map(&mut self, r#service: seL4_ARM_Page, r#vspace: seL4_CPtr, r#vaddr: seL4_Word, r#rights: seL4_CapRights_t, r#attr: seL4_ARM_VMAttributes::Type) -> seL4_Error::Type {
        let _ = (r#service, r#vspace, r#vaddr, r#rights, r#attr,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
    pub fn seL4_ARM_Page_Unmap(&mut self, r#service: seL4_ARM_Page) -> seL4_Error::Type {
        let _ = (r#service,);
        self.msg[0] = 0;
        seL4_Error::seL4_NoError
    }
}
