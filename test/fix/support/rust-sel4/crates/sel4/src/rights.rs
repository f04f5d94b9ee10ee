//! What a capability allows.

use crate::sys;

#[derive(Clone, PartialEq, Eq)]
pub struct CapRights(sys::seL4_CapRights);

impl CapRights {
    pub fn new(grant_reply: bool, grant: bool, read: bool, write: bool) -> Self {
        CapRights(sys::seL4_CapRights::new(grant_reply.into(), grant.into(), read.into(), write.into()))
    }

    pub const fn from_inner(inner: sys::seL4_CapRights) -> Self {
        CapRights(inner)
    }

    pub fn into_inner(self) -> sys::seL4_CapRights {
        self.0
    }

    pub fn none() -> Self {
        CapRightsBuilder::none().build()
    }

    pub fn all() -> Self {
        CapRightsBuilder::all().build()
    }

    pub fn read_write() -> Self {
        Self::new(false, false, true, true)
    }

    pub fn read_only() -> Self {
        Self::new(false, false, true, false)
    }

    pub fn write_only() -> Self {
        Self::new(false, false, false, true)
    }
}

pub struct CapRightsBuilder([bool; 4]);

impl CapRightsBuilder {
    pub fn none() -> Self {
        CapRightsBuilder([false; 4])
    }

    pub fn all() -> Self {
        CapRightsBuilder([true; 4])
    }

    pub fn build(self) -> CapRights {
        let [grant_reply, grant, read, write] = self.0;
        CapRights::new(grant_reply, grant, read, write)
    }

    fn with(mut self, at: usize, can: bool) -> Self {
        self.0[at] = can;
        self
    }

    pub fn grant_reply(self, can: bool) -> Self {
        self.with(0, can)
    }

    pub fn grant(self, can: bool) -> Self {
        self.with(1, can)
    }

    pub fn read(self, can: bool) -> Self {
        self.with(2, can)
    }

    pub fn write(self, can: bool) -> Self {
        self.with(3, can)
    }
}
