import { describe, expect, it } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import { COMMON_GAPS, LAST_GAPS, RARE_GAPS, rewriteGaps } from '../../server/src/syntax/gaps/rewrite';
import { scan } from '../../server/src/syntax/gaps/scan';
import { itemSpan, spanOf } from '../../server/src/syntax/spans';
import { chain, file, fragment, references, wasmFiles } from './support';

const raw = new Parser().setLanguage(await Language.load(wasmFiles.rust));

/** What the grammar itself makes of a text. */
function fails(text: string): boolean {
  const tree = raw.parse(text)!;
  const { hasError } = tree.rootNode;
  tree.delete();
  return hasError;
}

describe.each([...COMMON_GAPS, ...RARE_GAPS, ...LAST_GAPS])('the gap “$name”', (gap) => {
  // When one of these passes the grammar has learned the form, and the gap can go.
  it.each(gap.examples)('is still there: %s', (example) => expect(fails(example)).toBe(true));
  it.each(gap.examples)('is bridged: %s', (example) => expect(file(example).broken).toEqual([]));
  it.each(gap.examples)('keeps the length: %s', (example) => {
    expect(rewriteGaps(example, [0, example.length]).text).toHaveLength(example.length);
  });
});

describe('bridged gaps', () => {
  it('read names from the original text', () => {
    expect(references(file('fn f() { g(&raw, &raw[1..], &raw const x) }'))).toEqual([
      'call g',
      'value raw',
      'value raw',
      'value x',
    ]);
    expect(references(file('fn f() { let a = str!["b"]; let c = try!(d); }'))).toContain('macro str');
  });

  it('keep foreign items apart from the module, with their safety', () => {
    const { items } = file(
      'unsafe extern "C" { pub safe fn a(); pub unsafe fn b(); fn c(); safe static D: u8; }',
    );
    expect(items).toMatchObject([
      { name: 'a', visibility: { k: 'pub' } },
      { name: 'b', unsafe: true },
      { name: 'c', unsafe: true },
      { name: 'D', kind: 'static' },
    ]);
    expect(items[0]).not.toHaveProperty('unsafe');
  });

  it('keep removed visibilities', () => {
    const { items } = file('extern "C" { pub type A; pub(in crate::m) type B; type C; }');
    expect(items.map((each) => each.visibility)).toEqual([
      { k: 'pub' },
      { k: 'in', path: ['crate', 'm'] },
      { k: 'private' },
    ]);
  });

  it('keep removed attributes around what they stand on', () => {
    const outside = ['block', 'item', 'module'];
    const region = 'region #[cfg(a)]';
    expect(chain('fn f() { (x, #[cfg(a)] HERE) }')).toEqual([region, ...outside]);
    expect(chain('fn f() { let x = #[cfg(a)] HERE; }')).toEqual([region, ...outside]);
    expect(chain('fn f() { let S { #[cfg(a)] x: HERE(..), .. } = y; }')).toEqual([region, ...outside]);
    const cfgs = (text: string): unknown[] =>
      file(text)
        .scopes.flatMap((each) => each.bindings ?? [])
        .map(({ name, attributes }) => [name, attributes?.[0]?.args]);
    expect(cfgs('fn f() { let S { x, #[cfg(a)] y } = z; }')).toEqual([
      ['x', undefined],
      ['y', '(a)'],
    ]);
    expect(cfgs('fn f() { g(|#[cfg(b)] v, w| v); }')).toEqual([
      ['v', '(b)'],
      ['w', undefined],
    ]);
  });

  it('keep macro definitions of the second kind', () => {
    const text = '#[cfg(x)] pub(crate) macro m($a:ident) { $a } fn f() { macro n { () => { 1 } } HERE }';
    const from = file(text);
    const [definition] = from.items;
    expect(definition).toMatchObject({
      kind: 'macroDefinition',
      name: 'm',
      declarative2: true,
      visibility: { k: 'in', path: ['crate'] },
      body: '($a:ident) { $a }',
      attributes: [{ path: 'cfg' }],
    });
    if (definition?.kind !== 'macroDefinition') throw new Error('no macro');
    expect(text.slice(...spanOf(from, definition))).toBe('m');
    expect(text.slice(...itemSpan(from, definition, definition.bodyAt))).toBe(definition.body);
    expect(chain(text)).toEqual(['block {macroDefinition n}', 'item', 'module']);
  });

  it('keep trait aliases as traits', () => {
    expect(file('pub trait A<T> = B<T> + Send;').items).toMatchObject([
      {
        kind: 'trait',
        name: 'A',
        aliasOnly: true,
        visibility: { k: 'pub' },
        supertraits: [{ segments: ['B'] }, {}],
      },
    ]);
  });

  it('keep the names of where clauses with empty bounds, and on what a macro stands for', () => {
    const named = (text: string): string[] => references(file(text));
    expect(named('fn f<const N: usize>() where [(); g(N)]: , u8: A,\n{ h() }')).toEqual([
      'call g',
      'value N',
      'trait A',
      'call h',
    ]);
    expect(named('fn f<T>() where op!(T - U): a::B<C> { h() }')).toEqual([
      'trait a::B',
      'genericArgument C',
      'call h',
    ]);
  });

  it('keep the bounds of an associated type that has a default', () => {
    const text = 'trait A { type B: C + D = E; fn f(); }';
    expect(references(file(text))).toEqual(['trait C', 'trait D']);
    expect(file(text).items).toMatchObject([{ members: [{ kind: 'alias', name: 'B' }, { name: 'f' }] }]);
  });

  it('are bridged in fragments too', () => {
    const { broken, items } = fragment('unsafe extern "C" { pub fn f(); }', 'items');
    expect(broken).toEqual([]);
    expect(items).toMatchObject([{ kind: 'function', name: 'f' }]);
    expect(fragment('g(&raw)', 'expression').broken).toEqual([]);
  });
});

describe('bridged gaps beside attributes', () => {
  it('leave an attribute alone that only stands near, in a place that the grammar knows', () => {
    const { broken, items, calls } = file('i32!(a);\nenum E { A, #[cfg(x)] B(u8) }');
    expect([broken, items.map(({ kind }) => kind), calls]).toEqual([[], ['macroCall', 'enum'], []]);
  });
});

describe('the rewriting', () => {
  it('does not touch strings, comments and characters', () => {
    const text = [
      '// unsafe extern "C" {',
      '/* unsafe extern { /* &raw */ &raw */',
      'const A: &str = "unsafe extern \\" { &raw";',
      'const B: &str = r#"" unsafe extern "C" { &raw"#;',
      "const C: [char; 2] = ['\"', '\\''];",
      'const D: &[u8] = br"\\"; // &raw',
      "fn f<'a>(x: &'a u8) {}",
    ].join('\n');
    expect(rewriteGaps(text).text).toBe(text);
  });

  it('does not touch what only looks like a gap', () => {
    for (const text of [
      'fn raw() { &raw const x; &raw mut y; a & b }',
      'unsafe extern "C" fn f() {}',
      'let safe = extern_;',
    ]) {
      expect(rewriteGaps(text).text).toBe(text);
    }
  });

  it('goes on behind the mark of a broken literal', () => {
    const { count } = scan('a "unterminated');
    expect(count).toBe(2);
    expect(scan("'a 'b' '\\u{41}' b'c' r#d 1.5 1..2 'é' '😀'").count).toBe(12);
    expect(scan("f('','{')").count).toBe(6);
  });
});
