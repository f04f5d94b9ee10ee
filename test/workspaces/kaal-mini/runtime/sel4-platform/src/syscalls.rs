//! System calls that exist on both sides under one name.

#[cfg(feature = "mock")]
pub use sel4_mock_sys::seL4_Yield as give_way;

#[cfg(feature = "runtime")]
pub use sel4::sys::seL4_Yield as give_way;
