//! Interrupt lines: each one has an owner and a notification that its driver waits on.

use alloc::format;
use alloc::vec::Vec;

use crate::{BrokerError, Outcome, Slot};
use sel4_platform::adapter::seL4_Word;

/// An interrupt line together with the notification that it signals.
pub struct IrqLine {
    number: u32,
    handler: Slot,
    notification: Slot,
}

impl IrqLine {
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Blocks until the line fires; the answer is the badge of the notification.
    pub fn wait(&self) -> seL4_Word {
        let mut badge: seL4_Word = 0;
        unsafe {
            sel4_platform::adapter::seL4_Wait(self.notification as seL4_Word, &mut badge);
        }
        badge
    }

    /// Lets the line fire again.
    pub fn acknowledge(&self) -> Outcome<()> {
        let answer = unsafe { sel4_platform::adapter::seL4_IRQHandler_Ack(self.handler as seL4_Word) };
        if answer != sel4_platform::adapter::seL4_NoError {
            return Err(BrokerError::Kernel(format!("seL4_IRQHandler_Ack: {answer}")));
        }
        Ok(())
    }
}

/// Gives out interrupt lines, each one once.
pub struct IrqLines {
    control: Slot,
    cspace: Slot,
    taken: Vec<u32>,
}

impl IrqLines {
    pub fn new(control: Slot, cspace: Slot) -> Self {
        IrqLines { control, cspace, taken: Vec::new() }
    }

    /// Makes a handler for line `number` in `handler` and ties it to `notification`.
    pub fn claim(&mut self, number: u32, handler: Slot, notification: Slot) -> Outcome<IrqLine> {
        if self.taken.contains(&number) {
            return Err(BrokerError::LineTaken(number));
        }

        let made = unsafe {
            sel4_platform::adapter::seL4_IRQControl_Get(
                self.control as seL4_Word,
                seL4_Word::from(number),
                self.cspace as seL4_Word,
                handler as seL4_Word,
                64,
            )
        };
        if made != sel4_platform::adapter::seL4_NoError {
            return Err(BrokerError::Kernel(format!("seL4_IRQControl_Get({number}): {made}")));
        }

        let tied = unsafe {
            use sel4_platform::sel4;
            sel4::seL4_IRQHandler_SetNotification(handler as seL4_Word, notification as seL4_Word)
        };
        match tied == sel4_platform::sel4::seL4_NoError {
            true => self.taken.push(number),
            false => return Err(BrokerError::Kernel(format!("seL4_IRQHandler_SetNotification: {tied}"))),
        }
        Ok(IrqLine { number, handler, notification })
    }
}
