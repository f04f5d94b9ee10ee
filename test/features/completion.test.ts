/** Completion by example, and by what becomes of everything that is offered. */
import { describe, expect, it } from 'vitest';
import type { CompletionItem } from '../../server/src/features/completion';
import { applyEdits } from '../../server/src/text/edit';
import { hasInOrder } from '../../server/src/text/words';
import { ROOT } from '../support/sel4Workspace';
import { examples } from './examples';
import { type Asked, askOnSel4 } from './support';

/** Lines in an example. */
const MOST = 5;

/** What an editor would show: what has the typed letters, best first. */
function shown({ analysis, workspace, file, offset }: Asked): readonly CompletionItem[] {
  const found = analysis.features.completion(file, offset);
  const typed = workspace.text(file.slice(ROOT.length))?.slice(found?.start, offset).toLowerCase() ?? '';
  return [...(found?.items ?? [])]
    .filter(({ label }) => hasInOrder(label.toLowerCase(), typed))
    .sort((a, b) => (order(a, typed) < order(b, typed) ? -1 : 1));
}

/** Editors put what begins with the typed letters before what only has them. */
function order({ rank, label }: CompletionItem, typed: string): string {
  return `${label.toLowerCase().startsWith(typed) ? 0 : 1}${rank}${label}`;
}

function line(item: CompletionItem): string {
  const { label, kind, arguments: args, importing, bang, supply, template } = item;
  const written =
    template?.pieces.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('') ??
    item.written;
  const call = args && !template ? `(${args.join(', ')})` : '';
  return `${kind} ${label}${bang ? '!' : ''}${written ? ` = ${written}` : ''}${call}${importing ? ` ← ${importing.path}` : ''}${supply ? ` + ${supply.adapter.path}` : ''}`;
}

examples('completion', 'completion.txt', (asked) => {
  const items = shown(asked);
  const more = items.length > MOST ? [`… ${items.length - MOST} more`] : [];
  return [...items.slice(0, MOST).map(line), ...more].join('\n');
});

describe('everything that is offered', () => {
  const ADAPTER = 'pub mod adapter { pub use sel4::sys::*; }\n';

  /** Programs with one place each; what the place needs stands around it. */
  const places: Readonly<Record<string, string>> = {
    'in an import': 'use crate::adapter::$0 as _a;',
    'as a type': 'fn f(_: &adapter::$0) {}',
    'in an expression': 'fn f() { let _ = adapter::$0; }',
    'in a pattern': 'fn f(e: u64) { match e { adapter::$0 => {} _ => {} } }',
    'without a path': 'use adapter::*;\nfn f() { let _ = $0; }',
    'as a type without a path': 'use adapter::*;\nfn f(_: &$0) {}',
    'behind a module of constants': 'fn f() { let _ = adapter::seL4_Error::$0; }',
    'of a type': 'fn f() { let _ = adapter::seL4_IPCBuffer::$0; }',
    'as a method': 'fn f(b: &mut adapter::seL4_IPCBuffer) { b.$0 }',
    'with an import': 'fn f() { let _ = seL4_Num$0; }',
    'with a function that the adapter gets': 'fn f() { let _ = seL4_TCB_$0; }',
    'one step further': 'fn f() { let _ = adapter::seL4_I$0; }',
    'one step further in an import': 'use crate::adapter::seL4_Inv$0 as _a;',
    'one step further in a pattern': 'fn f(e: u32) { match e { sel4::sys::seL4_Inv$0 => {} _ => {} } }',
    'with a constant that the adapter gets': 'fn f() { let _ = adapter::seL4_Can$0; }',
    'as an import that the adapter gets': 'use crate::adapter::seL4_CapR$0 as _a;',
    'as a type with an import': 'fn f(_: &seL4_$0) {}',
  };

  /** Ways that lead on are no whole names: only what can stand alone is tried. */
  function isWhole({ kind }: CompletionItem, place: string): boolean {
    if (place.includes('import') && !place.includes('with')) return true;
    if (kind === 'module' || kind === 'macro') return false;
    return (
      place.includes('type') ||
      place.includes('method') ||
      !['type', 'struct', 'union', 'enum'].includes(kind)
    );
  }

  it.each(Object.entries(places))('resolves where it is written: %s', async (place, code) => {
    for (const bindings of ['aarch64', 'x86_64-mcs']) {
      const asked = await askOnSel4(`//- /src/lib.rs\n${ADAPTER}${code}\n`, { view: { bindings } });
      const { analysis, workspace, file, offset } = asked;
      const path = file.slice(ROOT.length);
      const text = workspace.text(path)!;
      const found = analysis.features.completion(file, offset)!;
      const tried = found.items.filter((item) => isWhole(item, place));
      expect(tried.length).toBeGreaterThan(3);
      for (const item of tried) {
        const { edits, supply } = analysis.features.completionDetails(item);
        const inFile = supply.flatMap((each) => (each.file === file ? each.edits : []));
        const call = place === 'as a method' && item.kind !== 'field' ? '()' : '';
        const own = { start: found.start, end: found.end, newText: (item.written ?? item.label) + call };
        analysis.applyChange([{ path: file, text: applyEdits(text, [own, ...edits, ...inFile]) }]);
        // Only the name is written, without what it takes.
        const findings = analysis.findings(file).filter(({ code }) => code !== 'wrong-argument-count');
        const wrong = findings.map(({ message }) => message);
        expect.soft(wrong, `${bindings} ${line(item)}`).toEqual([]);
        analysis.applyChange([{ path: file, text }]);
      }
    }
  });
});
