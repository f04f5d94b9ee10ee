/** What a macro call stands for is told once for all views and crates; what its names mean is not. */
import { expect, test } from 'vitest';
import { createSideBySide } from '../../server/src/analysis/analysis';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import { ofStretch } from '../../server/src/resolve/stretch';
import { parseFixture } from '../support/fixture';
import { parts, ROOT } from '../support/sel4Workspace';

/** `arch line:what is written there` of all findings, names of nobody's bindings included. */
async function findings(text: string, ...archs: readonly string[]): Promise<string[]> {
  const disk = new Map([...parseFixture(text).files].map(([path, file]) => [ROOT + path, file]));
  const { views } = createSideBySide(
    {
      folder: ROOT,
      files: memoryFiles(disk),
      views: archs.map((arch) => ({ arch })),
      allNames: true,
    },
    await parts(),
  );
  return views.flatMap((view, at) =>
    view.allFindings().map(({ file, start, end }) => {
      const written = disk.get(file) ?? '';
      return `${archs[at]} ${file.slice(ROOT.length)}:${written.slice(0, start).split('\n').length} ${written.slice(start, end)}`;
    }),
  );
}

test('each view has its own answer behind `$crate`, at the same place', async () => {
  const text = `//- /Cargo.toml
[package]
name = "probe"
version = "0.1.0"
edition = "2021"
//- /src/lib.rs
#[cfg(target_arch = "aarch64")]
pub mod arch {
    pub fn barrier() {}
}
#[cfg(not(target_arch = "aarch64"))]
pub mod arch {}

macro_rules! outer {
    ($($given:tt)*) => { inner!($($given)* barrier) };
}
macro_rules! inner {
    ($name:ident $own:ident) => { $crate::arch::$own(); $name() };
}
pub fn f() {
    let local = || {};
    outer!(local);
    outer!(missing);
}
`;
  expect(await findings(text, 'aarch64', 'x86_64', 'riscv64', 'aarch64')).toEqual([
    'aarch64 /src/lib.rs:17 missing',
    'x86_64 /src/lib.rs:9 barrier',
    'x86_64 /src/lib.rs:17 missing',
    'riscv64 /src/lib.rs:9 barrier',
    'riscv64 /src/lib.rs:17 missing',
    'aarch64 /src/lib.rs:17 missing',
  ]);
});

test('a file in two crates of other editions, each with a macro of its own', async () => {
  const text = `//- /Cargo.toml
[workspace]
members = ["one", "two"]
//- /one/Cargo.toml
[package]
name = "one"
version = "0.1.0"
edition = "2021"
//- /one/src/lib.rs
macro_rules! call { ($name:ident) => { $crate::only_one(); $name() } }
fn only_one() {}
#[path = "../../shared.rs"]
mod shared;
//- /two/Cargo.toml
[package]
name = "two"
version = "0.1.0"
edition = "2018"
//- /two/src/lib.rs
macro_rules! call { ($name:ident) => { $crate::only_two(); $name() } }
fn only_two() {}
#[path = "../../shared.rs"]
mod shared;
//- /shared.rs
fn here() {}
fn f() {
    call!(here);
    call!(gone);
}
`;
  expect([...new Set(await findings(text, 'aarch64', 'x86_64'))]).toEqual([
    'aarch64 /shared.rs:4 gone',
    'x86_64 /shared.rs:4 gone',
  ]);
});

test('what is made of a stretch is made once, and goes with its owner and key', () => {
  const stretch = { owner: {}, start: 1, end: 3, sources: [], contexts: [0], tokens: () => [] };
  let made = 0;
  const make = (): number => ++made;
  expect(ofStretch(stretch, 'rules', make)).toBe(1);
  expect(ofStretch({ ...stretch, sources: [7] }, 'rules', make)).toBe(1);
  expect(ofStretch({ ...stretch, end: 4 }, 'rules', make)).toBe(2);
  expect(ofStretch(stretch, 'plain', make)).toBe(3);
  expect(ofStretch({ ...stretch, owner: {} }, 'rules', make)).toBe(4);
});
