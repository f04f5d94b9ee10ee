/** Paths of references: to something that is there, or a near miss of it. */
import type { Choices } from '../random';
import { anyModule, chain, type Def, type DefKind, type Mod, reachable } from './model';
import { nameOf, type Style, spell } from './pools';
import { type Here, typesAt, valuesAt, type Writer } from './writer';

export interface Want {
  readonly style: Style;
  readonly kinds: readonly DefKind[];
  /** Where the path stands: names of the block count, or only those of modules. */
  readonly bare: 'value' | 'type' | 'none';
}

export const WANT_VALUE: Want = {
  style: 'upper',
  kinds: ['const', 'static', 'fn', 'unit', 'tuple'],
  bare: 'value',
};
export const WANT_CALLEE: Want = { style: 'snake', kinds: ['fn', 'tuple'], bare: 'value' };
export const WANT_TYPE: Want = {
  style: 'camel',
  kinds: ['record', 'tuple', 'unit', 'enum', 'alias', 'union'],
  bare: 'type',
};
export const WANT_TRAIT: Want = { style: 'camel', kinds: ['trait'], bare: 'type' };
export const WANT_LITERAL: Want = { style: 'camel', kinds: ['record', 'alias', 'union'], bare: 'type' };
export const WANT_PATTERN: Want = { style: 'upper', kinds: ['const', 'unit', 'enum'], bare: 'none' };
export const WANT_TUPLE: Want = { style: 'camel', kinds: ['tuple', 'enum'], bare: 'none' };
export const WANT_ANY: Want = {
  style: 'any',
  kinds: ['fn', 'const', 'static', 'record', 'tuple', 'unit', 'union', 'enum', 'trait', 'alias', 'mod'],
  bare: 'none',
};

/** The text of a path from `here`. */
export function aim(w: Writer, here: Here, want: Want): string {
  return written(w.c, spoil(w, here, segments(w, here, want), 0.16));
}

export function written(c: Choices, path: readonly string[]): string {
  return path.map((segment) => spell(c, segment)).join('::');
}

function segments(w: Writer, here: Here, want: Want): string[] {
  const { c } = w;
  const form = c.weighted({ bare: 38, path: 46, two: 5, std: 7, self: here.self === undefined ? 0 : 6 });
  if (form === 'two') return [nameOf(c, 'any'), nameOf(c, want.style)];
  if (form === 'self') return selfPath(c, here, want);
  if (form === 'std') return c.pick<string>(STANDARD[standardFor(want)]).split('::');
  if (form === 'bare') return bare(w, here, want);
  const mod = someModule(w, here);
  return toMember(w, here, mod, want);
}

function bare(w: Writer, here: Here, want: Want): string[] {
  const { c } = w;
  const near = c.weighted({ scope: want.bare === 'none' ? 0 : 6, module: 8, pool: 3, prelude: 1 });
  if (near === 'scope') {
    const names = want.bare === 'value' ? valuesAt(here).map(({ name }) => name) : typesAt(here);
    if (names.length > 0) return [c.pick(names)];
  }
  if (near === 'prelude') {
    const name = c.pick(PRELUDE);
    // The engine's parser does not take a primitive type there.
    if (!PRIMITIVES.has(name) || ![WANT_LITERAL, WANT_TUPLE, WANT_TRAIT].includes(want)) return [name];
  }
  if (near === 'pool') return [nameOf(c, want.style)];
  return memberOf(c, here.mod, want);
}

function selfPath(c: Choices, here: Here, want: Want): string[] {
  if (want.bare === 'type') return ['Self'];
  const names = [...(here.self?.members ?? []), ...(here.self?.variants ?? [])].map(({ name }) => name);
  return ['Self', names.length > 0 && c.chance(0.75) ? c.pick(names) : nameOf(c, want.style)];
}

/** A module to aim at: of this crate, of a dependency, or of a crate that is none. */
function someModule(w: Writer, here: Here): Mod {
  const { c } = w;
  const where = c.weighted({ here: 60, dependency: 36, other: 2 });
  if (where === 'dependency' && here.crate.dependencies.length > 0)
    return anyModule(c, c.pick(here.crate.dependencies).crate.root);
  return anyModule(c, where === 'other' ? c.pick(w.crates).root : here.crate.root);
}

function toMember(w: Writer, here: Here, mod: Mod, want: Want): string[] {
  return [...pathTo(w.c, here, mod), ...memberOf(w.c, mod, want)];
}

/** A name in a module that fits what is wanted, with a variant or member of it where that makes sense. */
function memberOf(c: Choices, mod: Mod, want: Want): string[] {
  const there = reachable(mod);
  const fitting = there.filter(({ def }) => def !== undefined && want.kinds.includes(def.kind));
  const chosen = c.weighted({ fitting: 80, any: 12, pool: 8 });
  if (chosen === 'fitting' && fitting.length > 0) {
    const { name, def } = c.pick(fitting);
    return [name, ...inside(c, def!, want)];
  }
  if (chosen !== 'pool' && there.length > 0) return [c.pick(there).name];
  return [nameOf(c, want.style)];
}

/** `E::V` where a value or pattern is wanted. */
function inside(c: Choices, def: Def, want: Want): string[] {
  if (want === WANT_TYPE || want === WANT_TRAIT || want === WANT_LITERAL || def.kind !== 'enum') return [];
  if (want === WANT_ANY && c.chance(0.7)) return [];
  return [def.variants.length > 0 && c.chance(0.85) ? c.pick(def.variants).name : nameOf(c, 'camel')];
}

/** How a module is written from a place: by `crate::`, `self::` and `super::`, by its name, or by its crate's. */
export function pathTo(c: Choices, here: Here, to: Mod): string[] {
  if (to.crate !== here.crate) {
    const dependency = here.crate.dependencies.find(({ crate }) => crate === to.crate);
    const rest = chain(to).map(({ name }) => name);
    const root = dependency?.name ?? to.crate.ident;
    return c.chance(0.12) ? ['', root, ...rest] : [root, ...rest];
  }
  const from = chain(here.mod);
  const there = chain(to);
  let common = 0;
  while (common < from.length && common < there.length && from[common] === there[common]) common += 1;
  const down = there.slice(common).map(({ name }) => name);
  const up = from.slice(common).map(() => 'super');
  if (up.length === 0 && down.length > 0 && c.chance(0.6)) return down;
  if (c.chance(0.5)) return [here.top, ...there.map(({ name }) => name)];
  if (up.length > 0) return c.chance(0.1) ? ['self', ...up, ...down] : [...up, ...down];
  return ['self', ...down];
}

/** Now and then a path that is a near miss of the given one. */
export function spoil(w: Writer, here: Here, path: readonly string[], share: number): string[] {
  const { c } = w;
  if (!c.chance(share)) return [...path];
  const at = c.below(path.length);
  const other = (): string => (c.chance(0.5) ? anyModule(c, here.crate.root).name : nameOf(c, 'any'));
  switch (c.weighted({ last: 5, middle: 4, drop: 3, insert: 3, root: 2, longer: 2, global: 1, case: 2 })) {
    case 'last':
      return [...path.slice(0, -1), nameOf(c, 'any')];
    case 'middle':
      return path.map((segment, index) => (index === at && segment !== '' ? other() : segment));
    case 'drop': {
      const rest = path.filter((_, index) => index !== at);
      const keyword = ['crate', 'self', 'super', '$crate', ''].includes(rest.at(-1) ?? '');
      return keyword && c.chance(0.97) ? [...path] : rest;
    }
    case 'insert':
      return at === 0 ? [...path] : [...path.slice(0, at), other(), ...path.slice(at)];
    case 'root':
      return path.length > 1 || c.chance(0.03)
        ? [c.pick(['crate', 'self', 'super', 'core', 'std', other()]), ...path.slice(1)]
        : [...path];
    case 'longer':
      return [...path, nameOf(c, 'any')];
    case 'global':
      return path[0] === '' || ['crate', 'self', 'super', '$crate', 'Self'].includes(path[0]!)
        ? [...path]
        : ['', ...path];
    case 'case':
      return path.map((segment, index) =>
        index === path.length - 1 && segment.length === 2 ? swapCase(segment) : segment,
      );
  }
}

function swapCase(name: string): string {
  return name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
}

const PRELUDE = [
  'Option',
  'Some',
  'Vec',
  'String',
  'Clone',
  'TryFrom',
  'FromIterator',
  'Future',
  'drop',
  'Result',
  'Box',
  'Send',
  'u8',
  'usize',
  'str',
  'bool',
  'i128',
  'HashMap',
  'Rc',
];

const PRIMITIVES = new Set(['u8', 'usize', 'str', 'bool', 'i128']);

const STANDARD = {
  type: [
    'std::vec::Vec',
    'core::option::Option',
    'std::string::String',
    'core::cell::Missing',
    'alloc::string::String',
    'core::primitive::u8',
    'std::missing::Vec',
    'core::fmt::Error',
    'std::collections::HashMap::Entry',
    'std::io::Error',
    'core::time::Duration',
  ],
  value: [
    'core::mem::drop',
    'std::mem::forget',
    'core::mem::dorp',
    'u8::MAX',
    'u8::MIX',
    'std::u8::MAX',
    'core::usize::MAX',
    'Option::Some',
    'core::option::Option::None',
    'Option::Nome',
    'core::result::Result::Ok',
    'std::process::exit',
    'Vec::new',
    'String::new',
    'alloc::vec::Vec::new',
    'core::f32::consts::PI',
    'i32::from_str_radix',
    'u64::wrapping',
  ],
  trait: [
    'core::marker::Send',
    'std::fmt::Debug',
    'core::clone::Clone',
    'core::clone::Copy',
    'std::io::Read',
    'core::ops::Deref',
    'core::any::Missing',
  ],
} satisfies Record<string, string[]>;

function standardFor(want: Want): keyof typeof STANDARD {
  if (want.kinds.includes('trait') && want.kinds.length === 1) return 'trait';
  return want.bare === 'type' ? 'type' : 'value';
}
