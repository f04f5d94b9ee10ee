//! Places in capability spaces.

use crate::Word;
#[cfg(feature = "state")]
use crate::cap::CNode;

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

#[cfg(feature = "state")]
/// A slot, by the CNode that it is looked up from.
#[cfg(feature = "state")]
pub struct AbsoluteCPtr {
    pub(crate) root: CNode,
    pub(crate) bits: Word,
    pub(crate) depth: usize,
}
