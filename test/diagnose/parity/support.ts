/** A platform crate with two faces: a mock, or the bindings. */
import type { Finding } from '../../../server/src/diagnose/finding';
import { type Options, ROOT, type Workspace, workspace } from '../../support/sel4Workspace';

const MANIFESTS = `
//- /Cargo.toml
[workspace]
resolver = "2"
members = ["platform", "mock"]
//- /platform/Cargo.toml
[package]
name = "platform"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "../external/rust-sel4/crates/sel4", optional = true }
mock-sys = { path = "../mock", optional = true }

[features]
default = ["runtime"]
mock = ["mock-sys"]
runtime = ["sel4"]
//- /mock/Cargo.toml
[package]
name = "mock-sys"
version = "0.1.0"
edition = "2021"
//- /platform/src/lib.rs
#![no_std]
pub mod adapter;
`;

export const ADAPTER = `
#[cfg(feature = "mock")]
pub use mock_sys::*;
#[cfg(feature = "runtime")]
pub use sel4::sys::*;
`;

/** The platform crate around a mock (its `lib.rs`) and an adapter. */
export function platform(mock: string, adapter = ADAPTER): Promise<Workspace> {
  return workspace(
    `${MANIFESTS.trimStart()}//- /platform/src/adapter.rs\n${adapter.trim()}\n//- /mock/src/lib.rs\n${mock.trim()}\n`,
  );
}

/** A kernel that is known, and all differences, used or not. */
export const PINNED: Options = { view: { bindings: 'pin-aarch64' }, parity: 'all' };

/** `file:line severity code: message`, the mock's own file left out of the place; errors of rustc are no matter here. */
export function lines(made: Workspace, findings: readonly Finding[]): string[] {
  return findings
    .filter(({ rustcCode }) => rustcCode === undefined)
    .map(({ file, start, severity, code, message }) => {
      const path = file.slice(ROOT.length + 1);
      const line = (made.text(`/${path}`) ?? '').slice(0, start).split('\n').length;
      const place = path === 'mock/src/lib.rs' ? `${line}` : `${path.replace(/.*src\//, '')}:${line}`;
      return `${place} ${severity === 'warning' ? '' : `${severity} `}${code}: ${message}`;
    });
}

/** What is found in a platform around a mock. */
export async function found(mock: string, adapter = ADAPTER, options: Options = {}): Promise<string[]> {
  const made = await platform(mock, adapter);
  return lines(made, made.analysis({ ...PINNED, ...options }).allFindings());
}
