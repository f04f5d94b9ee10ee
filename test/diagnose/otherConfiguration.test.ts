import { describe, expect, test } from 'vitest';
import { check, expectCandidatesToWork, GUESSED, only } from './support';

describe('other-configuration', () => {
  test('a name that only kernels with MCS have, in a kernel that is known to have none', async () => {
    expect(await only('pub fn f() { let kind = sel4::sys::api_object::seL4_ReplyObject; }\n')).toMatchObject({
      code: 'other-configuration',
      severity: 'error',
      name: 'seL4_ReplyObject',
      rustcCode: 'E0425',
      category: 'constant',
      message:
        'cannot find value `seL4_ReplyObject` in `sel4::sys::api_object`: it exists only in other kernel configurations (aarch64-mcs, aarch64-hyp-mcs, pin-aarch64-mcs); it needs MCS',
      candidates: [],
    });
  });

  test('where the kernel is a guess, it is a remark and says how to be sure', async () => {
    expect(
      await only('pub fn f() { let kind = sel4::sys::api_object::seL4_ReplyObject; }\n', GUESSED),
    ).toMatchObject({
      code: 'other-configuration',
      severity: 'information',
      help: 'name the configuration with the bindings setting (`--bindings`) to know for sure',
    });
  });

  test.each([
    ['aarch64-mcs', 'seL4_ARM_VCPU_SetTCB(1, 2)', '(aarch64-hyp-mcs); it needs hypervisor support'],
    ['aarch64', 'seL4_ARM_VCPU_SetTCB(1, 2)', '(aarch64-hyp-mcs); it needs hypervisor support'],
    ['aarch64-mcs', 'seL4_TCB_SetAffinity(1, 2)', '(aarch64-smp); it needs SMP without MCS'],
    ['riscv64', 'seL4_TCB_SetAffinity(1, 2)', '(aarch64-smp)'],
    [
      'aarch64-mcs',
      'seL4_Reply(tag())',
      '(aarch64, aarch64-smp, pin-aarch64); it needs a kernel without MCS',
    ],
  ])('on %s: what %s needs', async (bindings, call, end) => {
    const text = `pub fn f(b: &mut sel4::sys::seL4_IPCBuffer) { b.${call}; }\nfn tag() -> sel4::sys::seL4_MessageInfo { loop {} }\n`;
    const { message } = await only(text, { view: { bindings } });
    expect(message.endsWith(`: it exists only in other kernel configurations ${end}`), message).toBe(true);
  });

  test('saying only whether there is MCS makes it certain', async () => {
    const text = 'pub fn f() { let kind = sel4::sys::api_object::seL4_ReplyObject; }\n';
    expect(await only(text, { view: { arch: 'aarch64', mcs: false } })).toMatchObject({ severity: 'error' });
    expect((await check(text, { view: { arch: 'aarch64', mcs: true } })).findings).toEqual([]);
  });

  test.each([
    ['pub fn f(word: seL4_MessageInfo) {}', 'seL4_MessageInfo', 'E0425'],
    ['pub fn f() -> u32 { seL4_Error::seL4_NoError }', 'seL4_Error', 'E0433'],
    ['pub fn f() { seL4_CapRights::new(0, 0, 0, 0); }', 'seL4_CapRights', 'E0433'],
  ])(
    'a name that these bindings have, and that is not imported, is none of another configuration: %s',
    async (text, name, rustcCode) => {
      for (const options of [GUESSED, undefined]) {
        const answer = await check(`${text}\n`, options);
        expect(answer.findings).toMatchObject([
          {
            code: 'unresolved-name',
            severity: 'error',
            name,
            rustcCode,
            help: `it is \`sel4::sys::${name}\`: write that, or import it`,
          },
        ]);
        await expectCandidatesToWork(answer);
      }
    },
  );

  test('a name of another architecture is an error even in a guess', async () => {
    expect(await only('pub fn f() { let kind = sel4::sys::_object::seL4_X86_4K; }\n', GUESSED)).toMatchObject(
      {
        code: 'other-configuration',
        severity: 'error',
        message: expect.stringMatching(/: it exists only on x86_64$/),
      },
    );
  });

  test('a path through an alias that means another type on each architecture is right on one of them', async () => {
    const source = 'pub fn f() { let blueprint = sel4::ObjectBlueprintArch::SmallPage; }\n';
    expect((await check(source, GUESSED)).findings).toEqual([]);
    expect(await only(source, { view: { arch: 'x86_64' } })).toMatchObject({
      code: 'other-configuration',
      severity: 'error',
      message: 'cannot find value `SmallPage` in `sel4::ObjectBlueprintArch`: it exists only on aarch64',
    });
  });

  test('a call of another architecture, written as a function: wrong on every kernel', async () => {
    const finding = await only('pub fn f() { sel4::sys::seL4_X86_Page_Map(1); }\n', GUESSED);
    expect(finding).toMatchObject({ code: 'other-configuration', severity: 'error' });
    expect(finding.message).toContain('as the method `seL4_IPCBuffer::seL4_X86_Page_Map`');
  });

  test('a constant of MCS without its module: no option mends that', async () => {
    const finding = await only('pub fn f() { let kind = sel4::sys::seL4_ReplyObject; }\n', GUESSED);
    expect(finding).toMatchObject({ code: 'other-configuration', severity: 'error' });
    expect(finding.message).toContain('as `sel4_sys::api_object::seL4_ReplyObject`; it needs MCS');
  });

  test('output of a debug kernel, in a release kernel', async () => {
    const finding = await only('pub fn f() { sel4::sys::seL4_DebugPutChar(65); }\n');
    expect(finding).toMatchObject({ code: 'other-configuration', severity: 'error', category: 'function' });
    expect(finding.message).toMatch(/it needs a debug kernel$/);
  });

  test('a virtual CPU without a hypervisor', async () => {
    const finding = await only('pub fn f() { let kind = sel4::sys::_object::seL4_ARM_VCPUObject; }\n', {
      view: { bindings: 'aarch64' },
    });
    expect(finding.code).toBe('other-configuration');
    expect(finding.message).toMatch(/\(aarch64-hyp-mcs\)/);
  });

  test('a method of the IPC buffer that needs MCS', async () => {
    expect(
      await only(`
pub fn f(buffer: &mut sel4::sys::seL4_IPCBuffer) {
    buffer.seL4_TCB_Resume(1);
    buffer.seL4_NBSendWait(1);
}
`),
    ).toMatchObject({ code: 'other-configuration', name: 'seL4_NBSendWait', rustcCode: 'E0599' });
  });

  test('what the kernel’s options leave out is not looked at, where `sel4` itself shows the attribute', async () => {
    const text = `
#[sel4::sel4_cfg(KERNEL_MCS)]
pub fn f() -> usize { sel4::sys::api_object::seL4_ReplyObject as usize }
#[sel4::sel4_cfg(not(KERNEL_MCS))]
pub fn f() -> usize { sel4::sys::seL4_Nothing }
`;
    expect(await only(text)).toMatchObject({ name: 'seL4_Nothing' });
    expect((await check(text, { view: { bindings: 'aarch64-mcs' } })).findings).toEqual([]);
  });

  test('an import of such a name is an unresolved import of the same loudness', async () => {
    const text = 'pub use sel4::sys::seL4_DebugPutChar;\n';
    expect(await only(text)).toMatchObject({ code: 'unresolved-import', severity: 'error' });
    const { findings } = await check(text, { view: { arch: 'aarch64' } });
    for (const finding of findings)
      expect(finding).toMatchObject({ code: 'unresolved-import', severity: 'information' });
  });
});
