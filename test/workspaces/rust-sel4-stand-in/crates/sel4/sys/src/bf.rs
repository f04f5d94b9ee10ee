//! Packed words.

pub(crate) type PackedWords<const N: usize> = [u64; N];

include!(concat!(env!("OUT_DIR"), "/types.rs"));
include!(concat!(env!("OUT_DIR"), "/shared_types.rs"));
