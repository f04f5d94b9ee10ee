/** Names that a macro is given as identifiers: rustc marks a whole path of them where the macro has it. */
import { expect, test } from 'vitest';
import { check } from './support';

test('two names at one place of a macro are two findings', async () => {
  const { findings, workspace } = await check(`
macro_rules! bring { ($m:ident, $n:ident) => { pub use sel4::$m::$n; } }
bring!(sys, seL4_Untyped_Retyp);
bring!(sys, seL4_NoErrors);
`);
  expect(findings.map((one) => [one.name, workspace.textOf(one)])).toEqual([
    ['seL4_Untyped_Retyp', 'sel4::$m::$n'],
    ['seL4_NoErrors', 'sel4::$m::$n'],
  ]);
});

test('a name alone is marked where the caller wrote it', async () => {
  const { findings, workspace } = await check(`
macro_rules! value { ($m:ident, $n:ident) => { $m::$n } }
use sel4::sys;
pub fn f() { let _ = value!(sys, seL4_NoErrors); let _ = value!(sys, seL4_Error); }
`);
  expect(findings.map((one) => [one.name, one.rustcCode, workspace.textOf(one)])).toEqual([
    ['seL4_Error', 'E0423', '$m::$n'],
    ['seL4_NoErrors', 'E0425', 'seL4_NoErrors'],
  ]);
});
