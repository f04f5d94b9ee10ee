//! The first thread of the system: starts the drivers, then gives way for ever.

#![no_std]

use cap_broker::component::{Component, Loader};
use cap_broker::irq::IrqLines;
use cap_broker::tcb::ThreadPlan;
use cap_broker::{Outcome, Slot, SlotPool};
use sel4_platform::adapter::seL4_RootCNodeCapSlots as slots;
use sel4_platform::adapter::{self as kernel, seL4_Word};

/// Where the stack of the first driver ends.
const STACK_TOP: seL4_Word = 0x8000_0000;
const PAGE: seL4_Word = 1 << kernel::seL4_PageBits;

/// Starts one driver that owns interrupt line `line`.
pub fn boot(untyped: Slot, entry: usize, line: u32) -> Outcome<Component> {
    let cspace = slots::seL4_CapInitThreadCNode as Slot;
    let mut pool = SlotPool::new(256, 64);
    let plan = ThreadPlan {
        cspace,
        vspace: slots::seL4_CapInitThreadVSpace as Slot,
        fault_endpoint: 0,
        buffer_address: (STACK_TOP + PAGE) as usize,
        buffer_frame: pool.take()?,
        entry,
        stack_top: STACK_TOP as usize,
        priority: 100,
    };
    let driver = Loader::new(untyped, cspace).spawn(&plan, &mut pool)?;
    let mut lines = IrqLines::new(slots::seL4_CapIRQControl as Slot, cspace);
    lines.claim(line, pool.take()?, driver.notification)?;
    Ok(driver)
}

/// Nothing is left to do: others may run.
pub fn idle() -> ! {
    loop {
        sel4_platform::syscalls::give_way();
    }
}
