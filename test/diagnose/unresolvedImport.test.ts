import { describe, expect, test } from 'vitest';
import { AARCH64, check, expectCandidatesToWork, GUESSED, only } from './support';

describe('unresolved-import', () => {
  test('is one finding; uses of the name that it should have brought are silent', async () => {
    const { findings, workspace } = await check(`
use sel4::sys::{seL4_Word, seL4_NoError as fine};
pub fn f(error: seL4_Word) -> bool { error == fine || error == fine }
`);
    expect(findings).toMatchObject([
      {
        code: 'unresolved-import',
        severity: 'error',
        name: 'seL4_NoError',
        rustcCode: 'E0432',
        category: 'import',
        message:
          'unresolved import `sel4::sys::seL4_NoError`: there is no `seL4_NoError` in `sel4::sys`: the bindings turn the C enum `seL4_Error` into a module, and the constant stands in it',
      },
    ]);
    expect(workspace.textOf(findings[0]!)).toBe('seL4_NoError as fine');
  });

  test('the poison goes through re-exports', async () => {
    const { findings } = await check(`
pub mod adapter { pub use sel4::sys::seL4_CanRead; }
pub mod prelude { pub use crate::adapter::*; }
use prelude::seL4_CanRead;
pub fn f() -> u32 { seL4_CanRead + adapter::seL4_CanRead }
`);
    expect(findings.map(({ code, module }) => `${code} ${module}`)).toEqual([
      'unresolved-import crate::adapter',
    ]);
  });

  test('a name of the `sel4` crate is no matter of the kernel configuration: where it is, is said', async () => {
    const finding = await only(
      'pub mod adapter { pub use sel4::sys::*; }\npub use adapter::CPtr;\n',
      GUESSED,
    );
    expect(finding).toMatchObject({
      message: 'unresolved import `adapter::CPtr`: there is no `CPtr` in `adapter`',
      help: 'the `sel4` crate has it as `sel4::CPtr`',
    });
  });

  test('candidates are what a `use` can name', async () => {
    const answer = await check(`
pub use sel4::sys::seL4_NoError;
pub use sel4::sys::seL4_ARCH_4KPage;
`);
    expect(answer.findings.map((finding) => finding.candidates)).toEqual([
      ['sel4::sys::seL4_Error::seL4_NoError'],
      ['sel4::sys::_object::seL4_ARM_SmallPageObject'],
    ]);
    await expectCandidatesToWork(answer);
  });

  test('methods and expressions are no candidates', async () => {
    const { findings } = await check('use sel4::sys::{seL4_TCB_Resume, seL4_CanRead};\n');
    expect(findings.map(({ name, candidates }) => [name, candidates])).toEqual([
      ['seL4_TCB_Resume', []],
      ['seL4_CanRead', []],
    ]);
  });

  test('a missing module on the way is marked itself', async () => {
    expect(await only('use sel4::system::seL4_Word;\n')).toMatchObject({
      code: 'unresolved-import',
      name: 'system',
      written: 'system',
      rustcCode: 'E0432',
    });
  });

  test('a missing module of a glob: names behind it are silent', async () => {
    const { findings } = await check(`
use sel4::sys::seL4_Eror::*;
pub fn f() { seL4_NoError; }
`);
    expect(findings.map(({ code, name }) => `${code} ${name}`)).toEqual(['unresolved-import seL4_Eror']);
  });
});

test('a crate of bindings and an adapter that a glob brings by its name: rustc wants to know which', async () => {
  const { findings } = await check(`
pub mod adapter {}
pub use adapter as sel4;
mod tests {
    use super::*;
    fn f() {
        use sel4::*;
    }
}
`);
  expect(findings.map(({ rustcCode, message }) => `${rustcCode} ${message}`)).toEqual([
    'E0659 `sel4` is ambiguous: a glob import brings it, and something else of this name is in scope',
  ]);
});

test('an import of what two globs bring, and one behind it: both globs are told', async () => {
  const { findings } = await check(
    `
pub mod a { pub struct X; pub mod m { pub use sel4::sys::seL4_Word; } }
pub mod b { pub struct X; pub mod m { pub use sel4::sys::seL4_CPtr; } }
pub mod both { pub use crate::a::*; pub use crate::b::*; }
mod one { use crate::both::X; }
mod two { use super::both::*; use X as Y; }
mod three { use crate::both::m::*; }
`,
    { ...AARCH64, allNames: true },
  );
  const said = (name: string) =>
    `E0659 \`${name}\` is ambiguous: several glob imports bring a name of this spelling`;
  expect(findings.map(({ rustcCode, message }) => `${rustcCode} ${message}`)).toEqual([
    said('X'),
    said('X'),
    said('m'),
  ]);
});
