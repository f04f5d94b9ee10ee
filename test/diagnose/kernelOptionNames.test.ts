/** Names that options of the kernel add of which no built-in bindings are made. */
import { expect, test } from 'vitest';
import { KERNEL_OPTION_NAMES, optionOfName } from '../../server/src/knowledge/kernelOptions';
import { inShort, onSel4 } from '../support/sel4Workspace';

const SOURCE = `//- /src/lib.rs
#![no_std]
pub const S: usize = sel4::init_thread::slot::SMC;
pub fn f(b: &mut sel4::sys::seL4_IPCBuffer) {
    b.seL4_X86_EPTPD_Map(1);
    b.seL4_TCB_SetAffinity(1, 2);
    sel4::sys::seL4_SetTLSBase(3);
}
`;

const said = async (view: object): Promise<readonly string[]> =>
  inShort((await onSel4(SOURCE)).analysis({ view }).allFindings());

test('of a kernel whose options are guessed nothing is proven, but of its architecture', async () => {
  expect(await said({ arch: 'aarch64' })).toEqual([
    'other-configuration information SMC',
    'unresolved-name error seL4_X86_EPTPD_Map',
    'other-configuration information seL4_TCB_SetAffinity',
    'other-configuration information seL4_SetTLSBase',
  ]);
  expect(await said({ arch: 'riscv64' })).toEqual([
    'unresolved-name error SMC',
    'unresolved-name error seL4_X86_EPTPD_Map',
    // Built in with SMP for aarch64 only.
    'other-configuration information seL4_TCB_SetAffinity',
    'other-configuration information seL4_SetTLSBase',
  ]);
  expect(await said({ arch: 'x86_64' })).toContain('other-configuration information seL4_X86_EPTPD_Map');
});

test('imports of such names are told as other uses of them', async () => {
  const made = await onSel4(
    '//- /src/lib.rs\npub use sel4::init_thread::slot::SMC;\npub use sel4::sys::seL4_SetTLSBase;\n',
  );
  expect(inShort(made.analysis({ view: { arch: 'aarch64' } }).allFindings())).toEqual([
    'unresolved-import information SMC',
    'unresolved-import information seL4_SetTLSBase',
  ]);
});

test('to name another option tells nothing of them', async () => {
  expect(await said({ arch: 'aarch64', mcs: false })).toEqual([
    'other-configuration information SMC',
    'unresolved-name error seL4_X86_EPTPD_Map',
    'other-configuration information seL4_TCB_SetAffinity',
    'other-configuration information seL4_SetTLSBase',
  ]);
  expect(await said({ arch: 'aarch64', mcs: false, smp: false })).toContain(
    'other-configuration error seL4_TCB_SetAffinity',
  );
});

test('of one that is known they are missing', async () => {
  expect(await said({ bindings: 'aarch64' })).toEqual([
    'other-configuration error SMC',
    'unresolved-name error seL4_X86_EPTPD_Map',
    'other-configuration error seL4_TCB_SetAffinity',
    'other-configuration error seL4_SetTLSBase',
  ]);
});

test('each name has one option', () => {
  for (const { option, names } of KERNEL_OPTION_NAMES)
    for (const name of names) expect([name, optionOfName(name)?.option]).toEqual([name, option]);
  expect(optionOfName('seL4_Yield')).toBeUndefined();
});
