//! Hands out what the kernel owns: interrupts, threads, address spaces, device memory.

#![no_std]

extern crate alloc;

pub mod component;
pub mod irq;
pub mod mmio;
pub mod tcb;
pub mod vspace;

use alloc::string::String;

/// A place in the capability space of the broker.
pub type Slot = usize;

/// Why the broker could not do what it was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum BrokerError {
    /// The kernel refused; the text says which call and what it answered.
    Kernel(String),
    /// The interrupt line has an owner already.
    LineTaken(u32),
    /// Not a multiple of the page size.
    Misaligned(usize),
    /// No slot is left.
    NoSlot,
}

pub type Outcome<T> = core::result::Result<T, BrokerError>;

/// Slots that nobody uses yet.
pub struct SlotPool {
    next: Slot,
    end: Slot,
}

impl SlotPool {
    pub const fn new(first: Slot, count: usize) -> Self {
        SlotPool { next: first, end: first + count }
    }

    pub fn take(&mut self) -> Outcome<Slot> {
        if self.next == self.end {
            return Err(BrokerError::NoSlot);
        }
        self.next += 1;
        Ok(self.next - 1)
    }
}
