import { describe, expect, it } from 'vitest';
import type { Binding, ExpressionSketch, Fragment } from '../../server/src/syntax/summary';
import { file, pathOf } from './support';

/** A sketch as text: `a.b()?`, `&x`, `<T>` for a cast. */
function show(from: Fragment, sketch: ExpressionSketch): string {
  switch (sketch.k) {
    case 'path':
      return pathOf(from.references[sketch.reference]!);
    case 'struct':
      return `${pathOf(from.references[sketch.reference]!)}{}`;
    case 'call':
      return `${show(from, sketch.on)}()`;
    case 'method':
      return `${show(from, sketch.on)}.${sketch.name}()`;
    case 'field':
      return `${show(from, sketch.on)}.${sketch.name}`;
    case 'reference':
      return `&${show(from, sketch.on)}`;
    case 'dereference':
      return `*${show(from, sketch.on)}`;
    case 'try':
      return `${show(from, sketch.on)}?`;
    case 'index':
      return `${show(from, sketch.on)}[]`;
    case 'cast':
      return `<${sketch.type.k === 'path' ? sketch.type.segments.join('::') : sketch.type.k}>`;
    case 'literal':
      return sketch.type;
    default:
      return 'other';
  }
}

function receiver(code: string): string {
  const from = file(`fn f() { (${code}).HERE() }`);
  return show(from, from.references.find((each) => each.segments[0] === 'HERE')!.receiver!);
}

function bindings(text: string): readonly Binding[] {
  return file(text).scopes.flatMap((each) => each.bindings ?? []);
}

describe('sketches of expressions', () => {
  it('follow calls, methods, fields and operators', () => {
    expect(receiver('a::b(c)')).toBe('a::b()');
    expect(receiver('a.b.0.c::<T>(d)?[e]')).toBe('a.b.0.c()?[]');
    expect(receiver('&mut *a')).toBe('&*a');
    expect(receiver('a as *mut b::C')).toBe('<pointer>');
    expect(receiver('a as b::C')).toBe('<b::C>');
    expect(receiver('A::<B> { c: d }')).toBe('A{}');
    expect(receiver('unsafe { a; b.c() }')).toBe('b.c()');
  });

  it('know literals', () => {
    expect(receiver('1u8')).toBe('int');
    expect(receiver('-1.5')).toBe('float');
    expect(receiver('"a"')).toBe('str');
    expect(receiver('r#"a"#')).toBe('str');
    expect(receiver('b"a"')).toBe('other');
    expect(receiver("'a'")).toBe('char');
    expect(receiver('true')).toBe('bool');
  });

  it('give up on the rest', () => {
    for (const code of ['a + b', 'if a { b } else { c }', 'm!()', '|| a', 'a.await']) {
      expect(receiver(code)).toBe('other');
    }
  });
});

describe('bindings', () => {
  it('have declared types and initialisers where the pattern is one name', () => {
    const [x, y, a] = bindings('fn f() { let x: A::B<C> = g(); let mut y = h; let (a,) = i; }');
    expect(x).toMatchObject({
      name: 'x',
      type: { k: 'path', segments: ['A', 'B'], args: [{ k: 'path', segments: ['C'] }] },
      init: { k: 'call' },
    });
    expect(y).toMatchObject({ name: 'y', init: { k: 'path' } });
    expect(y).not.toHaveProperty('pattern');
    expect(a).toHaveProperty('pattern');
    expect(a).not.toHaveProperty('init');
  });

  it('know whether they could be a constant instead', () => {
    const text = 'fn f(p: u8) { let a = 1; let ref b = 1; let c @ 1 = 1; let S { d, e: g } = 1; h(|i| i) }';
    const constants = bindings(text).filter((each) => each.pattern !== undefined);
    expect(constants.map((each) => each.name)).toEqual(['p', 'a', 'd', 'g', 'i']);
  });

  it('have the type of parameters, self included', () => {
    const text = 'impl S { fn f(&mut self, mut a: A, (b, c): B) { g(|d: D| d) } }';
    expect(bindings(text).map(({ name, type }) => [name, type?.k])).toEqual([
      ['self', 'reference'],
      ['a', 'path'],
      ['b', undefined],
      ['c', undefined],
      ['d', 'path'],
    ]);
  });

  it('know which call a closure is an argument of', () => {
    const from = file('fn f() { a.b(c, |x, y| z); g(|w| w); let h = |v| v; }');
    const of = (name: string) =>
      from.scopes.flatMap((each) => each.bindings ?? []).find((each) => each.name === name)!;
    expect(of('y').closureOf).toMatchObject({ argument: 1, parameter: 1 });
    expect(show(from, of('y').closureOf!.callee)).toBe('a.b()');
    expect(show(from, of('w').closureOf!.callee)).toBe('g');
    expect(of('v')).not.toHaveProperty('closureOf');
  });

  it('tell type parameters from constants', () => {
    expect(
      bindings("fn f<'a, T, const N: usize>() {}").map(({ name, namespace }) => [name, namespace]),
    ).toEqual([
      ['T', 'type'],
      ['N', 'value'],
    ]);
  });
});
