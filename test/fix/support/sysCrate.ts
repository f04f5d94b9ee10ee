/**
 * `sel4-sys` as a crate that rustc takes, made of a built-in snapshot: the same names, kinds, types and values as the
 * real one of that configuration. Kernel calls do nothing but write down their name and arguments.
 */
import type { Snapshot } from '../../../server/src/bindings/snapshot';
import type { FunctionItem, Item } from '../../../server/src/syntax/summary';
import type { TypeRef } from '../../../server/src/syntax/typeRef';

/** Names of fields and parameters that would not parse without it. */
const KEYWORDS = new Set([
  'type',
  'in',
  'move',
  'ref',
  'use',
  'match',
  'where',
  'loop',
  'fn',
  'mod',
  'yield',
]);

const PACKAGE = 'sel4-sys';

/** The text of `src/lib.rs`. */
export function sysCrate(snapshot: Snapshot): string {
  const file = (name: string): string => {
    const items = snapshot.items(PACKAGE, name);
    if (items === undefined) throw new Error(`${snapshot.name} has no ${name}`);
    return items.map(item).join('\n');
  };
  const mcs = snapshot.kernel.get('KERNEL_MCS') === true;
  return `#![allow(warnings)]
${RECORDING}
mod bf {
use crate::{Bitfield, Recorded};
pub type SeL4Bitfield<T, const N: usize> = Bitfield<[T; N], T>;
${file('types.rs')}
${file('shared_types.rs')}
}
mod c {
use crate::{bf::*, Recorded};
${file('bindings.rs')}
}
mod invocations {
use crate::{bf::*, c::*, Recorded};
pub mod invocation_label {
${file('invocation_labels.rs')}
}
${file('invocations.rs')}
}
mod syscalls {
use crate::{bf::*, c::*, Recorded, ReplyAuthority, WaitMessageInfo};
pub mod syscall_id {
${file('syscall_ids.rs')}
}
${calls(snapshot)}
}
pub use bf::*;
pub use c::*;
pub use invocations::*;
pub use syscalls::*;
pub type ReplyAuthority = ${mcs ? 'seL4_CPtr' : '()'};
pub type WaitMessageInfo = ${mcs ? 'seL4_MessageInfo' : '()'};
`;
}

/** What a test looks at afterwards: \`recording::take()\`; \`recording::answer(n)\` is what calls return from then on. */
const RECORDING = `
pub mod recording {
    use std::cell::{Cell, RefCell};
    thread_local! {
        static CALLS: RefCell<Vec<(String, Vec<u64>)>> = const { RefCell::new(Vec::new()) };
        static ANSWER: Cell<u64> = const { Cell::new(0) };
    }
    pub fn record(name: &str, words: Vec<Vec<u64>>) {
        CALLS.with(|calls| calls.borrow_mut().push((name.to_string(), words.concat())));
    }
    pub fn take() -> Vec<(String, Vec<u64>)> { CALLS.with(|calls| calls.take()) }
    pub fn answer(value: u64) { ANSWER.with(|answer| answer.set(value)) }
    pub fn answered() -> u64 { ANSWER.with(|answer| answer.get()) }
}
/** Words by which a test recognises a value, and the value that a kernel call gives back. */
pub trait Recorded: Sized { fn words(&self) -> Vec<u64>; fn answer() -> Self; }
macro_rules! words { ($($t:ty)*) => { $(impl Recorded for $t {
    fn words(&self) -> Vec<u64> { vec![*self as u64] }
    fn answer() -> Self { crate::recording::answered() as $t }
})* } }
words!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);
impl Recorded for bool { fn words(&self) -> Vec<u64> { vec![*self as u64] } fn answer() -> Self { false } }
impl Recorded for () { fn words(&self) -> Vec<u64> { vec![] } fn answer() -> Self {} }
impl<A: Recorded, B: Recorded> Recorded for (A, B) {
    fn words(&self) -> Vec<u64> { [self.0.words(), self.1.words()].concat() }
    fn answer() -> Self { (A::answer(), B::answer()) }
}
impl<T: Recorded> Recorded for Option<T> {
    fn words(&self) -> Vec<u64> { self.as_ref().map_or(vec![u64::MAX], |value| value.words()) }
    fn answer() -> Self { None }
}
impl Recorded for &[u8] {
    fn words(&self) -> Vec<u64> { self.iter().map(|byte| *byte as u64).collect() }
    fn answer() -> Self { &[] }
}
impl<T: Recorded> Recorded for &T {
    fn words(&self) -> Vec<u64> { (**self).words() }
    fn answer() -> Self { unimplemented!() }
}
impl<T: Recorded> Recorded for &mut T {
    fn words(&self) -> Vec<u64> { (**self).words() }
    fn answer() -> Self { unimplemented!() }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bitfield<S, T>(pub S, pub core::marker::PhantomData<T>);
impl<const N: usize, T> Bitfield<[T; N], T> { pub const fn new(words: [T; N]) -> Self { Bitfield(words, core::marker::PhantomData) } }
`;

/** Hand-written kernel calls: public functions, and methods of the IPC buffer. */
function calls(snapshot: Snapshot): string {
  const found: string[] = [];
  const visit = (items: readonly Item[]): void => {
    for (const each of items) {
      if (each.kind === 'module' && each.name !== 'helpers') visit(each.items ?? []);
      if (each.kind === 'impl' && each.self.k === 'path' && each.self.segments.at(-1) === 'seL4_IPCBuffer')
        found.push(item(each));
      if (each.kind === 'function' && each.visibility.k === 'pub') found.push(recorded(each, ''));
    }
  };
  const syscalls = (snapshot.skeleton(PACKAGE) ?? []).filter((each) => each.name === 'syscalls');
  visit(syscalls);
  return found.join('\n');
}

function item(each: Item): string {
  const visibility = each.visibility.k === 'pub' ? 'pub ' : '';
  switch (each.kind) {
    case 'const':
      return each.init === undefined
        ? ''
        : `${visibility}const ${each.name}: ${each.typeText} = ${each.init};`;
    case 'alias':
      return `${visibility}type ${each.name} = ${each.text};`;
    case 'module':
      return `pub mod ${each.name} {\n${(each.items ?? []).map(item).join('\n')}\n}`;
    case 'use':
      return each.leaves
        .map(
          ({ segments, alias }) => `${visibility}use ${segments.join('::')}${alias ? ` as ${alias}` : ''};`,
        )
        .join('\n');
    case 'struct':
      return struct(each);
    case 'union':
      return '';
    case 'impl': {
      if (each.trait) return '';
      const self = each.self.k === 'path' ? each.self.segments.join('::') : '';
      if (self.endsWith('_Unpacked') || self.endsWith('_Splayed')) return '';
      const members = each.members.flatMap((member) =>
        member.kind === 'function' && member.visibility.k === 'pub' && !isOpaque(member)
          ? [recorded(member, self)]
          : [],
      );
      return `impl ${self} {\n${members.join('\n')}\n}`;
    }
    default:
      return '';
  }
}

/** Signatures with types that are not rendered here. */
function isOpaque({ signature }: FunctionItem): boolean {
  return ['Splayed', 'Unpacked', 'impl ', 'PrimInt', 'Range'].some((word) => signature.includes(word));
}

function struct(each: Extract<Item, { kind: 'struct' | 'union' }>): string {
  if (each.name.endsWith('_Unpacked')) return '';
  const fields = each.fields.map(({ name, type }) =>
    each.shape === 'tuple' ? `pub ${rust(type)}` : `pub ${variable(name)}: ${rust(type)}`,
  );
  const body =
    each.shape === 'tuple'
      ? `(${fields.join(', ')});`
      : each.shape === 'unit'
        ? ';'
        : ` { ${fields.join(', ')} }`;
  const { name } = each;
  const own = (each.attributes ?? []).filter(({ path }) => path === 'derive' || path === 'repr');
  const attributes = own.map(({ path, args }) => `#[${path}${args ?? ''}]`).join(' ');
  const shown = own.some(({ args }) => args?.includes('Debug')) ? '' : debugOf(name);
  return `${attributes} pub struct ${name}${body}
${shown}
impl Recorded for ${name} {
    fn words(&self) -> Vec<u64> {
        let words = core::mem::size_of::<Self>() / 8;
        unsafe { core::slice::from_raw_parts(self as *const Self as *const u64, words) }.to_vec()
    }
    fn answer() -> Self { unsafe { core::mem::zeroed() } }
}`;
}

/** Written by hand in the generated files: what it prints does not matter here. */
function debugOf(name: string): string {
  return `impl core::fmt::Debug for ${name} { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.write_str("${name}") } }`;
}

/** A function with a body: rights and messages are packed as the kernel does, kernel calls write themselves down. */
function recorded(each: FunctionItem, self: string): string {
  const signature = each.signature;
  const params = parametersOf(signature);
  const body =
    PACKED[`${self}::${each.name}`] ??
    (self === 'seL4_IPCBuffer' || self === ''
      ? `crate::recording::record("${each.name}", vec![${params.map((name) => `${name}.words()`).join(', ')}]); Recorded::answer()`
      : 'unimplemented!()');
  return `pub ${signature} { ${body} }`;
}

/** Fields of the two types that calls are given, as libsel4's `shared_types.bf` packs them. */
const PACKED: Readonly<Record<string, string>> = {
  'seL4_CapRights::new':
    'Self(SeL4Bitfield::new([(capAllowGrantReply & 1) << 3 | (capAllowGrant & 1) << 2 | (capAllowRead & 1) << 1 | capAllowWrite & 1]))',
  'seL4_CapRights::get_capAllowRead': 'self.0.0[0] >> 1 & 1',
  'seL4_CapRights::set_capAllowRead': 'self.0.0[0] = self.0.0[0] & !2 | (capAllowRead & 1) << 1',
  'seL4_MessageInfo::new':
    'Self(SeL4Bitfield::new([label << 12 | capsUnwrapped << 9 | extraCaps << 7 | length]))',
  'seL4_MessageInfo::get_label': 'self.0.0[0] >> 12',
  'seL4_MessageInfo::get_length': 'self.0.0[0] & 0x7f',
  'seL4_MessageInfo::set_length': 'self.0.0[0] = self.0.0[0] & !0x7f | length & 0x7f',
};

/** Names of the parameters, the receiver left out. */
function parametersOf(signature: string): string[] {
  const inner = signature.slice(signature.indexOf('(') + 1);
  return [...inner.matchAll(/(?:^|[(,]\s*)((?:r#)?\w+): /g)].map((match) => match[1]!);
}

function variable(name: string): string {
  return KEYWORDS.has(name) ? `r#${name}` : name;
}

function rust(type: TypeRef): string {
  switch (type.k) {
    case 'path': {
      const path = (type.global ? '::' : '') + type.segments.join('::');
      return type.args ? `${path}<${type.args.map(rust).join(', ')}>` : path;
    }
    case 'constant':
      return type.text;
    case 'reference':
      return `&'static ${type.mutable ? 'mut ' : ''}${rust(type.of)}`;
    case 'pointer':
      return `*${type.mutable ? 'mut' : 'const'} ${rust(type.of)}`;
    case 'array':
      return `[${rust(type.of)}; ${type.length ?? '1'}]`;
    case 'tuple':
      return `(${type.of.map(rust).join(', ')})`;
    default:
      throw new Error(`a type of kind ${type.k} is not rendered`);
  }
}
