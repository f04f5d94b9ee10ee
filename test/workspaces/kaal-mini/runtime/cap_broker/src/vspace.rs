//! Address spaces: frames put into them and taken out again.

use alloc::format;

use crate::{BrokerError, Outcome, Slot};

/// What a mapping allows, and whether the caches may keep it.
#[derive(Clone, Copy)]
pub struct Access {
    pub writable: bool,
    pub cached: bool,
}

/// The root of one address space.
pub struct AddressSpace {
    root: Slot,
}

impl AddressSpace {
    pub fn new(root: Slot) -> Self {
        AddressSpace { root }
    }

    /// The address space that the first thread runs in.
    pub fn of_first_thread() -> Self {
        use sel4_platform::adapter::seL4_RootCNodeCapSlots::seL4_CapInitThreadVSpace;
        Self::new(seL4_CapInitThreadVSpace as Slot)
    }

    pub fn map(&self, frame: Slot, address: usize, access: Access) -> Outcome<()> {
        let page = 1usize << sel4_platform::adapter::seL4_PageBits;
        if address % page != 0 {
            return Err(BrokerError::Misaligned(address));
        }

        unsafe {
            use sel4_platform::adapter::*;

            let mut rights = seL4_CanRead;
            if access.writable {
                rights |= seL4_CanWrite;
            }
            let attributes = if access.cached { seL4_ARCH_WriteBack } else { seL4_ARCH_Uncached };

            let answer = seL4_ARCH_Page_Map(
                frame as seL4_Word,
                self.root as seL4_Word,
                address as seL4_Word,
                rights,
                attributes,
            );
            if answer != seL4_NoError {
                return Err(BrokerError::Kernel(format!("seL4_ARCH_Page_Map: {answer}")));
            }
        }
        Ok(())
    }

    pub fn unmap(&self, frame: Slot) -> Outcome<()> {
        use sel4_platform::adapter::*;

        let answer = unsafe { seL4_ARCH_Page_Unmap(frame as seL4_Word) };
        if answer != seL4_NoError {
            return Err(BrokerError::Kernel(format!("seL4_ARCH_Page_Unmap: {answer}")));
        }
        Ok(())
    }
}
