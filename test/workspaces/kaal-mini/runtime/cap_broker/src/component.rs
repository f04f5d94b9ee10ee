//! Components: a thread with an endpoint to talk to and a notification to wake it.

use alloc::format;

use crate::tcb::{Thread, ThreadPlan};
use crate::{BrokerError, Outcome, Slot, SlotPool};

/// A running component as the broker knows it.
pub struct Component {
    pub thread: Thread,
    pub endpoint: Slot,
    pub notification: Slot,
}

/// Makes components out of one piece of untyped memory.
pub struct Loader {
    untyped: Slot,
    cspace: Slot,
}

impl Loader {
    pub fn new(untyped: Slot, cspace: Slot) -> Self {
        Loader { untyped, cspace }
    }

    pub fn spawn(&self, plan: &ThreadPlan, pool: &mut SlotPool) -> Outcome<Component> {
        let thread = Thread::create(self.untyped, self.cspace, pool.take()?)?;
        let (endpoint, notification) = (pool.take()?, pool.take()?);
        {
            use sel4_platform::adapter::*;

            let answer = unsafe {
                seL4_Untyped_Retype(
                    self.untyped as seL4_Word,
                    seL4_EndpointObject as seL4_Word,
                    0,
                    self.cspace as seL4_Word,
                    0,
                    0,
                    endpoint as seL4_Word,
                    1,
                )
            };
            if answer != seL4_NoError {
                return Err(BrokerError::Kernel(format!("no endpoint: {answer}")));
            }

            let answer = unsafe {
                seL4_Untyped_Retype(
                    self.untyped as seL4_Word,
                    seL4_NotificationObject as seL4_Word,
                    0,
                    self.cspace as seL4_Word,
                    0,
                    0,
                    notification as seL4_Word,
                    1,
                )
            };
            if answer != seL4_NoError {
                return Err(BrokerError::Kernel(format!("no notification: {answer}")));
            }
        }
        thread.configure(plan)?;
        thread.start()?;
        Ok(Component { thread, endpoint, notification })
    }
}
