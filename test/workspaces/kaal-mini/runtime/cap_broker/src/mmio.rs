//! Device memory: frames made at a physical address, mapped so that no cache comes between.

use alloc::format;

use crate::{BrokerError, Outcome, Slot, SlotPool};

/// Registers of one device, as physical memory.
pub struct Window {
    pub physical: usize,
    pub pages: usize,
}

/// Untyped memory that covers a device, and the address space that sees it.
pub struct DeviceMemory {
    untyped: Slot,
    cspace: Slot,
    vspace: Slot,
}

impl DeviceMemory {
    pub fn new(untyped: Slot, cspace: Slot, vspace: Slot) -> Self {
        DeviceMemory { untyped, cspace, vspace }
    }

    /// Maps all pages of `window` from `address` on; the frames take slots of `pool`.
    pub fn map(&self, window: &Window, address: usize, pool: &mut SlotPool) -> Outcome<()> {
        let bits = sel4_platform::adapter::seL4_PageBits;
        if window.physical % (1 << bits) != 0 {
            return Err(BrokerError::Misaligned(window.physical));
        }

        for page in 0..window.pages {
            let frame = pool.take()?;
            unsafe {
                let made = sel4_platform::adapter::seL4_Untyped_Retype(
                    self.untyped as u64,
                    sel4_platform::adapter::seL4_ARCH_4KPage as u64,
                    bits as u64,
                    self.cspace as u64,
                    0,
                    0,
                    frame as u64,
                    1,
                );
                if made != sel4_platform::adapter::seL4_NoError {
                    return Err(BrokerError::Kernel(format!("seL4_Untyped_Retype (page {page}): {made}")));
                }

                let mapped = sel4_platform::adapter::seL4_ARCH_Page_Map(
                    frame as u64,
                    self.vspace as u64,
                    (address + (page << bits)) as u64,
                    sel4_platform::adapter::seL4_CanRead | sel4_platform::adapter::seL4_CanWrite,
                    sel4_platform::adapter::seL4_ARCH_Uncached, // a device answers for itself
                );
                if mapped != sel4_platform::adapter::seL4_NoError {
                    return Err(BrokerError::Kernel(format!("seL4_ARCH_Page_Map (page {page}): {mapped}")));
                }
            }
        }
        Ok(())
    }
}
