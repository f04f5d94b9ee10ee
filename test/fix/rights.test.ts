/** Capability rights of a call that is written anew: the same ones reach the kernel, or the call is left. */
import { afterAll, describe, expect, it } from 'vitest';
import { whyNoRustc } from '../support/rustc';
import { calls } from './support/compiled';
import { removeRustWorkspaces } from './support/rust';
import { AARCH64, fixedAll, onSel4, reasons } from './support/workspaces';

afterAll(removeRustWorkspaces, 120_000);

const EXPLICIT = { settings: { strategy: 'explicit' } } as const;
const TYPED = { settings: { strategy: 'typed' } } as const;

const copy = (rights: string) =>
  onSel4(`
//- /src/main.rs
#[allow(unused_imports)]
use sel4::sys::*;
#[allow(unused)]
pub fn f(x: bool, word: u64, given: seL4_CapRights) -> u32 {
    let made = seL4_CapRights::new(0, 0, 1, 0);
    seL4_CNode_Copy(5, 1, 64, 5, 2, 64, ${rights})
}
`);

/** What the kernel gets; the seventh word are the rights. */
const asked = (rights: number) => [`seL4_CNode_Copy [5, 1, 64, 5, 2, 64, ${rights}]`];
const RUN = 'f(true, 0, sel4::sys::seL4_CapRights::new(0, 1, 0, 1));';

describe.skipIf(whyNoRustc() !== undefined)('rights that are known are the ones that the kernel gets', () => {
  it.each([
    ['seL4_CapRights::new(1, 0, 1, 0)', 0b1010],
    ['0xf', 0b1111],
    ['1 | 2', 0b0011],
    ['(1 << 1) | (1 << 0)', 0b0011],
    ['seL4_CanRead | 4', 0b0110],
    ['seL4_AllRights & !seL4_CanGrant', 0b1011],
    ['seL4_CanRead & 4', 0],
    ['made', 0b0010],
    ['given', 0b0101],
  ])('%s', async (rights, word) => {
    const made = await copy(rights);
    for (const strategy of [EXPLICIT, TYPED])
      expect(await calls(fixedAll(made, strategy), RUN), strategy.settings.strategy).toEqual(asked(word));
  });

  it.each([
    ['seL4_CapRights_new(0, 0, 1, 0)', 0b0010],
    ['sel4::CapRights::all().into_inner()', 0b1111],
  ])('in the typed interface: %s', async (rights, word) => {
    const after = fixedAll(await copy(rights), { ...TYPED, views: [AARCH64.view ?? {}] });
    expect(await calls(after, RUN)).toEqual(asked(word));
  });
});

describe('rights that are not known are left, with the reason', () => {
  it.each([
    'if x { seL4_CanRead } else { seL4_ReadWrite }',
    '(seL4_CanRead, 1).0',
    'word',
    '16',
    '!seL4_CanRead',
    'MINE',
  ])('%s', async (rights) => {
    const made = (await copy(rights)).with(
      '/src/mine.rs',
      '#[cfg(feature = "more")]\npub const MINE: u64 = 3;\n#[cfg(not(feature = "more"))]\npub const MINE: u64 = 1;\n',
    );
    const whole = made.with('/src/main.rs', `mod mine;\nuse mine::*;\n${made.text('/src/main.rs')}`);
    const wanted = { name: 'seL4_CNode_Copy' };
    expect(reasons(whole, { ...EXPLICIT, ...wanted })).toContain(
      `ipcBufferCall \`rights\` is a word in C and a value of \`seL4_CapRights\` in the bindings: make one of \`${rights}\` with \`seL4_CapRights::new\``,
    );
    expect(reasons(whole, { ...TYPED, ...wanted })).toContain(
      /^\w+$/.test(rights)
        ? `typedCall \`${rights}\` is a word of rights: name them in the call`
        : `typedCall which rights \`${rights}\` are is not known: name them in the call`,
    );
    for (const strategy of [EXPLICIT, TYPED])
      expect(fixedAll(whole, strategy).text('/src/main.rs')).toContain(' seL4_CNode_Copy(5,');
  });

  it('a method of the buffer that is handed more than names keeps its argument', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub fn f(x: u64) -> u32 {
    sel4::with_ipc_buffer_mut(|b| b.inner_mut().seL4_CNode_Copy(1, 2, 3, 4, 5, 6, seL4_CanRead | x))
}
`);
    expect(reasons(made, EXPLICIT)).toContain('replace the argument is more than rights that are named');
  });
});

describe.skipIf(whyNoRustc() !== undefined)('other arguments', () => {
  it('attributes and objects that the workspace names itself are its own', async () => {
    const made = await onSel4(`
//- /src/main.rs
mod mine {
    pub const seL4_ARM_Default_VMAttributes: u32 = 0;
    pub const seL4_TCBObject: u64 = 5;
}
pub fn f() {
    unsafe {
        sel4::sys::seL4_ARM_Page_Map(3, 8, 12, sel4::sys::seL4_CanRead, mine::seL4_ARM_Default_VMAttributes);
        sel4::sys::seL4_Untyped_Retype(9, mine::seL4_TCBObject, 0, 5, 0, 0, 3, 2);
    }
}
`);
    const wanted = { ...TYPED, name: 'seL4_Untyped_Retype' };
    expect(reasons(made, wanted)).toContain(
      'typedCall what object `mine::seL4_TCBObject` makes is not known',
    );
    const after = fixedAll(made, { ...TYPED, views: [AARCH64.view ?? {}] });
    expect(after.text('/src/main.rs')).toContain(
      'sel4::VmAttributes::from_inner(mine::seL4_ARM_Default_VMAttributes)',
    );
  });

  it('a pointer that is null only in one case is not null', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub fn f(from: u64, badges: &mut [u64; 2], at: u8, sender: Option<*mut u64>) {
    let sender: *mut u64 = sender.unwrap_or(core::ptr::null_mut());
    unsafe { seL4_Recv(from, pick(core::ptr::null_mut(), sender)) };
    unsafe { seL4_Recv(from, &mut badges[at as usize] as *mut u64) };
    unsafe { seL4_Recv(from, core::ptr::null_mut::<u64>()) };
}
fn pick(_: *mut u64, b: *mut u64) -> *mut u64 { b }
`);
    const after = fixedAll(made, EXPLICIT).text('/src/main.rs');
    expect(after).toContain('unsafe { seL4_Recv(from, pick(core::ptr::null_mut(), sender)) };');
    expect(after).toContain('badges[at as usize] = badge; info }');
    expect(after).toContain('seL4_Recv(from, ())).0;');
  });
});
