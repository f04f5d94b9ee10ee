/** Functions that the adapter gets take what the calls there are hand over: as C does, or as the bindings do. */
import { afterAll, describe, expect, it } from 'vitest';
import { whyNoRustc } from '../support/rustc';
import { calls } from './support/compiled';
import { removeRustWorkspaces } from './support/rust';
import { fixedAll, onSel4, reasons } from './support/workspaces';

afterAll(removeRustWorkspaces, 120_000);

const ADAPTER = { settings: { strategy: 'adapter' } } as const;

const behind = (text: string) =>
  onSel4(`
//- /src/main.rs
mod adapter;
#[allow(unused_imports)]
use adapter::{seL4_CapRights, seL4_UserContext};
${text}
//- /src/adapter.rs
pub use sel4::sys::*;
`);

describe.skipIf(whyNoRustc() !== undefined)('what all calls hand over as the bindings have it', () => {
  it('is what the function takes: rights', async () => {
    const made = await behind(`
use adapter::seL4_CNode_Copy;
pub fn e(r: seL4_CapRights) -> u32 { unsafe { adapter::seL4_CNode_Mint(7, 1, 2, 3, 4, 5, r, 0) } }
pub fn f() -> u32 { unsafe { adapter::seL4_ARM_Page_Map(3, 8, 12, seL4_CapRights::new(0, 0, 1, 1), 3) } }
pub fn g(r: seL4_CapRights) -> u32 { unsafe { seL4_CNode_Copy(7, 1, 2, 3, 4, 5, r) } }
`);
    const after = fixedAll(made, ADAPTER);
    expect(after.text('/src/adapter.rs')).not.toContain('rights: seL4_Word');
    expect(
      await calls(after, 'e(seL4_CapRights::new(0, 1, 1, 0)); f(); g(seL4_CapRights::new(0, 0, 0, 1));'),
    ).toEqual([
      'seL4_CNode_Mint [7, 1, 2, 3, 4, 5, 6, 0]',
      'seL4_ARM_Page_Map [3, 8, 12, 3, 3]',
      'seL4_CNode_Copy [7, 1, 2, 3, 4, 5, 1]',
    ]);
  });

  it('is what the function takes: a shared reference; a mutable one becomes a pointer', async () => {
    const made = await behind(`
pub fn w(regs: &seL4_UserContext) -> u32 { unsafe { adapter::seL4_TCB_WriteRegisters(7, 0, 0, 2, regs) } }
pub fn x(regs: &mut seL4_UserContext) -> u32 { unsafe { adapter::seL4_TCB_ReadRegisters(7, 0, 0, 2, regs) } }
`);
    const after = fixedAll(made, ADAPTER);
    expect(after.text('/src/adapter.rs')).toContain('regs: &seL4_UserContext,');
    expect(after.text('/src/adapter.rs')).toContain('regs: *mut seL4_UserContext,');
    const body =
      'let mut regs: seL4_UserContext = unsafe { core::mem::zeroed() }; regs.pc = 41; w(&regs); x(&mut regs);';
    expect((await calls(after, body)).map((each) => each.slice(0, 40))).toEqual([
      'seL4_TCB_WriteRegisters [7, 0, 0, 2, 41,',
      'seL4_TCB_ReadRegisters [7, 0, 0, 2, 41, ',
    ]);
  });
});

it.skipIf(whyNoRustc() !== undefined)(
  'calls of both kinds get no function, for none takes both: they call the method in place',
  async () => {
    const made = await behind(`
pub fn e(r: seL4_CapRights) -> u32 { unsafe { adapter::seL4_CNode_Mint(7, 1, 2, 3, 4, 5, r, 0) } }
pub fn f() -> u32 { unsafe { adapter::seL4_CNode_Mint(7, 1, 2, 3, 4, 5, 3, 0) } }
`);
    expect(reasons(made, ADAPTER)).toContain(
      'adapterWrapper some calls of `seL4_CNode_Mint` hand `rights` over as C does, others as the bindings do: write them alike first',
    );
    const after = fixedAll(made, ADAPTER);
    expect(after.text('/src/adapter.rs')).toBe(made.text('/src/adapter.rs'));
    expect(await calls(after, 'e(seL4_CapRights::new(0, 1, 1, 0)); f();')).toEqual([
      'seL4_CNode_Mint [7, 1, 2, 3, 4, 5, 6, 0]',
      'seL4_CNode_Mint [7, 1, 2, 3, 4, 5, 3, 0]',
    ]);
  },
);

it('a function that is not called gets no `unsafe` one in its place', async () => {
  const made = await behind('pub fn e(t: Option<u64>) -> Option<u32> { t.map(adapter::seL4_TCB_Resume) }\n');
  expect(reasons(made, ADAPTER)).toContain(
    'adapterWrapper `seL4_TCB_Resume` is not called here, and a wrapper is `unsafe`, which is another kind of value',
  );
  expect(fixedAll(made, ADAPTER).text('/src/adapter.rs')).toBe(made.text('/src/adapter.rs'));
});
