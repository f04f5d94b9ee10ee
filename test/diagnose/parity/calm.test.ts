/** Which differences are worth a finding: those that code of the workspace depends on, each thing once. */
import { describe, expect, test } from 'vitest';
import type { Options } from '../../support/sel4Workspace';
import { ADAPTER, lines, platform } from './support';

const RUNTIME: Options = { view: { bindings: 'pin-aarch64' } };
const AS_MOCK: Options = { view: { bindings: 'pin-aarch64', features: ['mock'], noDefaultFeatures: true } };

/** What is said of a mock when this code uses the adapter. */
async function said(mock: string, uses: string, options: Options = RUNTIME): Promise<string[]> {
  const made = await platform(mock, ADAPTER);
  const text = `${made.text('/platform/src/lib.rs')}use adapter::*;\n${uses}`;
  const workspace = made.with('/platform/src/lib.rs', text);
  return lines(workspace, workspace.analysis(options).allFindings());
}

describe('a difference that nobody depends on', () => {
  const mock = 'pub const seL4_PageBits: u32 = 13;';
  const wrong = ['1 parity-value: `seL4_PageBits` is 13 in this stand-in, but 12 in the bindings'];

  test('is not reported', async () => {
    expect(await said(mock, '')).toEqual([]);
    expect(await said(mock, 'pub fn f() -> u32 { seL4_PageBits }')).toEqual(wrong);
  });

  test.each([
    ['in a signature', 'pub fn f(_: [u8; seL4_PageBits as usize]) {}'],
    ['in a macro', 'pub fn f() { assert!(seL4_PageBits > 1) }'],
    ['in a format string', 'pub fn f() { panic!("{seL4_PageBits}") }'],
    ['by a path', 'pub fn f() -> u32 { crate::adapter::seL4_PageBits }'],
    ['in a pattern', 'pub fn f(a: u32) { if let seL4_PageBits = a {} }'],
    ['under another name', 'use adapter::seL4_PageBits as bits;\npub fn f() -> u32 { bits }'],
  ])('used %s', async (_, uses) => {
    expect(await said(mock, uses)).toEqual(wrong);
  });

  test.each([
    ['an import alone', 'pub use adapter::seL4_PageBits;'],
    ['a comment or a string', '// seL4_PageBits\npub fn f() -> &\'static str { "seL4_PageBits" }'],
    ['code that is not compiled', '#[cfg(feature = "mock")]\npub fn f() -> u32 { seL4_PageBits }'],
  ])('%s is no use', async (_, uses) => {
    expect(await said(mock, uses)).toEqual([]);
  });

  test('the stand-in itself is no user', async () => {
    expect(await said(`${mock}\npub fn f() -> u32 { seL4_PageBits }`, '')).toEqual([]);
  });

  test('an allowance for it is not stale', async () => {
    const allowed = `// kaal-sel4: allow(parity-value) small pages in tests\n${mock}`;
    expect(await said(allowed, '')).toEqual([]);
    expect(await said(allowed, 'pub fn f() -> u32 { seL4_PageBits }')).toEqual([]);
  });
});

describe('names that the other side lacks', () => {
  const mock =
    'pub const seL4_NoError: u32 = 0;\npub fn seL4_TCB_Suspend(_tcb: u32) -> u32 { 0 }\npub type seL4_Word = u64;';
  const uses = 'pub fn f() -> bool { seL4_TCB_Suspend(1) == seL4_NoError }';

  test('where the other side is compiled, their uses are errors already', async () => {
    expect(await said(mock, uses)).toEqual([]);
  });

  test('where the stand-in is compiled, nobody else says so', async () => {
    expect(await said(mock, uses, AS_MOCK)).toEqual([
      '1 parity-missing: `seL4_NoError` is in this stand-in only: `platform` has no such name on the other side; the bindings have it as `seL4_Error::seL4_NoError`',
      '2 parity-missing: `seL4_TCB_Suspend` is in this stand-in only: `platform` has no such name on the other side; the bindings have it as the method `seL4_IPCBuffer::seL4_TCB_Suspend`',
    ]);
  });

  test('but not of what only tests use', async () => {
    expect(await said(mock, `#[cfg(test)]\nmod tests { use super::*; ${uses} }`, AS_MOCK)).toEqual([]);
  });
});

test('a type that others follow is said once, with how many they are', async () => {
  const mock = `
pub type seL4_Word = usize;
pub type seL4_CPtr = seL4_Word;
pub struct seL4_SlotRegion { pub start: seL4_Word, pub end: seL4_Word }
`;
  const made = await platform(mock, `${ADAPTER}pub fn f(a: seL4_SlotRegion) -> seL4_CPtr { a.start }\n`);
  const findings = made.analysis(RUNTIME).allFindings();
  expect(lines(made, findings)).toEqual([
    '1 parity-type: `seL4_Word` is `usize` in this stand-in, but `u64` in the bindings',
  ]);
  expect(findings[0]?.help).toBe('write `u64`; 2 other names follow from it');
});

test('what is said of one thing is one finding, the gravest', async () => {
  const mock = 'pub type seL4_Error = i32;\npub const seL4_PageBits: u64 = 13;';
  expect(await said(mock, 'pub fn f(_: seL4_Error) -> u64 { seL4_PageBits }', AS_MOCK)).toEqual([
    '1 parity-kind: `seL4_Error` is a type alias in this stand-in, but a module of constants in the bindings; its type is `i32`, there `u32`',
    '2 parity-value: `seL4_PageBits` is 13 in this stand-in, but 12 in the bindings; its type is `u64`, there `u32`',
  ]);
});

test('no point is said twice of a stand-in whose other side is unlike the kernel itself', async () => {
  const made = await platform(
    'pub unsafe fn seL4_IRQControl_Get(_c: u64, _irq: usize, _r: u64, _i: u64, _d: usize) -> u32 { 0 }',
    `${ADAPTER}
#[cfg(feature = "runtime")]
pub unsafe fn seL4_IRQControl_Get(_c: u64, _irq: seL4_Word, _r: u64, _i: u64, _d: seL4_Word) -> u32 { 0 }
pub fn f() { unsafe { seL4_IRQControl_Get(1, 2, 3, 4, 5) }; }
`,
  );
  const [first] = lines(made, made.analysis(RUNTIME).allFindings());
  expect(first).toBe(
    '1 parity-signature: `seL4_IRQControl_Get` has another signature than with `feature = "runtime"` (`platform::adapter::seL4_IRQControl_Get`): argument 2 is `usize`, there `seL4_Word` (`u64`); argument 5 is `usize`, there `seL4_Word` (`u64`); against the bindings\' own, argument 5 is `usize`, there `seL4_Uint8` (`u8`)',
  );
});

test('members count as used by path and as methods', async () => {
  const mock = `
pub struct seL4_CapRights(pub u64);
impl seL4_CapRights {
    pub fn new(_read: u64, _write: u64) -> Self { Self(0) }
    pub fn get_capAllowRead(&self) -> u32 { 0 }
    pub fn get_capAllowWrite(&self) -> u32 { 0 }
}
`;
  const uses = 'pub fn f(a: seL4_CapRights) -> u32 { seL4_CapRights::new(1, 2); a.get_capAllowRead() }';
  const found = await said(mock, uses, AS_MOCK);
  expect(found.map((line) => line.replace(/ has .*/, ''))).toEqual([
    '1 parity-fields: `seL4_CapRights` is made of other parts than in the bindings: `0` is `u64`, there `SeL4Bitfield<u64, 1usize>` (`Bitfield<[u64; 1], u64>`)',
    '3 parity-signature: `seL4_CapRights::new`',
    '4 parity-signature: `seL4_CapRights::get_capAllowRead`',
  ]);
});
