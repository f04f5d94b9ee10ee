import { describe, expect, it } from 'vitest';
import type { FragmentKind } from '../../server/src/syntax/api';
import { referenceSpan, spanOf } from '../../server/src/syntax/spans';
import { chainOf, fragment, references } from './support';

describe('the text of a macro', () => {
  it('reads as items', () => {
    const from = fragment('pub fn f() {} m!(); const C: u8 = 1;', 'items');
    expect(from.items.map((each) => each.kind)).toEqual(['function', 'macroCall', 'const']);
    expect(from.scopes[0]).toMatchObject({ kind: 'module', module: 0, parent: -1 });
  });

  it('reads as members', () => {
    const from = fragment('type A; fn f(&self) -> Self; const B: u8; m!{}', 'members');
    expect(from.items.map((each) => each.kind)).toEqual(['alias', 'function', 'const', 'macroCall']);
    expect(from.broken).toEqual([]);
  });

  it('reads as statements, and says where the text after the macro goes on', () => {
    const from = fragment('let a = b; fn c() {} let d = a; d', 'statements');
    expect(from.scopes[0]).toMatchObject({
      kind: 'block',
      parent: -1,
      items: [{ name: 'c', inBlock: true }],
    });
    expect(from.scopes[from.exit]).toMatchObject({ kind: 'bindings', bindings: [{ name: 'd' }] });
    expect(from.items).toEqual([]);
    expect(references(from)).toEqual([
      'value b',
      'identifierPattern a',
      'value a',
      'identifierPattern d',
      'value d',
    ]);
  });

  it('reads as an expression', () => {
    expect(references(fragment('a::b(c)', 'expression'))).toEqual(['call a::b', 'value c']);
    expect(references(fragment('A { b } ', 'expression'))).toEqual(['structLiteral A', 'value b']);
    expect(references(fragment('a;', 'expression'))).toEqual(['value a']);
    expect(references(fragment('a // b', 'expression'))).toEqual(['value a']);
    expect(references(fragment('if a { b } else { c }', 'expression'))).toEqual([
      'value a',
      'value b',
      'value c',
    ]);
  });

  it('reads as arguments; the names of named ones are not looked up', () => {
    expect(references(fragment('"{} {x}", a, x = b::c, y = d == e,', 'arguments'))).toEqual([
      'value a',
      'value b::c',
      'value d',
      'value e',
    ]);
    expect(references(fragment('', 'arguments'))).toEqual([]);
    expect(references(fragment('if a { b } else { c }, |d| e', 'arguments'))).toContain('value e');
  });

  it('reads as a pattern, with a guard', () => {
    const from = fragment('A(b) | C { b, .. } if d', 'pattern');
    expect(references(from)).toEqual([
      'tuplePattern A',
      'identifierPattern b',
      'structPattern C',
      'identifierPattern b',
      'value d',
    ]);
    expect(chainOf(from, 'd')).toEqual(['bindings b b', 'region']);
    expect(from.scopes[from.exit]).toMatchObject({ kind: 'bindings' });
  });

  it('reads as a type', () => {
    expect(references(fragment('&[A<B>; c]', 'type'))).toEqual(['type A', 'genericArgument B', 'value c']);
  });

  it('has positions in the text that was given', () => {
    const text = '  a /* é */ :: b ';
    for (const kind of ['expression', 'arguments', 'type', 'pattern', 'statements'] as const) {
      const from = fragment(text, kind);
      const [reference] = from.references;
      expect(text.slice(...referenceSpan(from, reference!, 1))).toBe('b');
      expect(from.scopes[0]).toMatchObject({ start: 0, end: text.length });
    }
    const items = fragment(' fn f() {}', 'items');
    expect(spanOf(items, items.items[0]!)).toEqual([4, 5]);
  });

  it('never leaks what it is wrapped in', () => {
    for (const kind of ['statements', 'expression', 'arguments', 'pattern', 'type'] as const) {
      for (const text of [
        '',
        'a',
        '}',
        ')',
        '}}}',
        '((',
        'a } fn g() {',
        'a; b',
        'a, b',
        '; const Y: X = 1',
        '/*',
        '"',
      ]) {
        const { items, nestedItems, scopes, broken, itemSpans, blockSpans, referenceSpans } = fragment(
          text,
          kind,
        );
        expect(items).toEqual([]);
        expect(nestedItems).toEqual([]);
        for (const { start, end } of scopes) expect(start <= end && end <= text.length).toBe(true);
        for (const at of [...broken, ...itemSpans, ...blockSpans, ...referenceSpans]) {
          expect(at >= 0 && at <= text.length).toBe(true);
        }
      }
    }
  });

  it('is broken where it is something else', () => {
    const others: readonly [string, FragmentKind][] = [
      ['a b', 'expression'],
      ['a, b', 'expression'],
      ['a; b', 'expression'],
      ['', 'expression'],
      ['a).b(c', 'arguments'],
      ['a; b', 'arguments'],
      ['a => 1, b', 'pattern'],
      ['a } fn g() {', 'statements'],
      ['A; type B = C', 'type'],
      ['+', 'type'],
      ['let a', 'items'],
    ];
    for (const [text, kind] of others) {
      const from = fragment(text, kind);
      const said = from.broken.length > 0 || from.items.some((each) => each.kind === 'broken');
      expect([text, kind, said]).toEqual([text, kind, true]);
      expect(from.scopes[0]?.broken || from.items.some((each) => each.kind === 'broken')).toBe(true);
    }
  });
});
