/** Paths that a mock does not have: who is asked may write them, nothing else does. */
import { afterAll, describe, expect, it } from 'vitest';
import type { FixId } from '../../server/src/fix/fix';
import { whyNoRustc } from '../support/rustc';
import { F, LIB, MANIFEST, saidByRustc } from './support/otherCfgs';
import { removeRustWorkspaces } from './support/rust';
import { fixed, fixedAll, offers, onSel4, reasons, titles } from './support/workspaces';

afterAll(removeRustWorkspaces);

const MOCK = 'mod mock { pub const seL4_NoError: u32 = 0; }\n';
const adapter = (mock = 'pub use super::mock::*;'): string => `pub mod adapter {
    #[cfg(feature = "runtime")]
    pub use sel4::sys::*;
    #[cfg(not(feature = "runtime"))]
    ${mock}
}
`;
const G = 'pub fn g() -> u32 { adapter::seL4_NoError }\n';
const ADD = 'adapterReexport* Add `pub use sel4::sys::seL4_Error::seL4_NoError` to `probe::adapter`';

/** What is offered last; it compiles in the view, and as its title says with the mock it does not. */
async function last(text: string, id: FixId = 'qualify'): Promise<string | undefined> {
  const made = await onSel4(`#![allow(non_upper_case_globals)]\n${text}`, MANIFEST);
  const after = fixed(made, id);
  expect(await saidByRustc(after, ['runtime'])).toEqual([]);
  if (whyNoRustc() === undefined) expect(await saidByRustc(after, ['mock'])).not.toEqual([]);
  for (const strategy of ['explicit', 'adapter'] as const) {
    const all = fixedAll(made, { settings: { strategy } });
    expect(all.text(LIB)).not.toEqual(after.text(LIB));
    expect(await saidByRustc(all, ['mock'])).toEqual([]);
  }
  const offered = offers(made);
  expect(offered.at(-1)).toMatchObject({ id, kind: 'quickfix', isPreferred: false });
  expect(reasons(made).some((reason) => reason.startsWith(id))).toBe(false);
  return offered.at(-1)?.title;
}

describe('a path that a mock does not have is offered last, with the condition', () => {
  it('through an adapter', async () => {
    expect(await last(MOCK + adapter() + G)).toBe(
      'Write `adapter::seL4_Error::seL4_NoError` (only with feature `runtime`: `probe::mock` has no `seL4_Error`)',
    );
  });

  it('where a type has the name of the module', async () => {
    const mock = MOCK.replace('}', 'pub type seL4_Error = u32; }');
    expect(await last(mock + adapter() + G)).toBe(
      'Write `adapter::seL4_Error::seL4_NoError` (only with feature `runtime`: `probe::mock` has no module `seL4_Error`)',
    );
  });

  it('where the module has other names', async () => {
    const mock = MOCK.replace('}', 'pub mod seL4_Error { pub type Type = u32; } }');
    expect(await last(mock + adapter() + G)).toBe(
      'Write `adapter::seL4_Error::seL4_NoError` (only with feature `runtime`: `probe::mock` has no `seL4_Error::seL4_NoError`)',
    );
  });

  it('of what the adapter has for the mock itself', async () => {
    const own = 'pub const seL4_NoError: u32 = 0;';
    expect(await last(adapter(own) + G)).toBe(
      'Write `adapter::seL4_Error::seL4_NoError` (only with feature `runtime`: `probe::adapter` has no `seL4_Error`)',
    );
  });

  it('in an import', async () => {
    const text = `${MOCK + adapter()}use adapter::seL4_NoError;\n${F}`;
    expect(await last(text, 'importRealName')).toBe(
      'Import `adapter::seL4_Error::seL4_NoError` instead (only with feature `runtime`: `probe::mock` has no `seL4_Error`)',
    );
  });

  it('of a bare name that a glob brings', async () => {
    const text = `${MOCK}#[cfg(feature = "runtime")]
use sel4::sys::*;
#[cfg(not(feature = "runtime"))]
use mock::*;
${F}`;
    expect(await last(text)).toBe(
      'Write `seL4_Error::seL4_NoError` (only with feature `runtime`: `probe::mock` has no `seL4_Error`)',
    );
  });

  it('of a type, in a module', async () => {
    const text = `mod mock { pub type seL4_Error = u32; }
pub mod m {
    #[cfg(feature = "runtime")]
    use sel4::sys::*;
    #[cfg(not(feature = "runtime"))]
    use super::mock::*;
    pub fn f(_: seL4_Error) {}
}
`;
    expect(await last(text)).toBe(
      'Write `seL4_Error::Type` (only with feature `runtime`: `probe::mock` has no module `seL4_Error`)',
    );
  });
});

it('the condition is that of the mock', async () => {
  const text = `pub mod adapter {
    #[cfg(not(feature = "mock"))]
    pub use sel4::sys::*;
    #[cfg(feature = "mock")]
    pub const seL4_NoError: u32 = 0;
}
${G}`;
  expect(titles(await onSel4(text, MANIFEST))).toEqual([
    ADD,
    'qualify Write `adapter::seL4_Error::seL4_NoError` (not with feature `mock`: `probe::adapter` has no `seL4_Error`)',
  ]);
});

describe('nothing is offered', () => {
  it.each([
    [
      'that would go past the mock',
      MOCK.replace('}', 'pub mod seL4_Error { pub const seL4_NoError: u32 = 0; } }'),
    ],
    ['where an enum of the mock has it', MOCK.replace('}', 'pub enum seL4_Error { seL4_NoError } }')],
    [
      'where a type of the mock has it',
      MOCK.replace('}', 'pub struct seL4_Error; impl seL4_Error { pub const seL4_NoError: u32 = 0; } }'),
    ],
    ['where it is not known what the mock has', MOCK.replace('}', 'other::m!(); }')],
  ])('%s', async (_, mock) => {
    expect(titles(await onSel4(mock + adapter() + G, `${MANIFEST}other = "1"\n`))).toEqual([ADD]);
  });

  it('that leaves the adapter', async () => {
    const text = `#[cfg(not(feature = "runtime"))]\npub const seL4_NoError: u32 = 0;\n${F}`;
    expect(titles(await onSel4(text, MANIFEST))).toEqual([
      'import Import `sel4::sys::seL4_Error::seL4_NoError` under `#[cfg(feature = "runtime")]`',
    ]);
  });
});
