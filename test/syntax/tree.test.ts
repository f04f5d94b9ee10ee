import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { Flattener } from '../../server/src/syntax/tree/flat';
import { Kind, makeKindTable } from '../../server/src/syntax/tree/kinds';
import { stepsOf } from '../../server/src/syntax/tree/steps';

function wasm(path: string): Uint8Array {
  return readFileSync(new URL(`../../node_modules/${path}`, import.meta.url));
}

// The library puts its functions into the object that it is initialised with, the first time only.
const module = { wasmBinary: wasm('web-tree-sitter/web-tree-sitter.wasm') };
await Parser.init(module as Parameters<typeof Parser.init>[0]);
const language = await Language.load(wasm('tree-sitter-rust/tree-sitter-rust.wasm'));
const raw = new Parser().setLanguage(language);
const SOURCE = `//! Doc.
// first
fn f<T>(a: u8 /* b */) -> r#type { /* only a comment */ } // behind
#[cfg(x)]
impl S { const É: &'static str = "a\\n"; /* last */ }
fn g() { let x = m!(a, { b }); x.0 as u64; }
`;

/** Every node as `kind start end`, from the flat tree or from the library's own nodes. */
function flat(text: string, functions: object): string[] {
  const tree = raw.parse(text)!;
  const hasErrors = tree.rootNode.hasError;
  const steps = stepsOf(tree, functions);
  const { count, kind, start, end } = new Flattener(makeKindTable(language)).flatten(steps, text, hasErrors);
  steps.delete();
  tree.delete();
  return Array.from({ length: count }, (_, i) => `${Kind[kind[i]!]} ${start[i]} ${end[i]}`);
}

describe('the flat tree', () => {
  it('has the offsets that the library has', () => {
    const tree = raw.parse(SOURCE)!;
    const { kind: kindOf, leaf } = makeKindTable(language);
    const expected: string[] = [];
    const visit = (node: Node): void => {
      const kind = kindOf[node.typeId] as Kind;
      if (kind === Kind.comment) return;
      expected.push(
        node.parent === null
          ? `source_file 0 ${SOURCE.length}`
          : `${Kind[kind]} ${node.startIndex} ${node.endIndex}`,
      );
      if (leaf[kind] === 0) for (const child of node.children) visit(child!);
    };
    visit(tree.rootNode);
    expect(flat(SOURCE, {})).toEqual(expected);
    expect(flat(SOURCE, module)).toEqual(expected);
    tree.delete();
  });

  it('uses the functions of the module, and the public cursor where they are absent', () => {
    const tree = raw.parse(SOURCE)!;
    for (const [functions, name] of [
      [module, 'DirectSteps'],
      [{}, 'CursorSteps'],
    ] as const) {
      const steps = stepsOf(tree, functions);
      expect(steps.constructor.name).toBe(name);
      steps.delete();
    }
    tree.delete();
  });

  it('knows every kind that it names', () => {
    const known = new Set(makeKindTable(language).kind);
    const unknown = Object.values(Kind).filter((each) => typeof each === 'number' && !known.has(each));
    expect(unknown.map((each) => Kind[each as Kind])).toEqual([]);
  });

  it('marks what did not parse', () => {
    const tree = raw.parse('fn f() { a b } fn g() {}')!;
    const steps = stepsOf(tree, {});
    const { broken, flags, kind, count } = new Flattener(makeKindTable(language)).flatten(steps, '', true);
    steps.delete();
    tree.delete();
    expect(broken.length).toBeGreaterThan(0);
    const blocks = Array.from({ length: count }, (_, i) => i).filter((i) => kind[i] === Kind.block);
    expect(blocks.map((i) => flags[i]! !== 0)).toEqual([true, false]);
  });
});
