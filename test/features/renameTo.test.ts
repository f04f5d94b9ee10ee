/** Renames to a name that means something already: refused where the program would mean something else. */
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/text/edit';
import { analyse, FOLDER } from '../support/checkFixture';
import { parseFixture } from '../support/fixture';

/** The program after the name behind `$0` has become another one, or why it has not. */
async function renameTo(text: string, newName: string): Promise<string> {
  const offset = text.indexOf('$0');
  const program = text.replace('$0', '');
  const analysis = await analyse(parseFixture(program));
  const plan = analysis.features.rename(`${FOLDER}/src/lib.rs`, offset, newName);
  if (plan === undefined) return 'no name';
  return 'refusal' in plan ? plan.refusal : applyEdits(program, plan.edits);
}

describe('a name that a format string captures', () => {
  it.each([
    ['a constant', 'const $0X: u8 = 0;\npub fn f() { println!("{X} {y}", y = 1); }'],
    ['a local', 'pub fn f() { let $0x = 0; println!("{x} {y}", y = 1); }'],
    ['with a format', 'pub fn f() { let $0x = 0; println!("{x:?} {y:?}", y = 1); }'],
    ['a width', 'pub fn f() { let $0x = 0; println!("{:x$} {y}", 1, y = 1); }'],
  ])('%s: to the name of an argument', async (_, text) => {
    expect(await renameTo(text, 'y')).toBe(
      `\`y\` is the name of an argument of the format string at src/lib.rs:${text.includes('\n') ? 2 : 1}`,
    );
  });

  it('to another name', async () => {
    expect(await renameTo('pub fn f() { let $0x = 0; println!("{x} {y}", y = 1); }', 'z')).toBe(
      'pub fn f() { let z = 0; println!("{z} {y}", y = 1); }',
    );
  });
});

describe('a method', () => {
  const program = (call: string, trait = 'fn b(&self) -> u8 { 2 }') => `
pub struct S;
impl S { pub fn $0a(&self) -> u8 { 1 } }
pub trait T { ${trait} }
impl T for S {}
pub fn f(s: S, t: &dyn T) -> u8 { ${call} }
`;

  it.each([
    ['a method', 's.b()'],
    ['through a reference', '(&s).b()'],
    ['a path', 'S::b(&s)'],
    ['in a macro', '{ assert_eq!(s.b(), 1); 1 }'],
  ])("to the name of a trait's method that is called on the type: %s", async (_, call) => {
    expect(await renameTo(program(call), 'b')).toBe('`b` would mean the renamed thing at src/lib.rs:6');
  });

  it('where the new name would mean what a trait has', async () => {
    expect(await renameTo(program('s.a()'), 'b')).toBe('`b` means something already at src/lib.rs:6');
  });

  it('where a path says that the type is meant', async () => {
    expect(await renameTo(program('S::a(&s)'), 'b')).toContain('{ S::b(&s) }');
  });

  it.each([
    ['is called on something else', 't.b()'],
    ['is named with its trait', 'T::b(&s) + <S as T>::b(&s)'],
  ])("to the name of a trait's method that %s", async (_, call) => {
    expect(await renameTo(program(call), 'b')).toContain('impl S { pub fn b(&self)');
  });

  it('where nobody knows what is called', async () => {
    const unknown = '(|| s)().b()';
    expect(await renameTo(program(unknown), 'b')).toBe('`b` may mean the renamed thing at src/lib.rs:6');
    expect(await renameTo(program("[1].iter().count() as u8 + 'x'.len_utf8() as u8"), 'len_utf8')).toContain(
      'fn len_utf8(&self)',
    );
  });

  it('to that of another impl of the type', async () => {
    expect(
      await renameTo('pub struct S;\nimpl S { pub fn $0a(&self) {} }\nimpl S { pub fn b(&self) {} }', 'b'),
    ).toBe('`b` is another item of the type at src/lib.rs:2');
  });
});

describe('functions and macros have names of their own', () => {
  it.each([
    ['of the standard library', 'fn $0f() {}\npub fn g() -> Vec<u8> { f(); vec![1] }', 'vec'],
    [
      'by example',
      'macro_rules! make { () => { 1 } }\nfn $0f() {}\npub fn g() -> u8 { f(); make!() }\nmake_item! {}\nmacro_rules! make_item { () => {} }'.replace(
        'make_item! {}\nmacro_rules! make_item { () => {} }',
        '',
      ),
      'make',
    ],
    ['in item position', 'macro_rules! make { () => {} }\nfn $0f() {}\nmake! {}\npub fn g() { f() }', 'make'],
  ])('a function to the name of a macro %s', async (_, text, name) => {
    expect(await renameTo(text, name)).toContain(`fn ${name}()`);
  });

  it('a macro to the name of a function', async () => {
    expect(
      await renameTo(
        'macro_rules! $0make { () => { 1 } }\npub fn f() -> u8 { make!() }\npub fn g() -> u8 { f() }',
        'f',
      ),
    ).toContain('f!()');
  });

  it('but a macro to that of another one', async () => {
    expect(
      await renameTo(
        'macro_rules! $0make { () => { 1 } }\nmacro_rules! other { () => { 2 } }\npub fn f() -> u8 { make!() + other!() }',
        'other',
      ),
    ).toBe('`other` means something already at src/lib.rs:3');
  });
});

describe('what a bare pattern names', () => {
  it.each([
    ['a constant', 'const $0A: u8 = 1;', 'match x { b if x > 0 => 1, _ => 2 }'],
    ['a static', 'static $0A: u8 = 1;', '{ let b = x; b }'],
    ['a unit struct', 'struct $0A;', '{ let b = x; b }'],
    ['a variant that a glob brings', 'enum E { $0A } use E::*;', 'match x { b => b }'],
    [
      'a constant that a glob brings',
      'mod m { pub const $0A: u8 = 1; } use m::*;',
      '{ let (b, _) = (x, x); b }',
    ],
  ])('would be %s where there is a variable of the new name', async (_, item, body) => {
    const said = await renameTo(`\n${item}\npub fn f(x: u8) -> u8 { ${body} }\n`, 'b');
    expect(said).toBe('`b` would mean the renamed thing at src/lib.rs:3');
  });

  it('is no function', async () => {
    const said = await renameTo('\nfn $0a() {}\npub fn f(x: u8) -> u8 { let b = x; b }\n', 'b');
    expect(said).not.toMatch(/would mean/);
  });
});
