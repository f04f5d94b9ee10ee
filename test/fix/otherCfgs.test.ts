/** Names that a module has for other architectures or features: what is written for this one must not stand beside them. */
import { afterAll, describe, expect, it } from 'vitest';
import { F, LIB, MANIFEST, mending, saidByRustc, USE } from './support/otherCfgs';
import { removeRustWorkspaces } from './support/rust';
import { fixed, fixedAll, onSel4, reasons, titles } from './support/workspaces';

afterAll(removeRustWorkspaces);

describe('an import stands behind the opposite cfg', () => {
  it.each([
    ['#[cfg(target_arch = "x86_64")] pub const seL4_NoError: u32 = 1;', 'not(target_arch = "x86_64")'],
    ['#[cfg(feature = "mock")] static seL4_NoError: u32 = 1;', 'not(feature = "mock")'],
    ['#[cfg(feature = "mock")] use core::u32::MAX as seL4_NoError;', 'not(feature = "mock")'],
    [
      '#[cfg(target_arch = "x86_64")] #[cfg(feature = "mock")] const seL4_NoError: u32 = 1;',
      'not(all(target_arch = "x86_64", feature = "mock"))',
    ],
    [
      '#[cfg(feature = "mock")] const seL4_NoError: u32 = 1; #[cfg(all(not(feature = "mock"), target_arch = "x86_64"))] const seL4_NoError: u32 = 2;',
      'not(any(feature = "mock", all(not(feature = "mock"), target_arch = "x86_64")))',
    ],
    [
      'macro_rules! as_they_are { ($($i:item)*) => { $($i)* } } as_they_are! { #[cfg(feature = "mock")] const seL4_NoError: u32 = 1; }',
      'not(feature = "mock")',
    ],
    [
      'macro_rules! value { ($n:ident) => { const $n: u32 = 1; } } #[cfg(feature = "mock")] value!(seL4_NoError);',
      'not(feature = "mock")',
    ],
  ])('of %s', async (defined, opposite) => {
    expect(await mending(`${defined}\n${F}`)).toBe(`+#[cfg(${opposite})]\n+${USE}\n+`);
  });

  it('which is no double negation; what is not there with the feature is not imported', async () => {
    const text = `#[cfg(not(feature = "runtime"))]\nconst seL4_NoError: u32 = 1;\n${F}`;
    expect(await mending(text, ['runtime', 'mock'])).toBe(`+#[cfg(feature = "runtime")]\n+${USE}\n+`);
  });

  it('beside other imports; a second name goes into the same one', async () => {
    const text = `use sel4::sys::seL4_Word;
#[cfg(not(feature = "mock"))]
use sel4::sys::seL4_Error::seL4_RangeError;
#[cfg(feature = "mock")]
const seL4_NoError: u32 = 1;
pub fn f() -> (u32, seL4_Word) { (seL4_NoError, 0) }
#[cfg(not(feature = "mock"))]
pub fn g() -> u32 { seL4_RangeError }
`;
    expect(await mending(text)).toBe(
      '-use sel4::sys::seL4_Error::seL4_RangeError;\n+use sel4::sys::seL4_Error::{seL4_NoError, seL4_RangeError};',
    );
  });

  it('in a body', async () => {
    const text = `pub fn f() -> u32 {
    use sel4::sys::seL4_Word;
    #[cfg(feature = "mock")]
    const seL4_NoError: u32 = 1;
    seL4_NoError + 0 as seL4_Word as u32
}
`;
    expect(await mending(text)).toBe(
      '+    #[cfg(not(feature = "mock"))]\n+    use sel4::sys::seL4_Error::seL4_NoError;',
    );
  });

  it.each([
    ['a block', '{\n    CONST\n    seL4_NoError\n}', '    '],
    ['a block inside', '{\n    {\n        CONST\n        { seL4_NoError }\n    }\n}', '        '],
    [
      'a block whose imports are around it',
      '{\n    use sel4::sys::*;\n    {\n        CONST\n        seL4_NoError\n    }\n}',
      '        ',
    ],
    ['a block with attributes', '{\n    #![allow(unused)]\n    CONST\n    seL4_NoError\n}', '    '],
  ])('in %s that alone has the name', async (_, body, indent) => {
    const text = body.replace('CONST', '#[cfg(feature = "mock")] const seL4_NoError: u32 = 1;');
    expect(await mending(`pub fn f() -> u32 ${text}\n`)).toContain(
      `+${indent}#[cfg(not(feature = "mock"))]\n+${indent}${USE}`,
    );
  });

  it('not in a block that a macro writes', async () => {
    const made = await onSel4(
      `macro_rules! f { () => { pub fn f() -> u32 { #[cfg(feature = "mock")] const seL4_NoError: u32 = 1; seL4_NoError } } }\nf!();\n`,
      MANIFEST,
    );
    expect(titles(made)).toEqual([]);
  });

  it('and says so', async () => {
    const text = `#[cfg(feature = "mock")]\nconst seL4_NoError: u32 = 1;\n${F}`;
    const made = await onSel4(text, MANIFEST);
    expect(titles(made)).toEqual([
      'import Import `sel4::sys::seL4_Error::seL4_NoError` under `#[cfg(not(feature = "mock"))]`',
    ]);
    expect(reasons(made)).toEqual([
      'qualify `seL4_NoError` is defined where `feature = "mock"` holds, and would no longer be used there',
    ]);
  });

  it('but not where a type only has the name', async () => {
    const text = `#[cfg(feature = "mock")]\npub struct seL4_NoError { pub x: u32 }\n${F}`;
    expect(await mending(text)).toContain('+pub fn f() -> u32 { sel4::sys::seL4_Error::seL4_NoError }');
  });
});

describe('what an adapter is given stands behind the opposite cfg', () => {
  const adapter = (items: string, use = '', body = 'adapter::seL4_NoError'): string => `pub mod adapter {
    #[cfg(feature = "runtime")]
    pub use sel4::sys::*;
${items}
}
${use}
pub fn f() -> u32 { ${body} }
`;

  it('a re-export', async () => {
    const text = adapter('    #[cfg(feature = "mock")]\n    pub const seL4_NoError: u32 = 1;');
    expect(await mending(text)).toBe(`+
+    #[cfg(feature = "runtime")]
+    #[cfg(not(feature = "mock"))]
+    pub use sel4::sys::seL4_Error::seL4_NoError;`);
  });

  it('a function', async () => {
    const text = adapter(
      '    #[cfg(feature = "mock")]\n    pub unsafe fn seL4_TCB_Resume(_: u64) -> u32 { 1 }',
      'use adapter::seL4_TCB_Resume;',
      'unsafe { seL4_TCB_Resume(1) }',
    );
    expect(await mending(text)).toContain(`+    #[cfg(feature = "runtime")]
+    #[cfg(not(feature = "mock"))]
+    #[allow(non_snake_case)]
+    pub unsafe fn seL4_TCB_Resume(`);
  });

  it('a constant', async () => {
    const text = adapter(
      '    #[cfg(target_arch = "x86_64")]\n    pub const seL4_CanRead: u64 = 1;',
      '',
      'adapter::seL4_CanRead as u32',
    );
    expect(await mending(text)).toContain(
      '+    #[cfg(feature = "runtime")]\n+    #[cfg(any(target_arch = "aarch64", target_arch = "riscv64"))]',
    );
  });

  it('none where its neighbours stand behind it already', async () => {
    const text = adapter('    #[cfg(not(feature = "runtime"))]\n    pub const seL4_NoError: u32 = 1;');
    expect(await mending(text, ['runtime', 'mock'])).toBe(
      '+\n+    #[cfg(feature = "runtime")]\n+    pub use sel4::sys::seL4_Error::seL4_NoError;',
    );
  });

  it('that of an architecture that no bindings are built in of', async () => {
    const text = adapter('    #[cfg(target_arch = "riscv32")]\n    pub const seL4_NoError: u32 = 1;');
    expect(await mending(text)).toContain('+    #[cfg(not(target_arch = "riscv32"))]');
  });

  it('that of an option of the kernel', async () => {
    const text = adapter('    #[sel4::sel4_cfg(KERNEL_MCS)]\n    pub const seL4_NoError: u32 = 1;');
    expect(await mending(text)).toContain('+    #[sel4::sel4_cfg(not(KERNEL_MCS))]');
  });
});

it('a name is written anew where the cfg of its own import holds', async () => {
  const text = `#[cfg(feature = "runtime")]
use sel4::sys::seL4_Error;
#[cfg(feature = "runtime")]
pub fn f(_: seL4_Error) {}
`;
  expect(await mending(text, ['runtime', 'mock'])).toContain('+pub fn f(_: seL4_Error::Type) {}');
});

it.each([
  ['a function', '#[cfg(feature = "runtime")]\npub fn f() -> u32 { BODY }\n'],
  [
    'a module',
    '#[cfg(feature = "runtime")]\npub mod m {\n    use super::*;\n    pub fn f() -> u32 { BODY }\n}\n',
  ],
  [
    'a statement',
    'pub fn f() -> u32 {\n    #[cfg(feature = "runtime")]\n    return BODY;\n    #[cfg(not(feature = "runtime"))]\n    return 0;\n}\n',
  ],
])('%s that is not there with the mock has its names written anew', async (_, place) => {
  const text = `#[cfg(not(feature = "runtime"))]
pub const seL4_NoError: u32 = 0;
#[cfg(not(feature = "runtime"))]
pub unsafe fn seL4_TCB_Resume(_: u64) -> u32 { 0 }
`;
  const after = await mending(text + place.replace('BODY', 'seL4_NoError + unsafe { seL4_TCB_Resume(1) }'), [
    'runtime',
    'mock',
  ]);
  expect(after).toContain(' sel4::sys::seL4_Error::seL4_NoError + sel4::with_ipc_buffer_mut(');
});

it('as has an import that is not there with it', async () => {
  const text = `mod adapter {
    #[cfg(feature = "runtime")]
    pub use sel4::sys::*;
    #[cfg(not(feature = "runtime"))]
    pub const seL4_NoError: u32 = 0;
}
#[cfg(feature = "runtime")]
use adapter::seL4_NoError;
#[cfg(feature = "runtime")]
${F}`;
  const after = fixedAll(await onSel4(text, MANIFEST), { settings: { strategy: 'explicit' } });
  expect(await saidByRustc(after, ['runtime', 'mock'])).toEqual([]);
  expect(after.text(LIB)).toContain('use adapter::seL4_Error::seL4_NoError;');
});

it('a module of which there is another one, too', async () => {
  const text = `#[cfg(feature = "runtime")]
mod kernel { pub fn f() -> u32 { seL4_NoError } }
#[cfg(not(feature = "runtime"))]
mod kernel { pub const seL4_NoError: u32 = 0; pub fn f() -> u32 { seL4_NoError } }
pub use kernel::*;
`;
  expect(await mending(text, ['runtime', 'mock'])).toContain('{ sel4::sys::seL4_Error::seL4_NoError }');
});

it('a call that a mock has is not written in place: the mock would be called no longer', async () => {
  const text = `#[cfg(not(feature = "runtime"))]
unsafe fn seL4_TCB_Resume(_: u64) -> u32 { 0 }
pub fn f() -> u32 { unsafe { seL4_TCB_Resume(1) } }
`;
  const made = await onSel4(text, MANIFEST);
  expect(titles(made)).toEqual([]);
  expect(reasons(made)[0]).toBe(
    'ipcBufferCall `seL4_TCB_Resume` is defined where `not(feature = "runtime")` holds, and would no longer be used there',
  );
});

it('nor is the path of an import that a mock answers', async () => {
  const text = `mod adapter {
    #[cfg(feature = "runtime")]
    pub use sel4::sys::*;
    #[cfg(feature = "mock")]
    pub const seL4_NoError: u32 = 0;
}
use adapter::seL4_NoError;
pub fn f() -> u32 { seL4_NoError }
`;
  expect(await mending(text, ['runtime', 'mock', 'runtime,mock'])).toBe(`+
+    #[cfg(feature = "runtime")]
+    #[cfg(not(feature = "mock"))]
+    pub use sel4::sys::seL4_Error::seL4_NoError;`);
  const made = await onSel4(text, MANIFEST);
  expect(reasons(made)).toContain(
    'importRealName `seL4_NoError` is defined where `feature = "mock"` holds, and would no longer be used there',
  );
});

it('a branch of `cfg_if!` says its condition', async () => {
  const text = `cfg_if::cfg_if! {
    if #[cfg(feature = "mock")] { const seL4_NoError: u32 = 1; }
    else if #[cfg(target_arch = "x86_64")] { const seL4_RangeError: u32 = 1; }
    else { fn g() -> u32 { seL4_NoError } }
}
pub fn f() -> [u32; 2] { [seL4_NoError, seL4_RangeError] }
`;
  const made = await onSel4(text, `${MANIFEST}cfg-if = "1"\n`);
  const after = fixedAll(made, { options: { view: { arch: 'aarch64' } } });
  expect(after.text(LIB)).toBe(`#[cfg(not(feature = "mock"))]
use sel4::sys::seL4_Error::seL4_NoError;

#[cfg(not(all(not(feature = "mock"), target_arch = "x86_64")))]
use sel4::sys::seL4_Error::seL4_RangeError;

${text.replace('{ seL4_NoError }', '{ sel4::sys::seL4_Error::seL4_NoError }')}`);
});

describe('a branch of a macro that chooses is not there with what another one defines', () => {
  const mock = 'pub const seL4_NoError: u32 = 1;';
  const real = `use sel4::sys::*; ${F}`;

  it.each([
    `cfg_if::cfg_if! { if #[cfg(feature = "mock")] { ${mock} } else { ${real} } }`,
    `cfg_if::cfg_if! { if #[cfg(not(feature = "mock"))] { ${real} } else { ${mock} } }`,
    `core::cfg_select! { feature = "mock" => { ${mock} } _ => { ${real} } }`,
    `sel4::sel4_cfg_if! { if #[sel4_cfg(KERNEL_MCS)] { ${mock} } else { ${real} } }`,
    `#[cfg(feature = "mock")] ${mock} pub fn f() -> u32 { cfg_if::cfg_if! { if #[cfg(feature = "mock")] { 1 } else { use sel4::sys::*; seL4_NoError } } }`,
  ])('%s', async (text) => {
    const made = await onSel4(text, `${MANIFEST}cfg-if = "1"\n`);
    expect(fixed(made, 'qualify').text(LIB)).toContain('seL4_Error::seL4_NoError }');
  });

  it('nor with what a branch in a branch defines', async () => {
    const text = `core::cfg_select! { feature = "mock" => { core::cfg_select! { target_arch = "x86_64" => { ${mock} } _ => {} } } _ => {} }\n`;
    expect(await mending(text + F)).toBe(
      `+#[cfg(not(all(feature = "mock", target_arch = "x86_64")))]\n+${USE}\n+`,
    );
  });

  it('but with what an earlier one does not rule out', async () => {
    const text = `#[cfg(target_arch = "x86_64")] ${mock}
cfg_if::cfg_if! { if #[cfg(feature = "mock")] {} else { ${F} } }`;
    const made = await onSel4(text, `${MANIFEST}cfg-if = "1"\n`);
    expect(reasons(made)).toContain(
      'qualify `seL4_NoError` is defined where `target_arch = "x86_64"` holds, and would no longer be used there',
    );
  });
});
