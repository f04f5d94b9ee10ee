/** What the definitions of a made-up program are: what its references can aim at, and what Rust forbids to be twice. */
import type { Choices } from '../random';

export type DefKind =
  | 'fn'
  | 'const'
  | 'static'
  | 'record'
  | 'tuple'
  | 'unit'
  | 'union'
  | 'enum'
  | 'trait'
  | 'alias'
  | 'mod';

export interface Variant {
  readonly name: string;
  readonly shape: 'unit' | 'tuple' | 'record';
}

export interface Member {
  readonly name: string;
  readonly kind: 'fn' | 'method' | 'const';
}

export interface Def {
  readonly kind: DefKind;
  readonly name: string;
  readonly visibility: string;
  readonly variants: readonly Variant[];
  readonly members: readonly Member[];
  readonly module?: Mod;
}

/** A `use` of a module, as far as paths may go through it. */
export interface Brought {
  readonly name: string;
  /** Where it leads, when it was aimed at something: a module goes on, other things end there. */
  readonly to?: Def;
}

export interface Mod {
  readonly name: string;
  readonly crate: Crate;
  readonly parent: Mod | undefined;
  readonly visibility: string;
  readonly defs: Def[];
  readonly children: Mod[];
  readonly brought: Brought[];
  readonly globs: (Mod | Def)[];
  /** Names that are defined or imported, by namespace: types, values, macros. */
  readonly taken: readonly [Set<string>, Set<string>, Set<string>];
  /** How it is written: in braces, or in which kind of file. */
  readonly form: 'inline' | 'file' | 'mod.rs' | 'path';
  /** A type and constants, as bindgen writes a C enum: nothing else stands in it. */
  readonly constified?: true;
}

export interface Dependency {
  /** The name that sources write. */
  readonly name: string;
  readonly crate: Crate;
  /** An optional dependency may be off. */
  readonly optional: boolean;
  readonly on: boolean;
}

export interface Macro {
  readonly name: string;
  /** How a call of it is written, from `!` on. */
  readonly call: 'item' | 'expression' | 'statement' | 'pattern' | 'type';
  readonly exported: boolean;
  readonly mod: Mod;
  /** What one may give to it between the parentheses. */
  readonly takes: 'nothing' | 'name' | 'expression' | 'path' | 'type';
}

export interface Crate {
  readonly name: string;
  /** As sources write it. */
  readonly ident: string;
  readonly edition: string;
  readonly noStd: boolean;
  readonly dependencies: Dependency[];
  readonly features: readonly string[];
  readonly on: readonly string[];
  readonly macros: Macro[];
  root: Mod;
}

export const TYPE = 0;
export const VALUE = 1;
export const MACRO = 2;

/** Namespaces that a definition takes a name in. */
export function namespacesOf(kind: DefKind): readonly (0 | 1 | 2)[] {
  switch (kind) {
    case 'fn':
    case 'const':
    case 'static':
      return [VALUE];
    case 'tuple':
    case 'unit':
      return [TYPE, VALUE];
    default:
      return [TYPE];
  }
}

/** Takes a name in some namespaces of a module; false, and nothing is taken, if one of them has it. */
export function take(mod: Mod, name: string, namespaces: readonly (0 | 1 | 2)[]): boolean {
  if (namespaces.some((namespace) => mod.taken[namespace].has(name))) return false;
  for (const namespace of namespaces) mod.taken[namespace].add(name);
  return true;
}

/** The module's path from its crate's root, root excluded. */
export function chain(mod: Mod): Mod[] {
  return mod.parent === undefined ? [] : [...chain(mod.parent), mod];
}

/** A module anywhere below `root`, itself included. */
export function anyModule(c: Choices, root: Mod): Mod {
  let at = root;
  while (at.children.length > 0 && c.chance(0.65)) at = c.pick(at.children);
  return at;
}

/** What a path may name in a module: its own things, what it imports, and what its globs may bring. */
export function reachable(mod: Mod, depth = 2): readonly { readonly name: string; readonly def?: Def }[] {
  const found: { name: string; def?: Def }[] = mod.defs.map((def) => ({ name: def.name, def }));
  for (const { name, to } of mod.brought) found.push(to === undefined ? { name } : { name, def: to });
  if (depth === 0) return found;
  for (const glob of mod.globs)
    if ('defs' in glob) found.push(...reachable(glob, depth - 1));
    else found.push(...glob.variants.map(({ name }) => ({ name })));
  return found;
}
