//! What the rest of the system sees of seL4: the kernel's own interface, or a mock of it.

#![no_std]

pub mod adapter;
pub mod syscalls;

/// Short name for those who write `use sel4_platform::sel4;`.
pub use adapter as sel4;

/// Which side of the adapter was built.
pub const fn backend() -> &'static str {
    if cfg!(feature = "mock") {
        "mock"
    } else {
        "runtime"
    }
}

#[cfg(test)]
mod tests {
    use super::sel4::seL4_Word;

    #[test]
    fn a_word_holds_a_pointer() {
        assert!(core::mem::size_of::<seL4_Word>() >= core::mem::size_of::<usize>());
        assert!(!super::backend().is_empty());
    }
}
