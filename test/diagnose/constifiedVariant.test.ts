import { describe, expect, test } from 'vitest';
import {
  AARCH64,
  behindAdapter,
  check,
  checkWorkspace,
  expectCandidatesToWork,
  only,
  probe,
} from './support';

describe('constified-variant', () => {
  test('a constant of a C enum without the module that the enum has become', async () => {
    const finding = await only('pub fn f() -> bool { 0 == sel4::sys::seL4_NoError }\n');
    expect(finding).toMatchObject({
      code: 'constified-variant',
      severity: 'error',
      name: 'seL4_NoError',
      written: 'seL4_NoError',
      rustcCode: 'E0425',
      crate: 'probe',
      module: 'crate',
      category: 'constant',
      message:
        'cannot find value `seL4_NoError` in `sel4::sys`: the bindings turn the C enum `seL4_Error` into a module, and the constant stands in it',
      help: 'write `sel4::sys::seL4_Error::seL4_NoError`',
      candidates: ['sel4::sys::seL4_Error::seL4_NoError'],
    });
    expect(finding.related).toMatchObject([{ message: '`seL4_NoError` is defined here' }]);
  });

  test('with a glob in scope, the short way first', async () => {
    const answer = await check(`
use sel4::sys::*;
pub mod inner {
    pub fn f() -> u32 { super::seL4_TCBObject }
}
pub fn g() -> u32 { seL4_TCBObject }
`);
    expect(answer.findings.map((finding) => [finding.module, finding.candidates])).toEqual([
      ['crate::inner', ['super::api_object::seL4_TCBObject', 'sel4::sys::api_object::seL4_TCBObject']],
      ['crate', ['api_object::seL4_TCBObject', 'sel4::sys::api_object::seL4_TCBObject']],
    ]);
    await expectCandidatesToWork(answer);
  });

  test('behind an adapter: paths go through it, however it is named', async () => {
    const answer = await checkWorkspace(
      behindAdapter(`
use sel4_platform::adapter as kernel;
pub fn by_path() -> u32 { sel4_platform::adapter::seL4_NoError }
pub fn by_name() -> u32 { kernel::seL4_NoError }
pub fn by_glob() -> u32 {
    use sel4_platform::adapter::*;
    seL4_NoError
}
`),
    );
    expect(answer.findings.map((finding) => finding.candidates[0])).toEqual([
      'sel4_platform::adapter::seL4_Error::seL4_NoError',
      'kernel::seL4_Error::seL4_NoError',
      'seL4_Error::seL4_NoError',
    ]);
    await expectCandidatesToWork(answer);
  });

  test('where no dependency is of the bindings, the way through the adapter of one is told', async () => {
    const answer = await checkWorkspace(behindAdapter('pub fn f() -> u32 { seL4_NoError }\n'));
    expect(answer.findings).toMatchObject([
      { code: 'constified-variant', help: 'write `sel4_platform::adapter::seL4_Error::seL4_NoError`' },
    ]);
    await expectCandidatesToWork(answer);
  });

  test('where nothing leads to the bindings, the help says so and no candidate is invented', async () => {
    const answer = await checkWorkspace(probe('', 'pub fn f() -> u32 { seL4_NoError }'));
    expect(answer.findings).toMatchObject([
      {
        code: 'constified-variant',
        candidates: [],
        help: 'it is `sel4_sys::seL4_Error::seL4_NoError`, to which nothing that this package depends on leads',
      },
    ]);
  });

  test('a renamed dependency is used under its name', async () => {
    const { findings } = await checkWorkspace(
      `
//- /Cargo.toml
[package]
name = "probe"
version = "0.1.0"
edition = "2021"
[dependencies]
kernel = { path = "external/sel4", package = "sel4" }
//- /src/lib.rs
pub fn f() -> u32 { kernel::sys::seL4_NoError }
`,
      AARCH64,
    );
    expect(findings.map((finding) => finding.candidates)).toEqual([
      ['kernel::sys::seL4_Error::seL4_NoError'],
    ]);
  });
});
