/** Arguments and fields of what the bindings have. */
import { describe, expect, test } from 'vitest';
import { MANIFEST, type Options, workspace } from '../support/sel4Workspace';

const PINNED: Options = { view: { bindings: 'pin-aarch64' } };

async function said(source: string, options: Options = PINNED): Promise<string[]> {
  const text = source.trim();
  const made = await workspace(`//- /Cargo.toml\n${MANIFEST}//- /src/lib.rs\n${text}\n`);
  return made
    .analysis(options)
    .allFindings()
    .map(({ start, severity, rustcCode, code, message, help }) => {
      const line = text.slice(0, start).split('\n').length;
      return `${line} ${severity} ${rustcCode ?? code}: ${message}${help === undefined ? '' : ` (${help})`}`;
    });
}

describe('wrong-argument-count', () => {
  test('a function of the workspace is what it is, whichever kernel: its cfgs are cargo’s', async () => {
    expect(
      await said(
        `
#[cfg(all())]
pub unsafe fn seL4_Own(service: sel4::sys::seL4_TCB) {}
pub fn f() { unsafe { seL4_Own(1, 2) } }
`,
        { view: { arch: 'aarch64' } },
      ),
    ).toEqual([
      '3 error E0061: this function takes 1 argument, but 2 are given (it is `unsafe fn seL4_Own(service: sel4::sys::seL4_TCB)`)',
    ]);
  });

  test('kernel calls, functions and methods of the bindings', async () => {
    expect(
      await said(`
use sel4::sys::*;
pub fn f(buffer: &mut seL4_IPCBuffer, tcb: seL4_TCB) {
    buffer.seL4_TCB_Resume(tcb);
    buffer.seL4_TCB_Resume();
    buffer.seL4_TCB_SetPriority(tcb, 5);
    seL4_CapRights::new(0, 0, 1);
    sel4::with_ipc_buffer_mut(|inner| inner.inner_mut().seL4_TCB_Resume(tcb));
    seL4_Yield(1);
}
`),
    ).toEqual([
      '4 error E0061: this method takes 1 argument, but 0 are given (it is `fn seL4_TCB_Resume(&mut self, service: seL4_TCB) -> seL4_Error::Type`)',
      '5 error E0061: this method takes 3 arguments, but 2 are given (it is `fn seL4_TCB_SetPriority(&mut self, service: seL4_TCB, authority: seL4_TCB, priority: seL4_Word) -> seL4_Error::Type`)',
      '6 error E0061: this function takes 4 arguments, but 3 are given (it is `fn new(capAllowGrantReply: u64, capAllowGrant: u64, capAllowRead: u64, capAllowWrite: u64) -> Self`)',
      '8 error E0061: this function takes no arguments, but 1 is given (it is `fn seL4_Yield()`)',
    ]);
  });

  test('methods of another kind of capability are none', async () => {
    const source = `
use sel4::cap::{Endpoint, Notification, Tcb};
pub struct Own; pub type Mine = sel4::Cap<Own>;
pub fn f(e: Endpoint, t: &Tcb, mine: Mine, any: sel4::cap::Unspecified, p: [sel4::cap::SmallPage; 2]) {
    e.tcb_resume();
    t.tcb_resume(1);
    t.send(sel4::MessageInfoBuilder::default().build());
    Notification::from_bits(1).tcb_suspend();
    Tcb::from_bits(1).tcb_suspend();
    any.downcast::<sel4::cap_type::Tcb>().tcb_suspend();
    p[0].frame_unmap(1);
    e.frame_unmap();
    mine.tcb_resume();
    e.cptr(1);
    e.call();
}
pub fn g<T: sel4::CapType>(cap: sel4::Cap<T>) { cap.tcb_resume(); cap.tcb_resume(1); cap.cptr(2); }
`;
    expect(await said(source)).toEqual([
      '4 error E0599: cannot find method `tcb_resume` in `Cap` (it is there for `Cap<Tcb>`)',
      '5 error E0061: this method takes no arguments, but 1 is given (it is `fn tcb_resume(self) -> Result<()>`)',
      '6 error E0599: cannot find method `send` in `Cap` (it is there for `Cap<Endpoint>`)',
      '7 error E0599: cannot find method `tcb_suspend` in `Cap` (it is there for `Cap<Tcb>`)',
      '10 error E0061: this method takes no arguments, but 1 is given (it is `fn frame_unmap(self) -> Result<()>`)',
      '11 error E0599: cannot find method `frame_unmap` in `Cap` (it is there for `Cap<SmallPage>`, `Cap<LargePage>`, `Cap<HugePage>`, `Cap<UnspecifiedPage>`)',
      '13 error E0061: this method takes no arguments, but 1 is given (it is `const fn cptr(&self) -> CPtr`)',
      '14 error E0061: this method takes 1 argument, but 0 are given (it is `fn call(self, info: MessageInfo) -> MessageInfo`)',
      '16 error E0061: this method takes no arguments, but 1 is given (it is `const fn cptr(&self) -> CPtr`)',
    ]);
    // Other versions have `send` for every capability.
    const guessed = await said(source, { view: { arch: 'aarch64' } });
    expect(guessed.filter((line) => line.includes('send'))).toEqual([]);
  });

  test('a kernel that was guessed: with other options the number may be right', async () => {
    const source = `
pub fn f(buffer: &mut sel4::sys::seL4_IPCBuffer) {
    buffer.seL4_TCB_Configure(1, 2, 3, 4, 5, 6, 7);
    buffer.seL4_TCB_Configure(1, 2);
}
`;
    const guessed = await said(source, { view: { arch: 'aarch64' } });
    expect(guessed).toHaveLength(2);
    expect(guessed[0]).toMatch(
      /^2 information E0061: .*; it takes 7 only in other kernel configurations \(.*aarch64-mcs.*\); it needs MCS/,
    );
    expect(guessed[1]).toMatch(/^3 error E0061: /);
    expect(await said(source, { view: { bindings: 'aarch64-mcs' } })).toHaveLength(1);
  });
});

describe('methods of the typed crate', () => {
  const source = `
pub struct Action { cap: sel4::cap::Unspecified }
impl Action { fn cap(&self) -> sel4::cap::Unspecified { self.cap } }
pub fn f(action: Action, info: sel4::MessageInfo, tcb: sel4::cap::Tcb) {
    action.cap().nb_send_recv(info, tcb, ());
    tcb.tcb_suspend(1);
}
pub type Cap = sel4::cap::Nothing;
`;
  test('are reported where they are missing, though their names are no names of seL4', async () => {
    expect(await said(source)).toEqual([
      '4 error E0599: cannot find method `nb_send_recv` in `Cap`: it exists only in other kernel configurations (aarch64-mcs, aarch64-hyp-mcs, pin-aarch64-mcs); it needs MCS',
      '5 error E0061: this method takes no arguments, but 1 is given (it is `fn tcb_suspend(self) -> Result<()>`)',
      '7 error E0425: cannot find type `Nothing` in `sel4::cap`',
    ]);
  });
  test('and not where the kernel has them', async () => {
    const made = await said(source, { view: { bindings: 'pin-aarch64-mcs' } });
    expect(made.map((line) => line.slice(0, 1))).toEqual(['5', '7']);
  });
});

test('in an impl of a trait that is not on disk nothing is said of what the trait may have', async () => {
  const source = `
pub struct S;
impl elsewhere::Trait for S { fn one() { Self::two(); Self.three(); } }
impl S { fn other() { Self::two(); } }
`;
  const made = await workspace(
    `//- /Cargo.toml\n${MANIFEST}elsewhere = "1"\n//- /src/lib.rs\n${source.trim()}\n`,
  );
  const found = made.analysis({ ...PINNED, allNames: true }).allFindings();
  expect(found.map(({ rustcCode, name }) => `${rustcCode} ${name}`)).toEqual(['E0599 two']);
});

test('what a macro stands for behind a cfg that a build script sets is not known', async () => {
  const source = `
macro_rules! same { ($($t:tt)*) => { $($t)* } }
macro_rules! when { ($m:meta; $($t:tt)*) => { #[cfg($m)] same! { $($t)* } } }
when! { made; pub use nothing::a; fn f() { crate::gone(); } mod inner { pub use nothing::b; } }
when! { all(); pub use nothing::c; }
`;
  const made = await workspace(
    `//- /Cargo.toml\n${MANIFEST}//- /build.rs\nfn main() { println!("cargo:rustc-cfg=made"); }\n//- /src/lib.rs\n${source.trim()}\n`,
  );
  const found = made.analysis({ ...PINNED, allNames: true }).allFindings();
  expect(found.map(({ rustcCode, message }) => `${rustcCode} ${message.slice(0, 30)}`)).toEqual([
    'E0432 unresolved import `nothing::c`',
  ]);
});

describe('unknown-field and missing-field', () => {
  test('literals and patterns of structs of the bindings', async () => {
    expect(
      await said(`
use sel4::sys::{seL4_SlotRegion, seL4_UntypedDesc};
pub fn f() -> seL4_SlotRegion {
    let a = seL4_SlotRegion { start: 1 };
    let seL4_SlotRegion { start, stop } = a;
    let seL4_SlotRegion { start } = a;
    seL4_SlotRegion { start, ends: 1 }
}
`),
    ).toEqual([
      '3 error E0063: the literal gives no value to `end` of `seL4_SlotRegion` (every field needs a value)',
      '4 error E0027: the pattern does not mention `end` of `seL4_SlotRegion` (name them, or end the pattern with `..`)',
      '4 error E0026: `seL4_SlotRegion` has no field `stop` (not named yet: `end`)',
      '5 error E0027: the pattern does not mention `end` of `seL4_SlotRegion` (name them, or end the pattern with `..`)',
      '6 error E0560: `seL4_SlotRegion` has no field `ends` (did you mean `end`?)',
    ]);
  });

  test('structs of the workspace are left to rustc, unless all names are asked for', async () => {
    const source = 'pub struct Own { a: u32 }\npub fn f() { Own {}; own(1); }\nfn own() {}';
    expect(await said(source)).toEqual([]);
    expect(await said(source, { ...PINNED, allNames: true })).toHaveLength(2);
  });
});

describe('binding-transmute', () => {
  const source = `
use core::mem::transmute;
pub fn f(w: [u64; 1], info: sel4::sys::seL4_MessageInfo) -> [u64; 1] {
    let a: sel4::sys::seL4_MessageInfo = unsafe { transmute(w) };
    unsafe { core::mem::transmute::<[u64; 1], sel4::sys::seL4_CapRights>(w) };
    unsafe { transmute::<u32, f32>(1) };
    w
}
`;
  test('is off unless somebody asks for it', async () => {
    expect(await said(source)).toEqual([]);
  });

  test('types that are written at the call, or behind the `let` that it initialises', async () => {
    expect(await said(source, { ...PINNED, severities: { 'binding-transmute': 'warning' } })).toEqual([
      "3 warning binding-transmute: `transmute` involves `seL4_MessageInfo` of the bindings, whose layout the kernel's configuration decides (use its constructors, accessors or fields)",
      "4 warning binding-transmute: `transmute` involves `seL4_CapRights` of the bindings, whose layout the kernel's configuration decides (use its constructors, accessors or fields)",
    ]);
  });

  test('a comment can allow it', async () => {
    const allowed = source.replace(
      '    let a',
      '    // kaal-sel4: allow(binding-transmute) checked by hand\n    let a',
    );
    const asked: Options = { ...PINNED, severities: { 'binding-transmute': 'warning' } };
    expect(await said(allowed, asked)).toHaveLength(1);
    // Where nobody asks, the comment is not stale either.
    expect(await said(allowed)).toEqual([]);
  });
});
