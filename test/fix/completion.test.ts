/** Kernel calls that completion writes out, by the strategy of the fixes; rustc judges what stands there then. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CompletionItem } from '../../server/src/features/completion';
import type { FixSettings } from '../../server/src/fix/context';
import { filesOnDisk } from '../support/diskFiles';
import { whyNoRustc } from '../support/rustc';
import { inShort, ROOT } from '../support/sel4Workspace';
import { compiles } from './support/compiled';
import { removeRustWorkspaces } from './support/rust';
import { AARCH64, onSel4, withEdits } from './support/workspaces';

afterAll(removeRustWorkspaces, 120_000);

const MAIN = '/src/main.rs';
const ALLOW = '#![allow(unreachable_code, unused_variables)]\n';

type Strategy = NonNullable<FixSettings['strategy']>;

/** What is offered where `$0` stands, and the program once an item is taken, its placeholders filled in by `fill`. */
async function offered(text: string, strategy: Strategy, fill = (_: string): string => 'todo!()') {
  const made = await onSel4(`//- ${MAIN}\n${ALLOW}${text.replace('$0', '')}`);
  const offset = ALLOW.length + text.indexOf('$0');
  const { features } = made.analysis(AARCH64);
  const found = features.completion(ROOT + MAIN, offset, { strategy });
  const items = found?.items ?? [];
  const textOf = ({ template, label }: CompletionItem): string =>
    template
      ? template.pieces.map((piece) => (typeof piece === 'string' ? piece : fill(piece.name))).join('')
      : label;
  const take = (item: CompletionItem) => {
    const { edits, supply } = features.completionDetails(item);
    const own = { start: item.template?.start ?? found!.start, end: found!.end, newText: textOf(item) };
    const inFile = supply.flatMap((each) => (each.file === ROOT + MAIN ? each.edits : []));
    return withEdits(made, [{ file: ROOT + MAIN, edits: [own, ...edits, ...inFile] }]);
  };
  return { items, take, textOf };
}

/** Enough of them to have all kernel calls of one architecture. */
const PREFIXES =
  'TCB_ CNode_ Untyped_ IRQ ARM_ Send Call Recv Reply NBS Yield Signal Wait Poll Domain Debug Bench'.split(
    ' ',
  );

const standIn = filesOnDisk(join(import.meta.dirname, 'support/rust-sel4/crates/sel4/src'), '');

function isInStandIn(type: string, method: string): boolean {
  const text = [...standIn.values()].join('\n');
  const hasType = new RegExp(`(struct|type) ${type.split('::').at(-1)}\\b`).test(text);
  return hasType && text.includes(`fn ${method.replace('(…)', '(')}`);
}

const named = (items: readonly CompletionItem[], name: string) => items.filter(({ label }) => label === name);

describe.skipIf(whyNoRustc() !== undefined)('a kernel call, completed', () => {
  it.each([
    [
      'explicit',
      'sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_SetPriority(service, authority, priority))',
    ],
    ['typed', 'tcb.tcb_set_priority(authority, priority)'],
  ] as const)(
    'is written out where the strategy is %s, with or without a path before it',
    async (strategy, call) => {
      for (const path of ['', 'sel4::sys::', 'crate::nowhere::']) {
        const text = `pub fn f() { let _ = ${path}seL4_TCB_SetPri$0; }\n`;
        const { items, take } = await offered(text, strategy, (name) => name);
        const [item, ...more] = named(items, 'seL4_TCB_SetPriority');
        expect(more).toEqual([]);
        expect(take(item!).text(MAIN)).toBe(`${ALLOW}pub fn f() { let _ = ${call}; }\n`);
      }
    },
  );

  it.each(['explicit', 'typed'] as const)(
    'compiles once its arguments are there, whichever it is: %s',
    async (strategy) => {
      const functions: string[] = [];
      const judged: string[] = [];
      for (const prefix of PREFIXES) {
        const { items, textOf } = await offered(`pub fn f() { seL4_${prefix}$0 }\n`, strategy);
        for (const { item, calls } of items.flatMap((each) =>
          each.writtenOut ? [{ item: each, calls: each.writtenOut.calls }] : [],
        )) {
          const [first] = item.template!.pieces;
          const receiver = typeof first === 'object' ? first.name : undefined;
          const [type = '', method = ''] = calls.split(/::(?=\w+\(…\)$)/);
          const text = receiver === undefined ? textOf(item) : textOf(item).replace('todo!()', receiver);
          const parameter = receiver === undefined ? '' : `${receiver}: ${type}`;
          const made = `pub fn f${functions.length}(${parameter}) { let _ = ${text}; }`;
          functions.push(made);
          if (receiver === undefined || isInStandIn(type, method)) judged.push(made);
        }
      }
      expect(functions.length).toBeGreaterThan(strategy === 'explicit' ? 50 : 30);
      expect(judged.length).toBeGreaterThan(20);
      // The stand-in of the typed interface that rustc sees has some of its methods; the bindings' listing has all.
      const all = await onSel4(`//- ${MAIN}\n${ALLOW}${functions.join('\n')}\n`);
      expect(inShort(all.analysis({ ...AARCH64, allNames: true }).allFindings())).toEqual([]);
      expect(await compiles(await onSel4(`//- ${MAIN}\n${ALLOW}${judged.join('\n')}\n`))).toEqual([]);
    },
    120_000,
  );

  it('is none where an adapter has functions for it, where the name is called already, and in patterns and types', async () => {
    const none = async (text: string, strategy: Strategy) => {
      const { items } = await offered(text, strategy);
      expect(items.filter(({ writtenOut }) => writtenOut)).toEqual([]);
    };
    await none('mod adapter { pub use sel4::sys::*; }\npub fn f() { adapter::seL4_TCB_Res$0 }\n', 'adapter');
    await none('pub fn f() { seL4_TCB_Res$0(1); }\n', 'explicit');
    await none('pub fn f(x: u32) { match x { seL4_TCB_Res$0 => {} } }\n', 'explicit');
    await none('pub fn f(x: seL4_TCB_Res$0) {}\n', 'explicit');
    await none('pub fn f(x: u32) { x.seL4_TCB_Res$0 }\n', 'explicit');
    await none('use sel4::sys::seL4_TCB_Res$0;\n', 'typed');
  });
});

describe.skipIf(whyNoRustc() !== undefined)('a function that takes `unsafe`, completed', () => {
  const ADAPTER = 'mod adapter { pub use sel4::sys::*; }\n';

  it.each([
    [
      'where there is none',
      'pub fn f() -> u32 { adapter::seL4_TCB_Resu$0 }',
      'pub fn f() -> u32 { unsafe { adapter::seL4_TCB_Resume(todo!()) } }',
    ],
    [
      'in a closure in a safe function',
      'pub fn f() { let _ = || adapter::seL4_TCB_Resu$0; }',
      'pub fn f() { let _ = || unsafe { adapter::seL4_TCB_Resume(todo!()) }; }',
    ],
  ])('brings it along %s', async (_, text, expected) => {
    const { items, take } = await offered(`${ADAPTER}${text}\n`, 'adapter');
    const after = take(named(items, 'seL4_TCB_Resume')[0]!);
    expect(after.text(MAIN)).toContain(expected);
    expect(await compiles(after)).toEqual([]);
  });

  it.each([
    'pub fn f() -> u32 { unsafe { adapter::seL4_TCB_Resu$0 } }',
    'pub unsafe fn f() -> u32 { adapter::seL4_TCB_Resu$0 }',
  ])('does not where it is there: %s', async (text) => {
    const { items } = await offered(`${ADAPTER}${text}\n`, 'adapter');
    expect(named(items, 'seL4_TCB_Resume').map(({ template }) => template)).toEqual([undefined]);
  });

  it('is that for one that the adapter has already, and for no safe one', async () => {
    const own =
      'mod adapter { pub use sel4::sys::*; pub unsafe fn seL4_TCB_Own(_: u64) {} pub fn seL4_TCB_Safe(_: u64) {} }\n';
    const { items, take } = await offered(`${own}pub fn f() { adapter::seL4_TCB_O$0 }\n`, 'adapter');
    expect(take(named(items, 'seL4_TCB_Own')[0]!).text(MAIN)).toContain(
      '{ unsafe { adapter::seL4_TCB_Own(todo!()) } }',
    );
    expect(named(items, 'seL4_TCB_Safe')[0]?.template).toBeUndefined();
  });
});
