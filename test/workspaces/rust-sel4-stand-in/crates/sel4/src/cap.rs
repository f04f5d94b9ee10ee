//! Capabilities by the kind of object that they are for.

use crate::{AbsoluteCPtr, CPtr, Error, Result, Word, sys};

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
                fn invoke<T>(self, f: impl FnOnce(Word, &mut sys::seL4_IPCBuffer) -> T) -> T {
                    crate::with_ipc_buffer_mut(|buffer| f(self.0, buffer.inner_mut()))
                }
            }
        )*
    };
}

caps!(CNode IrqControl IrqHandler Notification Tcb Untyped VSpace);

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

    pub fn tcb_set_ipc_buffer(self, buffer: Word, frame: CPtr) -> Result<()> {
        Error::wrap(self.invoke(|cptr, ipc| ipc.seL4_TCB_SetIPCBuffer(cptr, buffer, frame.bits())))
    }
}

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
