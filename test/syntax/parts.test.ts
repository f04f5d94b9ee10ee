import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FileMemory } from '../../server/src/syntax/api';
import { cutsIn } from '../../server/src/syntax/parts/cuts';
import { Choices } from '../prove/random';
import { file, parser, references } from './support';

const cut = (text: string, wanted: 'body' | 'given'): string[] =>
  cutsIn(text)
    .filter(({ kind }) => kind === wanted)
    .map(({ span }) => text.slice(...span));
const bodies = (text: string): string[] => cut(text, 'body');

describe('bodies of functions, by brackets', () => {
  it('are the outermost ones', () => {
    expect(bodies('fn a() { fn b() { 1 } } impl A { fn c(&self) -> [u8; { 2 }] { 3 } }')).toEqual([
      '{ fn b() { 1 } }',
      '{ 3 }',
    ]);
  });
  it('are not in macros, declarations and empty functions', () => {
    expect(bodies('macro_rules! m { () => { fn a() { 1 } } } m! { fn b() { 2 } }')).toEqual([]);
    expect(bodies('extern "C" { fn a(); } trait T { fn b(); } fn c() {} const F: fn() = g;')).toEqual([]);
  });
  it('are not in strings and comments', () => {
    expect(
      bodies(`const A: &str = "fn a() { 1 }"; // fn b() { 2 }\n/* fn c() { 3 } */ fn d() { '}' }`),
    ).toEqual([`{ '}' }`]);
  });
});

describe('what macro calls are given, by brackets', () => {
  it('is cut where they stand beside functions', () => {
    expect(
      cut('m! { fn b() { 2 } } impl A { n!(a, b); fn c() { o!(1) } } const D: E = p![{ ( }];', 'given'),
    ).toEqual(['{ fn b() { 2 } }', '(a, b)']);
  });
  it('is not what definitions have, and nothing where nothing is given', () => {
    expect(cut('macro_rules! m { () => { n!(1) } } m!(); m! {}', 'given')).toEqual([]);
  });
  it('makes no other text unsure, whatever it is', () => {
    const fragment = file('m! { @ # = fn ~ "x" } mod n { fn a() { let x = sel4:: } o!{ $ } }\nuse e::f;');
    expect(fragment.items.map((item) => item.kind)).toEqual(['macroCall', 'module', 'use']);
    expect(fragment.scopes.filter((scope) => scope.kind === 'module' && scope.broken)).toEqual([]);
  });
});

describe('an unfinished function', () => {
  it('leaves what stands beside it certain', () => {
    const fragment = file('mod m { fn a() { let x = sel4:: } fn b() { c::d() } }\nuse e::f;');
    expect(fragment.items.map((item) => item.kind)).toEqual(['module', 'use']);
    expect(fragment.scopes.filter((scope) => scope.kind === 'module' && scope.broken)).toEqual([]);
    expect(references(fragment)).toContain('call c::d');
    expect(fragment.references.find((each) => each.segments[0] === 'c')?.broken).toBeUndefined();
  });
  it('keeps its own names', () => {
    const fragment = file('fn a() { if sel4:: { } else ) b::c(); }\nfn d() { e::f() }');
    expect(references(fragment)).toContain('call b::c');
    expect(references(fragment)).toContain('call e::f');
  });
});

/** What a person half types, or pastes. */
const PIECES =
  '{ | } | ( | ) | ; | let x = | fn f | fn g() { 1 } | " | \' | /* | */ | // | impl A { | mod m { | #[cfg(x)] | :: | . | a.b( | r#" | "# | match x { | => | < | > | unsafe | pub | use a::b; | |x| | &raw const x | -> Foo<{ N }> | macro_rules! z { () => { fn q() { } } } | m! { fn q() { 1 } } | n!(a [ b | o!{ | p![ ] ; | macro m($x:tt) { fn y() { $x } } | extern "C" { fn x(); } | safe fn | #![no_std]'.split(
    ' | ',
  );

/** Another text: something more, something less, something twice. */
function edited(text: string, random: Choices): string {
  const at = random.below(text.length + 1);
  switch (random.below(4)) {
    case 0:
      return `${text.slice(0, at)}${random.pick(PIECES)} ${text.slice(at)}`;
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + random.below(3));
    case 2:
      return text.slice(0, at) + text.slice(text.indexOf('\n', at) + 1 || text.length);
    default: {
      const from = random.below(text.length + 1);
      return text.slice(0, at) + text.slice(from, from + 30) + text.slice(at);
    }
  }
}

describe('a file read part by part', () => {
  const folder = new URL('../workspaces/kaal-mini/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rs'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

  it.each(sources)('%s is what one parse of it gives, whatever was there before', (name, original) => {
    const random = new Choices(name.length);
    const memory = new FileMemory();
    let text = original;
    for (let round = 0; round < 12; round++) {
      expect(parser.lowerFile(text, { memory }), text).toEqual(parser.lowerFile(text));
      text = random.below(4) === 0 ? original : edited(text, random);
    }
  });
});
