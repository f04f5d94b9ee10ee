/** Rarer ways to put a mock behind a cfg: what is written for seL4 must compile beside it. */
import { afterAll, describe, expect, it } from 'vitest';
import { F, LIB, MANIFEST, mending, saidByRustc, USE } from './support/otherCfgs';
import { removeRustWorkspaces } from './support/rust';
import { fixed, fixedAll, onSel4, reasons, titles, workspace } from './support/workspaces';

afterAll(removeRustWorkspaces);

const FEATURES = ['runtime', 'mock', 'runtime,mock'];
const CONST = 'const seL4_NoError: u32 = 0;';

describe('an item behind `cfg_attr(…, cfg(…))`', () => {
  it.each([
    [`#[cfg_attr(all(), cfg(feature = "mock"))] ${CONST}`, 'not(any(not(all()), feature = "mock"))'],
    [`#[cfg_attr(not(feature = "mock"), cfg(any()))] ${CONST}`, 'not(feature = "mock")'],
    [
      `#[cfg_attr(not(feature = "mock"), allow(dead_code), cfg_attr(all(), cfg(any())))] ${CONST}`,
      'not(any(feature = "mock", not(all())))',
    ],
    [
      '#[cfg_attr(not(feature = "mock"), cfg(any()))] use core::u32::MAX as seL4_NoError;',
      'not(feature = "mock")',
    ],
  ])('%s', async (defined, opposite) => {
    expect(await mending(`${defined}\n${F}`, FEATURES)).toBe(`+#[cfg(${opposite})]\n+${USE}\n+`);
  });

  it('in an adapter', async () => {
    const text = `pub mod adapter {
    #[cfg_attr(feature = "mock", cfg(any()))]
    pub use sel4::sys::*;
    #[cfg_attr(not(feature = "mock"), cfg(any()))]
    pub ${CONST}
}
pub fn f() -> u32 { adapter::seL4_NoError }
`;
    expect(await mending(text, FEATURES)).toBe(
      '+\n+    #[cfg_attr(feature = "mock", cfg(any()))]\n+    pub use sel4::sys::seL4_Error::seL4_NoError;',
    );
  });

  it('around the place', async () => {
    const text = `#[cfg(feature = "mock")]\n${CONST}\n#[cfg_attr(feature = "mock", cfg(any()))]\n${F}`;
    expect(await mending(text, FEATURES)).toContain('{ sel4::sys::seL4_Error::seL4_NoError }');
  });

  it('around a block: the import is not there without it', async () => {
    const text = `#[cfg(feature = "mock")]\npub ${CONST}
#[cfg_attr(feature = "mock", cfg(any()))]
pub fn f() -> u32 {
    use sel4::sys::seL4_Word;
    seL4_NoError + 0 as seL4_Word as u32
}
`;
    expect(await mending(text, FEATURES)).toContain('    sel4::sys::seL4_Error::seL4_NoError');
  });

  it('by an option of the kernel: the opposite cannot be written', async () => {
    const text = `#[cfg_attr(not(feature = "mock"), sel4::sel4_cfg(KERNEL_MCS))]\n${CONST}\n${F}`;
    const made = await onSel4(text, MANIFEST);
    expect(titles(made)).toEqual([]);
    expect(reasons(made)).toEqual([
      'qualify `seL4_NoError` is defined under a cfg, and would no longer be used there',
      'import `seL4_NoError` is defined here under a condition of which the opposite cannot be written',
    ]);
  });
});

describe('a file that is included behind a cfg', () => {
  const mock = `//- /src/mock.rs\npub ${CONST}\n`;

  it.each([
    ['', '#[cfg(feature = "mock")]\ninclude!("mock.rs");\n'],
    ['in a branch', 'core::cfg_select! { feature = "mock" => { include!("mock.rs"); } _ => {} }\n'],
    [
      'by a macro',
      'macro_rules! mock { () => { include!("mock.rs"); } }\n#[cfg(feature = "mock")]\nmock!();\n',
    ],
    [
      'of a module that a glob leads to',
      'mod k {\n#[cfg(feature = "mock")]\ninclude!("mock.rs");\n}\nuse k::*;\n',
    ],
  ])('%s', async (_, included) => {
    expect(await mending(`${included}${F}${mock}`, FEATURES)).toContain(
      `+#[cfg(not(feature = "mock"))]\n+${USE}`,
    );
  });

  it('in an adapter', async () => {
    const text = `pub mod adapter {
    #[cfg(feature = "runtime")]
    pub use sel4::sys::*;
    #[cfg(feature = "mock")]
    include!("mock.rs");
}
pub fn f() -> u32 { adapter::seL4_NoError }
`;
    expect(await mending(text + mock, FEATURES)).toBe(`+
+    #[cfg(feature = "runtime")]
+    #[cfg(not(feature = "mock"))]
+    pub ${USE}`);
  });

  it('as an adapter: what it is given stands behind the same cfg, beside it', async () => {
    const text = `pub mod adapter {
    #[cfg(feature = "mock")]
    include!("mock.rs");
    #[cfg(not(feature = "mock"))]
    include!("real.rs");

    pub fn g() {}
}
pub fn f() -> u32 { adapter::seL4_NoError }
`;
    const real = '//- /src/real.rs\npub use sel4::sys::*;\n';
    expect(await mending(text + mock + real, FEATURES)).toBe(
      `+    #[cfg(not(feature = "mock"))]\n+    pub ${USE}\n+`,
    );
  });

  it('is in nobody’s way where the place is included behind another one', async () => {
    const text = `#[cfg(feature = "mock")]\ninclude!("mock.rs");\n#[cfg(not(feature = "mock"))]\ninclude!("real.rs");\n`;
    const made = await onSel4(
      `#![allow(non_upper_case_globals)]\n${text}${mock}//- /src/real.rs\n${F}`,
      MANIFEST,
    );
    const after = fixedAll(made, { settings: { strategy: 'explicit' } });
    expect(after.text('/src/real.rs')).toBe('pub fn f() -> u32 { sel4::sys::seL4_Error::seL4_NoError }\n');
    expect(await saidByRustc(after, FEATURES)).toEqual([]);
  });
});

describe('the attribute that asks the kernel’s options', () => {
  const kernels = ['pin-aarch64', 'pin-aarch64-mcs'];
  const asked = (text: string): Promise<string> => mending(text, ['runtime'], kernels);

  it.each([
    [
      'as it is written where it is in scope',
      `use sel4::sel4_cfg;\n#[sel4_cfg(KERNEL_MCS)]\n${CONST}\n`,
      'sel4_cfg',
    ],
    [
      'by its crate where that is a module',
      `mod k {\nuse sel4::sel4_cfg;\n#[sel4_cfg(KERNEL_MCS)]\npub ${CONST}\n}\nuse k::*;\n`,
      'sel4::sel4_cfg',
    ],
    [
      'by its crate where the macro alone is in scope',
      `use sel4::sel4_cfg_if;\nsel4_cfg_if! { if #[sel4_cfg(KERNEL_MCS)] { ${CONST} } }\n`,
      'sel4::sel4_cfg',
    ],
    ['by its crate', `sel4::sel4_cfg_if! { if #[sel4_cfg(KERNEL_MCS)] { ${CONST} } }\n`, 'sel4::sel4_cfg'],
  ])('%s', async (_, items, path) => {
    expect(await asked(items + F)).toContain(`+#[${path}(not(KERNEL_MCS))]\n+${USE}`);
  });

  it('is not written where nothing leads to it', async () => {
    const made = await workspace(`//- /Cargo.toml
[workspace]
members = ["probe", "platform"]
//- /platform/Cargo.toml
[package]
name = "platform"
edition = "2021"
[dependencies]
sel4 = { path = "../external/rust-sel4/crates/sel4" }
//- /platform/src/lib.rs
pub use sel4::sys;
pub use sel4::sel4_cfg_if as choose;
//- /probe/Cargo.toml
[package]
name = "probe"
edition = "2021"
[dependencies]
platform = { path = "../platform" }
//- /probe/src/lib.rs
platform::sel4_cfg_if! { if #[sel4_cfg(KERNEL_MCS)] { ${CONST} } }
${F}`);
    expect(titles(made, { name: 'seL4_NoError' })).toEqual([]);
    expect(reasons(made, { name: 'seL4_NoError' })).toEqual([
      'qualify `seL4_NoError` is defined where `KERNEL_MCS` holds, and would no longer be used there',
      'import `seL4_NoError` is defined here under a condition of which the opposite cannot be written',
    ]);
  });

  it('stands in front of what an adapter in a branch is given', async () => {
    const mock = `{ mod mock { pub ${CONST} } pub use mock::*; }`;
    const text = `sel4::sel4_cfg_if! { if #[sel4_cfg(KERNEL_MCS)] ${mock} else { pub use sel4::sys::*; } }\n${F}`;
    expect(await asked(text)).toBe(`+\n+#[sel4::sel4_cfg(not(KERNEL_MCS))]\n+pub ${USE}`);
  });
});

describe('a path that leads to a module of the mock under one cfg, and to an import under the other', () => {
  const mock = `pub mod mock { pub ${CONST} }\n`;
  const real = '#[cfg(feature = "runtime")]\n';
  const other = '#[cfg(not(feature = "runtime"))]\n';

  it.each([
    ['module and import', `${real}use sel4::sys;\n${other}mod sys { pub ${CONST} }\n`, 'sys'],
    ['two imports', `${mock}${real}use sel4::sys;\n${other}use mock as sys;\n`, 'sys'],
    ['two globs', `mod k { pub mod sys { pub ${CONST} } }\n${real}use sel4::*;\n${other}use k::*;\n`, 'sys'],
    [
      'further in',
      `mod k {\n${real}pub use sel4::sys;\n${other}pub mod sys { pub ${CONST} }\n}\n`,
      'crate::k::sys',
    ],
    [
      'branches',
      `core::cfg_select! { feature = "runtime" => { use sel4::sys; } _ => { mod sys { pub ${CONST} } } }\n`,
      'sys',
    ],
  ])('%s', async (_, items, path) => {
    const text = `#![allow(non_upper_case_globals)]\n${items}pub fn f() -> u32 { ${path}::seL4_NoError }\n`;
    const made = await onSel4(text, MANIFEST);
    const after = fixedAll(made, { settings: { strategy: 'explicit' } });
    expect(await saidByRustc(after, ['mock'])).toEqual([]);
    expect(titles(made).at(-1)).toMatch(
      /^qualify Write `(crate::k::)?sys::seL4_Error::seL4_NoError` \(only with feature `runtime`: `probe::.*` has no `seL4_Error`\)$/,
    );
    expect(await saidByRustc(fixed(made, 'qualify'), ['runtime'])).toEqual([]);
  });

  it('in an import', async () => {
    const text = `${real}use sel4::sys;\n${other}mod sys { pub ${CONST} }\nuse sys::seL4_NoError;\n${F}`;
    const made = await onSel4(text, MANIFEST);
    expect(fixedAll(made, { settings: { strategy: 'explicit' } }).text(LIB)).toBe(text);
    expect(titles(made)).toEqual([
      'importRealName Import `sys::seL4_Error::seL4_NoError` instead (only with feature `runtime`: `probe::sys` has no `seL4_Error`)',
    ]);
  });

  it.each([
    [
      'the place is not there with the mock',
      `${real}use sel4::sys;\n${other}mod sys { pub ${CONST} }\n${real}`,
    ],
    ['the module has not the name', `${real}use sel4::sys;\n${other}mod sys {}\n${real}`],
  ])('but not where %s', async (_, items) => {
    const after = await mending(`${items}pub fn f() -> u32 { sys::seL4_NoError }\n`, ['runtime', 'mock']);
    expect(after).toContain('{ sys::seL4_Error::seL4_NoError }');
  });
});
