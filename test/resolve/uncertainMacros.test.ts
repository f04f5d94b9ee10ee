import { expect, test } from 'vitest';
import { checkWorkspace, probe } from '../diagnose/support';

/** What is found in a package whose build script may set a cfg `fast`. */
async function found(source: string, dependencies = ''): Promise<readonly string[]> {
  const options = { view: { arch: 'aarch64' }, allNames: true } as const;
  const script = '//- /build.rs\nfn main() {}\n';
  const { findings } = await checkWorkspace(probe(dependencies, source, script), options);
  return findings.map(({ name, rustcCode }) => `${name} ${rustcCode ?? ''}`.trim());
}

test('of two macros behind a cfg that is not known each may be meant, and none is ambiguous', async () => {
  const source = `
#[macro_use]
mod macros {
    #[cfg(fast)]
    #[macro_use]
    mod one {
        #[macro_export]
        macro_rules! items { ($($all:tt)*) => { $($all)* } }
        macro_rules! value { ($a:ident) => { $a } }
    }
    #[cfg(not(fast))]
    #[macro_use]
    mod other {
        #[macro_export]
        macro_rules! items { ($($all:tt)*) => {} }
        macro_rules! value { ($a:ident) => { 1 } }
    }
}
items! { pub struct A; }
pub fn f() -> u8 { value!(away) }
pub type B = A;
`;
  expect(await found(source)).toEqual([]);
});

test('one macro alone behind such a cfg is the one that is meant', async () => {
  const source = `
#[cfg(fast)]
macro_rules! value { ($a:ident) => { $a } }
pub fn f() -> u8 { value!(gone) }
`;
  expect(await found(source)).toEqual(['gone E0425']);
});

test('a macro that is not there may define what a name of the prelude is not', async () => {
  const source = `
use absent::items;
items! { pub struct Copy<'a> { inner: &'a u8 } }
pub fn f(inner: &u8) -> Copy<'_> { Copy { inner } }
mod other { pub fn g() { Copy { inner: 1 } } }
`;
  const manifest = '[dependencies]\nabsent = "1"\n';
  expect(await found(source, manifest)).toEqual(['Copy E0574']);
});

test('nor is a variant of the prelude what a glob of a crate that is not there may bring', async () => {
  const source = `
use absent::*;
pub fn f() { Err::Error(1); }
mod other { pub fn g() { Err::Error(1); } }
`;
  expect(await found(source, '[dependencies]\nabsent = "1"\n')).toEqual(['Err E0433']);
});
