/** Two versions of a crate: by example, and all built-in bindings against the tables of names. */
import { describe, expect, it } from 'vitest';
import { type OpenedBindings, openBindings } from '../../server/src/analysis/bindingsWorld';
import { type Changed, compareVersions, type Versions } from '../../server/src/compare/versions';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import { parts } from '../support/sel4Workspace';
import { crateNamed, worldOf } from '../support/world';

const MANIFEST = '[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2021"\n';

/** What differs between two texts of one crate. */
async function versions(before: string, after: string): Promise<Versions> {
  const version = async (text: string) => {
    const files = new Map([
      ['/w/Cargo.toml', MANIFEST],
      ['/w/src/lib.rs', text],
    ]);
    const world = await worldOf(files, '/w', { arch: 'aarch64' });
    return { world, crate: crateNamed(world, 'probe') };
  };
  return compareVersions(await version(before), await version(after));
}

/** The same, one line each. */
async function lines(before: string, after: string): Promise<readonly string[]> {
  const { added, removed, moved, changed, unknown } = await versions(before, after);
  const what = ({ differences, onlyWritten }: Changed): string =>
    onlyWritten
      ? 'only written'
      : differences
          .map(({ aspect, here, there, follows }) =>
            follows.length > 0 ? `${aspect}, from ${follows}` : `${aspect} ${here} -> ${there}`,
          )
          .join('; ');
  return [
    ...removed.map(({ path, kind }) => `- ${path} (${kind})`),
    ...moved.map((one) => `> ${one.from.path} to ${one.to.path} ${what(one)}`.trimEnd()),
    ...changed.map((one) => `~ ${one.from.path}: ${what(one)}`),
    ...unknown.map(({ from, reason }) => `? ${from.path}: ${reason}`),
    ...added.map(({ path, kind }) => `+ ${path} (${kind})`),
  ];
}

describe('two versions of a crate', () => {
  it('are the same however they are laid out', async () => {
    expect(
      await lines(
        'pub fn f(a: u32, b: [u8; 4]) -> u64 { 0 }\npub const A: u32 = 16;\npub type T = ::core::ffi::c_uint;',
        'pub fn f( a :u32 , b :[u8;4], ) -> u64 { 1 } pub const A :u32= 0x10u32; pub type T = u32;',
      ),
    ).toEqual([]);
  });

  it('are the same to callers where generic parameters have other names', async () => {
    expect(
      await lines(
        `pub fn f<'a, T: Copy, const N: usize>(t: &'a [T; N], u: m::T) -> T { loop {} }
        pub mod m { pub struct T; } pub struct G<T> { pub t: T, pub n: u32 } pub type A<T> = G<T>;
        pub fn other<T: Copy>(t: T) {} pub fn turned<A, B>(a: A, b: B) {} pub fn path<T>(t: m::T) {}`,
        `pub fn f<'b, X: Copy, const M: usize>(t: &'b [X; M], u: m::T) -> X { loop {} }
        pub mod m { pub struct T; } pub struct G<X> { pub t: X, pub n: u32 } pub type A<X> = G<X>;
        pub fn other<T: Clone>(t: T) {} pub fn turned<A, B>(a: B, b: A) {} pub fn path<X>(t: X) {}`,
      ),
    ).toEqual([
      '~ A: only written',
      '~ G::t: only written',
      '~ f: only written',
      '? other: the type parameter T',
      '? path: the type parameter X',
      '? turned: the type parameter A',
    ]);
  });

  it('what a struct or enum is made of is told as before and after', async () => {
    const points = async (before: string, after: string) => {
      const [changed] = (await versions(before, after)).changed;
      return changed?.differences.flatMap((one) => one.points);
    };
    expect(
      await points('pub struct S { pub a: u8, pub b: u8 }', 'pub struct S { pub b: u8, pub a: u8 }'),
    ).toEqual(['its fields are in another order']);
    expect(await points('pub struct S { a: u8, b: u8 }', 'pub struct S { a: u16, c: u8 }')).toEqual([
      '`c` added',
      '`b` removed',
      '`a` `u8` -> `u16`',
    ]);
    expect(await points('pub struct S { a: u8 }', 'pub struct S(u8, u8);')).toEqual([
      '1 named field -> 2 unnamed fields',
    ]);
  });

  it('have names added, removed, and moved', async () => {
    expect(
      await lines(
        'pub const VCPU: u32 = 1; pub fn old() {} pub mod m { pub struct S; }',
        'pub mod object { pub type Type = u32; pub const VCPU: Type = 2; } pub fn new() {} pub mod n { pub struct S; }',
      ),
    ).toEqual([
      '- m (module)',
      '- old (fn)',
      '> VCPU to object::VCPU value 1 -> 2',
      '> m::S to n::S',
      '+ n (module)',
      '+ new (fn)',
      '+ object (module)',
      '+ object::Type (type_alias)',
    ]);
  });

  it('a name that is in several places did not move', async () => {
    expect(
      await lines(
        'pub mod a { pub type Type = u32; } pub mod c { pub type Type = u32; }',
        'pub mod b { pub type Type = u32; } pub mod c { pub type Type = u32; }',
      ),
    ).toEqual(['- a (module)', '- a::Type (type_alias)', '+ b (module)', '+ b::Type (type_alias)']);
  });

  it('values are worked out, through other constants and modules of constants', async () => {
    expect(
      await lines(
        'pub const A: u64 = 1 << 4; pub const B: u64 = A | 1; pub mod e { pub type Type = u32; pub const X: Type = 3; }',
        'pub const A: u64 = 1 << 5; pub const B: u64 = A | 1; pub mod e { pub type Type = u32; pub const X: Type = 4; }',
      ),
    ).toEqual(['~ A: value 16 -> 32', '~ B: value 17 -> 33', '~ e::X: value 3 -> 4']);
  });

  it('what only follows from an alias says from which', async () => {
    expect(
      await lines(
        'pub type Word = u64; pub type CPtr = Word; pub fn f(p: CPtr) -> Word { 0 }',
        'pub type Word = u32; pub type CPtr = Word; pub fn f(p: CPtr) -> Word { 0 }',
      ),
    ).toEqual(['~ CPtr: type, from Word', '~ Word: type `u64` -> `u32`', '~ f: signature, from Word']);
  });

  it('functions: arguments, result, and names of parameters that no caller notices', async () => {
    expect(
      await lines(
        'pub fn a(x: u32) {} pub fn b() -> u8 { 0 } pub fn c(old: u8) {}',
        'pub fn a(x: u32, y: u32) {} pub fn b() -> u16 { 0 } pub fn c(new: u8) {}',
      ),
    ).toEqual([
      '~ a: signature fn a(x: u32) -> fn a(x: u32, y: u32)',
      '~ b: signature fn b() -> u8 -> fn b() -> u16',
      '~ c: only written',
    ]);
  });

  it('fields, variants, members of impls; private ones are nobody’s business', async () => {
    expect(
      await lines(
        `pub struct S { pub a: u32, b: u8 } impl S { pub fn get(&self) -> u32 { 0 } fn own(&self) {} }
         pub enum E { A, B } pub type Alias = S; impl Alias { pub const N: u32 = 1; }`,
        `pub struct S { pub a: u64, pub c: u32, b: u16 } impl S { pub fn get(&self) -> u64 { 0 } }
         pub enum E { A, C } pub type Alias = S; impl Alias { pub const N: u32 = 2; }`,
      ),
    ).toEqual([
      '- E::B (variant)',
      '~ Alias::N: value 1 -> 2',
      '~ S::a: type `u32` -> `u64`',
      '~ S::get: signature fn get(&self) -> u32 -> fn get(&self) -> u64',
      '+ E::C (variant)',
      '+ S::c (field)',
    ]);
  });

  it('the length of an array is what is given for a const parameter', async () => {
    expect(
      await lines(
        `pub struct B<T, U>(T, U); type Bits<T, const N: usize> = B<[T; N], T>; const N: usize = 3;
         pub struct S { pub a: Bits<u64, 14>, pub b: Bits<u64, { 2 * N }> }`,
        `pub struct B<T, U>(T, U); type Bits<T, const N: usize> = B<[T; N], T>; const N: usize = 4;
         pub struct S { pub a: Bits<u64, 12>, pub b: Bits<u64, 6> }`,
      ),
    ).toEqual([
      '~ S::a: type `Bits<u64, 14>` (`B<[u64; 14], u64>`) -> `Bits<u64, 12>` (`B<[u64; 12], u64>`)',
    ]);
  });

  it('the length that a struct’s own parameter gives is not that of a constant of its name', async () => {
    expect(
      await lines(
        'const N: usize = 3; pub struct S<const N: usize> { pub a: [u8; N] }',
        'const N: usize = 4; pub struct S<const N: usize> { pub a: [u16; N] }',
      ),
    ).toEqual(['? S::a: an array whose length is not known']);
  });

  it('the order of fields, and another kind of thing under the same name', async () => {
    expect(
      await lines(
        'pub struct S { pub a: u32, pub b: u32 } pub const K: u32 = 1; pub type T = u32;',
        'pub struct S { pub b: u32, pub a: u32 } pub fn K() {} pub struct T;',
      ),
    ).toEqual([
      '~ K: kind constant -> function',
      '~ S: fields 2 named fields -> 2 named fields',
      '~ T: type `u32` -> a struct of its own',
    ]);
  });

  it('what cannot be told is said, and only where it is written differently', async () => {
    expect(
      await lines(
        'pub const A: u32 = f(); pub const B: u32 = f(); const fn f() -> u32 { 1 }',
        'pub const A: u32 = g(); pub const B: u32 = f(); const fn g() -> u32 { 2 } const fn f() -> u32 { 1 }',
      ),
    ).toEqual([expect.stringMatching(/^\? A: /)]);
  });
});

/** From the pinned versions to the newest ones, and over kernel options and architectures. */
const PAIRS = [
  ['pin-aarch64', 'aarch64'],
  ['pin-aarch64-mcs', 'aarch64-mcs'],
  ['pin-x86_64', 'x86_64'],
  ['pin-riscv64', 'riscv64'],
  ['aarch64', 'aarch64-hyp-mcs'],
  ['aarch64', 'aarch64-smp'],
  ['x86_64', 'x86_64-mcs'],
  ['aarch64', 'riscv64'],
  ['x86_64', 'aarch64'],
] as const;

async function opened(name: string): Promise<OpenedBindings> {
  const { parser, catalog } = await parts();
  const result = openBindings(name, { files: memoryFiles(new Map()), root: '/', parser, catalog });
  if (!result.opened) throw new Error(result.problem.message);
  return result.opened;
}

async function differenceOf(a: string, b: string): Promise<Versions> {
  const [from, to] = [await opened(a), await opened(b)];
  return compareVersions({ world: from.world, crate: from.sys }, { world: to.world, crate: to.sys });
}

describe('the difference between built-in bindings', () => {
  it.each(PAIRS)('%s and %s is that of the table of names, in full', async (a, b) => {
    const { catalog } = await parts();
    const [before, after] = [new Map<string, string>(), new Map<string, string>()];
    for (const name of catalog.namesWith(({ path }) => !path.startsWith('sel4::')))
      for (const place of catalog.knownName(name)) {
        // A constructor is what its struct's field is.
        if (place.path.startsWith('sel4::') || place.kind === 'ctor') continue;
        // The tag of a fault is its crate's own business.
        if (/^(get|set|width_of)_seL4_FaultType$/.test(name)) continue;
        for (const [configuration, into] of [
          [a, before],
          [b, after],
        ] as const)
          if (place.configurations.includes(configuration))
            into.set(
              `${place.path} ${place.kind}`,
              place.details.find((one) => one.configurations.includes(configuration))?.text ?? '',
            );
      }
    const only = (these: Map<string, string>, those: Map<string, string>): string[] =>
      [...these.keys()].filter((key) => !those.has(key));
    const other = [...before.keys()].filter((key) => after.has(key) && after.get(key) !== before.get(key));

    const { added, removed, moved, changed, unknown } = await differenceOf(a, b);
    const key = ({ path, kind }: { path: string; kind: string }): string => `${path} ${kind}`;
    expect(only(after, before).sort()).toEqual([...added, ...moved.map(({ to }) => to)].map(key).sort());
    expect(only(before, after).sort()).toEqual(
      [...removed, ...moved.map(({ from }) => from)].map(key).sort(),
    );
    // The same words of which an alias means something else are the same in the table.
    const following = changed.filter(({ from, to }) => from.text === to.text);
    expect(other.sort()).toEqual(
      changed
        .filter((one) => !following.includes(one))
        .map(({ from }) => key(from))
        .sort(),
    );
    const aliases = changed.filter(({ from }) => from.kind === 'type_alias').map(({ from }) => from.path);
    for (const { differences } of following)
      for (const { follows } of differences) {
        expect(follows).not.toEqual([]);
        expect(aliases).toEqual(expect.arrayContaining([...follows]));
      }
    expect(unknown).toEqual([]);
    for (const { from, to, differences } of changed)
      for (const { aspect, here, there } of differences)
        if (aspect === 'value') {
          expect(before.get(key(from))).toMatch(new RegExp(` = ${here}$`));
          expect(after.get(key(to))).toMatch(new RegExp(` = ${there}$`));
        }
  });

  it('an object that the hypervisor makes a real one has moved into the enum', async () => {
    const { moved } = await differenceOf('aarch64', 'aarch64-hyp-mcs');
    expect(moved.map(({ from, to }) => [from.path, to.path])).toEqual([
      ['seL4_ARM_VCPUObject', '_object::seL4_ARM_VCPUObject'],
    ]);
  });

  it('bitfields are told apart by their length', async () => {
    const { changed } = await differenceOf('aarch64', 'riscv64');
    expect(changed.find(({ from }) => from.path === 'seL4_Fault_VMFault::0')?.differences).toMatchObject([
      { here: '`SeL4Bitfield<u64, 14usize>` (`Bitfield<[u64; 14], u64>`)', follows: [] },
    ]);
  });

  it('the typed crate’s constants have the types that are around their module', async () => {
    const [from, to] = [await opened('aarch64'), await opened('x86_64')];
    const typed = ({ world, typed }: OpenedBindings) => ({ world, crate: typed! });
    expect(compareVersions(typed(from), typed(to)).unknown).toEqual([]);
  });

  it('is nothing between a set and itself', async () => {
    const { added, removed, moved, changed, unknown, shared } = await differenceOf('x86_64', 'x86_64');
    expect([added, removed, moved, changed, unknown]).toEqual([[], [], [], [], []]);
    expect(shared).toBeGreaterThan(700);
  });
});
