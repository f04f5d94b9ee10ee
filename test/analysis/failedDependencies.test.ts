/** A workspace in KaaL's shape over three architectures: what a crate that fails does to those that depend on it. */
import { expect, test } from 'vitest';
import type { ViewRequest } from '../../server/src/project/model';
import { workspace } from '../support/sel4Workspace';

const WORKSPACE = `
//- /Cargo.toml
[workspace]
members = ["platform", "broker", "ipc", "globs", "through"]
resolver = "2"
//- /platform/Cargo.toml
[package]
name = "platform"
version = "0.1.0"
edition = "2021"
[dependencies]
sel4 = { path = "../external/rust-sel4/crates/sel4" }
//- /platform/src/lib.rs
#![no_std]
pub mod adapter {
    pub use sel4::sys::seL4_CPtr;
    pub use sel4::sys::_object::seL4_ARM_SmallPageObject as seL4_ARCH_4KPage;
}
//- /broker/Cargo.toml
[package]
name = "broker"
version = "0.1.0"
edition = "2021"
[dependencies]
platform = { path = "../platform" }
//- /broker/src/lib.rs
#![no_std]
use platform::adapter::{seL4_ARCH_4KPage, seL4_CPtr};
pub fn page(_: seL4_CPtr) -> u32 { platform::adapter::seL4_ARCH_4KPage + seL4_ARCH_4KPage }
//- /ipc/Cargo.toml
[package]
name = "ipc"
version = "0.1.0"
edition = "2021"
[dependencies]
platform = { path = "../platform" }
crossbeam = "0.8"
//- /ipc/src/lib.rs
#![no_std]
extern crate std;
use platform::adapter::{signal, wait};
pub fn both() { unsafe { signal(1); wait(1); } }
//- /globs/Cargo.toml
[package]
name = "globs"
version = "0.1.0"
edition = "2021"
[dependencies]
sel4 = { path = "../external/rust-sel4/crates/sel4" }
//- /globs/src/lib.rs
#![no_std]
pub use sel4::sys::seL4_ARM_VMAttributes::*;
pub mod own { pub use sel4::sys::seL4_ARM_VMAttributes as attributes; }
//- /through/Cargo.toml
[package]
name = "through"
version = "0.1.0"
edition = "2021"
[dependencies]
globs = { path = "../globs" }
//- /through/src/lib.rs
#![no_std]
use globs::seL4_ARM_PageCacheable;
use globs::own::attributes::seL4_ARM_ParityEnabled;
use globs::own::attributes;
pub fn all() -> [u32; 4] {
    [seL4_ARM_PageCacheable, seL4_ARM_ParityEnabled, attributes::seL4_ARM_ExecuteNever, globs::seL4_ARM_ParityEnabled]
}
`;

const VIEWS: readonly ViewRequest[] = ['pin-aarch64', 'pin-x86_64', 'pin-riscv64'].map((bindings) => ({
  bindings,
}));

/** Errors of a crate by view, as `line: code`. */
async function errorsByView(crate: string): Promise<string[][]> {
  const made = await workspace(WORKSPACE.trimStart());
  return VIEWS.map((view) =>
    made
      .analysis({ view })
      .allFindings()
      .filter((finding) => finding.severity === 'error' && finding.crate === crate)
      .map(({ file, start, rustcCode }) => {
        const text = made.text(file.slice('/fixture'.length)) ?? '';
        return `${text.slice(0, start).split('\n').length}: ${rustcCode}`;
      }),
  );
}

test('a crate has its errors in the views in which rustc has them', async () => {
  expect(await errorsByView('platform')).toEqual([[], ['4: E0432'], ['4: E0432']]);
});

test('names that the failure of a dependency takes away are silent behind it', async () => {
  expect(await errorsByView('broker')).toEqual([[], [], []]);
});

test('so are names that a glob of the dependency might have brought, and what a failed import leads on to', async () => {
  expect(await errorsByView('globs')).toEqual([[], ['2: E0432', '3: E0432'], ['2: E0432', '3: E0432']]);
  expect(await errorsByView('through')).toEqual([[], [], []]);
});

// rustc needs `std` for it, and the dependency mended: then it says so for each of the architectures.
test('names that the dependency would not have either are missing in every view', async () => {
  const both = ['3: E0432', '3: E0432'];
  expect(await errorsByView('ipc')).toEqual([both, both, both]);
});
