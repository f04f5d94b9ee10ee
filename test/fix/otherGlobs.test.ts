/** Names that globs bring for a mock: what is written for seL4 must not take their place. */
import { afterAll, describe, expect, it } from 'vitest';
import { Session } from '../analysis/session';
import { ROOT } from '../support/sel4Workspace';
import { F, LIB, MANIFEST, mending, saidByRustc, USE } from './support/otherCfgs';
import { removeRustWorkspaces } from './support/rust';
import { fixedAll, onSel4, titles, workspace } from './support/workspaces';

afterAll(removeRustWorkspaces);

describe('a name that a glob brings for a mock', () => {
  const mock = `mod mock { pub const seL4_NoError: u32 = 0; pub unsafe fn seL4_TCB_Resume(_: u64) -> u32 { 0 } }
`;

  it('is imported behind the opposite cfg', async () => {
    const text = `${mock}#[cfg(feature = "runtime")]
use sel4::sys::*;
#[cfg(not(feature = "runtime"))]
use mock::*;
${F}`;
    expect(await mending(text, ['runtime', 'mock'])).toBe(`+#[cfg(feature = "runtime")]\n+${USE}\n+`);
  });

  it('by another module, too; a call of it stays', async () => {
    const text = `${mock}mod kernel {
    #[cfg(feature = "runtime")]
    pub use sel4::sys::*;
    #[cfg(not(feature = "runtime"))]
    pub use super::mock::*;
}
use kernel::*;
pub fn f() -> u32 { seL4_NoError + unsafe { seL4_TCB_Resume(1) } }
`;
    const made = await onSel4(text, MANIFEST);
    const after = fixedAll(made, { settings: { strategy: 'explicit' } });
    expect(await saidByRustc(after, ['runtime', 'mock'])).toEqual([]);
    expect(after.text(LIB)).toContain(
      '#[cfg(feature = "runtime")]\nuse sel4::sys::seL4_Error::seL4_NoError;',
    );
    expect(after.text(LIB)).toContain('{ seL4_NoError + unsafe { seL4_TCB_Resume(1) } }');
  });

  it('by a module that there are two of', async () => {
    const text = `#[cfg(feature = "runtime")]
mod kernel { pub use sel4::sys::*; }
#[cfg(not(feature = "runtime"))]
mod kernel { pub const seL4_NoError: u32 = 0; }
use kernel::*;
${F}pub fn g() -> u32 { kernel::seL4_NoError }
`;
    const made = await onSel4(text, MANIFEST);
    const after = fixedAll(made, { settings: { strategy: 'explicit' } });
    expect(await saidByRustc(after, ['runtime', 'mock'])).toEqual([]);
    expect(after.text(LIB)).toContain('{ kernel::seL4_NoError }');
  });

  it('is seen when the mock gets it', async () => {
    const made = await onSel4(
      `//- /src/lib.rs
#[cfg(not(feature = "runtime"))]
mod mock;
#[cfg(not(feature = "runtime"))]
use mock::*;
${F}//- /src/mock.rs
pub fn g() {}
`,
      MANIFEST,
    );
    const analysis = made.analysis({ view: { bindings: 'pin-aarch64' } });
    const offered = (): string[] => {
      const { file, start, end } = analysis.allFindings()[0]!;
      return analysis.fixes(file, start, end).fixes.map(({ id }) => id);
    };
    expect(offered()).toEqual(['qualify', 'import']);
    made.write('/src/mock.rs', 'pub const seL4_NoError: u32 = 0;\n');
    analysis.applyChange([{ path: `${ROOT}/src/mock.rs`, text: 'pub const seL4_NoError: u32 = 0;\n' }]);
    expect(offered()).toEqual(['import']);
  });

  it('in a block', async () => {
    const text = `${mock}pub fn f() -> u32 {
    #[cfg(feature = "runtime")]
    use sel4::sys::*;
    #[cfg(not(feature = "runtime"))]
    use mock::*;
    seL4_NoError
}
`;
    expect(await mending(text, ['runtime', 'mock'])).toBe(`+    #[cfg(feature = "runtime")]\n+    ${USE}`);
  });

  it('is not what a mock without it has', async () => {
    const text = `mod mock {}
#[cfg(not(feature = "runtime"))]
use mock::*;
#[cfg(feature = "runtime")]
${F}`;
    expect(await mending(text, ['runtime', 'mock'])).toContain('sel4::sys::seL4_Error::seL4_NoError }');
  });
});

describe('a conditional item of the module that a glob leads to', () => {
  const item = '#[cfg(feature = "mock")]\npub const seL4_NoError: u32 = 1;\n';
  const features = ['runtime', 'mock', 'runtime,mock'];
  const expected = `+#[cfg(not(feature = "mock"))]\n+${USE}`;

  it.each([
    ['the one around', `${item}pub mod m {\nuse super::*;\n${F}}\n`],
    [
      'the one around, by another',
      `${item.replace('pub ', '')}pub mod m {\nuse n::*;\n${F}mod n { pub use super::super::*; }\n}\n`,
    ],
    ['another', `mod k {\n${item}}\nuse k::*;\n${F}`],
  ])('%s', async (_, text) => {
    expect(await mending(text, features)).toContain(expected);
  });

  it.each([
    ['which is private', `mod k {\n${item.replace('pub ', '')}}\nuse k::*;\n`],
    [
      'which is private in a branch',
      `mod k {\ncore::cfg_select! { feature = "mock" => { const seL4_NoError: u32 = 1; } _ => {} }\n}\nuse k::*;\n`,
    ],
    ['which the glob does not bring', `mod k {\n${item}}\n#[cfg(not(feature = "mock"))]\nuse k::*;\n`],
  ])("is in nobody's way %s", async (_, text) => {
    expect(await mending(`${text}#[cfg(feature = "runtime")]\n${F}`, features)).toContain(
      '{ sel4::sys::seL4_Error::seL4_NoError }',
    );
  });
});

it.each([
  ['globs', 'use mock::*;', 'use sel4::sys::*;', ''],
  ['modules', 'mod k { pub use super::mock::*; }', 'mod k { pub use sel4::sys::*; }', 'use k::*;'],
])('%s that branches of `cfg_select!` or `cfg_if!` choose', async (_, mock, real, use) => {
  const items = 'mod mock { pub const seL4_NoError: u32 = 0; }\n';
  for (const chosen of [
    `core::cfg_select! { feature = "mock" => { ${mock} } _ => { ${real} } }`,
    `cfg_if::cfg_if! { if #[cfg(feature = "mock")] { ${mock} } else { ${real} } }`,
  ]) {
    const made = await onSel4(`${items}${chosen}\n${use}\n${F}`, `${MANIFEST}cfg-if = "1"\n`);
    expect(titles(made)).toEqual([
      'import Import `sel4::sys::seL4_Error::seL4_NoError` under `#[cfg(not(feature = "mock"))]`',
      'qualify Write `seL4_Error::seL4_NoError` (not with feature `mock`: `probe::mock` has no `seL4_Error`)',
    ]);
  }
});

it('a re-export in a branch of `cfg_if!`: what is added beside it stands behind the same condition', async () => {
  const mock = '{ mod mock { pub const seL4_NoError: u32 = 1; } pub use mock::*; }';
  const text = `core::cfg_select! { feature = "mock" => ${mock} _ => { pub use sel4::sys::*; } }\n${F}`;
  expect(await mending(text, ['runtime', 'mock'])).toBe(`+\n+#[cfg(not(feature = "mock"))]\n+pub ${USE}`);
});

it('a dependency that the mock alone has is read anew once it is edited', async () => {
  const made = await workspace(`//- /Cargo.toml
[workspace]
members = ["probe", "mockcrate"]
//- /mockcrate/Cargo.toml
[package]
name = "mockcrate"
//- /mockcrate/src/lib.rs
pub const seL4_Other: u32 = 0;
//- /probe/Cargo.toml
[package]
name = "probe"
edition = "2021"
[features]
mock = ["dep:mockcrate"]
[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4" }
mockcrate = { path = "../mockcrate", optional = true }
//- /probe/src/lib.rs
#[cfg(feature = "mock")]
use mockcrate::*;
#[cfg(not(feature = "mock"))]
use sel4::sys::*;
${F}`);
  const session = new Session(made);
  const path = '/probe/src/lib.rs';
  const at = made.text(path)!.indexOf('seL4_NoError');
  const offered = (): string[] => session.analysis.fixes(ROOT + path, at, at).fixes.map(({ id }) => id);
  expect(offered()).toEqual(['qualify', 'import']);
  session.replace('/mockcrate/src/lib.rs', 'seL4_Other', 'seL4_NoError');
  expect(offered()).toEqual(['import', 'qualify']);
  session.replace('/mockcrate/src/lib.rs', 'seL4_NoError', 'seL4_Other');
  expect(offered()).toEqual(['qualify', 'import']);
});
