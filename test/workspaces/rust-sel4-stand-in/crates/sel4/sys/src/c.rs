//! What bindgen finds in the headers.

use crate::bf::*;

include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
