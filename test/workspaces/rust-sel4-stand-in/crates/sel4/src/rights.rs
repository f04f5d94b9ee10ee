//! What a capability allows.

use crate::sys;

#[derive(Clone, PartialEq, Eq)]
pub struct CapRights(sys::seL4_CapRights);

impl CapRights {
    pub fn new(grant_reply: bool, grant: bool, read: bool, write: bool) -> Self {
        CapRights(sys::seL4_CapRights::new(grant_reply.into(), grant.into(), read.into(), write.into()))
    }

    pub fn read_write() -> Self {
        Self::new(false, false, true, true)
    }

    pub fn into_inner(self) -> sys::seL4_CapRights {
        self.0
    }
}
