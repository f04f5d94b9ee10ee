/** Names that the workspace has beside what the bindings call so: a forgotten import of them is what is mended. */
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../diagnose/support';
import { inShort } from '../support/sel4Workspace';
import { compiles } from './support/compiled';
import { removeRustWorkspaces } from './support/rust';
import { behindAdapter, fixed, fixedAll, onSel4, titles, workspace } from './support/workspaces';

const LIB = '/src/lib.rs';

afterAll(removeRustWorkspaces);

const ADAPTER = `pub mod adapter {
    pub use sel4::sys::*;
    pub use sel4::sys::api_object::seL4_UntypedObject as seL4_ARCH_4KPage;
    pub use self::calls::*;
    pub const seL4_ARCH_Uncached: u64 = 0;
    pub mod calls {
        pub unsafe fn seL4_TCB_Resume(_: u64) -> u32 { 0 }
        pub(super) unsafe fn seL4_TCB_Suspend(_: u64) -> u32 { 0 }
    }
}
`;

const withAdapter = (text: string) => onSel4(ADAPTER + text);

describe('a name that the workspace has', () => {
  it('a function for a kernel call: written with its path, or imported, and called in `unsafe`', async () => {
    const made = await withAdapter('pub fn f() -> u32 { seL4_TCB_Resume(1) }\n');
    expect(titles(made).slice(0, 2)).toEqual([
      'qualify* Write `crate::adapter::seL4_TCB_Resume`, and call it in `unsafe`',
      expect.stringContaining('ipcBufferCall Write `sel4::with_ipc_buffer_mut'),
    ]);
    expect(titles(made)).toContain(
      'import Import `crate::adapter::seL4_TCB_Resume`, and call it in `unsafe`',
    );
    const written = fixed(made, 'qualify');
    expect(written.text(LIB)).toContain('{ unsafe { crate::adapter::seL4_TCB_Resume(1) } }');
    const imported = fixed(made, 'import');
    expect(imported.text(LIB)).toContain('use crate::adapter::seL4_TCB_Resume;');
    expect(imported.text(LIB)).toContain('{ unsafe { seL4_TCB_Resume(1) } }');
    for (const after of [written, imported])
      expect(inShort(after.analysis({ view: { bindings: 'aarch64' } }).allFindings())).toEqual([]);
  });

  it('in `unsafe` already', async () => {
    const made = await withAdapter('pub fn f() -> u32 { unsafe { seL4_TCB_Resume(1) } }\n');
    expect(fixed(made, 'qualify').text(LIB)).toContain('unsafe { crate::adapter::seL4_TCB_Resume(1) }');
  });

  it('another name for something of the bindings, whatever C means by it', async () => {
    const made = await withAdapter('pub fn f() -> u32 { seL4_ARCH_4KPage }\n');
    expect(titles(made)).toEqual([
      'qualify* Write `crate::adapter::seL4_ARCH_4KPage`',
      'import Import `crate::adapter::seL4_ARCH_4KPage`',
    ]);
    const { findings } = await check(`${ADAPTER}pub fn f() -> u32 { seL4_ARCH_4KPage }\n`);
    expect(findings[0]?.help).toBe('it is `crate::adapter::seL4_ARCH_4KPage`: write that, or import it');
  });

  it('a constant of its own may be anything: it is offered behind what is sure', async () => {
    const made = await withAdapter('pub fn f() -> u64 { seL4_ARCH_Uncached }\n');
    const all = titles(made);
    expect(all[0]).not.toContain('adapter');
    expect(all).toContain('import Import `crate::adapter::seL4_ARCH_Uncached`');
  });

  it('what cannot be seen from there is not offered', async () => {
    const made = await withAdapter('pub fn f() -> u32 { seL4_TCB_Suspend(1) }\n');
    expect(titles(made).join('\n')).not.toContain('calls::');
  });

  it('a function is no pattern', async () => {
    const made = await withAdapter('pub fn f(a: u32) { if let (seL4_TCB_Resume, 1) = (a, 1) {} }\n');
    expect(titles(made).join('\n')).not.toContain('adapter::seL4_TCB_Resume');
  });
});

describe('a kernel call that nothing has, in a package that sees only the crate of the adapter', () => {
  it('is given to the adapter, and written with the path to it', async () => {
    const made = await workspace(behindAdapter('pub fn f(e: u64) { seL4_Signal(e) }\n'));
    expect(titles(made)).toEqual([
      'adapterWrapper* Add `pub unsafe fn seL4_Signal(dest: seL4_CPtr)` to `sel4_platform::adapter`, with feature `state` of `sel4` in platform/Cargo.toml, and write `sel4_platform::adapter::seL4_Signal`, and call it in `unsafe`',
    ]);
    const after = fixed(made, 'adapterWrapper');
    expect(after.text('/broker/src/lib.rs')).toBe(
      'pub fn f(e: u64) { unsafe { sel4_platform::adapter::seL4_Signal(e) } }\n',
    );
    expect(after.text('/platform/src/adapter.rs')).toContain('pub unsafe fn seL4_Signal(dest: seL4_CPtr)');
    expect(inShort(after.analysis({ view: { bindings: 'aarch64' } }).allFindings())).toEqual([]);
  });

  it('several of them at once', async () => {
    const text = 'pub unsafe fn f(e: u64) { seL4_Signal(e); seL4_Signal(e); seL4_TCB_Resume(e); }\n';
    const after = fixedAll(await workspace(behindAdapter(text)));
    expect(after.text('/broker/src/lib.rs')?.match(/adapter::seL4_\w+/g)).toHaveLength(3);
    expect(after.text('/platform/src/adapter.rs')?.match(/pub unsafe fn seL4_Signal/g)).toHaveLength(1);
  });

  it('not where the arguments are others than C has', async () => {
    const made = await workspace(behindAdapter('pub fn f(e: u64) { seL4_Signal(e, e) }\n'));
    expect(titles(made)).toEqual([]);
  });
});

describe('a call that begins a statement and goes on', () => {
  it.each([
    ['seL4_TCB_Resume(1) == 0', '(unsafe { seL4_TCB_Resume(1) }) == 0'],
    ['let _ = 1; seL4_TCB_Resume(1) as u64 == 0', '(unsafe { seL4_TCB_Resume(1) }) as u64 == 0'],
    ['match 1 { _ => seL4_TCB_Resume(1) == 0 }', '_ => (unsafe { seL4_TCB_Resume(1) }) == 0'],
    ['seL4_TCB_Resume(1).eq(&0)', 'unsafe { seL4_TCB_Resume(1) }.eq(&0)'],
    ['true && seL4_TCB_Resume(1) == 0', 'true && unsafe { seL4_TCB_Resume(1) } == 0'],
  ])('is in parentheses where its block would end it: %s', async (body, written) => {
    const after = fixedAll(await onSel4(`#![allow(warnings)]\n${ADAPTER}pub fn f() -> bool { ${body} }\n`));
    expect(after.text(LIB)?.replaceAll('crate::adapter::', '')).toContain(written);
    expect(await compiles(after)).toEqual([]);
  });
});
