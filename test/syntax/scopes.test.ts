import { describe, expect, it } from 'vitest';
import { chain, chainOf, file } from './support';

describe('the chain of scopes that a name is looked up along', () => {
  it('has what follows a let below the let, and its own initialiser above', () => {
    expect(chain('fn f() { let x = 1; HERE; }')).toEqual(['bindings x', 'block', 'item', 'module']);
    expect(chain('fn f() { let x = HERE; x }')).toEqual(['block', 'item', 'module']);
    expect(chain('fn f() { let x: HERE = 1; }')).toEqual(['block', 'item', 'module']);
    expect(chain('fn f() { { let x = 1; } HERE; }')).toEqual(['block', 'item', 'module']);
  });

  it('nests one let below the other', () => {
    expect(chain('fn f() { let (a, b) = c; let d = 1; HERE }')).toEqual([
      'bindings d',
      'bindings a b',
      'block',
      'item',
      'module',
    ]);
  });

  it('has the else of let-else outside of the names', () => {
    expect(chain('fn f() { let Some(x) = y else { HERE } ; }')).toEqual(['block', 'block', 'item', 'module']);
    expect(chain('fn f() { let Some(x) = y else { return }; HERE }')).toEqual([
      'bindings x',
      'block',
      'item',
      'module',
    ]);
  });

  it('has the names of if-let in later operands and the body, not in else', () => {
    const outside = ['block', 'item', 'module'];
    expect(chain('fn f() { if let Some(x) = HERE {} }')).toEqual(outside);
    expect(chain('fn f() { if let Some(x) = y && HERE {} }')).toEqual(['bindings x', ...outside]);
    expect(chain('fn f() { if a && let Some(x) = y && let z = HERE {} }')).toEqual([
      'bindings x',
      ...outside,
    ]);
    expect(chain('fn f() { if let Some(x) = y && let z = w { HERE } }')).toEqual([
      'block',
      'bindings z',
      'bindings x',
      ...outside,
    ]);
    expect(chain('fn f() { if let Some(x) = y {} else { HERE } }')).toEqual(['block', ...outside]);
    expect(chain('fn f() { if let Some(x) = y {} else if let Some(z) = w { HERE } }')).toEqual([
      'block',
      'bindings z',
      ...outside,
    ]);
  });

  it('has the names of while-let and for in the body only', () => {
    const outside = ['block', 'item', 'module'];
    expect(chain('fn f() { while let Some(x) = y.next() { HERE } }')).toEqual([
      'block',
      'bindings x',
      ...outside,
    ]);
    expect(chain("fn f() { 'l: for (a, b) in c { HERE } }")).toEqual(['block', 'bindings a b', ...outside]);
    expect(chain('fn f() { for a in HERE {} }')).toEqual(outside);
  });

  it('has the names of an arm in its guard and body', () => {
    const outside = ['block', 'item', 'module'];
    expect(chain('fn f() { match y { A { x, .. } if HERE => {} _ => {} } }')).toEqual([
      'bindings x',
      ...outside,
    ]);
    expect(chain('fn f() { match y { A(x) => HERE, _ => z } }')).toEqual(['bindings x', ...outside]);
    expect(chain('fn f() { match y { A(x) if let B(z) = x => HERE, _ => w } }')).toEqual([
      'bindings z',
      'bindings x',
      ...outside,
    ]);
    expect(chain('fn f() { match HERE { A(x) => x } }')).toEqual(outside);
  });

  it('has the parameters of a closure in its body', () => {
    expect(chain('fn f() { g(|x, (y, z): T| HERE) }')).toEqual([
      'bindings x y z',
      'region',
      'block',
      'item',
      'module',
    ]);
    expect(chain('fn f() { g(|x: HERE| x) }')).toEqual(['region', 'block', 'item', 'module']);
  });

  it('has what a closure assigns to `_` in its body', () => {
    expect(chain('fn f() { g(|x| _ = HERE) }')).toEqual(['bindings x', 'block', 'item', 'module']);
    expect(chain('fn f() { let _ = &|x| _ = |y| _ = HERE; }').slice(0, 2)).toEqual([
      'bindings y',
      'bindings x',
    ]);
  });

  it('has the name for all other arguments of a function', () => {
    expect(chain('extern "C" fn f(a: u8, mut b: ...) { HERE }')[1]).toBe('bindings a b');
    expect(chain('extern "C" fn f(a: u8, b: ...) { HERE }')[1]).toBe('bindings a b');
    expect(chain('extern "C" fn f(a: u8, ...) { HERE }')[1]).toBe('bindings a');
  });

  it('has a function as item, generics, parameters, block', () => {
    const source = 'fn f<T: Bound, const N: usize>(a: Type, b: [u8; N]) -> Ret where T: Where { body }';
    const { references } = file(source);
    expect(chainOf(file(source), 'body')).toEqual([
      'block',
      'bindings a b',
      'generics T N',
      'item',
      'module',
    ]);
    expect(chainOf(file(source), 'Where')).toEqual(['region', 'generics T N', 'item', 'module']);
    for (const path of ['Bound', 'Type', 'Ret']) {
      expect(chainOf(file(source), path)).toEqual(['generics T N', 'item', 'module']);
    }
    expect(references.find((each) => each.segments[0] === 'N')?.kind).toBe('value');
  });

  it('keeps the item border of functions in functions', () => {
    expect(chain('fn f<T>(a: u8) { let b = 1; fn g<U>(c: u8) { HERE } }')).toEqual([
      'block',
      'bindings c',
      'generics U',
      'item',
      'bindings b',
      'block {function g}',
      'bindings a',
      'generics T',
      'item',
      'module',
    ]);
  });

  it('has impls as item, generics, self, member', () => {
    expect(chain('impl<T> Tr for S<T> { fn f(&self) { HERE } }')).toEqual([
      'block',
      'bindings self',
      'item',
      'self',
      'generics T',
      'item',
      'module',
    ]);
    const { scopes } = file('impl<T> Tr<u8> for S<T> {}');
    expect(scopes.find((each) => each.kind === 'self')).toMatchObject({
      selfType: { k: 'path', segments: ['S'], args: [{ k: 'path', segments: ['T'] }] },
      selfTrait: { segments: ['Tr'], args: [{ k: 'path', segments: ['u8'] }] },
    });
  });

  it('names Self in traits, structs, enums and unions', () => {
    expect(chain('trait Tr<T>: HERE {}')).toEqual(['self Tr', 'generics T', 'item', 'module']);
    expect(chain('struct S<T> { a: HERE }')).toEqual(['self S', 'generics T', 'item', 'module']);
    expect(chain('enum E { A(HERE) }')).toEqual(['self E', 'item', 'module']);
    expect(chain('enum E { A = HERE }')).toEqual(['constant', 'self E', 'item', 'module']);
    expect(chain('union U { a: HERE }')).toEqual(['self U', 'item', 'module']);
  });

  it('has initialisers below an item scope', () => {
    expect(chain('const C: u8 = HERE;')).toEqual(['item', 'module']);
    expect(chain('fn f(a: u8) { static S: u8 = HERE; }')).toEqual([
      'item',
      'block {static S}',
      'bindings a',
      'item',
      'module',
    ]);
  });

  it('has all items of a block in the scope of the whole block', () => {
    expect(
      chain('fn f() { HERE; use a::b; const C: u8 = 1; fn g() {} macro_rules! m { () => {} } }'),
    ).toEqual(['block {use } {const C} {function g} {macroDefinition m}', 'item', 'module']);
  });

  it('hangs what follows a macro statement below it', () => {
    expect(chain('fn f() { m!(a); HERE }')).toEqual(['statementMacro', 'block', 'item', 'module']);
    expect(chain('fn f() { m! { a } HERE }')).toEqual(['statementMacro', 'block', 'item', 'module']);
    expect(chain('fn f() { let x = m!(a); HERE }')).toEqual(['bindings x', 'block', 'item', 'module']);
  });

  it('numbers inline modules in text order', () => {
    const { scopes, items } = file('mod a { mod b { fn f() {} } } mod c; fn g() { mod d {} } mod e {}');
    const modules = scopes.filter((each) => each.kind === 'module');
    expect(modules.map((each) => each.module)).toEqual([0, 1, 2, 3, 4]);
    expect(items.flatMap((each) => (each.kind === 'module' ? [[each.name, each.number]] : []))).toEqual([
      ['a', 1],
      ['c', 0],
      ['e', 4],
    ]);
  });

  it('gives parents smaller indices than children, and offsets', () => {
    const text = 'mod m { fn f(a: u8) { if let b = a { b } } }';
    const { scopes } = file(text);
    expect(scopes.every((each, index) => each.parent < index)).toBe(true);
    const block = scopes.findLast((each) => each.kind === 'block')!;
    expect(text.slice(block.start, block.end)).toBe('{ b }');
  });
});

describe('attributes that can make something inactive', () => {
  const outside = ['block', 'item', 'module'];
  const region = 'region #[cfg(a)]';

  it('are around statements, arms, fields, arguments and elements', () => {
    expect(chain('fn f() { #[cfg(a)] HERE; b }')).toEqual([region, ...outside]);
    expect(chain('fn f() { #[cfg(a)] { HERE } }')).toEqual(['block', region, ...outside]);
    expect(chain('fn f() { #[cfg(a)] HERE }')).toEqual([region, ...outside]);
    expect(chain('fn f() { match x { #[cfg(a)] A::B => HERE, _ => y } }')).toEqual([region, ...outside]);
    expect(chain('fn f() { match x { #[cfg(a)] HERE(..) => y, _ => z } }')).toEqual([region, ...outside]);
    expect(chain('fn f() { S { #[cfg(a)] x: HERE, y } }')).toEqual([region, ...outside]);
    expect(chain('fn f() { S { #[cfg(a)] HERE, y } }')).toEqual([region, ...outside]);
    expect(chain('fn f() { g(x, #[cfg(a)] HERE) }')).toEqual([region, ...outside]);
    expect(chain('fn f() { [x, #[cfg(a)] HERE] }')).toEqual([region, ...outside]);
    expect(chain('fn f() { #[cfg(a)] m!(HERE); HERE }')).toEqual(['statementMacro', ...outside]);
  });

  it('are around parameters, generics, variants and fields', () => {
    expect(chain('fn f(#[cfg(a)] x: HERE) {}')).toEqual([region, 'item', 'module']);
    expect(chain('fn f<#[cfg(a)] T: HERE>() {}')).toEqual([region, 'generics T', 'item', 'module']);
    expect(chain('struct S { #[cfg(a)] x: HERE }')).toEqual([region, 'self S', 'item', 'module']);
    expect(chain('struct S(#[cfg(a)] HERE, T);')).toEqual([region, 'self S', 'item', 'module']);
    expect(chain('enum E { #[cfg(a)] A(HERE), B }')).toEqual([region, 'self E', 'item', 'module']);
  });

  it('are around items: on their own scope', () => {
    expect(chain('#[cfg(a)] fn f() { HERE }')).toEqual(['block', 'item #[cfg(a)]', 'module']);
    expect(chain('#[cfg(a)] mod m { const C: HERE = 1; }')).toEqual(['item', 'module #[cfg(a)]', 'module']);
    expect(chain('mod m { #![cfg(a)] const C: HERE = 1; }')).toEqual(['item', 'module #[cfg(a)]', 'module']);
    expect(chain('#[cfg(a)] impl S { #[cfg(b)] fn f() { HERE } }')).toEqual([
      'block',
      'item #[cfg(b)]',
      'self',
      'item #[cfg(a)]',
      'module',
    ]);
    expect(chain('#[cfg(a)] extern "C" { #[cfg(b)] fn f(x: HERE); }')).toEqual([
      'item #[cfg(a)] #[cfg(b)]',
      'module',
    ]);
    expect(chain('fn f() { #![cfg(a)] HERE }')).toEqual(['block #[cfg(a)]', 'item', 'module']);
  });

  it('stand on the names that a let or a parameter brings in, not on what follows', () => {
    const { scopes } = file('fn f(#[cfg(a)] x: u8) { #[cfg(b)] let y = 1; HERE }');
    const bindings = scopes.flatMap((each) => each.bindings ?? []);
    expect(bindings.map(({ name, attributes }) => [name, attributes?.[0]?.args])).toEqual([
      ['x', '(a)'],
      ['y', '(b)'],
    ]);
    expect(chain('fn f() { #[cfg(b)] let y = 1; HERE }')).toEqual(['bindings y', ...outside]);
    expect(chain('fn f() { #[cfg(a)] let y = HERE; y }')).toEqual([region, ...outside]);
  });

  it('are left out where they are built in and inert', () => {
    expect(chain('#[inline] #[doc = "x"] fn f() { #[allow(unused)] HERE; b }')).toEqual(outside);
    expect(chain('#[rustfmt::skip] fn f() { #[clippy::a] HERE; b }')).toEqual(outside);
    expect(chain('#[unsafe(no_mangle)] fn f() { HERE }')).toEqual(outside);
  });
});
