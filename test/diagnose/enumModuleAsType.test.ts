import { expect, test } from 'vitest';
import { behindAdapter, check, checkWorkspace, expectCandidatesToWork, only } from './support';

test('enum-module-as-type: the type is `Type` in the module', async () => {
  expect(await only('pub fn f(e: sel4::sys::seL4_Error) {}\n')).toMatchObject({
    code: 'enum-module-as-type',
    severity: 'error',
    name: 'seL4_Error',
    written: 'sel4::sys::seL4_Error',
    rustcCode: 'E0573',
    category: 'type',
    message:
      'expected type, found module `seL4_Error`: the bindings turn the C enum into a module, and its type is `Type` in it',
    help: 'write `sel4::sys::seL4_Error::Type`',
  });
});

test('in signatures, fields, casts, generic arguments and aliases', async () => {
  const answer = await check(`
use sel4::sys::*;
pub struct Answer { pub error: seL4_Error }
pub fn f(errors: &[Option<seL4_Error>]) -> usize { errors.len() }
pub fn g(x: u32) -> u32 { x as seL4_Error }
pub type Shorter = seL4_Error;
`);
  expect(answer.findings.map(({ code, name }) => `${code} ${name}`)).toEqual(
    Array(4).fill('enum-module-as-type seL4_Error'),
  );
  await expectCandidatesToWork(answer);
});

test('behind an adapter', async () => {
  const answer = await checkWorkspace(behindAdapter('pub fn f(e: sel4_platform::adapter::seL4_Error) {}\n'));
  expect(answer.findings.map((finding) => finding.candidates)).toEqual([
    ['sel4_platform::adapter::seL4_Error::Type'],
  ]);
  await expectCandidatesToWork(answer);
});

test('a module that is no enum is only of the wrong kind', async () => {
  expect(await only('pub fn f(e: sel4::sys) {}\n')).toMatchObject({
    code: 'wrong-kind',
    rustcCode: 'E0573',
    candidates: [],
  });
});
