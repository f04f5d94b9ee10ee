//! Places in capability spaces.

use crate::{CapRights, Error, Result, Word, cap::CNode};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CPtr(Word);

impl CPtr {
    pub const fn from_bits(bits: Word) -> Self {
        CPtr(bits)
    }

    pub const fn bits(self) -> Word {
        self.0
    }
}

/// A slot, by the CNode that it is looked up from.
#[derive(Clone, Copy)]
pub struct AbsoluteCPtr {
    pub(crate) root: CNode,
    pub(crate) bits: Word,
    pub(crate) depth: usize,
}

impl AbsoluteCPtr {
    fn slot(self) -> (Word, u8) {
        (self.bits, self.depth.try_into().unwrap())
    }

    pub fn delete(self) -> Result<()> {
        let (index, depth) = self.slot();
        Error::wrap(self.root.invoke(|cptr, buffer| buffer.seL4_CNode_Delete(cptr, index, depth)))
    }

    pub fn copy(self, src: &AbsoluteCPtr, rights: CapRights) -> Result<()> {
        let ((index, depth), (from, bits)) = (self.slot(), src.slot());
        Error::wrap(self.root.invoke(|cptr, buffer| {
            buffer.seL4_CNode_Copy(cptr, index, depth, src.root.bits(), from, bits, rights.into_inner())
        }))
    }

    pub fn mint(self, src: &AbsoluteCPtr, rights: CapRights, badge: Word) -> Result<()> {
        let ((index, depth), (from, bits)) = (self.slot(), src.slot());
        Error::wrap(self.root.invoke(|cptr, buffer| {
            buffer.seL4_CNode_Mint(cptr, index, depth, src.root.bits(), from, bits, rights.into_inner(), badge)
        }))
    }
}
