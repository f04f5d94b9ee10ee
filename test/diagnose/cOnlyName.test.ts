import { describe, expect, test } from 'vitest';
import { behindAdapter, check, checkWorkspace, expectCandidatesToWork, only } from './support';

const ON = (name: string) => ({ view: { bindings: name } });

describe('c-only-name', () => {
  test('capability rights are macros in C', async () => {
    expect(await only('pub fn f() { let rights = sel4::sys::seL4_CanRead; }\n')).toMatchObject({
      code: 'c-only-name',
      severity: 'error',
      rustcCode: 'E0425',
      category: 'constant',
      message:
        'cannot find value `seL4_CanRead` in `sel4::sys`: in C it is a macro around an inline function, which bindgen cannot emit',
      help: 'write `sel4::CapRights::read_only()`',
      candidates: ['sel4::CapRights::read_only()', 'sel4::sys::seL4_CapRights::new(0, 0, 1, 0)'],
      related: [],
    });
  });

  test('rights are words where words are wanted, and numbers in patterns', async () => {
    const answer = await checkWorkspace(
      behindAdapter(`
use sel4_platform::adapter as sys;
const ALL: sys::seL4_Word = sys::seL4_AllRights;
fn map(_rights: sys::seL4_Word) {}
pub fn f(word: sys::seL4_Word) -> sys::seL4_Word {
    map(sys::seL4_CanRead);
    map(sys::seL4_CanRead | sys::seL4_CanGrantReply);
    if word & sys::seL4_CanWrite == 0 { let _: u64 = sys::seL4_NoWrite; }
    match word { sys::seL4_CanGrant => {} _ => {} }
    sys::seL4_CanWrite
}
`),
    );
    expect(answer.findings.map(({ help }) => help)).toEqual(
      ['0b1111', '1 << 1', '(1 << 1)', '(1 << 3)', '(1 << 0)', '0b1110', '4', '1 << 0'].map(
        (text) => `write \`${text}\``,
      ),
    );
    await expectCandidatesToWork(answer);
  });

  test("the bindings' own rights where those are wanted; for several of them there is no operator", async () => {
    const { findings } = await check(`
use sel4::sys;
fn all() -> sys::seL4_CapRights { sys::seL4_AllRights }
pub fn f(ipc: &mut sys::seL4_IPCBuffer) {
    ipc.seL4_ARM_Page_Map(1, 2, 3, sys::seL4_CanRead, 0);
    ipc.seL4_ARM_Page_Map(1, 2, 3, sys::seL4_CanRead | sys::seL4_CanWrite, 0);
    let read = |_: u32| sys::seL4_CanRead;
}
`);
    const both = 'write `sys::seL4_CapRights::new(0, 0, 1, 1)` for the whole argument: rights have no `|`';
    expect(findings.map(({ help }) => help)).toEqual([
      'write `sys::seL4_CapRights::new(1, 1, 1, 1)`',
      'write `sys::seL4_CapRights::new(0, 0, 1, 0)`',
      both,
      both,
      'write `sel4::CapRights::read_only()`',
    ]);
  });

  test.each([
    ['pin-aarch64', 'sel4::sys::_object::seL4_ARM_SmallPageObject'],
    ['pin-x86_64', 'sel4::sys::_object::seL4_X86_4K'],
    ['pin-riscv64', 'sel4::sys::_object::seL4_RISCV_4K_Page'],
  ])('seL4_ARCH_4KPage on %s is %s', async (bindings, path) => {
    const answer = await check('pub fn f() { let kind = sel4::sys::seL4_ARCH_4KPage; }\n', ON(bindings));
    expect(answer.findings[0]?.candidates[0]).toBe(path);
    expect(answer.findings[0]?.message).toContain(`it stands for \`${path}\``);
    await expectCandidatesToWork(answer);
  });

  test.each([
    ['pin-aarch64', 'ARM'],
    ['pin-x86_64', 'X86'],
    ['pin-riscv64', 'RISCV'],
  ])('seL4_ARCH_Page_Map on %s is a call of %s', async (bindings, arch) => {
    const answer = await check('pub fn f() { sel4::sys::seL4_ARCH_Page_Map(1); }\n', ON(bindings));
    expect(answer.findings).toMatchObject([{ code: 'c-only-name', category: 'function' }]);
    expect(answer.findings[0]?.candidates[0]).toBe(`sel4::sys::seL4_IPCBuffer::seL4_${arch}_Page_Map`);
    await expectCandidatesToWork(answer);
  });

  test.each([
    ['pin-aarch64', '0'],
    ['pin-x86_64', 'sel4::sys::seL4_X86_VMAttributes::seL4_X86_CacheDisabled'],
    ['pin-riscv64', '0'],
  ])(
    'a name that nobody defines: on %s the nearest to seL4_ARCH_Uncached is %s',
    async (bindings, nearest) => {
      const answer = await check('pub fn f() { let how = sel4::sys::seL4_ARCH_Uncached; }\n', ON(bindings));
      expect(answer.findings[0]?.message).toBe(
        "cannot find value `seL4_ARCH_Uncached` in `sel4::sys`: neither libsel4 nor the C libraries above it define it (C's name is `seL4_ARCH_Uncached_VMAttributes`)",
      );
      expect(answer.findings[0]?.candidates[0]).toBe(nearest);
      await expectCandidatesToWork(answer);
    },
  );

  test('behind an adapter, candidates go through it', async () => {
    const answer = await checkWorkspace(
      behindAdapter(`
use sel4_platform::adapter::*;
pub fn f() {
    let kind = seL4_ARCH_4KPage;
    let rights = seL4_CanWrite;
    seL4_ARCH_Page_Unmap(1);
}
`),
    );
    expect(answer.findings.map((finding) => finding.candidates)).toEqual([
      ['_object::seL4_ARM_SmallPageObject'],
      ['seL4_CapRights::new(0, 0, 0, 1)'],
      ['seL4_IPCBuffer::seL4_ARM_Page_Unmap'],
    ]);
    await expectCandidatesToWork(answer);
  });

  test('an inline function of C has other words in Rust', async () => {
    expect(await only('pub fn f() { sel4::sys::seL4_GetMR(0); }\n')).toMatchObject({
      code: 'c-only-name',
      help: 'write `sel4::with_ipc_buffer(|buffer| buffer.msg_regs()[i])`',
    });
  });

  test('an error on every architecture, guessed or not: no kernel has it', async () => {
    for (const arch of ['aarch64', 'riscv64', 'x86_64'])
      expect(await only('pub fn f() { sel4::sys::seL4_CanGrant; }\n', { view: { arch } })).toMatchObject({
        code: 'c-only-name',
        severity: 'error',
      });
  });
});
