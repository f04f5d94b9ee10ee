/** The typed interface instead of C's functions: what the kernel gets stays the same, and so does what errors mean. */
import { afterAll, describe, expect, it } from 'vitest';
import { whyNoRustc } from '../support/rustc';
import { ROOT } from '../support/sel4Workspace';
import { calls } from './support/compiled';
import { removeRustWorkspaces } from './support/rust';
import { AARCH64, fixed, fixedAll, onSel4, reasons, titles, withEdits } from './support/workspaces';

afterAll(removeRustWorkspaces, 120_000);

const TYPED = { settings: { strategy: 'typed' } } as const;

describe.skipIf(whyNoRustc() !== undefined)('a call of the typed interface', () => {
  it('is a rewriting that says what it writes', async () => {
    const made = await onSel4(`
//- /src/main.rs
pub fn f(tcb: u64) -> u32 { unsafe { sel4::sys::seL4_TCB_Resume(tcb) } }
`);
    expect(titles(made, TYPED)[0]).toBe('typedCall* Write `sel4::cap::Tcb::tcb_resume(…)`');
    const after = fixed(made, 'typedCall', TYPED);
    expect(after.text('/src/main.rs')).toBe(
      'pub fn f(tcb: u64) -> u32 { sel4::cap::Tcb::from_bits(tcb).tcb_resume().err().map_or(sel4::sys::seL4_Error::seL4_NoError, sel4::Error::into_sys) }\n',
    );
    expect(
      await calls(after, 'assert_eq!(f(7), 0); sel4::sys::recording::answer(3); assert_eq!(f(8), 3);'),
    ).toEqual(['seL4_TCB_Resume [7]', 'seL4_TCB_Resume [8]']);
  });

  it.each([
    ['let _ = unsafe { CALL };', 'let _ = TYPED;'],
    ['unsafe { CALL; }', 'let _ = TYPED;'],
    ['CALL;', 'let _ = TYPED;'],
    [
      'if unsafe { CALL } != sel4::sys::seL4_Error::seL4_NoError { return 1; }',
      'if TYPED.is_err() { return 1; }',
    ],
    [
      'if CALL == NO::seL4_NoError && tcb > 1 { let _ = tcb; } else { return 1; }',
      'if TYPED.is_ok() && tcb > 1 { let _ = tcb; } else { return 1; }',
    ],
    [
      'let error = CALL; if error != NO::seL4_NoError { return error; }',
      'let error = TYPED.err().map_or(sel4::sys::seL4_Error::seL4_NoError, sel4::Error::into_sys); if error != NO::seL4_NoError { return error; }',
    ],
  ])('and what becomes of the answer: %s', async (before, wanted) => {
    const text = (body: string): string =>
      `use sel4::sys::seL4_Error as NO;\npub unsafe fn f(tcb: u64) -> u32 {\n    let _ = NO::seL4_NoError;\n    ${body}\n    0\n}\n`;
    const made = await onSel4(
      `//- /src/main.rs\n${text(before.replace('CALL', 'sel4::sys::seL4_TCB_Suspend(tcb)'))}`,
    );
    const after = fixed(made, 'typedCall', TYPED);
    expect(after.text('/src/main.rs')).toBe(
      text(wanted.replace('TYPED', 'sel4::cap::Tcb::from_bits(tcb).tcb_suspend()')),
    );
    const said = await calls(
      after,
      'unsafe { let fine = f(7); sel4::sys::recording::answer(3); let error = f(8); println!("{fine} {}", (error != 0) as u32); }',
    );
    expect(said.slice(1)).toEqual(['seL4_TCB_Suspend [7]', 'seL4_TCB_Suspend [8]']);
    expect(said[0]).toBe(/return/.test(wanted) ? '0 1' : '0 0');
  });

  it.each([
    [
      'seL4_CNode_Mint(root, 1, 64, root, 2, depth, seL4_CanRead | seL4_CanGrant, 9)',
      'seL4_CNode_Mint [5, 1, 64, 5, 2, 6, 6, 9]',
    ],
    ['seL4_CNode_Delete(root, 1 + 2, 64)', 'seL4_CNode_Delete [5, 3, 64]'],
    ['seL4_TCB_SetPriority(tcb, tcb, 200)', 'seL4_TCB_SetPriority [7, 7, 200]'],
    ['seL4_TCB_SetSpace(tcb, 0, root, 0, 8, 0)', 'seL4_TCB_SetSpace [7, 0, 5, 0, 8, 0]'],
    ['seL4_IRQControl_Get(4, 33, root, 2, depth)', 'seL4_IRQControl_Get [4, 33, 5, 2, 6]'],
    [
      'seL4_Untyped_Retype(9, api_object::seL4_UntypedObject as u64, size + 1, root, 0, 0, 3, 2)',
      'seL4_Untyped_Retype [9, 0, 13, 5, 0, 0, 3, 2]',
    ],
    [
      'seL4_Untyped_Retype(9, seL4_TCBObject as u64, 0, root, 0, 0, 3, 2)',
      'seL4_Untyped_Retype [9, 1, 0, 5, 0, 0, 3, 2]',
    ],
    [
      'seL4_ARM_Page_Map(3, 8, size, seL4_ReadWrite, seL4_ARM_VMAttributes::seL4_ARM_Default_VMAttributes)',
      'seL4_ARM_Page_Map [3, 8, 12, 3, 3]',
    ],
    [
      'seL4_ARCH_Page_Map(3, 8, size, seL4_AllRights, seL4_ARCH_Uncached)',
      'seL4_ARM_Page_Map [3, 8, 12, 15, 0]',
    ],
    [
      'seL4_TCB_WriteRegisters(tcb, 0, 0, 2, &mut regs as *mut seL4_UserContext)',
      'seL4_TCB_WriteRegisters [7, 0, 0, 2, 41',
    ],
  ])('has C’s arguments: %s', async (call, recorded) => {
    const made = await onSel4(`
//- /src/main.rs
#[allow(unused_imports)]
use sel4::sys::*;
#[allow(unused_variables)]
pub fn f(root: u64, tcb: u64, depth: u8, size: u64, regs: seL4_UserContext) {
    unsafe { ${call}; }
}
`);
    // What one architecture alone is asked for need not be the same on others.
    const after = fixedAll(made, { ...TYPED, views: [AARCH64.view ?? {}] });
    expect(after.text('/src/main.rs')).not.toContain('unsafe');
    const said = await calls(
      after,
      'let mut regs: sel4::sys::seL4_UserContext = unsafe { core::mem::zeroed() }; regs.pc = 41; f(5, 7, 6, 12, regs);',
    );
    expect(said[0]).toContain(recorded);
    expect(said).toHaveLength(1);
  });

  it('can be had for a call that resolves, too', async () => {
    const text =
      '//- /src/main.rs\n#[allow(non_snake_case)]\npub unsafe fn seL4_TCB_Resume(_tcb: u64) -> u32 { 0 }\npub fn f(tcb: u64) -> u32 { unsafe { seL4_TCB_Resume(tcb) } }\n';
    const made = await onSel4(text);
    const analysis = made.analysis(AARCH64);
    expect(analysis.allFindings()).toEqual([]);
    const at = made.text('/src/main.rs')!.lastIndexOf('seL4_TCB');
    const { fixes, refusals } = analysis.fixes(`${ROOT}/src/main.rs`, at + 3, at + 3);
    expect(refusals).toEqual([]);
    expect(fixes.map(({ title, kind, finding }) => ({ title, kind, finding }))).toEqual([
      { title: 'Write `sel4::cap::Tcb::tcb_resume(…)`', kind: 'refactor.rewrite', finding: undefined },
    ]);
    const after = withEdits(made, fixes[0]!.edits);
    expect(await calls(after, 'f(7);')).toEqual(['seL4_TCB_Resume [7]']);
  });

  it('of one that returns nothing, or a message', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub fn signal(to: u64) { unsafe { seL4_Signal(to) } }
pub fn call(to: u64, info: seL4_MessageInfo) -> seL4_MessageInfo { unsafe { seL4_Call(to, info) } }
`);
    const after = fixedAll(made, TYPED);
    expect(after.text('/src/main.rs')).toBe(`use sel4::sys::*;
pub fn signal(to: u64) { sel4::cap::Notification::from_bits(to).signal() }
pub fn call(to: u64, info: seL4_MessageInfo) -> seL4_MessageInfo { sel4::cap::Endpoint::from_bits(to).call(sel4::MessageInfo::from_inner(info)).into_inner() }
`);
    expect(await calls(after, 'signal(4); call(5, sel4::sys::seL4_MessageInfo::new(7, 0, 0, 1));')).toEqual([
      'seL4_Signal [4]',
      `seL4_Call [5, ${(7 << 12) | 1}]`,
    ]);
  });

  it.each([
    ['seL4_TCB_WriteRegisters(1, flag, 0, 2, p)', 'whether `flag` is a number or a bool is not known'],
    ['seL4_TCB_WriteRegisters(1, 1, 0, 2, p)', 'what `p` points to is not known'],
    ['seL4_TCB_SetSpace(1, 2, 3, data, 5, 0)', '`data` is a word in C and a `CNodeCapData` here'],
    ['seL4_TCB_SetSpace(1, 2, 3, 0, 5, 6)', 'the typed method has 0 for `6`'],
    ['seL4_CNode_Mint(1, 2, 3, 4, 5, 6, data, 8)', '`data` is a word of rights: name them in the call'],
    ['seL4_Untyped_Retype(9, data, 0, 1, 0, 0, 3, 2)', 'what object `data` makes is not known'],
    ['seL4_TCB_Resume(/* mine */ 1)', 'a remark among the arguments would be lost: move it first'],
  ])('is refused where an argument has no typed form: %s', async (call, reason) => {
    const made = await onSel4(`
//- /src/main.rs
pub fn f(data: u64, p: *mut sel4::sys::seL4_UserContext) -> u32 {
    let flag = Default::default();
    unsafe { sel4::sys::${call} }
}
`);
    expect(reasons(made, TYPED)).toContain(`typedCall ${reason}`);
  });

  it('a remark that `fix` writes itself is none', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub fn f(p: u64, v: u64, w: u64) -> u32 {
    seL4_ARCH_Page_Map(p, v, w, seL4_CapRights::from(seL4_ReadWrite), seL4_ARCH_Default_VMAttributes)
}
pub fn g(p: u64, v: u64, w: u64) -> u32 {
    seL4_ARM_Page_Map(p, v, w, 0b0011 /* seL4_ReadWrite */, 0 /* seL4_ARCH_Uncached */)
}
`);
    const { left } = made.analysis(AARCH64).fixAll(TYPED);
    expect(left.map(({ finding, reason }) => `${finding.name}: ${reason}`)).toContain(
      'seL4_ARCH_Page_Map: which rights `seL4_CapRights::from(0b0011 /* seL4_ReadWrite */)` are is not known: name them in the call',
    );
    expect(fixedAll(made, TYPED).text('/src/main.rs')).toContain(
      'sel4::CapRights::read_write(), sel4::VmAttributes::from_inner(0 /* seL4_ARCH_Uncached */))',
    );
  });
});
