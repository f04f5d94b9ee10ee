/** Documents that stand for snapshots: what one jumps into can be read on from there. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Features } from '../../server/src/analysis/featureQueries';
import type { DocumentNode } from '../../server/src/bindings/document';
import { onSel4, type Workspace } from '../support/sel4Workspace';

const USER = `//- /src/lib.rs
use sel4::sys::*;
pub fn f(service: seL4_CPtr) -> bool {
    seL4_Error::seL4_NoError == 0
}
pub fn g(buffer: &mut seL4_IPCBuffer, cap: seL4_TCB) {
    buffer.seL4_TCB_Resume(cap);
}
`;

const FILES = ['bindings', 'invocations', 'types', 'shared_types', 'syscall_ids', 'lib'];
const documentOf = (file: string, of = 'sel4-sys') => `kaal-sel4:/aarch64/${of}/${file}.rs`;
const DOCUMENTS = [...FILES.map((file) => documentOf(file)), documentOf('lib', 'sel4')];
const BINDINGS = documentOf('bindings');
const INVOCATIONS = documentOf('invocations');

let space: Workspace;
let features: Features;
const textOf = (path: string) => features.virtualText(path)!;
/** Offset of a word in a document, from a text before it on. */
const at = (path: string, word: string, after = '') =>
  textOf(path).indexOf(word, Math.max(0, textOf(path).indexOf(after)));
const all = (nodes: readonly DocumentNode[]): readonly DocumentNode[] =>
  nodes.flatMap((node) => [node, ...all(node.children)]);

beforeAll(async () => {
  space = await onSel4(USER);
  features = space.analysis({ view: { bindings: 'aarch64' } }).features;
});

describe('a document that stands for a snapshot', () => {
  test.each(DOCUMENTS)('%s: every name in its outline says what it is, and leads to itself', (path) => {
    const names = all(features.documentSymbols(path)!).filter(({ kind }) => kind !== 'impl');
    expect(names.length).toBeGreaterThan(10);
    for (const {
      kind,
      name,
      at: [start, end],
    } of names) {
      expect(textOf(path).slice(start, end)).toBe(name);
      const found = features.hover(path, start);
      // What generated crates keep in private modules is known by the names that they re-export.
      const isShown = (code: string) => code.includes(name) || code === 'crate sel4_sys';
      expect(
        found?.subjects.some(({ code }) => isShown(code)),
        `${name} at ${start}`,
      ).toBe(true);
      expect(found?.problem).toBeUndefined();
      const there = features.definition(path, end)?.targets;
      // A re-export leads on.
      if (kind === 'reexport') expect(there).toHaveLength(1);
      else expect(there).toContainEqual({ file: path, start, end });
    }
  });

  test.each(DOCUMENTS)('%s: its outline is a tree of stretches, each in the one around it', (path) => {
    const check = (nodes: readonly DocumentNode[], from: number, to: number): void => {
      let last = from;
      for (const {
        start,
        end,
        at: [nameStart, nameEnd],
        children,
      } of nodes) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(nameStart).toBeGreaterThanOrEqual(start);
        expect(nameEnd).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(to);
        check(children, start, end);
        last = end;
      }
    };
    check(features.documentSymbols(path)!, 0, textOf(path).length);
  });

  test('a type in a signature leads to where it is, in another document', () => {
    const start = at(INVOCATIONS, 'seL4_CNode', 'fn seL4_Untyped_Retype');
    const [target] = features.definition(INVOCATIONS, start)!.targets;
    expect(target?.file).toBe(BINDINGS);
    expect(textOf(BINDINGS).slice(target!.start, target!.end)).toBe('seL4_CNode');
    expect(features.hover(INVOCATIONS, start)?.subjects[0]?.path).toBe('sel4_sys::seL4_CNode');
  });

  test('every type that a signature of an invocation names leads somewhere', () => {
    const text = textOf(INVOCATIONS);
    const words = [...text.matchAll(/(?:: (?:&mut |&)?|-> )((?:seL4_\w+)(?:::\w+)?)/g)];
    expect(words.length).toBeGreaterThan(100);
    for (const { index, 0: whole } of words) {
      const end = index + whole.length;
      expect(features.definition(INVOCATIONS, end - 1)?.targets.length, text.slice(index, end)).toBe(1);
    }
  });

  test('marks a name wherever the document has it, and no other', () => {
    const word = 'seL4_CPtr';
    const places = [...textOf(BINDINGS).matchAll(/\bseL4_CPtr\b/g)].map(({ index }) => index);
    const marked = features.highlights(BINDINGS, at(BINDINGS, word, `type ${word}`));
    expect(marked?.map(({ place }) => place.start)).toEqual(places);
    expect(marked?.filter(({ kind }) => kind === 'definition')).toHaveLength(1);
    // `Type` is another one in each enum module.
    const [error] = features.highlights(BINDINGS, at(BINDINGS, 'Type', 'mod seL4_Error '))!;
    expect(textOf(BINDINGS).lastIndexOf('pub mod', error!.place.start)).toBe(
      at(BINDINGS, 'pub mod seL4_Error '),
    );
  });

  test.each([
    ['seL4_CPtr', BINDINGS, 'type seL4_CPtr'],
    ['seL4_NoError', BINDINGS, 'mod seL4_Error '],
    ['seL4_TCB_Resume', INVOCATIONS, ''],
  ])('%s: its uses in the workspace are those that one finds from a use', (name, path, after) => {
    const file = '/fixture/src/lib.rs';
    const here = features.references(file, space.text('/src/lib.rs')!.indexOf(name), true);
    expect(here?.filter(({ place }) => place.file === file)).toHaveLength(1);
    expect(features.references(path, at(path, name, after), true)).toEqual(here);
  });

  test('the type of a constant, and the file behind `include!`, can be gone to', () => {
    const path = documentOf('lib');
    const [type] = features.typeDefinition(
      BINDINGS,
      at(BINDINGS, 'seL4_NoError', 'mod seL4_Error '),
    )!.targets;
    expect(textOf(BINDINGS).slice(type!.start - 9, type!.end)).toBe('pub type Type');
    expect(features.documentLinks(path).map(({ target }) => target)).toContain(BINDINGS);
  });

  test('a name of it is never renamed', () => {
    expect(features.rename(BINDINGS, at(BINDINGS, 'seL4_CPtr', 'type seL4_CPtr'), 'other')).toEqual({
      refusal: '`seL4_CPtr` is of the generated bindings',
    });
  });

  test('where no name stands, behind the end and in documents of other snapshots nothing is said', () => {
    for (const [path, offset] of [
      [BINDINGS, 3],
      [BINDINGS, 10_000_000],
      [BINDINGS, -1],
      ['kaal-sel4:/riscv64/sel4-sys/bindings.rs', at(BINDINGS, 'seL4_True')],
      ['kaal-sel4:/aarch64/sel4-sys/nothing.rs', 0],
      ['kaal-sel4:/a', 0],
    ] as const) {
      expect(features.hover(path, offset)).toBeUndefined();
      expect(features.definition(path, offset)).toBeUndefined();
      expect(features.highlights(path, offset)).toBeUndefined();
      expect(features.references(path, offset, true)).toBeUndefined();
    }
    expect(features.documentSymbols('kaal-sel4:/riscv64/sel4-sys/bindings.rs')).toBeUndefined();
    expect(features.documentSymbols('/fixture/src/lib.rs')).toBeUndefined();
  });
});
