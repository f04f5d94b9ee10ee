//! Values around the bindings' own.

use crate::{Word, sys};

pub struct MessageInfo(sys::seL4_MessageInfo);

impl MessageInfo {
    pub const fn from_inner(inner: sys::seL4_MessageInfo) -> Self {
        MessageInfo(inner)
    }

    pub fn into_inner(self) -> sys::seL4_MessageInfo {
        self.0
    }
}

pub struct UserContext(pub(crate) sys::seL4_UserContext);

impl UserContext {
    pub const fn from_inner(inner: sys::seL4_UserContext) -> Self {
        UserContext(inner)
    }
}

pub struct CNodeCapData(Word);

impl CNodeCapData {
    pub fn new(guard: Word, guard_size: usize) -> Self {
        CNodeCapData(guard << 6 | guard_size as Word)
    }

    pub(crate) fn into_word(self) -> Word {
        self.0
    }
}

pub enum ObjectBlueprint {
    Untyped { size_bits: usize },
    Endpoint,
    Notification,
    CNode { size_bits: usize },
    Tcb,
    Frame,
}

impl ObjectBlueprint {
    pub(crate) fn type_and_size(&self) -> (Word, Word) {
        use sys::api_object;
        match self {
            ObjectBlueprint::Untyped { size_bits } => (api_object::seL4_UntypedObject as Word, *size_bits as Word),
            ObjectBlueprint::Endpoint => (api_object::seL4_EndpointObject as Word, 0),
            ObjectBlueprint::Notification => (api_object::seL4_NotificationObject as Word, 0),
            ObjectBlueprint::CNode { size_bits } => (api_object::seL4_CapTableObject as Word, *size_bits as Word),
            ObjectBlueprint::Tcb => (api_object::seL4_TCBObject as Word, 0),
            ObjectBlueprint::Frame => (77, 0),
        }
    }
}

pub struct FrameObjectType;

impl FrameObjectType {
    pub const GRANULE: FrameObjectType = FrameObjectType;

    pub const fn blueprint(self) -> ObjectBlueprint {
        ObjectBlueprint::Frame
    }
}

#[cfg(seat_arch = "aarch64")]
type Attributes = sys::seL4_ARM_VMAttributes::Type;
#[cfg(seat_arch = "x86_64")]
type Attributes = sys::seL4_X86_VMAttributes::Type;
#[cfg(seat_arch = "riscv64")]
type Attributes = sys::seL4_RISCV_VMAttributes::Type;

pub struct VmAttributes(pub(crate) Attributes);

impl VmAttributes {
    pub const NONE: VmAttributes = VmAttributes(0);
    pub const DEFAULT: VmAttributes = VmAttributes(3);

    pub const fn from_inner(inner: Attributes) -> Self {
        VmAttributes(inner)
    }
}
