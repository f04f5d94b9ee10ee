//! System calls.

mod calls;

pub use calls::*;

pub mod syscall_id {
    include!(concat!(env!("OUT_DIR"), "/syscall_ids.rs"));
}
