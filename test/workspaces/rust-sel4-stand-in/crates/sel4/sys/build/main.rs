//! Puts the files where bindgen and the generators of the real crate put theirs.

use std::path::PathBuf;
use std::{env, fs};

const FILES: [&str; 6] =
    ["bindings.rs", "invocation_labels.rs", "invocations.rs", "shared_types.rs", "syscall_ids.rs", "types.rs"];

fn main() {
    let from = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()).join("generated");
    let to = PathBuf::from(env::var("OUT_DIR").unwrap());
    for file in FILES {
        fs::write(to.join(file), fs::read(from.join(file)).unwrap()).unwrap();
    }
    println!("cargo:rerun-if-changed=generated");
}
