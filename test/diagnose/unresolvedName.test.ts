import { describe, expect, test } from 'vitest';
import { behindAdapter, check, checkWorkspace, expectCandidatesToWork, only } from './support';

describe('unresolved-name', () => {
  test('near names are given as paths that work', async () => {
    const answer = await check('pub fn f() -> u32 { sel4::sys::seL4_NoErorr }\n');
    expect(answer.findings).toMatchObject([
      {
        code: 'unresolved-name',
        severity: 'error',
        name: 'seL4_NoErorr',
        rustcCode: 'E0425',
        category: 'constant',
        message: 'cannot find value `seL4_NoErorr` in `sel4::sys`',
        help: expect.stringContaining('`sel4::sys::seL4_Error::seL4_NoError`'),
      },
    ]);
    expect(answer.findings[0]?.candidates[0]).toBe('sel4::sys::seL4_Error::seL4_NoError');
    await expectCandidatesToWork(answer);
  });

  test('what is near must be of the right kind: types for types, calls for calls', async () => {
    const answer = await check(`
use sel4::sys::*;
pub fn f(word: seL4_Wrod) {
    seL4_Yeild();
    seL4_TCB_Resum(1);
}
`);
    expect(answer.findings.map((finding) => finding.candidates[0])).toEqual([
      'seL4_Word',
      'seL4_Yield',
      'seL4_IPCBuffer::seL4_TCB_Resume',
    ]);
    await expectCandidatesToWork(answer);
  });

  test('behind an adapter', async () => {
    const answer = await checkWorkspace(
      behindAdapter('pub fn f(word: sel4_platform::adapter::seL4_Wrod) {}\n'),
    );
    expect(answer.findings[0]?.candidates[0]).toBe('sel4_platform::adapter::seL4_Word');
    await expectCandidatesToWork(answer);
  });

  test('a method of the IPC buffer', async () => {
    const finding = await only('pub fn f(b: &mut sel4::sys::seL4_IPCBuffer) { b.seL4_TCB_Resum(1); }\n');
    expect(finding).toMatchObject({ code: 'unresolved-name', rustcCode: 'E0599', category: 'function' });
    expect(finding.candidates[0]).toBe('seL4_TCB_Resume');
  });

  test('a module on the way', async () => {
    expect(await only('pub fn f() -> u32 { sel4::system::seL4_NoError }\n')).toMatchObject({
      code: 'unresolved-name',
      name: 'system',
      written: 'system',
      rustcCode: 'E0433',
    });
  });

  test('names like nothing have no candidates, and no help', async () => {
    const finding = await only('pub fn f() { seL4_Completely_Unheard_Of_Thing(); }\n');
    expect(finding).toMatchObject({ code: 'unresolved-name', candidates: [] });
    expect(finding.help).toBeUndefined();
  });

  test('what is missing and not ours is not reported, unless all names are asked for', async () => {
    const text = 'pub fn f() { vanished(); seL4_Vanished(); }\n';
    const names = async (allNames: boolean) =>
      (await check(text, { allNames })).findings.map((finding) => finding.name);
    expect(await names(false)).toEqual(['seL4_Vanished']);
    expect(await names(true)).toEqual(['vanished', 'seL4_Vanished']);
  });
});
