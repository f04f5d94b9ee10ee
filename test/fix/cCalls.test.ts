/**
 * Every function of libsel4, used in C's calling shape behind an adapter that has none of them: what the adapter is given
 * compiles in every kernel configuration, and hands to the kernel what C would, in C's order.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { whyNoRustc } from '../support/rustc';
import { inShort, onSel4, parts, type Workspace } from '../support/sel4Workspace';
import { asRustfmt, removeRustWorkspaces, rustWorkspace } from './support/rust';
import { AARCH64, fixedAll } from './support/workspaces';

interface CFunction {
  readonly ret: string;
  readonly params: readonly (readonly [type: string, name: string])[];
  readonly configs: readonly string[];
}
const DATA = JSON.parse(readFileSync(join(import.meta.dirname, 'data/c-calls.json'), 'utf8')) as {
  readonly calls: Readonly<Record<string, readonly CFunction[]>>;
  readonly macros: Readonly<Record<string, readonly string[]>>;
};

const CONFIGURATIONS = (await parts()).catalog.configurations().map(({ name }) => name);

/** What no adapter is given: helpers of C's that the bindings have other shapes for, or nothing. */
function isWithout(name: string): boolean {
  return (
    /^seL4_(Fault_|IsArch|ExceptIPC_|PF_|CapData_|TimeoutReply_new$|is\w+_(tag|Tag|MSG)$)/.test(name) ||
    WITHOUT.has(name)
  );
}
const WITHOUT = new Set([
  'seL4_DebugDumpScheduler',
  'seL4_DebugGetThreadAffinity',
  'seL4_DebugPutString',
  'seL4_DebugSendIPI',
  'seL4_GetBootInfo',
  'seL4_GetCapReceivePath',
  'seL4_GetIPCBuffer',
  'seL4_GetTag',
  'seL4_InitBootInfo',
  'seL4_MappingFailedLookupLevel',
  'seL4_MaxExtraRefills',
  'seL4_NBSendRecvWithMRs',
  'seL4_NBSendWaitWithMRs',
  'seL4_ReplyRecvWithMRs',
  'seL4_SchedControl_Configure',
  'seL4_SetCapReceivePath',
  'seL4_SetIPCBuffer',
  'seL4_SetTag',
  'seL4_getArchFault',
  'seL4_getFault',
]);

/** Free functions of the bindings whose parameters are not C's: the name is there, the call has to be written anew. */
const OTHER_SHAPE = new Set(['seL4_DebugNameThread']);

afterAll(removeRustWorkspaces, 120_000);

/** Names of C in a configuration, and the function that each calls. */
function functionsIn(configuration: string): Map<string, { readonly calls: string; readonly c: CFunction }> {
  const found = new Map<string, { calls: string; c: CFunction }>();
  const add = (name: string, calls: string): void => {
    const c = DATA.calls[calls]?.find(({ configs }) => configs.includes(configuration));
    if (c) found.set(name, { calls, c });
  };
  for (const name of Object.keys(DATA.calls)) add(name, name);
  for (const [name, targets] of Object.entries(DATA.macros)) for (const target of targets) add(name, target);
  return found;
}

async function probe(names: readonly string[], main: readonly string[] = []): Promise<Workspace> {
  return onSel4(
    `
//- /src/main.rs
mod adapter;
mod uses;
fn main() { unsafe { uses::main() } }
//- /src/adapter.rs
pub use sel4::sys::seL4_CPtr;
//- /src/uses.rs
use crate::adapter::{${names.join(', ')}};
#[allow(unused_imports)]
use sel4::sys::{self as k, Recorded};
${main.join('\n')}
`,
    `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4", default-features = false }
`,
  );
}

/** Accessors of values that the kernel is not asked for. */
function isAccessor(name: string): boolean {
  return /^seL4_(MessageInfo|CapRights|CNode_CapData|X86_IOSpace_CapData|Fault)_|^seL4_(Get|Set)(MR|Cap|Badge|UserData|CapReceivePath|IPCBuffer|BootInfo)$/.test(
    name,
  );
}

/** Rust that makes one call with values that differ, and compares what the kernel got. */
function call(name: string, calls: string, { params, ret }: CFunction): string {
  const before: string[] = [];
  const args: string[] = [];
  const expected: string[] = [];
  const last: string[] = [];
  let after = '';
  params.forEach(([type, parameter], index) => {
    const value = 11 + index;
    const variable = `v${index}`;
    if (type === 'seL4_CapRights_t') {
      // Read and grant: neither the lowest bit nor a palindrome of four.
      args.push('0b0110');
      expected.push('vec![0b0110]');
    } else if (type === 'seL4_MessageInfo_t') {
      args.push(`k::seL4_MessageInfo::new(${value}, 0, 1, 2)`);
      expected.push(`vec![${value} << 12 | 1 << 7 | 2]`);
    } else if (type === 'seL4_Bool') {
      args.push(index % 2 === 0 ? 'true' : '1');
      expected.push('vec![1]');
    } else if (type.endsWith(' *')) {
      const of = type.slice(0, -2);
      before.push(`let mut ${variable}: k::${of} = core::mem::zeroed();`);
      args.push(`&mut ${variable}`);
      if (parameter === 'sender') {
        after += `assert_eq!(${variable}, 3);`;
        return;
      }
      before.push(`*(&mut ${variable} as *mut k::${of} as *mut u64) = ${value};`);
      expected.push(`${variable}.words()`);
    } else {
      args.push(`${value}`);
      // Wherever C has it, the bindings have the reply object last.
      if (parameter === 'reply') last.push(`vec![${value}]`);
      else expected.push(`vec![${value}]`);
    }
  });
  if (ret === 'seL4_Error') after += 'assert_eq!(answer as u64, 3);';
  return `pub unsafe fn ${name}_() { ${before.join(' ')} let answer = ${name}(${args.join(', ')});
let expected = [${['vec![0u64; 0]', ...expected, ...last].join(', ')}].concat();
let all = k::recording::take();
if all != [("${calls}".to_string(), expected.clone())] { println!("${name}: {all:?} instead of {expected:?}"); }
${after} let _ = answer; }`;
}

describe.skipIf(whyNoRustc() !== undefined)('in every configuration', () => {
  it.each(CONFIGURATIONS)('%s', async (configuration) => {
    const functions = functionsIn(configuration);
    const asked = await probe([...functions.keys()]);
    const options = { view: { bindings: configuration } };
    const after = fixedAll(asked, { options });
    const left = new Set(
      after
        .analysis(options)
        .allFindings()
        .map(({ name }) => name),
    );
    expect([...functions.keys()].filter((name) => left.has(name) && !isWithout(name))).toEqual([]);
    expect(await asRustfmt(after.text('/src/adapter.rs')!)).toBe(after.text('/src/adapter.rs'));
    const given = [...functions].filter(([name]) => !left.has(name));
    const called = given.filter(([name]) => !isAccessor(name) && !OTHER_SHAPE.has(name));
    const main = [
      ...called.map(([name, { calls, c }]) => call(name, calls, c)),
      'pub unsafe fn main() { k::recording::answer(3);',
      ...called.map(([name]) => `${name}_();`),
      '}',
    ];
    const program = await probe(
      given.map(([name]) => name),
      main,
    );
    const whole = program
      .with('/src/adapter.rs', after.text('/src/adapter.rs')!)
      .with('/Cargo.toml', after.text('/Cargo.toml')!);
    expect(called.length).toBeGreaterThan(55);
    const rust = await rustWorkspace(configuration);
    expect((await rust.check(whole.texts())).errors).toEqual([]);
    expect(await rust.run(whole.texts())).toBe('');
  });

  it('accessors of values, and of the IPC buffer, do as C’s do', async () => {
    const names = [
      'seL4_MessageInfo_new',
      'seL4_MessageInfo_get_label',
      'seL4_MessageInfo_get_length',
      'seL4_MessageInfo_set_length',
      'seL4_CapRights_new',
      'seL4_CapRights_get_capAllowRead',
      'seL4_SetMR',
      'seL4_GetMR',
      'seL4_SetUserData',
      'seL4_GetUserData',
    ];
    const asked = await probe(names, [
      `pub unsafe fn main() {
    let info = seL4_MessageInfo_new(7, 0, 1, 2);
    assert_eq!((seL4_MessageInfo_get_label(info.clone()), seL4_MessageInfo_get_length(info.clone())), (7, 2));
    assert_eq!(seL4_MessageInfo_get_length(seL4_MessageInfo_set_length(info, 5)), 5);
    let rights = seL4_CapRights_new(0, 0, 1, 0);
    assert_eq!(rights.words(), [0b10]);
    assert_eq!(seL4_CapRights_get_capAllowRead(rights), 1);
    for at in 0..4 { seL4_SetMR(at, 40 + at as u64); }
    assert_eq!((seL4_GetMR(0), seL4_GetMR(3)), (40, 43));
    seL4_SetUserData(9);
    assert_eq!(seL4_GetUserData(), 9);
    println!("done");
}`,
    ]);
    const after = fixedAll(asked);
    // The trait of the bindings that record.
    expect(inShort(after.analysis(AARCH64).allFindings())).toEqual(['unresolved-import error Recorded']);
    expect(await (await rustWorkspace('pin-aarch64')).run(after.texts())).toBe('done\n');
  });
});
