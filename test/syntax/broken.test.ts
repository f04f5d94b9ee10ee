import { describe, expect, it } from 'vitest';
import { MOST_UNITS } from '../../server/src/syntax/limits';
import { file, parser, referenceTo } from './support';

describe('code that does not parse', () => {
  it('leaves the items around it alone', () => {
    const from = file('fn a() {}\nfn b( { }\nfn c() { d() }');
    expect(from.items.map((each) => each.name)).toEqual(expect.arrayContaining(['a', 'c']));
    expect(from.items.some((each) => each.kind === 'broken')).toBe(true);
    expect(from.scopes[0]?.broken).toBe(true);
    expect(from.broken.length).toBeGreaterThan(0);
  });

  it('marks references in it as broken, and no others', () => {
    const from = file('fn a() { b(); }\nfn c() { d(e f); }\nfn g() { h(); }');
    expect(referenceTo(from, 'b')).not.toHaveProperty('broken');
    expect(referenceTo(from, 'h')).not.toHaveProperty('broken');
    expect(from.references.filter((each) => each.broken).map((each) => each.segments[0])).toContain('f');
  });

  it('makes its block unsure, and not the one around', () => {
    const from = file('fn a() { { b c d } }\nfn e() {}');
    const blocks = from.scopes.filter((each) => each.kind === 'block');
    expect(blocks.map((each) => each.broken ?? false)).toEqual([false, true, false]);
    expect(from.items.some((each) => each.kind === 'broken')).toBe(false);
  });

  it('makes everything around a missing brace unsure: items may have got into the wrong place', () => {
    const from = file('mod m { fn a() { if b {\n fn c() {} }\nfn d() {}');
    expect(from.items.some((each) => each.kind === 'broken')).toBe(true);
    expect(from.scopes[0]?.broken).toBe(true);
  });

  it('makes names of a pattern that did not parse unsure', () => {
    const from = file('fn a() { let (b, @@ c) = d; e }');
    expect(from.scopes.some((each) => each.broken)).toBe(true);
    expect(from.broken.length).toBeGreaterThan(0);
  });

  it('keeps what is typed half', () => {
    for (const text of [
      'fn a() { let x = ; }\nfn b() {}',
      'fn a() { x. }\nfn b() {}',
      'fn a() { foo::; }\nfn b() {}',
      'use a::{b, \nfn b() {}',
      'struct S { a: , }\nfn b() {}',
      'fn a() { match x { A => } }\nfn b() {}',
      'impl S { fn a(&self) { self. } }\nfn b() {}',
    ]) {
      const from = file(text);
      expect(from.broken.length).toBeGreaterThan(0);
      const names = from.items.map((each) => each.name);
      expect(names.includes('b') || from.items.some((each) => each.kind === 'broken')).toBe(true);
    }
  });

  it('imports nothing by half a use, and names nothing by half an item', () => {
    for (const text of ['use a::{b, c d};', 'use a::;', 'fn (x: u8) {}', 'mod ;', 'struct { a: u8 }']) {
      const { items } = file(`${text}\nfn z() {}`);
      expect(items.some((each) => each.kind === 'broken')).toBe(true);
      for (const each of items) {
        if (each.kind === 'use') expect(each.leaves).toEqual([]);
        else if (each.kind !== 'broken') expect(each.name).not.toBe('');
      }
    }
  });

  it('takes no macro call for whole whose brackets do not close', () => {
    const from = file('fn a() { m!(b; }\nfn c() {}');
    expect(from.references.filter((each) => each.kind === 'macro' && !each.broken)).toEqual([]);
  });

  it('gives up on texts that would take the grammar minutes', () => {
    const { broken } = file('r#"'.repeat(30_000));
    expect(broken).toEqual([0, 90_000]);
    expect(file('fn f() { a }').broken).toEqual([]);
  });

  it('does not even begin with texts that are larger than any bindings', () => {
    const text = '// As if.\n'.repeat(MOST_UNITS / 10 + 1);
    const from = file(text);
    expect(from.broken).toEqual([0, text.length]);
    expect(from.items.map((each) => each.kind)).toEqual(['broken']);
    expect(file(text.slice(10)).broken).toEqual([]);
  });

  it('gives its regions in order', () => {
    const { broken } = file('fn a( {}\nfn b() { c d }\nstruct ;\n'.repeat(20));
    expect([...broken].sort((a, b) => a - b)).toEqual(broken);
    expect(broken.length % 2).toBe(0);
  });
});

describe('strange texts', () => {
  it('never make the parser throw', () => {
    for (const text of [
      '',
      ' ',
      '\u0000',
      'fn f() { \u0000 a }',
      'fn f() { "\ud800" } fn g() {}',
      '\udc00\ud800',
      '\ud83d',
      "const C: char = '😀';",
      '#![',
      '#!/usr/bin/env run\nfn f() {}',
      '"',
      "'",
      '/*',
      '/* /* */',
      'r#"',
      'r#',
      '}}}}',
      '((((',
      '<<<<',
      '#[#[#[',
      'macro_rules!',
      'macro_rules! m {',
      'm!(',
      'pub',
      'pub(in',
      'use',
      'use a::{{{{',
      'extern "C" {',
      'unsafe extern',
      'macro m(',
      'impl',
      'impl for',
      'fn',
      'let x = 1;',
      'struct S where',
      '\u2028fn f() {}',
    ]) {
      for (const bodies of [true, false]) expect(() => parser.lowerFile(text, { bodies })).not.toThrow();
    }
  });

  it('do not take the next text with them', () => {
    file('"\u0000\ud800');
    expect(file('fn f() { a }').broken).toEqual([]);
  });

  it('may use carriage returns, and characters outside of the basic plane', () => {
    const text = 'fn f() {\r\n  // 😀\r\n  let s = "😀"; a::b\r\n}\r\n';
    const from = file(text);
    const at = referenceTo(from, 'a::b').at;
    expect(text.slice(from.referenceSpans[2 * at], from.referenceSpans[2 * at + 1])).toBe('a');
    const long = `const A: &str = "${'😀'.repeat(20_000)}"; const B: [char; 3] = ['😀', '😀', '😀'];`;
    expect(file(long).broken).toEqual([]);
    expect(file(`x${long.slice(1)}`.replace('xonst', 'const ')).items).toHaveLength(2);
  });

  it('may nest without end', () => {
    const n = 50_000;
    for (const text of [
      `fn f() {${'{'.repeat(n)}${'}'.repeat(n)}}\nfn g() {}`,
      `fn f() {${'{'.repeat(n)}`,
      `const C: u8 = ${'('.repeat(n)}1${')'.repeat(n)};`,
      `type T = ${'A<'.repeat(n)}u8${'>'.repeat(n)};`,
      `${'mod m {'.repeat(n)}${'}'.repeat(n)}`,
      `fn f() { a${'.b()'.repeat(n)} }`,
      `fn f() { ${'a::'.repeat(n)}b }`,
      `use ${'a::{'.repeat(n)}b${'}'.repeat(n)};`,
    ]) {
      const { broken, items } = file(text);
      expect(broken.length).toBeGreaterThan(0);
      expect(items.length).toBeGreaterThan(0);
    }
    expect(file('fn f() { a }').broken).toEqual([]);
  });

  it('may have long chains', () => {
    expect(file(`fn f() { a${' + b'.repeat(20_000)} }`).references).toHaveLength(20_001);
    expect(file(`fn f() { if a {}${' else if b {}'.repeat(5_000)} }`).broken).toEqual([]);
  });

  it('may be one long line, as generated files are', () => {
    const line =
      'pub type seL4_Word = :: core :: ffi :: c_ulong ; impl seL4_X { pub fn f (& self) -> u64 { self . 0 & 0x1 } } ';
    const text = line.repeat(20_000);
    const from = file(text);
    expect(from.broken).toEqual([]);
    expect(from.items).toHaveLength(40_000);
    expect(from.items.at(-2)).toMatchObject({ text: ':: core :: ffi :: c_ulong' });
    const { referenceSpans, references } = from;
    const last = references.findLast((each) => each.segments.length === 3)!;
    expect(text.slice(referenceSpans[2 * last.at + 4], referenceSpans[2 * last.at + 5])).toBe('c_ulong');
  });
});
