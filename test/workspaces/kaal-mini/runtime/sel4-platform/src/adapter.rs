//! One door to seL4: everything that the chosen backend exports, unchanged.

#[cfg(feature = "mock")]
pub use sel4_mock_sys::*;

#[cfg(feature = "runtime")]
pub use sel4::sys::*;
