/** What is said of a mock whose names differ from the kernel's. */
import { describe, expect, test } from 'vitest';
import { inShort, ROOT, workspace } from '../../support/sel4Workspace';
import { ADAPTER, found, lines, PINNED, platform } from './support';

describe('a mock like the kernel', () => {
  test('says nothing', async () => {
    expect(
      await found(`
pub type seL4_Word = u64;
pub type seL4_CPtr = seL4_Word;
pub mod seL4_Error { pub type Type = ::core::ffi::c_uint; pub const seL4_NoError: Type = 0; }
pub mod _object { pub type Type = u32; pub const seL4_ARM_SmallPageObject: Type = 0b111; }
pub const seL4_PageBits: u32 = 4 * 3;
pub const seL4_WordBytes: usize = 8;
pub fn seL4_Yield() {}
pub fn reset_the_mock() {}
`).then((said) => said.filter((line) => !line.includes('seL4_WordBytes'))),
    ).toEqual([]);
  });
});

describe('parity-missing', () => {
  test('names that the real side lacks, and where the bindings have them', async () => {
    expect(
      await found(`
pub type seL4_CPtr = u64;
pub const seL4_NoError: u32 = 0;
pub fn seL4_TCB_Resume(_tcb: seL4_CPtr) -> u32 { 0 }
pub const seL4_ARCH_WriteThrough: u64 = 2;
pub fn reset_the_mock() {}
`),
    ).toEqual([
      '2 parity-missing: `seL4_NoError` is in this stand-in only: `platform::adapter` has no such name on the other side; the bindings have it as `seL4_Error::seL4_NoError`',
      '3 parity-missing: `seL4_TCB_Resume` is in this stand-in only: `platform::adapter` has no such name on the other side; the bindings have it as the method `seL4_IPCBuffer::seL4_TCB_Resume`',
      '4 parity-missing: `seL4_ARCH_WriteThrough` is in this stand-in only: `platform::adapter` has no such name on the other side; nor is it anywhere in the bindings',
    ]);
  });
});

describe('names of other kernels', () => {
  test('are not told to be nowhere', async () => {
    const said = await found(`
pub type seL4_CPtr = u64;
pub const seL4_ReplyBits: u32 = 5;
`);
    expect(said).toEqual([
      expect.stringMatching(
        /seL4_ReplyBits.*: it exists only in other kernel configurations .*; it needs MCS$/,
      ),
    ]);
  });
});

describe('parity-signature of methods', () => {
  test('what they take `self` by', async () => {
    expect(
      await found(`
pub struct seL4_IPCBuffer_;
pub type seL4_IPCBuffer = seL4_IPCBuffer_;
impl seL4_IPCBuffer_ { pub fn seL4_Signal(&self, _dest: u64) {} pub fn seL4_Wait(&mut self, _src: u64) {} }
`).then((all) => all.filter((line) => line.includes('&self'))),
    ).toEqual([expect.stringContaining('it takes `&self`, there `&mut self`')]);
  });
});

describe('parity-kind', () => {
  test('a type where the bindings have an enum module, a function where they have a struct', async () => {
    const said = await found(`
pub type seL4_Error = u32;
pub struct seL4_PageBits;
pub fn seL4_TCB_GetBreakpoint() {}
`);
    expect(said.filter((line) => line.includes('parity-kind'))).toEqual([
      '1 parity-kind: `seL4_Error` is a type alias in this stand-in, but a module of constants in the bindings',
      '2 parity-kind: `seL4_PageBits` is a struct in this stand-in, but a constant in the bindings',
      '3 parity-kind: `seL4_TCB_GetBreakpoint` is a function in this stand-in, but a struct in the bindings',
    ]);
  });
});

describe('parity-value', () => {
  test('numbers, through adapters and renames', async () => {
    const adapter = `${ADAPTER}
#[cfg(feature = "runtime")]
pub use sel4::sys::_object::seL4_ARM_SmallPageObject as seL4_ARCH_4KPage;
`;
    const mock = `
pub const seL4_ARCH_4KPage: u32 = 5;
pub const seL4_PageBits: u32 = 1 << 4;
`;
    expect(await found(mock, adapter)).toEqual([
      '1 parity-value: `seL4_ARCH_4KPage` is 5 in this stand-in, but 7 in the bindings (`_object::seL4_ARM_SmallPageObject`)',
      '2 parity-value: `seL4_PageBits` is 16 in this stand-in, but 12 in the bindings',
    ]);
  });

  test('the number that is written makes it go away', async () => {
    const mock = 'pub const seL4_PageBits: u32 = /* bytes */ 1 << 4; // of a page\n';
    const made = await platform(mock);
    const [finding] = made.analysis(PINNED).allFindings();
    const { start, end, text } = finding!.replacement!;
    const mended = `${mock.slice(0, start)}${text}${mock.slice(end)}`;
    expect(mended).toBe('pub const seL4_PageBits: u32 = /* bytes */ 12; // of a page\n');
    expect(made.with('/mock/src/lib.rs', mended).analysis(PINNED).allFindings()).toEqual([]);
  });

  test('a kernel that was guessed: another one may have the number', async () => {
    const mock = 'pub mod _object { pub const seL4_ARM_SmallPageObject: u32 = 9; }\n';
    expect(await found(mock, ADAPTER, { view: { arch: 'aarch64' } })).toEqual([
      '1 information parity-value: `seL4_ARM_SmallPageObject` is 9 in this stand-in, but 7 in the bindings (`_object::seL4_ARM_SmallPageObject`)',
    ]);
    expect(await found(mock, ADAPTER, { view: { arch: 'aarch64', mcs: true } })).toEqual([]);
  });
});

describe('parity-value of rights', () => {
  test('the kernel has no constant for them, but its bits are known', async () => {
    expect(
      await found(
        'pub const seL4_CanRead: u64 = 1;\npub const seL4_CanWrite: u64 = 1;\npub type seL4_Word = u64;',
      ),
    ).toEqual([
      '1 parity-missing: `seL4_CanRead` is in this stand-in only: `platform::adapter` has no such name on the other side; nor is it anywhere in the bindings',
      '1 parity-value: `seL4_CanRead` is 1 in this stand-in, but 2 to the kernel (bit 1 of the rights word)',
      '2 parity-missing: `seL4_CanWrite` is in this stand-in only: `platform::adapter` has no such name on the other side; nor is it anywhere in the bindings',
    ]);
  });
});

describe('parity-type', () => {
  test('layout is not all: usize is no u64, and what follows from it is a remark', async () => {
    expect(
      await found(`
pub type seL4_Word = usize;
pub type seL4_CPtr = seL4_Word;
pub const seL4_PageBits: usize = 12;
`),
    ).toEqual([
      '1 parity-type: `seL4_Word` is `usize` in this stand-in, but `u64` in the bindings',
      '2 information parity-type: `seL4_CPtr` is `seL4_Word` (`usize`) in this stand-in, but `u64` in the bindings',
      '3 parity-type: the type of `seL4_PageBits` is `usize` in this stand-in, but `u32` in the bindings',
    ]);
  });

  test('the types that are written make them go away', async () => {
    const mock = 'pub type seL4_Word = usize;\npub const seL4_PageBits: seL4_Word = 12;\n';
    const made = await platform(mock);
    let text = mock;
    const replacements = made
      .analysis(PINNED)
      .allFindings()
      .flatMap(({ replacement }) => (replacement ? [replacement] : []));
    for (const { start, end, text: written } of replacements.sort((a, b) => b.start - a.start))
      text = `${text.slice(0, start)}${written}${text.slice(end)}`;
    expect(text).toBe('pub type seL4_Word = u64;\npub const seL4_PageBits: u32 = 12;\n');
    expect(made.with('/mock/src/lib.rs', text).analysis(PINNED).allFindings()).toEqual([]);
  });
});

describe('parity-fields', () => {
  test('names, order and types of fields', async () => {
    expect(
      await found(`
pub type seL4_Word = u64;
pub struct seL4_SlotRegion { pub end: seL4_Word, pub start: seL4_Word }
pub struct seL4_UntypedDesc { pub paddr: u32, pub sizeBits: u8, pub isDevice: u8, pub padding: [u8; 2 * 3] }
pub struct seL4_BootInfoHeader { pub id: seL4_Word, pub length: seL4_Word }
pub struct seL4_MessageInfo { pub words: [u64; 1] }
`),
    ).toEqual([
      '2 parity-fields: `seL4_SlotRegion` is made of other parts than in the bindings: its fields are in another order',
      '3 parity-fields: `seL4_UntypedDesc` is made of other parts than in the bindings: `paddr` is `u32`, there `seL4_Word` (`u64`)',
      '4 parity-fields: `seL4_BootInfoHeader` is made of other parts than in the bindings: it lacks `len`; there is no `length` there',
      '5 parity-fields: `seL4_MessageInfo` is made of other parts than in the bindings: it has 1 named field, there 1 unnamed field',
    ]);
  });
});

describe('parity-signature', () => {
  test('methods are compared by what follows the receiver; structs of both sides count as one', async () => {
    const said = await found(`
pub type seL4_CPtr = u64;
pub struct seL4_MessageInfo(pub u64);
pub unsafe fn seL4_Send(_dest: seL4_CPtr, _info: seL4_MessageInfo) {}
pub unsafe fn seL4_Wait(_src: seL4_CPtr, _sender: *mut u64) -> seL4_MessageInfo { seL4_MessageInfo(0) }
pub unsafe fn seL4_Yield() {}
`);
    expect(said.filter((line) => line.includes('parity-signature'))).toEqual([
      '4 parity-signature: `seL4_Wait` has another signature than in the bindings (`seL4_IPCBuffer::seL4_Wait`): it takes 2 arguments, there 1; it returns `seL4_MessageInfo`, there `(WaitMessageInfo, seL4_Word)` (`((), u64)`)',
      '5 parity-signature: `seL4_Yield` has another signature than in the bindings: it is `unsafe`, there it is not',
    ]);
  });

  test('associated functions too', async () => {
    const said = await found(`
pub struct seL4_CapRights(pub u64);
impl seL4_CapRights {
    pub fn new(_read: u64, _write: u64) -> Self { Self(0) }
    pub fn all() -> Self { Self(15) }
    pub fn get_capAllowRead(&self) -> u64 { 0 }
}
`);
    expect(said.filter((line) => line.includes('::'))).toEqual([
      '3 parity-signature: `seL4_CapRights::new` has another signature than in the bindings: it takes 2 arguments, there 4',
      '4 parity-missing: `seL4_CapRights::all` is in this stand-in only: `seL4_CapRights` has no such name on the other side; nor is it anywhere in the bindings',
    ]);
  });
});

describe('what the two sides of a workspace take generic arguments for', () => {
  /** A mock and the other side, both written in the workspace. */
  const sides = (mock: string, real: string): Promise<string[]> =>
    found(
      `${mock}\npub type seL4_Word = u64;`,
      `${ADAPTER}
#[cfg(feature = "runtime")]
pub use real::*;
#[cfg(feature = "runtime")]
mod real { ${real} }
`,
    );
  const other = 'with `feature = "runtime"`';

  test.each([
    ['a struct that takes none', 'pub struct seL4_Own<T>(pub T);', 'pub struct seL4_Own(pub u8);'],
    ['a struct that takes one', 'pub struct seL4_Own(pub u8);', 'pub struct seL4_Own<T>(pub T);'],
    ['a constant for a type', 'pub struct seL4_Own<const N: usize>;', 'pub struct seL4_Own<T>(pub T);'],
  ])('%s', async (_, mock, real) => {
    expect(await sides(mock, real)).toEqual([
      expect.stringMatching(
        /^1 parity-fields: `seL4_Own` is made of other parts than .*: it has \w+ (type|constant) parameters?, there \w+ type parameters?$/,
      ),
    ]);
  });

  test('an alias', async () => {
    expect(await sides('pub type seL4_Own<T> = Option<T>;', 'pub type seL4_Own = Option<u8>;')).toEqual([
      `1 parity-type: \`seL4_Own\` is a type with 1 type parameter in this stand-in, but one with no type parameters ${other} (\`platform::adapter::real::seL4_Own\`)`,
    ]);
  });

  test('a function', async () => {
    expect(await sides('pub fn seL4_Own<T: Default>(_: u8) {}', 'pub fn seL4_Own(_: u8) {}')).toEqual([
      `1 parity-signature: \`seL4_Own\` has another signature than ${other} (\`platform::adapter::real::seL4_Own\`): it has 1 type parameter, there no type parameters`,
    ]);
  });

  test.each([
    ['a default', 'pub struct seL4_Own<T>(pub T);', 'pub struct seL4_Own<T, C = ()>(pub T, pub C);'],
    ['impl', 'pub fn seL4_Own<T: Into<u8>>(_: T) {}', 'pub fn seL4_Own(_: impl Into<u8>) {}'],
    ['what callers need not write', 'pub fn seL4_Own(_: u8) {}', 'pub fn seL4_Own<T: From<u8>>(_: u8) {}'],
    ['a `const fn` on the other side only', 'pub fn seL4_Own() {}', 'pub const fn seL4_Own() {}'],
  ])('not: %s', async (_, mock, real) => {
    expect(
      (await sides(mock, real)).filter(
        (line) => !line.includes('fields: `seL4_Own`') || line.includes('parameter'),
      ),
    ).toEqual([]);
  });
});

describe('redefined names', () => {
  test('a constant for a right that the kernel has on another bit', async () => {
    const adapter = `${ADAPTER}
#[cfg(feature = "runtime")]
pub const seL4_CanRead: sel4::sys::seL4_Word = 1 << 0;
#[cfg(feature = "runtime")]
pub const seL4_CanGrant: sel4::sys::seL4_Word = 1 << 2;
`;
    expect(
      await found('pub type seL4_Word = u64;\npub const seL4_CanRead: seL4_Word = 0x01;', adapter),
    ).toEqual([
      '2 redefined-value: `seL4_CanRead` is 1 here, but 2 to the kernel (bit 1 of the rights word)',
      'adapter.rs:7 redefined-value: `seL4_CanRead` is 1 here, but 2 to the kernel (bit 1 of the rights word)',
    ]);
  });

  test('where nobody uses bindings, as in a kernel of its own, they are its to define', async () => {
    const text = (dependencies: string): string => `//- /Cargo.toml
[package]
name = "kernel"
version = "0.1.0"
edition = "2021"
${dependencies}
//- /src/lib.rs
#![no_std]
pub const seL4_CanRead: u64 = 1;
`;
    const said = async (dependencies: string) =>
      inShort((await workspace(text(dependencies))).analysis(PINNED).allFindings());
    expect(await said('')).toEqual([]);
    expect(await said('[dependencies]\nsel4 = "0.1"')).toEqual(['redefined-value warning seL4_CanRead']);
    // Not in this view, but in another one.
    expect(await said('[dependencies]\nsel4 = { version = "0.1", optional = true }')).toEqual([
      'redefined-value warning seL4_CanRead',
    ]);
  });

  test('wrappers whose parameters are not those of the method', async () => {
    const adapter = `
pub use sel4::sys::*;
pub fn seL4_TCB_Suspend(_tcb: seL4_TCB) -> seL4_Error::Type { 0 }
pub unsafe fn seL4_IRQControl_Get(_c: seL4_IRQControl, _irq: seL4_Word, _r: seL4_CNode, _i: seL4_Word, _d: seL4_Word) -> seL4_Error::Type { 0 }
pub const seL4_TCBObject: usize = 4;
fn helper() {}
`;
    expect(await found('', adapter)).toEqual([
      "adapter.rs:3 redefined-signature: `seL4_IRQControl_Get` has another signature than the bindings' `seL4_IPCBuffer::seL4_IRQControl_Get`: argument 5 is `seL4_Word` (`u64`), there `seL4_Uint8` (`u8`)",
      'adapter.rs:4 redefined-value: `seL4_TCBObject` is 4 here, but 1 to the kernel (`api_object::seL4_TCBObject`)',
      'adapter.rs:4 redefined-type: the type of `seL4_TCBObject` is `usize` here, but `Type` (`u32`) in the bindings (`api_object::seL4_TCBObject`)',
    ]);
  });

  test("wrappers in C's calling shape", async () => {
    const adapter = `
pub use sel4::sys::*;
pub unsafe fn seL4_Wait(_src: seL4_CPtr, _sender: *mut seL4_Word) -> WaitMessageInfo {}
pub unsafe fn seL4_Recv(_src: seL4_CPtr, _sender: *mut seL4_Word) -> seL4_MessageInfo { loop {} }
pub unsafe fn seL4_CallWithMRs(_d: seL4_CPtr, _i: seL4_MessageInfo, _a: *mut seL4_Word, _b: *mut seL4_Word, _c: *mut seL4_Word, _e: *mut seL4_Word) -> seL4_MessageInfo { loop {} }
pub unsafe fn seL4_ARM_Page_Map(_p: seL4_ARM_Page, _v: seL4_CPtr, _a: seL4_Word, _rights: seL4_Word, _t: seL4_ARM_VMAttributes::Type) -> seL4_Error::Type { 0 }
pub unsafe fn seL4_TCB_WriteRegisters(_t: seL4_TCB, _r: impl Into<seL4_Bool>, _f: seL4_Uint8, _n: seL4_Word, _u: *mut seL4_UserContext) -> i32 { 0 }
pub fn seL4_TCB_ReadRegisters(_t: seL4_TCB, _s: bool, _f: seL4_Uint8, _n: seL4_Word, _u: *mut seL4_UserContext) -> seL4_Error::Type { 0 }
`;
    expect(await found('', adapter)).toEqual([]);
  });

  test("what C's calling shape does not explain is said, and only that", async () => {
    const adapter = `
pub use sel4::sys::*;
pub unsafe fn seL4_Recv(_src: seL4_Uint8, _sender: *mut seL4_Word) -> seL4_MessageInfo { loop {} }
pub unsafe fn seL4_Wait(_src: seL4_CPtr, _sender: *mut u32) -> WaitMessageInfo {}
pub unsafe fn seL4_TCB_WriteRegisters(_t: seL4_TCB, _r: bool, _f: seL4_Uint8, _n: seL4_Word, _u: *mut seL4_BootInfo) -> u64 { 0 }
`;
    expect((await found('', adapter)).map((line) => line.slice(line.indexOf('`: ') + 3))).toEqual([
      'argument 1 is `seL4_Uint8` (`u8`), there `seL4_CPtr` (`u64`)',
      'argument 2 is `*mut u32`, there `*mut seL4_Word` (`*mut u64`)',
      'argument 5 is `*mut seL4_BootInfo`, there `*mut seL4_UserContext` (`*mut seL4_UserContext_`); it returns `u64`, there `seL4_Error::Type` (`u32`)',
    ]);
  });

  test('what follows from other types is no reason to take an argument for another', async () => {
    const mock = `
pub type seL4_Word = usize;
pub type seL4_CPtr = seL4_Word;
pub struct seL4_MessageInfo { pub words: [u64; 1] }
pub unsafe fn seL4_Wait(_src: seL4_CPtr, _sender: *mut seL4_Word) -> seL4_MessageInfo { loop {} }
`;
    const adapter = `${ADAPTER}
#[cfg(feature = "runtime")]
pub unsafe fn seL4_Wait(_src: seL4_CPtr, _sender: *mut seL4_Word) -> seL4_MessageInfo { loop {} }
`;
    const said = await found(mock, adapter);
    expect(said.filter((line) => line.includes('redefined-signature'))).toEqual([
      "4 redefined-signature: `seL4_Wait` has another signature than the bindings' `seL4_IPCBuffer::seL4_Wait`: it returns `seL4_MessageInfo`, there `WaitMessageInfo` (`()`); argument 1 is `seL4_CPtr` (`usize`), there `seL4_CPtr` (`u64`); argument 2 is `*mut seL4_Word` (`*mut usize`), there `*mut seL4_Word` (`*mut u64`)",
      "adapter.rs:7 redefined-signature: `seL4_Wait` has another signature than the bindings' `seL4_IPCBuffer::seL4_Wait`: it returns `seL4_MessageInfo`, there `WaitMessageInfo` (`()`)",
    ]);
  });

  test('a pointer is no word, where both types are others than in the bindings', async () => {
    const adapter = `
pub use sel4::sys::*;
pub unsafe fn seL4_Recv(_src: usize, _sender: *mut usize) -> seL4_MessageInfo { loop {} }
`;
    expect((await found('', adapter)).map((line) => line.slice(line.indexOf('`: ') + 3))).toEqual([
      'argument 1 is `usize`, there `seL4_CPtr` (`u64`); argument 2 is `*mut usize`, there `*mut seL4_Word` (`*mut u64`)',
    ]);
  });

  test('what is not known of a value is not claimed', async () => {
    const adapter = `
pub use sel4::sys::*;
const fn bits() -> u32 { 13 }
pub const seL4_PageBits: u32 = bits();
pub const seL4_TCBBits: u32 = nowhere::X;
`;
    expect(await found('', adapter)).toEqual([]);
  });
});

describe('which modules stand in for each other', () => {
  const mock = 'pub const seL4_PageBits: u32 = 13;';
  const one = ['1 parity-value: `seL4_PageBits` is 13 in this stand-in, but 12 in the bindings'];

  test('in the view of the mock it is the same', async () => {
    expect(
      await found(mock, ADAPTER, {
        view: { bindings: 'pin-aarch64', features: ['mock'], noDefaultFeatures: true },
      }),
    ).toEqual(one);
  });

  test.each([
    [
      'not()',
      '#[cfg(not(feature = "runtime"))]\npub use mock_sys::*;\n#[cfg(feature = "runtime")]\npub use sel4::sys::*;',
    ],
    [
      'targets',
      '#[cfg(not(target_os = "none"))]\npub use mock_sys::*;\n#[cfg(target_os = "none")]\npub use sel4::sys::*;',
    ],
    ['tests', '#[cfg(test)]\npub use mock_sys::*;\n#[cfg(not(test))]\npub use sel4::sys::*;'],
    [
      'named imports',
      '#[cfg(feature = "mock")]\npub use mock_sys::seL4_PageBits;\n#[cfg(feature = "runtime")]\npub use sel4::sys::seL4_PageBits;',
    ],
    [
      'modules',
      '#[cfg(feature = "mock")]\nmod imp { pub use mock_sys::*; }\n#[cfg(feature = "runtime")]\nmod imp { pub use sel4::sys::*; }\npub use imp::*;',
    ],
    [
      'two conditions',
      '#[cfg(all(feature = "mock", not(feature = "runtime")))]\npub use mock_sys::*;\n#[cfg(feature = "runtime")]\npub use sel4::sys::*;',
    ],
  ])('by %s', async (_, adapter) => {
    expect(await found(mock, adapter)).toEqual(one);
  });

  test.each([
    [
      'one architecture and another',
      '#[cfg(target_arch = "x86_64")]\npub use mock_sys::*;\n#[cfg(target_arch = "aarch64")]\npub use sel4::sys::*;',
    ],
    [
      'both at once',
      '#[cfg(feature = "mock")]\npub use mock_sys::seL4_PageBits;\n#[cfg(feature = "runtime")]\npub use sel4::sys::seL4_TCBBits;',
    ],
    [
      'two mocks',
      '#[cfg(feature = "mock")]\npub use mock_sys::*;\n#[cfg(not(feature = "mock"))]\npub mod other {}',
    ],
  ])('not by %s', async (_, adapter) => {
    expect((await found(mock, adapter)).filter((line) => line.includes('parity'))).toEqual([]);
  });

  test('stand-ins that are written in the adapter itself', async () => {
    const adapter = `
#[cfg(feature = "mock")]
mod imp {
    pub type seL4_Word = u32;
    pub unsafe fn seL4_Yield() {}
}
#[cfg(feature = "runtime")]
mod imp {
    pub use sel4::sys::{seL4_Word, seL4_Yield};
}
pub use imp::*;
`;
    expect(await found('', adapter)).toEqual([
      'adapter.rs:3 parity-type: `seL4_Word` is `u32` in this stand-in, but `u64` in the bindings',
      'adapter.rs:4 parity-signature: `seL4_Yield` has another signature than in the bindings: it is `unsafe`, there it is not',
    ]);
  });

  test('severities can be chosen by code', async () => {
    const made = await platform(mock);
    const off = made.analysis({ ...PINNED, severities: { 'parity-value': 'off' } });
    expect(off.allFindings()).toEqual([]);
    const loud = made.analysis({ ...PINNED, severities: { 'parity-value': 'error' } });
    expect(loud.allFindings().map(({ severity }) => severity)).toEqual(['error']);
  });
});

test('half-typed files and a missing mock do no harm', async () => {
  expect(await found('pub const seL4_PageBits: u32 =\npub type seL4_Word = ;')).toEqual(
    expect.not.arrayContaining([expect.stringContaining('parity')]),
  );
  const made = await platform('pub const seL4_PageBits: u32 = 13;');
  made.write('/mock/src/lib.rs', undefined);
  const { file } = made.analysis(PINNED).allFindings()[0] ?? { file: ROOT };
  expect(file.startsWith(ROOT)).toBe(true);
  expect(lines(made, [])).toEqual([]);
});
