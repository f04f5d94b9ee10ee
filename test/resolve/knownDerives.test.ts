/** Derives of other crates that are known to add impls only: which impls, their own code decides. */
import { expect, test } from 'vitest';
import { AARCH64, checkWorkspace } from '../diagnose/support';

/** Names that are told to be missing in a crate that depends on a package with derives, which is on disk. */
async function missing(name: string, derives: readonly string[], source: string) {
  const { findings } = await checkWorkspace(
    `
//- /Cargo.toml
[workspace]
members = ["app", "mac"]
resolver = "2"
//- /mac/Cargo.toml
[package]
name = "${name}"
version = "0.1.0"
edition = "2021"
[lib]
proc-macro = true
//- /mac/src/lib.rs
use proc_macro::TokenStream;
${derives
  .map(
    (each) => `#[proc_macro_derive(${each})]
pub fn derive_${each.toLowerCase()}(_: TokenStream) -> TokenStream { TokenStream::new() }`,
  )
  .join('\n')}
//- /app/Cargo.toml
[package]
name = "app"
version = "0.1.0"
edition = "2021"
[dependencies]
mac = { path = "../mac", package = "${name}" }
//- /app/src/lib.rs
${source}
`,
    { ...AARCH64, allNames: true },
  );
  return findings.map(({ name }) => name);
}

test('may implement any trait in scope, and bring no other method', async () => {
  const source = `
pub trait HasCapTable { fn slots(&self) -> usize; fn slot_as(&self) -> usize { self.slots() } }
pub trait Wide { fn wide(&self) {} }
impl<T: HasCapTable> Wide for T {}
#[derive(mac::IsObjectWithCapTable)]
pub struct Tcb { pub n: usize }
#[derive(Clone, Debug)]
pub struct Plain { pub n: usize }
pub fn f(tcb: Tcb) { tcb.slot_as(); tcb.wide(); tcb.first(); Tcb::slots(&tcb); tcb.size; }
pub fn g(plain: Plain) { plain.slot_as(); plain.wide(); plain.second(); }
`;
  const derives = ['IsObjectWithCapTable'];
  expect(await missing('sel4-capdl-initializer-types-derive', derives, source)).toEqual([
    'first',
    'size',
    'slot_as',
    'wide',
    'second',
  ]);
});

test('may bring what is inherent, or lead to another type, if they do', async () => {
  const source = `
#[derive(mac::Constructor)]
pub struct Made { n: usize }
#[derive(mac::Deref)]
pub struct Inside { n: String }
#[derive(mac::From)]
pub struct Turned { n: usize }
pub fn f(inside: Inside) { Made::new(1); inside.len(); inside.gone; Turned::new(1); }
`;
  expect(await missing('derive_more', ['Constructor', 'Deref', 'From'], source)).toEqual(['new']);
});
