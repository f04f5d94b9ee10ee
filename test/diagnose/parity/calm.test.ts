/** Which differences are worth a finding: those that code of the workspace depends on, each thing once. */
import { describe, expect, test } from 'vitest';
import { Session } from '../../analysis/session';
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

describe('members count as used through other names of their type', () => {
  const members = `pub fn new(_read: u64) -> Self { Self(0) }`;
  const mock = `pub struct seL4_CapRights(pub u64);\nimpl seL4_CapRights { ${members} }`;
  const wrong = [
    '2 parity-signature: `seL4_CapRights::new` has another signature than in the bindings: it takes 1 argument, there 4',
  ];
  const signatures = async (mock: string, uses: string): Promise<string[]> =>
    (await said(mock, uses, AS_MOCK)).filter((line) => line.includes('signature'));

  test.each([
    ['an alias', 'type Rights = seL4_CapRights;\npub fn f() { Rights::new(1); }'],
    ['an alias of an alias', 'type A = seL4_CapRights;\ntype B = A;\npub fn f() { B::new(1); }'],
    ['an alias in a body', 'pub fn f() { type Rights = seL4_CapRights; Rights::new(1); }'],
    [
      'an import under another name',
      'use adapter::seL4_CapRights as Rights;\npub fn f() { Rights::new(1); }',
    ],
    ['a type in angle brackets', 'pub fn f() { <seL4_CapRights>::new(1); }'],
  ])('%s', async (_, uses) => {
    expect(await signatures(mock, uses)).toEqual(wrong);
  });

  test('an alias of the stand-in, as bindgen writes them', async () => {
    const behind = `
pub struct seL4_IPCBuffer_;
impl seL4_IPCBuffer_ { pub fn seL4_Signal(&self, _dest: u64) {} }
pub type seL4_IPCBuffer = seL4_IPCBuffer_;
`;
    const uses = 'pub fn f(a: &mut seL4_IPCBuffer) { seL4_IPCBuffer::seL4_Signal(a, 1); }';
    expect(await signatures(behind, uses)).toEqual([
      expect.stringContaining('`seL4_IPCBuffer_::seL4_Signal` has another signature'),
    ]);
  });

  test('not through an alias of something else', async () => {
    expect(await signatures(mock, 'struct Own;\ntype Rights = Own;\npub fn f() { Rights::new(1); }')).toEqual(
      [],
    );
  });

  test('an alias that is typed in a body', async () => {
    const made = await platform(mock, ADAPTER);
    const head = `${made.text('/platform/src/lib.rs')}use adapter::*;\n`;
    const before = made.with('/platform/src/lib.rs', `${head}pub fn f() { Rights::new(1); }`);
    const session = new Session(before, AS_MOCK);
    const found = (): string[] =>
      lines(before, session.analysis.allFindings()).filter((line) => line.includes('signature'));
    expect(found()).toEqual([]);
    const after = `${head}pub fn f() { type Rights = seL4_CapRights; Rights::new(1); }`;
    session.type('/platform/src/lib.rs', after);
    expect(found()).toEqual(wrong);
  });
});

describe('a `const fn` that is none on the other side', () => {
  const mock =
    'pub struct seL4_CapRights(pub u64);\nimpl seL4_CapRights { pub const fn new(a: u64, _: u64, _: u64, _: u64) -> Self { Self(a) } }';
  const wrong = [
    '2 parity-signature: `seL4_CapRights::new` has another signature than in the bindings: it is `const`, there it is not',
  ];
  const signatures = async (uses: string): Promise<string[]> =>
    (await said(mock, uses)).filter((line) => line.includes('signature'));

  test.each([
    ['a constant', 'pub const R: seL4_CapRights = seL4_CapRights::new(0, 0, 0, 1);'],
    ['a static', 'pub static R: seL4_CapRights = seL4_CapRights::new(0, 0, 0, 1);'],
    ['a const fn', 'pub const fn f() -> seL4_CapRights { seL4_CapRights::new(0, 0, 0, 1) }'],
    ['a const block', 'pub fn f() -> seL4_CapRights { const { seL4_CapRights::new(0, 0, 0, 1) } }'],
  ])('is called in %s', async (_, uses) => {
    expect(await signatures(uses)).toEqual(wrong);
  });

  test.each([
    ['in a function', 'pub fn f() -> seL4_CapRights { seL4_CapRights::new(0, 0, 0, 1) }'],
    [
      'in a function within a constant',
      'pub const F: fn() -> seL4_CapRights = { fn f() -> seL4_CapRights { seL4_CapRights::new(0, 0, 0, 1) } f };',
    ],
    ['nowhere', 'pub const F: fn(u64, u64, u64, u64) -> seL4_CapRights = seL4_CapRights::new;'],
  ])('is called %s: nobody notices', async (_, uses) => {
    expect(await signatures(uses)).toEqual([]);
  });

  test('a function of the workspace that is `const` where the kernel has one that is not', async () => {
    const made = await platform(
      '',
      'pub use sel4::sys::*;\npub const fn seL4_Yield() {}\npub const F: () = seL4_Yield();\n',
    );
    expect(lines(made, made.analysis(RUNTIME).allFindings())).toEqual([]);
  });
});
