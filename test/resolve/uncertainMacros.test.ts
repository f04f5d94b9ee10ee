import { expect, test } from 'vitest';
import { checkWorkspace } from '../diagnose/support';

/** What is found in a package whose build script may set a cfg `fast`. */
async function found(source: string): Promise<readonly string[]> {
  const { findings } = await checkWorkspace(
    `
//- /Cargo.toml
[package]
name = "probe"
version = "0.1.0"
edition = "2021"
//- /build.rs
fn main() {}
//- /src/lib.rs
${source}
`,
    { view: { arch: 'aarch64' }, allNames: true },
  );
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
