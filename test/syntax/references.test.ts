import { describe, expect, it } from 'vitest';
import { file, references, referenceTo } from './support';

function inBody(code: string): string[] {
  return references(file(`fn f() { ${code} }`));
}

describe('references', () => {
  it('say what stands at the place of a path', () => {
    expect(inBody('a::b(c); d.e(g);')).toEqual(['call a::b', 'value c', 'value d', 'method e', 'value g']);
    expect(inBody('A { b, c: d, ..e };')).toEqual(['structLiteral A', 'value b', 'value d', 'value e']);
    expect(inBody('a as B;')).toEqual(['value a', 'type B']);
    expect(inBody('a::m!(b); m! { c }')).toEqual(['macro a::m', 'macro m']);
    expect(inBody('let x: fn(a: A, B) -> C;')).toEqual(['type A', 'type B', 'type C', 'identifierPattern x']);
    expect(inBody('*a = &mut b[c]?;')).toEqual(['value a', 'value b', 'value c']);
    expect(inBody('a.b.c.await; self.d;')).toEqual(['value a', 'value self']);
    expect(inBody("'l: loop { break 'l a; }")).toEqual(['value a']);
    expect(inBody('return a; b..=c; (d, e); [g; H]; -i; !j')).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'g', 'H', 'i', 'j'].map((name) => `value ${name}`),
    );
    expect(inBody('async move { a }; unsafe { b }; const { C }; loop { d } while e {}')).toEqual(
      ['a', 'b', 'C', 'd', 'e'].map((name) => `value ${name}`),
    );
    expect(inBody('(a)(b); a += b == c && d;')).toEqual(
      ['a', 'b', 'a', 'b', 'c', 'd'].map((name) => `value ${name}`),
    );
  });

  it('say what patterns look up, and which names could be constants', () => {
    expect(inBody('let A::B = x;')).toEqual(['value x', 'pathPattern A::B']);
    expect(inBody('let (A(b, _), C { d, e: G, .. }, &h, [i, ..]) = x;')).toEqual([
      'value x',
      'tuplePattern A',
      'identifierPattern b',
      'structPattern C',
      'identifierPattern d',
      'identifierPattern G',
      'identifierPattern h',
      'identifierPattern i',
    ]);
    expect(inBody('match x { A..=B::C => 1, 1.. => 2, D => 3, E | F => 4 }')).toEqual([
      'value x',
      'value A',
      'value B::C',
      'identifierPattern D',
      'identifierPattern E',
      'identifierPattern F',
    ]);
    expect(inBody('let mut a = x; let ref b = x; let c @ D = x;')).toEqual([
      'value x',
      'value x',
      'value x',
      'identifierPattern D',
    ]);
    expect(inBody('match x { m!(a) => 1 }')).toEqual(['value x', 'macro m']);
    expect(inBody('let A::<B>::C(d) = x;')).toEqual([
      'value x',
      'tuplePattern A::C',
      'genericArgument B',
      'identifierPattern d',
    ]);
  });

  it('tell traits from types', () => {
    expect(
      references(file('fn f<T: A + ?Sized>(x: impl B<C> + D, y: &dyn E, z: Box<dyn G + Send>) {}')),
    ).toEqual([
      'trait A',
      'trait Sized',
      'identifierPattern x',
      'trait B',
      'genericArgument C',
      'trait D',
      'identifierPattern y',
      'trait E',
      'identifierPattern z',
      'type Box',
      'trait G',
      'trait Send',
    ]);
    expect(references(file("impl<T> A<T> for B where T: for<'a> C<'a>, Vec<T>: D {}"))).toEqual([
      'trait A',
      'genericArgument T',
      'type B',
      'type T',
      'trait C',
      'type Vec',
      'genericArgument T',
      'trait D',
    ]);
    expect(references(file('trait A: B + C { type D: E; }'))).toEqual(['trait B', 'trait C', 'trait E']);
    expect(references(file('fn f(x: impl Fn(A) -> B) {}'))).toEqual([
      'identifierPattern x',
      'trait Fn',
      'type A',
      'type B',
    ]);
  });

  it('have the arguments of paths as references of their own', () => {
    expect(inBody('A::<B>::c::<D<E>, 3, { N }>();')).toEqual([
      'call A::c',
      'genericArgument B',
      'type D',
      'genericArgument E',
      'value N',
    ]);
    expect(references(file('type X = A<B::C, Item = D, E: G>;'))).toEqual([
      'type A',
      'genericArgument B::C',
      'type D',
      'trait G',
    ]);
  });

  it('have qualified paths with their type and trait', () => {
    const { references: all } = file('fn f() { <A as B>::c(); <D>::E; }');
    expect(all.map(({ kind, segments }) => [kind, ...segments])).toEqual([
      ['call', 'c'],
      ['type', 'A'],
      ['trait', 'B'],
      ['value', 'E'],
      ['type', 'D'],
    ]);
    expect(all[0]!.qualified).toEqual({
      at: expect.any(Number),
      type: { k: 'path', segments: ['A'] },
      trait: { segments: ['B'] },
    });
    expect(all[3]!.qualified).toEqual({ at: expect.any(Number), type: { k: 'path', segments: ['D'] } });
  });

  it('leave primitive types and underscores out, but not paths that begin with one', () => {
    expect(inBody('let x: u8 = u32::from(y); let _: Vec<_> = u8::MAX; _ = z as _;')).toEqual([
      'call u32::from',
      'value y',
      'identifierPattern x',
      'type Vec',
      'value u8::MAX',
      'value z',
    ]);
  });

  it('keep keywords, drop r#, mark leading colons', () => {
    expect(inBody('crate::a; self::b; super::super::c; ::d::e; r#type; Self::f; $crate::g;')).toEqual([
      'value crate::a',
      'value self::b',
      'value super::super::c',
      'value ::d::e',
      'value type',
      'value Self::f',
      'value $crate::g',
    ]);
  });

  it('count arguments', () => {
    const of = (code: string): number | undefined =>
      referenceTo(file(`fn f() { ${code} }`), 'g').argumentCount;
    expect(of('g()')).toBe(0);
    expect(of('g(a, b,)')).toBe(2);
    expect(of('x.g::<T>(|a, b| c)')).toBe(1);
  });

  it('cover visibilities, attribute macros and derives', () => {
    const source =
      '#[derive(A, b::C)] #[x::y(z)] #[cfg(w)] #[repr(C)] pub(in crate::m) struct S(pub(super) T);';
    expect(references(file(source))).toEqual([
      'derive A',
      'derive b::C',
      'attribute x::y',
      'visibility crate::m',
      'type T',
    ]);
  });

  it('cover every part of items', () => {
    expect(references(file('enum E { A(B) = C, D { e: G } }'))).toEqual(['type B', 'value C', 'type G']);
    expect(references(file('struct S<const N: T = { M }>([u8; L]) where [T; N]: B;'))).toEqual([
      'type T',
      'value M',
      'type T',
      'value N',
      'trait B',
      'value L',
    ]);
    expect(references(file('type A<T: B = C> = D<T>;'))).toEqual([
      'trait B',
      'type C',
      'type D',
      'genericArgument T',
    ]);
    expect(references(file('extern "C" { fn f(a: A, ...) -> B; static mut S: C; type T; }'))).toEqual([
      'identifierPattern a',
      'type A',
      'type B',
      'type C',
    ]);
  });
});

describe('macro calls', () => {
  const positions = (code: string): string[] => file(code).calls.map((each) => each.position);

  it('know where they stand', () => {
    expect(positions('fn f() { a!(); a![]; a! {} a! {}; let x = b!(); c!(d) }')).toEqual([
      'statement',
      'statement',
      'statement',
      'statement',
      'expression',
      'expression',
    ]);
    expect(positions('fn f() { a! { b } }')).toEqual(['statement']);
    expect(positions('fn f() -> a!() { match x { b!() => c!(), _ => 1 } }')).toEqual([
      'type',
      'pattern',
      'expression',
    ]);
  });

  it('have the span of their arguments', () => {
    const text = 'fn f() { a::b! [ c, (d) ]; }';
    const { calls, referenceSpans } = file(text);
    const at = calls[0]!.at;
    expect(text.slice(referenceSpans[2 * at], referenceSpans[2 * at + 1])).toBe('[ c, (d) ]');
  });
});
