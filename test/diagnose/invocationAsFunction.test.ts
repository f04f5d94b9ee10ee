import { describe, expect, test } from 'vitest';
import { afterEachCandidate, behindAdapter, check, checkWorkspace, only } from './support';

describe('invocation-as-function', () => {
  test('a kernel call is a method of the IPC buffer', async () => {
    const finding = await only('pub fn f() { sel4::sys::seL4_TCB_Resume(1); }\n');
    expect(finding).toMatchObject({
      code: 'invocation-as-function',
      severity: 'error',
      name: 'seL4_TCB_Resume',
      written: 'seL4_TCB_Resume',
      rustcCode: 'E0425',
      category: 'function',
      message:
        'cannot find function `seL4_TCB_Resume` in `sel4::sys`: the bindings have this kernel call as a method of `seL4_IPCBuffer`',
      help: 'call `sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut().seL4_TCB_Resume(…))`, or the typed `sel4::cap::Tcb::tcb_resume`',
      candidates: ['sel4::sys::seL4_IPCBuffer::seL4_TCB_Resume', 'sel4::cap::Tcb::tcb_resume'],
    });
    expect(finding.related).toHaveLength(1);
  });

  test('every path among the candidates exists', async () => {
    const answer = await check('use sel4::sys::*;\npub fn f() { seL4_TCB_Resume(1); }\n');
    const [finding] = answer.findings;
    expect(finding?.candidates[0]).toBe('seL4_IPCBuffer::seL4_TCB_Resume');
    expect((await afterEachCandidate(answer, finding!)).flat()).toEqual([]);
  });

  test('behind an adapter the typed call is only spoken of: this package cannot name `sel4`', async () => {
    const answer = await checkWorkspace(
      behindAdapter('pub fn f() { sel4_platform::adapter::seL4_TCB_Resume(1); }\n'),
    );
    expect(answer.findings.map((finding) => finding.candidates)).toEqual([
      ['sel4_platform::adapter::seL4_IPCBuffer::seL4_TCB_Resume'],
    ]);
    expect(answer.findings[0]?.help).toBe(
      'call `buffer.seL4_TCB_Resume(…)` on a `&mut seL4_IPCBuffer`; the `sel4` crate, on which this package does not depend, has `sel4::with_ipc_buffer_mut` for that, and the typed `sel4::cap::Tcb::tcb_resume`',
    );
    expect((await afterEachCandidate(answer, answer.findings[0]!)).flat()).toEqual([]);
  });

  test('the workspace has a function of that name, which is not imported', async () => {
    const { findings } = await check(
      'pub mod adapter { pub use sel4::sys::*; pub fn seL4_TCB_Resume(_: u64) {} }\npub fn f() { seL4_TCB_Resume(1); }\n',
    );
    expect(findings.find(({ code }) => code === 'invocation-as-function')?.help).toBe(
      'it is `crate::adapter::seL4_TCB_Resume`: write that, or import it',
    );
  });

  test('as a value, not only in a call', async () => {
    expect(await only('pub fn f() { let call = sel4::sys::seL4_Send; }\n')).toMatchObject({
      code: 'invocation-as-function',
      category: 'constant',
    });
  });

  test('a function that is free in the bindings is none', async () => {
    const { findings } = await check('pub fn f() { sel4::sys::seL4_Yield(); }\n');
    expect(findings).toEqual([]);
  });

  test('a method of the same name on something else is not meant', async () => {
    const { findings } = await check(`
pub struct Own;
impl Own { pub fn seL4_TCB_Resume(&self) {} }
pub fn f(own: Own) { own.seL4_TCB_Resume(); }
`);
    expect(findings).toEqual([]);
  });

  test('a method that a macro among the members of the impl brings, where the view compiles it', async () => {
    const { findings, workspace } = await checkWorkspace(`
//- /Cargo.toml
[workspace]
resolver = "2"
members = ["sys", "app"]
//- /sys/Cargo.toml
[package]
name = "sel4-sys"
version = "0.1.0"
edition = "2021"
//- /sys/src/lib.rs
#![no_std]
macro_rules! pick { ($($item:tt)*) => { $($item)* } }
pub struct seL4_IPCBuffer(u64);
impl seL4_IPCBuffer {
    pick! {
        pub fn seL4_Wait(&mut self, src: u64) -> u64 { src }
    }
    #[cfg(target_arch = "x86_64")]
    pub fn seL4_Poll(&mut self, src: u64) -> u64 { src }
}
//- /app/Cargo.toml
[package]
name = "app"
version = "0.1.0"
edition = "2021"
[dependencies]
sel4-sys = { path = "../sys" }
//- /app/src/lib.rs
#![no_std]
pub fn f() { sel4_sys::seL4_Wait(1); sel4_sys::seL4_Poll(1); }
`);
    expect(findings).toMatchObject([
      {
        code: 'invocation-as-function',
        name: 'seL4_Wait',
        message:
          'cannot find function `seL4_Wait` in `sel4_sys`: the bindings have this kernel call as a method of `seL4_IPCBuffer`',
      },
      { code: 'c-only-name', name: 'seL4_Poll' },
    ]);
    const [place] = findings[0]!.related;
    expect(workspace.textOf(place!)).toMatch(/seL4_Wait/);
  });
});
