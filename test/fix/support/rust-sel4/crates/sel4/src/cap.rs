//! Capabilities by the kind of object that they are for.

use crate::{
    AbsoluteCPtr, CNodeCapData, CPtr, CapRights, Error, MessageInfo, ObjectBlueprint, Result, UserContext,
    VmAttributes, Word, sys,
};

macro_rules! caps {
    ($($name:ident)*) => {
        $(
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct $name(Word);

            impl $name {
                pub const fn from_bits(bits: Word) -> Self {
                    $name(bits)
                }

                pub const fn bits(self) -> Word {
                    self.0
                }

                #[allow(dead_code)]
                pub(crate) fn invoke<T>(self, f: impl FnOnce(Word, &mut sys::seL4_IPCBuffer) -> T) -> T {
                    crate::with_ipc_buffer_mut(|buffer| f(self.0, buffer.inner_mut()))
                }
            }
        )*
    };
}

caps!(CNode Endpoint Granule IrqControl IrqHandler Notification PageTable Tcb UnspecifiedPage Untyped VSpace);

impl CNode {
    pub fn absolute_cptr_from_bits_with_depth(self, bits: Word, depth: usize) -> AbsoluteCPtr {
        AbsoluteCPtr { root: self, bits, depth }
    }
}

impl Tcb {
    pub fn tcb_resume(self) -> Result<()> {
        Error::wrap(self.invoke(|cptr, buffer| buffer.seL4_TCB_Resume(cptr)))
    }

    pub fn tcb_suspend(self) -> Result<()> {
        Error::wrap(self.invoke(|cptr, buffer| buffer.seL4_TCB_Suspend(cptr)))
    }

    pub fn tcb_set_priority(self, authority: Tcb, priority: Word) -> Result<()> {
        Error::wrap(self.invoke(|cptr, buffer| buffer.seL4_TCB_SetPriority(cptr, authority.bits(), priority)))
    }

    pub fn tcb_write_registers(self, resume: bool, count: Word, regs: &mut UserContext) -> Result<()> {
        Error::wrap(self.invoke(|cptr, buffer| {
            buffer.seL4_TCB_WriteRegisters(cptr, resume.into(), 0, count, &regs.0)
        }))
    }

    #[sel4_config::sel4_cfg(not(KERNEL_MCS))]
    pub fn tcb_set_space(
        self,
        fault_ep: CPtr,
        cspace_root: CNode,
        cspace_root_data: CNodeCapData,
        vspace_root: VSpace,
    ) -> Result<()> {
        Error::wrap(self.invoke(|cptr, buffer| {
            let data = cspace_root_data.into_word();
            buffer.seL4_TCB_SetSpace(cptr, fault_ep.bits(), cspace_root.bits(), data, vspace_root.bits(), 0)
        }))
    }
}

impl Untyped {
    pub fn untyped_retype(
        self,
        blueprint: &ObjectBlueprint,
        dst: &AbsoluteCPtr,
        dst_offset: usize,
        num_objects: usize,
    ) -> Result<()> {
        let (kind, size) = blueprint.type_and_size();
        Error::wrap(self.invoke(|cptr, buffer| {
            buffer.seL4_Untyped_Retype(
                cptr,
                kind,
                size,
                dst.root.bits(),
                dst.bits,
                dst.depth as Word,
                dst_offset as Word,
                num_objects as Word,
            )
        }))
    }
}

impl Endpoint {
    pub fn send(self, info: MessageInfo) {
        self.invoke(|cptr, buffer| buffer.seL4_Send(cptr, info.into_inner()))
    }

    pub fn call(self, info: MessageInfo) -> MessageInfo {
        MessageInfo::from_inner(self.invoke(|cptr, buffer| buffer.seL4_Call(cptr, info.into_inner())))
    }
}

macro_rules! pages {
    ($arch:literal, $space:ident, $map:ident, $unmap:ident) => {
        #[cfg(seat_arch = $arch)]
        impl UnspecifiedPage {
            pub fn frame_map(self, vspace: $space, vaddr: usize, rights: CapRights, attrs: VmAttributes) -> Result<()> {
                Error::wrap(self.invoke(|cptr, buffer| {
                    buffer.$map(cptr, vspace.bits(), vaddr as Word, rights.into_inner(), attrs.0)
                }))
            }

            pub fn frame_unmap(self) -> Result<()> {
                Error::wrap(self.invoke(|cptr, buffer| buffer.$unmap(cptr)))
            }
        }
    };
}
pages!("aarch64", VSpace, seL4_ARM_Page_Map, seL4_ARM_Page_Unmap);
pages!("riscv64", PageTable, seL4_RISCV_Page_Map, seL4_RISCV_Page_Unmap);
pages!("x86_64", VSpace, seL4_X86_Page_Map, seL4_X86_Page_Unmap);

impl IrqHandler {
    pub fn irq_handler_ack(self) -> Result<()> {
        Error::wrap(self.invoke(|cptr, buffer| buffer.seL4_IRQHandler_Ack(cptr)))
    }

    pub fn irq_handler_set_notification(self, notification: Notification) -> Result<()> {
        Error::wrap(
            self.invoke(|cptr, buffer| buffer.seL4_IRQHandler_SetNotification(cptr, notification.bits())),
        )
    }
}

impl IrqControl {
    pub fn irq_control_get(self, irq: Word, dst: &AbsoluteCPtr) -> Result<()> {
        Error::wrap(self.invoke(|cptr, buffer| {
            buffer.seL4_IRQControl_Get(cptr, irq, dst.root.bits(), dst.bits, dst.depth.try_into().unwrap())
        }))
    }
}

impl Notification {
    pub fn signal(self) {
        self.invoke(|cptr, buffer| buffer.seL4_Signal(cptr))
    }
}
