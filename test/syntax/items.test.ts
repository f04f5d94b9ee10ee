import { describe, expect, it } from 'vitest';
import { itemSpan, spanOf } from '../../server/src/syntax/spans';
import type { Item } from '../../server/src/syntax/summary';
import { file } from './support';

function item(text: string): Item {
  return file(text).items[0]!;
}

describe('items', () => {
  it('summarise functions', () => {
    expect(
      item(
        'pub(crate) const unsafe fn f<T: A>(\n    &self, x: &[T], // why\n    y: u8) -> Result<T, E> where T: B {}',
      ),
    ).toMatchObject({ kind: 'function', name: 'f', visibility: { k: 'in', path: ['crate'] }, unsafe: true });
    expect(
      item('fn f<T: A>(self: Box<Self>, x: &[T], f: impl FnOnce(u8) -> T) -> [u8; 4] where T: B {}'),
    ).toMatchObject({
      hasSelf: true,
      generics: [{ name: 'T', kind: 'type', bounds: [{ segments: ['A'] }, { segments: ['B'] }] }],
      params: [
        { k: 'reference', of: { k: 'slice', of: { k: 'path', segments: ['T'] } } },
        {
          k: 'impl',
          bounds: [
            {
              segments: ['FnOnce'],
              args: [{ k: 'path', segments: ['u8'] }],
              ret: { k: 'path', segments: ['T'] },
            },
          ],
        },
      ],
      ret: { k: 'array', of: { k: 'path', segments: ['u8'] } },
    });
  });

  it('tell types that differ in little', () => {
    const types = (text: string): unknown => {
      const found = item(`fn f(${text});`);
      return found.kind === 'function' ? found.params : undefined;
    };
    const u8 = { k: 'path', segments: ['u8'] };
    expect(types("a: *const u8, b: *mut u8, c: &u8, d: &'a mut u8")).toEqual([
      { k: 'pointer', of: u8 },
      { k: 'pointer', of: u8, mutable: true },
      { k: 'reference', of: u8 },
      { k: 'reference', of: u8, mutable: true, lifetime: "'a" },
    ]);
    expect(types('a: [u8; 4 * N], b: [u8], c: B<3usize, { N }>, d: !')).toEqual([
      { k: 'array', of: u8, length: '4 * N' },
      { k: 'slice', of: u8 },
      {
        k: 'path',
        segments: ['B'],
        args: [
          { k: 'constant', text: '3usize' },
          { k: 'constant', text: '{ N }' },
        ],
      },
      { k: 'never' },
    ]);
    expect(types('a: unsafe extern "C" fn(u8, ...), b: extern fn()')).toEqual([
      { k: 'function', params: [u8], unsafe: true, abi: '"C"', variadic: true },
      { k: 'function', params: [], abi: '' },
    ]);
  });

  it('write signatures on one line without comments', () => {
    expect(
      item('pub const fn f(\n  a: u8, // one\n  b: u8 /* two */,\n) -> u8\nwhere u8: Copy { a }'),
    ).toMatchObject({
      signature: 'const fn f( a: u8, b: u8 , ) -> u8 where u8: Copy',
    });
    expect(item('extern "C" { pub fn f(a: u8); }')).toMatchObject({ signature: 'fn f(a: u8)', unsafe: true });
  });

  it('summarise structs, unions and enums', () => {
    expect(item('pub struct S<T> { pub a: T, #[cfg(x)] b: u8 }')).toMatchObject({
      kind: 'struct',
      shape: 'record',
      fields: [
        { name: 'a', visibility: { k: 'pub' }, type: { k: 'path', segments: ['T'] } },
        { name: 'b', visibility: { k: 'private' }, attributes: [{ path: 'cfg', args: '(x)' }] },
      ],
    });
    expect(item('#[repr(u8)] enum E { A = 1 << 2, B }')).toMatchObject({
      repr: 'u8',
      variants: [{ name: 'A', discriminant: '1 << 2' }, { name: 'B' }],
    });
    expect(item('struct S(pub u8, pub(in a::b) u16);')).toMatchObject({
      shape: 'tuple',
      fields: [
        { name: '0', visibility: { k: 'pub' } },
        { name: '1', visibility: { k: 'in', path: ['a', 'b'] } },
      ],
    });
    expect(item('struct S;')).toMatchObject({ shape: 'unit', fields: [] });
    expect(item('union U { a: u8 }')).toMatchObject({ kind: 'union', shape: 'record' });
    expect(item('enum E { A = 1, B(u8), #[default] C { d: u8 } }')).toMatchObject({
      variants: [
        { name: 'A', shape: 'unit' },
        { name: 'B', shape: 'tuple' },
        { name: 'C', shape: 'record', attributes: [{ path: 'default' }] },
      ],
    });
  });

  it('summarise constants, statics and aliases', () => {
    expect(item('pub const A: u32 = 1 << 3;')).toMatchObject({
      kind: 'const',
      typeText: 'u32',
      init: '1 << 3',
    });
    expect(item('static mut B: [u8;\n 2] = x;')).toMatchObject({
      kind: 'static',
      name: 'B',
      typeText: '[u8; 2]',
    });
    expect(item('const _: () = ();')).toMatchObject({ kind: 'const', name: '' });
    expect(item(`const A: &str = "${'x'.repeat(300)}";`)).toHaveProperty('init', `"${'x'.repeat(199)}`);
    expect(item('pub type seL4_CPtr = :: core :: ffi :: c_ulong ;')).toMatchObject({
      kind: 'alias',
      name: 'seL4_CPtr',
      target: { k: 'path', segments: ['core', 'ffi', 'c_ulong'], global: true },
      text: ':: core :: ffi :: c_ulong',
    });
  });

  it('summarise traits and impls', () => {
    expect(
      item('pub unsafe trait A<T>: B + C<T> { type D: E; const F: u8 = 1; fn g(); m!(); }'),
    ).toMatchObject({
      kind: 'trait',
      supertraits: [{ segments: ['B'] }, { segments: ['C'], args: [{ k: 'path', segments: ['T'] }] }],
      members: [
        { kind: 'alias', name: 'D' },
        { kind: 'const', name: 'F', init: '1' },
        { kind: 'function', name: 'g' },
        { kind: 'macroCall', segments: ['m'], text: '()' },
      ],
    });
    expect(item('unsafe impl<T> a::Tr for &T { fn f(&self) {} type X = u8; }')).toMatchObject({
      kind: 'impl',
      name: '',
      trait: { segments: ['a', 'Tr'] },
      self: { k: 'reference', of: { k: 'path', segments: ['T'] } },
      members: [{ kind: 'function', hasSelf: true }, { kind: 'alias' }],
    });
    expect(item('impl !Send for S {}')).toMatchObject({ negative: true, trait: { segments: ['Send'] } });
    expect(item('impl S {}')).not.toHaveProperty('trait');
  });

  it('summarise modules and crates', () => {
    expect(item('#[path = "x.rs"] mod a;')).toMatchObject({
      kind: 'module',
      number: 0,
      attributes: [{ path: 'path', args: '= "x.rs"' }],
    });
    expect(item('mod a { #![allow(x)] #![cfg(y)] fn f() {} }')).toMatchObject({
      items: [{ kind: 'function' }],
      attributes: [{ path: 'cfg', args: '(y)', inner: true }],
    });
    expect(item('extern crate alloc as a;')).toMatchObject({
      kind: 'externCrate',
      crate: 'alloc',
      name: 'a',
    });
    expect(item('#[macro_use] extern crate self as me;')).toMatchObject({ crate: 'self', name: 'me' });
  });

  it('flatten extern blocks, which lend their attributes', () => {
    const { items } = file(
      '#[cfg(a)] #[link(name = "x")] extern "C" { #[cfg(b)] pub fn f(); static S: u8; type T; }',
    );
    expect(
      items.map(({ kind, name, attributes }) => [kind, name, attributes?.map((each) => each.args)]),
    ).toEqual([
      ['function', 'f', ['(a)', '(b)']],
      ['static', 'S', ['(a)']],
      ['alias', 'T', ['(a)']],
    ]);
  });

  it('keep macro definitions and calls whole', () => {
    const text = '#[macro_export] macro_rules! m { ($a:expr) => { $a }; } a::b! { c "}" } ::d!(e);';
    const from = file(text);
    expect(from.items).toMatchObject([
      {
        kind: 'macroDefinition',
        name: 'm',
        body: ' ($a:expr) => { $a }; ',
        attributes: [{ path: 'macro_export' }],
      },
      { kind: 'macroCall', segments: ['a', 'b'], text: '{ c "}" }' },
      { kind: 'macroCall', segments: ['d'], global: true, text: '(e)' },
    ]);
    const [definition, call] = from.items;
    if (definition?.kind !== 'macroDefinition' || call?.kind !== 'macroCall') throw new Error('other items');
    expect(text.slice(...itemSpan(from, definition, definition.bodyAt))).toBe(definition.body);
    expect(text.slice(...itemSpan(from, call, call.textAt))).toBe(call.text);
    expect(text.slice(...itemSpan(from, call, call.pathAt + 1))).toBe('b');
  });

  it('keep the inner attributes of a file', () => {
    expect(file('#![no_std]\n#![feature(x)]\n//! doc\n#![cfg(y)]').attributes).toMatchObject([
      { path: 'no_std', args: '', inner: true },
      { path: 'cfg', args: '(y)', inner: true },
    ]);
  });

  it('know which items in bodies matter outside', () => {
    const { nestedItems, scopes, items } = file(
      'fn f() { impl S {} mod m {} fn g() {} #[macro_export] macro_rules! a { () => {} } macro_rules! b { () => {} } }',
    );
    expect(nestedItems.map((each) => each.kind)).toEqual(['impl', 'module', 'macroDefinition']);
    expect(nestedItems.every((each) => each.inBlock)).toBe(true);
    expect(scopes.find((each) => each.kind === 'block')?.items?.[0]).toBe(nestedItems[0]);
    expect(items).toHaveLength(1);
  });

  it('find names by their spans, in bodies too', () => {
    const text = 'mod r#mod { pub fn ünï() { const Ä: u8 = 1; } }\r\nimpl S {}';
    const from = file(text);
    const [module, impl] = from.items;
    if (module?.kind !== 'module') throw new Error('no module');
    const inner = from.scopes.find((each) => each.items !== undefined)!.items![0]!;
    expect(module.name).toBe('mod');
    expect(text.slice(...spanOf(from, module))).toBe('r#mod');
    expect(text.slice(...spanOf(from, module.items![0]!))).toBe('ünï');
    expect(text.slice(...spanOf(from, inner))).toBe('Ä');
    expect(text.slice(...spanOf(from, impl!))).toBe('impl S {}');
  });
});
