/** Kernel calls and values written out where they are used, judged by rustc and by what the kernel gets. */
import { afterAll, describe, expect, it } from 'vitest';
import { whyNoRustc } from '../support/rustc';
import { calls, compiles } from './support/compiled';
import { removeRustWorkspaces } from './support/rust';
import { AARCH64, changes, fixed, fixedAll, onSel4, reasons, titles } from './support/workspaces';

afterAll(removeRustWorkspaces, 120_000);

const EXPLICIT = { settings: { strategy: 'explicit' } } as const;

describe.skipIf(whyNoRustc() !== undefined)('a call of the IPC buffer’s method, in place', () => {
  it('says what it writes, and takes `unsafe` away that is for nothing else', async () => {
    const made = await onSel4(`
//- /src/main.rs
pub fn resume(tcb: u64) -> u32 {
    unsafe { sel4::sys::seL4_TCB_Resume(tcb) }
}
`);
    expect(titles(made, EXPLICIT).slice(0, 1)).toEqual([
      'ipcBufferCall* Write `sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(…))`',
    ]);
    const after = fixed(made, 'ipcBufferCall', EXPLICIT);
    expect(changes(made, after, '/src/main.rs')).toBe(
      [
        '-    unsafe { sel4::sys::seL4_TCB_Resume(tcb) }',
        '+    sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(tcb))',
      ].join('\n'),
    );
    expect(await calls(after, 'resume(7);')).toEqual(['seL4_TCB_Resume [7]']);
  });

  it.each([
    // What stands around an `unsafe` block.
    ['let a = unsafe { CALL };', 'let a = CALL;'],
    ['unsafe { CALL; }\n    let a = 0u32;', 'CALL;\n    let a = 0u32;'],
    ['unsafe { let b = 1u64; let _ = b; CALL; }\n    let a = 0u32;', undefined],
    [
      'if unsafe { CALL } != 0 { return 1; }\n    let a = 0u32;',
      'if CALL != 0 { return 1; }\n    let a = 0u32;',
    ],
    [
      'match unsafe { CALL } { 0 => {} _ => {} }\n    let a = 0u32;',
      'match CALL { 0 => {} _ => {} }\n    let a = 0u32;',
    ],
    ['let a = match tcb { 7 => unsafe { CALL } _ => 1 };', 'let a = match tcb { 7 => CALL, _ => 1 };'],
  ])('`unsafe` goes where it can: %s', async (before, after) => {
    const c = 'sel4::sys::seL4_TCB_Suspend(tcb)';
    const rust = 'sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Suspend(tcb))';
    const text = (body: string, call: string): string =>
      `pub fn f(tcb: u64) -> u32 {\n    ${body.replace('CALL', call)}\n    a\n}\n`;
    const made = await onSel4(`//- /src/main.rs\n${text(before, c)}`);
    const there = fixed(made, 'ipcBufferCall', EXPLICIT);
    expect(there.text('/src/main.rs')).toBe(text(after ?? before, rust));
    expect(await calls(there, 'f(7);')).toEqual(['seL4_TCB_Suspend [7]']);
  });

  it('keeps lines and remarks of arguments', async () => {
    const made = await onSel4(`
//- /src/main.rs
pub unsafe fn mint(root: u64, at: u64) -> u32 {
    let answer = unsafe {
        sel4::sys::seL4_CNode_Mint(
            root, // where to
            at,
            64,
            root,
            1, 64,
            sel4::sys::seL4_CanRead | sel4::sys::seL4_CanGrant,
            0xb,
        )
    };
    answer
}
`);
    const after = fixed(made, 'ipcBufferCall', { ...EXPLICIT, name: 'seL4_CNode_Mint' });
    expect(after.text('/src/main.rs')).toContain(`
    let answer = sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_CNode_Mint(
        root, // where to
        at,
        64,
        root,
        1, 64,
        sel4::sys::seL4_CapRights::new(0, 1, 1, 0),
        0xb,
    ));
`);
    expect(await calls(after, 'unsafe { mint(3, 9); }')).toEqual([
      'seL4_CNode_Mint [3, 9, 64, 3, 1, 64, 6, 11]',
    ]);
  });
});

describe.skipIf(whyNoRustc() !== undefined)('a call that was imported', () => {
  it('is written in all its places, and imported no longer', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::{
    seL4_CPtr, seL4_TCB_Resume, // starts it
    seL4_TCB_Suspend,
};
pub fn f(tcb: seL4_CPtr) -> u32 {
    unsafe { seL4_TCB_Resume(tcb) }
}
mod inner {
    use super::*;
    pub fn g(tcb: seL4_CPtr) -> u32 {
        use sel4::sys::seL4_TCB_SetPriority as prioritise;
        unsafe { prioritise(tcb, tcb, 3) + seL4_TCB_Suspend(tcb) }
    }
}
`);
    expect(titles(made, { ...EXPLICIT, name: 'seL4_TCB_Resume' })).toContain(
      'ipcBufferCall* Write `sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(…))` where it is called (1×), and import nothing for it',
    );
    const after = fixedAll(made, EXPLICIT);
    expect(after.text('/src/main.rs')).toBe(`use sel4::sys::seL4_CPtr;
pub fn f(tcb: seL4_CPtr) -> u32 {
    sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(tcb))
}
mod inner {
    use super::*;
    pub fn g(tcb: seL4_CPtr) -> u32 {
        unsafe { sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_SetPriority(tcb, tcb, 3)) + sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Suspend(tcb)) }
    }
}
`);
    expect(await calls(after, 'f(1); inner::g(2);')).toEqual([
      'seL4_TCB_Resume [1]',
      'seL4_TCB_SetPriority [2, 2, 3]',
      'seL4_TCB_Suspend [2]',
    ]);
  });

  it('is written in what macros are given, too', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::{seL4_CPtr, seL4_Error, seL4_TCB_Resume};
macro_rules! twice { ($e:expr) => { $e + $e } }
pub fn f(tcb: seL4_CPtr) -> u32 {
    assert_eq!(unsafe { seL4_TCB_Resume(tcb) }, seL4_Error::seL4_NoError);
    twice!(unsafe { seL4_TCB_Resume(tcb) })
}
`);
    const after = fixedAll(made, EXPLICIT);
    expect(after.text('/src/main.rs')).toBe(`use sel4::sys::{seL4_CPtr, seL4_Error};
macro_rules! twice { ($e:expr) => { $e + $e } }
pub fn f(tcb: seL4_CPtr) -> u32 {
    assert_eq!(sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(tcb)), seL4_Error::seL4_NoError);
    twice!(sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(tcb)))
}
`);
    expect(await calls(after, 'f(1);')).toHaveLength(3);
  });

  it('is left where a macro writes a call', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::seL4_TCB_Resume;
macro_rules! resume { ($e:expr) => { unsafe { seL4_TCB_Resume($e) } } }
macro_rules! call { ($f:ident, $e:expr) => { unsafe { $f($e) } } }
pub fn f(tcb: u64) -> u32 { resume!(tcb) }
pub fn g(tcb: u64) -> u32 { call!(seL4_TCB_Resume, tcb) }
`);
    expect(titles(made, EXPLICIT)).toEqual([]);
  });

  it.each([
    ['pub use sel4::sys::seL4_TCB_Resume;', 'seL4_TCB_Resume(1);', 'others may import it from here'],
    [
      'use sel4::sys::seL4_TCB_Resume;',
      'let f = seL4_TCB_Resume; f(1);',
      '`seL4_TCB_Resume` is not only called',
    ],
    ['use sel4::sys::seL4_TCB_Resume;', '', '`seL4_TCB_Resume` is not called here'],
    [
      'use sel4::sys::seL4_TCB_Resume;',
      '#[cfg(feature = "x")] seL4_TCB_Resume(1);',
      '`seL4_TCB_Resume` is called where this view does not look',
    ],
    [
      '#[cfg(not(test))] use sel4::sys::seL4_TCB_Resume;',
      'seL4_TCB_Resume(1);',
      'the `use` has attributes: whether it is there everywhere is not known',
    ],
  ])('is left where more depends on it: %s', async (use, body, reason) => {
    const made = await onSel4(`//- /src/main.rs\n${use}\npub unsafe fn f() { ${body} }\n`);
    const options = { view: { bindings: 'pin-aarch64' } };
    expect(reasons(made, { ...EXPLICIT, options, name: 'seL4_TCB_Resume' })).toContain(
      `ipcBufferCall ${reason}`,
    );
  });
});

describe.skipIf(whyNoRustc() !== undefined)('arguments in C’s shape', () => {
  it('a pointer to a struct is a reference; a number may have been true or false', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub fn start(tcb: seL4_CPtr) -> u32 {
    let mut regs: seL4_UserContext = unsafe { core::mem::zeroed() };
    regs.pc = 5;
    unsafe { seL4_TCB_WriteRegisters(tcb, true, 0, 2, &mut regs as *mut seL4_UserContext) }
}
pub unsafe fn through(tcb: seL4_CPtr, regs: *mut seL4_UserContext) -> u32 {
    seL4_TCB_ReadRegisters(tcb, 0, 0, 1, regs)
}
`);
    let after = fixed(made, 'ipcBufferCall', { ...EXPLICIT, name: 'seL4_TCB_WriteRegisters' });
    after = fixed(after, 'ipcBufferCall', { ...EXPLICIT, name: 'seL4_TCB_ReadRegisters' });
    const text = after.text('/src/main.rs')!;
    expect(text).toContain('inner_mut().seL4_TCB_WriteRegisters(tcb, 1, 0, 2, &regs))\n}');
    expect(text).toContain('inner_mut().seL4_TCB_ReadRegisters(tcb, 0, 0, 1, &mut *regs))');
    const made2 = await calls(after, 'start(4);');
    expect(made2[0]).toMatch(/^seL4_TCB_WriteRegisters \[4, 1, 0, 2, 5, 0, /);
  });

  it('the badge goes where its pointer points, and there is no reply object without MCS', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub fn receive(from: u64) -> (seL4_MessageInfo, u64) {
    let mut sender: u64 = 0;
    let info = unsafe { seL4_Recv(from, &mut sender) };
    (info, sender)
}
pub fn forget(from: u64) {
    unsafe { seL4_Recv(from, core::ptr::null_mut()) };
}
pub fn given(from: u64, badge: &mut u64) {
    unsafe { seL4_Recv(from, badge); }
}
`);
    let after = fixed(made, 'ipcBufferCall', EXPLICIT);
    after = fixed(after, 'ipcBufferCall', EXPLICIT);
    after = fixed(after, 'ipcBufferCall', EXPLICIT);
    const text = after.text('/src/main.rs')!;
    const call = 'sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_Recv(from, ()))';
    expect(text).toContain(`let info = { let (info, badge) = ${call}; sender = badge; info };`);
    expect(text).toContain(`    ${call}.0;`);
    expect(text).toContain(`{ let (info, kernel_badge) = ${call}; *badge = kernel_badge; info };`);
    expect(
      await calls(
        after,
        'sel4::sys::recording::answer(8); assert_eq!(receive(1).1, 8); forget(2); let mut b = 0; given(3, &mut b); assert_eq!(b, 8);',
      ),
    ).toEqual(['seL4_Recv [1]', 'seL4_Recv [2]', 'seL4_Recv [3]']);
  });

  it('with MCS the reply object is handed on', async () => {
    const options = { view: { bindings: 'aarch64-mcs' } };
    const made = await onSel4(`
//- /src/main.rs
pub fn receive(from: u64, reply: u64) -> u64 {
    let mut sender = 0;
    unsafe { sel4::sys::seL4_Recv(from, &mut sender, reply) };
    sender
}
`);
    const after = fixed(made, 'ipcBufferCall', { ...EXPLICIT, options });
    expect(after.text('/src/main.rs')).toContain('seL4_Recv(from, reply)); sender = badge; info };');
    expect(await calls(after, 'receive(1, 2);', 'aarch64-mcs')).toEqual(['seL4_Recv [1, 2]']);
  });
});

describe.skipIf(whyNoRustc() !== undefined)('what cannot stand in a closure is refused', () => {
  it.each([
    [
      'seL4_TCB_Resume(find()?)',
      '`?` in an argument would leave the closure only: put the argument into a variable first',
    ],
    [
      'seL4_TCB_Resume(find().unwrap())',
      'the argument calls `find` while the IPC buffer is taken: put its value into a variable first',
    ],
    [
      'seL4_TCB_Resume(pick!(find()).unwrap())',
      'the argument calls `find` while the IPC buffer is taken: put its value into a variable first',
    ],
    [
      'seL4_TCB_Resume(format!("{rights}").len() as u64)',
      'the argument calls `format!` while the IPC buffer is taken: put its value into a variable first',
    ],
    ['seL4_TCB_Resume(1, 2)', 'the call has 2 arguments, and `seL4_TCB_Resume` takes 1 in C'],
    [
      'seL4_CNode_Mint(1, 2, 3, 4, 5, 6, rights, 8)',
      '`rights` is a word in C and a value of `seL4_CapRights` in the bindings: make one of `rights` with `seL4_CapRights::new`',
    ],
  ])('%s', async (call, reason) => {
    const made = await onSel4(`
//- /src/main.rs
macro_rules! pick { ($e:expr) => { $e }; }
fn find() -> Option<u64> { None }
pub fn f(rights: u64) -> Option<u32> {
    let _ = (find(), pick!(2), rights);
    Some(unsafe { sel4::sys::${call} })
}
`);
    expect(reasons(made, EXPLICIT)).toContain(`ipcBufferCall ${reason}`);
  });
});

describe.skipIf(whyNoRustc() !== undefined)(
  'macros in the arguments of a call are known by what they stand for',
  () => {
    const made = (argument: string) =>
      onSel4(`
//- /src/main.rs
#![allow(unused_macros)]
macro_rules! pick { ($e:expr) => { $e }; }
macro_rules! read { ($e:expr) => { *$e }; }
macro_rules! word { () => { word() }; }
unsafe fn word() -> u64 { 1 }
pub fn f(given: *const u64) -> u32 {
    let _ = (given, unsafe { word() });
    unsafe { sel4::sys::seL4_TCB_Resume(${argument}) }
}
`);

    it.each([
      ['pick!(1)', 'typed', 'sel4::cap::Tcb::from_bits(pick!(1))'],
      ['pick!(1)', 'explicit', 'sel4::with_ipc_buffer_mut'],
      ['vec![1][0]', 'explicit', 'sel4::with_ipc_buffer_mut'],
      ['read!(given)', 'typed', 'unsafe { sel4::cap::Tcb::from_bits(read!(given))'],
      ['read!(given)', 'explicit', 'unsafe { sel4::with_ipc_buffer_mut'],
      ['word!()', 'typed', 'unsafe { sel4::cap::Tcb::from_bits(word!())'],
    ] as const)('%s, %s', async (argument, strategy, written) => {
      const after = fixedAll(await made(argument), { settings: { strategy } });
      expect(after.text('/src/main.rs')).toContain(`\n    ${written}`);
      expect(await calls(after, 'f(&1);')).toEqual(['seL4_TCB_Resume [1]']);
    });
  },
);

describe.skipIf(whyNoRustc() !== undefined)('a value that has no name', () => {
  it('is written as the number that it is in C', async () => {
    const made = await onSel4(`
//- /src/main.rs
pub fn rights() -> u64 { sel4::sys::seL4_CanRead | sel4::sys::seL4_CanGrantReply }
`);
    const after = fixed(fixed(made, 'replace', EXPLICIT), 'replace', EXPLICIT);
    expect(after.text('/src/main.rs')).toBe(
      'pub fn rights() -> u64 { (1 << 1 /* seL4_CanRead */) | (1 << 3 /* seL4_CanGrantReply */) }\n',
    );
    expect(await compiles(after)).toEqual([]);
  });

  it('in parentheses only where something stands beside it', async () => {
    const text = (read: string, write: string): string => `
//- /src/main.rs
pub fn rights(may_write: bool) -> u64 {
    let mut rights = ${read};
    if may_write { rights |= ${write}; }
    if rights == ${write === 'sel4::sys::seL4_CanWrite' ? write : '(1 << 0 /* seL4_CanWrite */)'} { return ${read}; }
    rights
}
`;
    const made = await onSel4(text('sel4::sys::seL4_CanRead', 'sel4::sys::seL4_CanWrite'));
    const after = fixedAll(made, EXPLICIT);
    expect(after.text('/src/main.rs')).toBe(
      (await onSel4(text('1 << 1 /* seL4_CanRead */', '1 << 0 /* seL4_CanWrite */'))).text('/src/main.rs'),
    );
    expect(await compiles(after)).toEqual([]);
  });

  it('is of the bindings’ own type where that is declared', async () => {
    const text = (all: string, read: string): string => `
//- /src/main.rs
use sel4::sys::*;
pub fn none() -> sel4::sys::seL4_CapRights { ${all} }
pub fn f() -> seL4_Word {
    let read: seL4_CapRights = ${read};
    let word: seL4_Word = 1 << 1 /* seL4_CanRead */;
    read.get_capAllowRead() & word
}
`;
    const made = await onSel4(
      text('seL4_AllRights', 'seL4_CanRead').replace('1 << 1 /* seL4_CanRead */', 'seL4_CanRead'),
    );
    const after = fixedAll(made, EXPLICIT);
    expect(after.text('/src/main.rs')).toBe(
      (await onSel4(text('seL4_CapRights::new(1, 1, 1, 1)', 'seL4_CapRights::new(0, 0, 1, 0)'))).text(
        '/src/main.rs',
      ),
    );
    expect(await compiles(after)).toEqual([]);
  });

  it('is left in a constant of the bindings’ own type, which nothing could make', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub static ALL: seL4_CapRights = seL4_AllRights;
`);
    const finding = made.analysis(AARCH64).allFindings()[0];
    expect(finding).toMatchObject({ code: 'c-only-name', candidates: [] });
    expect(finding?.help).toBeUndefined();
    const { files, left } = made.analysis(AARCH64).fixAll(EXPLICIT);
    expect(files).toEqual([]);
    expect(left.map(({ reason }) => reason)).toEqual([
      'no function that makes rights may be called in a constant: make them where they are used',
    ]);
  });

  it('is a number in a pattern, and keeps its name where a method needs its type', async () => {
    const made = await onSel4(`
//- /src/main.rs
pub fn f(x: u64) -> u32 {
    match x {
        sel4::sys::seL4_CanRead => 1,
        _ => sel4::sys::seL4_CanGrant.count_ones(),
    }
}
`);
    expect(reasons(made, { ...EXPLICIT, name: 'seL4_CanGrant' })).toContain(
      'replace a method is called on it, which needs its type: give it one first',
    );
    const after = fixed(made, 'replace', { ...EXPLICIT, name: 'seL4_CanRead' });
    expect(after.text('/src/main.rs')).toContain('        2 /* seL4_CanRead */ => 1,');
  });

  it('is made by the bindings where they want rights', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub fn mint() -> u32 {
    sel4::with_ipc_buffer_mut(|b| b.inner_mut().seL4_CNode_Mint(1, 2, 3, 4, 5, 6, seL4_CanRead | seL4_CanWrite, 8))
}
`);
    expect(titles(made, EXPLICIT)[0]).toBe(
      'replace* Write `seL4_CapRights::new(0, 0, 1, 1)` instead of `seL4_CanRead | seL4_CanWrite`',
    );
    const after = fixed(made, 'replace', EXPLICIT);
    expect(await calls(after, 'mint();')).toEqual(['seL4_CNode_Mint [1, 2, 3, 4, 5, 6, 3, 8]']);
    expect(after.analysis(AARCH64).allFindings()).toEqual([]);
  });
});

describe('a function of C that is one of a type in the bindings', () => {
  it('is that one with the same arguments, and what it makes may be handed to a call', async () => {
    const made = await onSel4(`
//- /src/main.rs
use sel4::sys::*;
pub fn f(ep: seL4_CPtr) -> u32 {
    let tag = seL4_MessageInfo_new(7, 0, 0, 2);
    seL4_NBSend(ep, tag);
    seL4_CNode_Copy(5, 1, 64, 5, 2, 64, seL4_CapRights_new(0, 0, 1, 0))
}
`);
    const after = fixedAll(made, EXPLICIT);
    expect(after.text('/src/main.rs')).toContain('let tag = seL4_MessageInfo::new(7, 0, 0, 2);');
    expect(await calls(after, 'f(3);')).toEqual([
      'seL4_NBSend [3, 28674]',
      'seL4_CNode_Copy [5, 1, 64, 5, 2, 64, 2]',
    ]);
  });

  it('is left where the arguments are not as many', async () => {
    const made = await onSel4('use sel4::sys::*;\npub fn f() { seL4_MessageInfo_new(7); }\n');
    expect(fixedAll(made, EXPLICIT).texts()).toEqual(made.texts());
  });
});
