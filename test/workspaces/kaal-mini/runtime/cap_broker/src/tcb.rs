//! Threads: made from untyped memory, given a place to run, started and stopped.

use alloc::format;

use crate::{BrokerError, Outcome, Slot};

/// Everything that a thread needs before it can run.
pub struct ThreadPlan {
    pub cspace: Slot,
    pub vspace: Slot,
    pub fault_endpoint: Slot,
    pub buffer_address: usize,
    pub buffer_frame: Slot,
    pub entry: usize,
    pub stack_top: usize,
    pub priority: u8,
}

/// A thread control block that the broker made.
pub struct Thread {
    tcb: Slot,
}

impl Thread {
    /// Makes the kernel object in slot `tcb` out of `untyped`.
    pub fn create(untyped: Slot, cspace: Slot, tcb: Slot) -> Outcome<Self> {
        use sel4_platform::adapter::*;

        let answer = unsafe {
            seL4_Untyped_Retype(
                untyped as seL4_Word,
                seL4_TCBObject as seL4_Word,
                0,
                cspace as seL4_Word,
                0,
                0,
                tcb as seL4_Word,
                1,
            )
        };
        if answer != seL4_NoError {
            return Err(BrokerError::Kernel(format!("seL4_Untyped_Retype (thread): {answer}")));
        }
        Ok(Thread { tcb })
    }

    /// Tells the kernel where the thread lives, how important it is and where it begins.
    pub fn configure(&self, plan: &ThreadPlan) -> Outcome<()> {
        {
            use sel4_platform::adapter::*;

            let space = unsafe {
                seL4_TCB_SetSpace(
                    self.tcb as seL4_Word,
                    plan.fault_endpoint as seL4_Word,
                    plan.cspace as seL4_Word,
                    0,
                    plan.vspace as seL4_Word,
                    0,
                )
            };
            if space != seL4_NoError {
                return Err(BrokerError::Kernel(format!("seL4_TCB_SetSpace: {space}")));
            }

            let buffer = unsafe {
                seL4_TCB_SetIPCBuffer(
                    self.tcb as seL4_Word,
                    plan.buffer_address as seL4_Word,
                    plan.buffer_frame as seL4_Word,
                )
            };
            if buffer != seL4_NoError {
                return Err(BrokerError::Kernel(format!("seL4_TCB_SetIPCBuffer: {buffer}")));
            }

            let own = seL4_RootCNodeCapSlots::seL4_CapInitThreadCNode as seL4_Word;
            let priority =
                unsafe { seL4_TCB_SetPriority(self.tcb as seL4_Word, own, seL4_Word::from(plan.priority)) };
            if priority != seL4_NoError {
                return Err(BrokerError::Kernel(format!("seL4_TCB_SetPriority: {priority}")));
            }
        }
        self.write_registers(plan)
    }

    fn write_registers(&self, plan: &ThreadPlan) -> Outcome<()> {
        use sel4_platform::adapter as kernel;

        let mut registers: kernel::seL4_UserContext = Default::default();
        registers.pc = plan.entry as kernel::seL4_Word;
        registers.sp = plan.stack_top as kernel::seL4_Word;
        let words = core::mem::size_of::<kernel::seL4_UserContext>() / core::mem::size_of::<kernel::seL4_Word>();
        let answer = unsafe {
            kernel::seL4_TCB_WriteRegisters(
                self.tcb as kernel::seL4_Word,
                false,
                0,
                words as kernel::seL4_Word,
                &mut registers,
            )
        };
        if answer != kernel::seL4_NoError {
            return Err(BrokerError::Kernel(format!("seL4_TCB_WriteRegisters: {answer}")));
        }
        Ok(())
    }

    pub fn start(&self) -> Outcome<()> {
        use sel4_platform::adapter::*;

        let answer = unsafe { seL4_TCB_Resume(self.tcb as seL4_Word) };
        if answer != seL4_NoError {
            return Err(BrokerError::Kernel(format!("seL4_TCB_Resume: {answer}")));
        }
        Ok(())
    }

    pub fn stop(&self) -> Outcome<()> {
        use sel4_platform::adapter::*;

        let refused = |answer| answer != seL4_NoError;
        let answer = unsafe { seL4_TCB_Suspend(self.tcb as seL4_Word) };
        if refused(answer) {
            return Err(BrokerError::Kernel(format!("seL4_TCB_Suspend: {answer}")));
        }
        Ok(())
    }
}
