/** Names in what a macro is given: what is written there must be taken by the macro, too. */
import { afterAll, describe, expect, it } from 'vitest';
import { compiles } from './support/compiled';
import { removeRustWorkspaces } from './support/rust';
import { changes, fixed, fixedAll, onSel4, reasons, titles } from './support/workspaces';

const LIB = '/src/lib.rs';

afterAll(removeRustWorkspaces);

/** What is offered for the first name, and why other things are not. */
async function answersTo(text: string): Promise<{ readonly offered: string[]; readonly refused: string[] }> {
  const made = await onSel4(text);
  return { offered: titles(made), refused: reasons(made) };
}

/** What changes once all is mended; rustc takes it. */
async function mending(text: string): Promise<string> {
  const made = await onSel4(text);
  const after = fixedAll(made);
  expect(await compiles(after)).toEqual([]);
  return changes(made, after, LIB);
}

const IMPORT = {
  offered: ['import Import `sel4::sys::seL4_Error::seL4_NoError`'],
  refused: ['qualify no rule of `ok!` would match any longer'],
};

describe('where a macro takes a name, no path is written, and an import is', () => {
  it.each(['ident', 'tt'])('among items: %s', async (kind) => {
    const text = `use sel4::sys::*;
macro_rules! ok { ($($name:ident = $error:${kind},)*) => { $(pub fn $name(_: seL4_Word) -> u32 { $error })* } }
ok! { f = seL4_NoError, }
`;
    expect(await answersTo(text)).toEqual(IMPORT);
    expect(await mending(text)).toBe('+use sel4::sys::seL4_Error::seL4_NoError;');
  });

  it('in a body', async () => {
    const text = `use sel4::sys::*;
macro_rules! ok { ($given:expr, $error:ident) => { $given == $error } }
pub fn f(x: seL4_Error::Type) -> bool { ok!(x, seL4_NoError) }
`;
    expect(await answersTo(text)).toEqual(IMPORT);
    expect(await mending(text)).toBe('+use sel4::sys::seL4_Error::seL4_NoError;');
  });

  it('among the members of an impl', async () => {
    const text = `pub struct S;
macro_rules! ok { ($name:ident, $error:ident) => { pub fn $name() -> u32 { $error } } }
impl S { ok!(f, seL4_NoError); }
`;
    expect(await answersTo(text)).toEqual(IMPORT);
    await mending(text);
  });

  it('in a macro that the first one hands it to', async () => {
    const text = `macro_rules! ok { ($error:ident) => { $error } }
macro_rules! any { ($($all:tt)*) => { ok!($($all)*) } }
pub fn f() -> u32 { any!(seL4_NoError) }
`;
    expect(await answersTo(text)).toEqual(IMPORT);
    await mending(text);
  });

  it('but none where the macro puts it into a module of its own', async () => {
    const text = `macro_rules! ok { ($error:ident) => { pub mod inner { pub fn f() -> u32 { $error } } } }
ok!(seL4_NoError);
`;
    expect(await answersTo(text)).toEqual({
      offered: [],
      refused: [...IMPORT.refused, 'import there is no place for a `use` here: a macro writes this'],
    });
  });
});

describe('what else a macro would not take', () => {
  it('is a call in the place of one by name', async () => {
    const text = `use sel4::sys::*;
macro_rules! call { ($f:ident($($a:expr),*)) => { $f($($a),*) } }
pub fn f(tcb: seL4_TCB) { let _ = call!(seL4_TCB_Resume(tcb)); }
`;
    const { offered, refused } = await answersTo(text);
    expect(offered).toEqual([]);
    expect(refused).toContain('ipcBufferCall no rule of `call!` would match any longer');
    expect(refused).toContain('typedCall no rule of `call!` would match any longer');
    const { files, left } = (await onSel4(text)).analysis().fixAll();
    expect(files).toEqual([]);
    expect(left.map(({ reason }) => reason)).toEqual(['no rule of `call!` would match any longer']);
  });

  it('is a type with a path', async () => {
    const text = `use sel4::sys::*;
macro_rules! same { ($t:ident) => { pub fn f(x: $t) -> $t { x } } }
same!(seL4_Error);
`;
    expect(await answersTo(text)).toEqual({
      offered: [],
      refused: ['qualify no rule of `same!` would match any longer'],
    });
  });

  it('is more tokens where it puts something between them', async () => {
    const text = `macro_rules! list { ($($t:tt)*) => { [$($t),*] } }
pub fn f() -> [u32; 1] { list!(seL4_NoError) }
`;
    expect(await answersTo(text)).toEqual({
      offered: ['import Import `sel4::sys::seL4_Error::seL4_NoError`'],
      refused: ['qualify `list!` would stand for something else than with the name'],
    });
    await mending(text);
  });

  it('is what another rule takes, which does something else', async () => {
    const text = `macro_rules! value { ($x:ident) => { $x }; ($x:path) => { 0 * $x } }
pub fn f() -> u32 { value!(seL4_NoError) }
`;
    expect((await answersTo(text)).refused).toEqual([
      'qualify `value!` would stand for something else than with the name',
    ]);
  });

  it('is a path where one of two uses wants a name', async () => {
    const text = `macro_rules! name { ($n:ident) => { stringify!($n) } }
macro_rules! pair { ($($t:tt)*) => { ($($t)*, name!($($t)*)) } }
pub fn f() -> (u32, &'static str) { pair!(seL4_NoError) }
`;
    expect((await answersTo(text)).refused).toEqual(['qualify no rule of `name!` would match any longer']);
    expect(await mending(text)).toContain('+use sel4::sys::seL4_Error::seL4_NoError;');
  });
});

it('an import that a macro is given is not taken away: it is written elsewhere than it is read', async () => {
  const text = `macro_rules! items { ($($i:item)*) => { $($i)* } }
items! { use sel4::sys::seL4_TCB_Resume; }
pub fn f(tcb: u64) { unsafe { seL4_TCB_Resume(tcb); } }
`;
  const { offered, refused } = await answersTo(text);
  expect(offered).toEqual([]);
  expect(refused).toContain('ipcBufferCall the name is not written here as it is: a macro puts it together');
});

describe('what a macro takes is written as elsewhere', () => {
  it.each(['expr', 'path', 'pat'])('a path: %s', async (kind) => {
    const text = `macro_rules! is { ($x:expr, $y:${kind}) => { match $x { ${kind === 'expr' ? 'x => x == $y' : '$y => true, _ => false'} } } }
pub fn f(x: u32) -> bool { is!(x, sel4::sys::seL4_NoError) }
`;
    expect(await mending(text)).toContain(
      '+pub fn f(x: u32) -> bool { is!(x, sel4::sys::seL4_Error::seL4_NoError) }',
    );
  });

  it('a type', async () => {
    const text = `use sel4::sys::*;
macro_rules! same { ($($t:ty),*) => { $(pub fn f(x: $t) -> $t { x })* } }
same!(seL4_Error);
`;
    expect(await mending(text)).toBe('-same!(seL4_Error);\n+same!(seL4_Error::Type);');
  });

  it('all tokens there are, and a call', async () => {
    const text = `use sel4::sys::*;
macro_rules! all { ($($t:tt)*) => { $($t)* } }
pub fn f(tcb: seL4_TCB) -> u32 { all!(seL4_TCB_Resume(tcb) + seL4_NoError) }
`;
    expect(await mending(text)).toContain(
      'all!(sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(tcb)) + seL4_Error::seL4_NoError)',
    );
  });

  it('a call in the last of several expressions', async () => {
    const text = `use sel4::sys::*;
macro_rules! sum { ($($x:expr),* $(,)?) => { 0 $(+ $x)* } }
pub fn f(tcb: seL4_TCB) -> u32 { sum!(1,seL4_TCB_Resume(tcb)) }
`;
    expect(await mending(text)).toContain(
      'sum!(1,sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(tcb)))',
    );
  });

  it.each(['id!(tcb)', 'id!(name!(tcb))', 'vec![tcb][0]'])(
    'a call that is written anew with its arguments, one of them a macro call: %s',
    async (argument) => {
      const text = `#![allow(unused_macros)]
use sel4::sys::*;
macro_rules! id { ($x:expr) => { $x } }
macro_rules! name { ($x:ident) => { $x } }
pub fn f(tcb: seL4_TCB) -> u32 { id!(unsafe { seL4_TCB_Resume(${argument}) }) }
`;
      const made = await onSel4(text);
      expect(reasons(made)).not.toContain('typedCall no rule of `id!` would match any longer');
      const after = fixedAll(made, { settings: { strategy: 'typed' } });
      expect(after.text(LIB)).toContain(`{ id!(sel4::cap::Tcb::from_bits(${argument}).tcb_resume()`);
      expect(await compiles(after)).toEqual([]);
    },
  );

  it('a value, in parentheses where the macro may put something beside it', async () => {
    const twice = async (kind: string): Promise<string> =>
      fixed(
        await onSel4(
          `macro_rules! twice { (${kind}) => { 2 * $t } }\npub fn f() -> u32 { twice!(seL4_CanRead) }\n`,
        ),
        'replace',
      ).text(LIB)!;
    expect(await twice('$t:tt')).toContain('twice!((1 << 1 /* seL4_CanRead */))');
    expect(await twice('$t:expr')).toContain('twice!(1 << 1 /* seL4_CanRead */)');
  });
});
