/** Where a made-up program is being written, and what may be named there. */
import type { Choices } from '../random';
import { type Crate, type Def, type Macro, type Mod, TYPE, VALUE } from './model';
import type { Piece, Pieces } from './pieces';

/** Names of a block: its bindings, and its own items and imports. */
export interface Scope {
  readonly outer: Scope | undefined;
  readonly values: { readonly name: string; readonly type?: Def }[];
  readonly types: string[];
  /** What the block defines, by namespace: nothing may be defined twice. */
  readonly taken: readonly [Set<string>, Set<string>, Set<string>];
}

export interface Here {
  readonly crate: Crate;
  readonly mod: Mod;
  readonly scope: Scope;
  /** The type or trait whose `impl` or definition this stands in. */
  readonly self?: Def;
  /** `self` is a value here. */
  readonly method?: true;
  /** Inside a `const` or `static`: no calls but of what is constant. */
  readonly constant?: true;
  /** How many blocks deep. */
  readonly depth: number;
  /** How many of the crate's macros may be called. */
  readonly macros?: number;
  /** `crate`, or `$crate` inside an exported macro. */
  readonly top: string;
}

export class Writer {
  #number = 0;

  constructor(
    readonly c: Choices,
    readonly p: Pieces,
    /** All crates, those that others need first. */
    readonly crates: readonly Crate[],
  ) {}

  /** A name that nothing else has. */
  fresh(prefix: string): string {
    this.#number += 1;
    return `${prefix}${this.#number}`;
  }

  /** `some` in about one of `1 / share` cases. */
  maybe(share: number, some: () => Piece): Piece {
    return this.c.chance(share) ? some() : '';
  }
}

export function newScope(outer?: Scope): Scope {
  return { outer, values: [], types: [], taken: [new Set(), new Set(), new Set()] };
}

/** In a new block. */
export function inBlock(here: Here): Here {
  return { ...here, scope: newScope(here.scope), depth: here.depth + 1 };
}

/** In a function or constant of its own: nothing of the surroundings' locals. */
export function inItem(here: Here): Here {
  return { ...here, scope: newScope(), depth: 0 };
}

/** At the top of a module. */
export function inModule(crate: Crate, mod: Mod): Here {
  return { crate, mod, scope: newScope(), depth: 0, top: 'crate' };
}

/** Brings a value into the scope. */
export function bind(here: Here, name: string, type?: Def): void {
  if (name !== '_') here.scope.values.push(type === undefined ? { name } : { name, type });
}

/** Takes names for items of a block; false if one of them is taken. */
export function takeInBlock(here: Here, name: string, namespaces: readonly (0 | 1 | 2)[]): boolean {
  const { taken } = here.scope;
  if (namespaces.some((namespace) => taken[namespace].has(name))) return false;
  for (const namespace of namespaces) taken[namespace].add(name);
  if (namespaces.includes(TYPE)) here.scope.types.push(name);
  if (namespaces.includes(VALUE)) here.scope.values.push({ name });
  return true;
}

/** Values in scope, the innermost first. */
export function valuesAt(here: Here): readonly { readonly name: string; readonly type?: Def }[] {
  const found: { name: string; type?: Def }[] = [];
  for (let scope: Scope | undefined = here.scope; scope; scope = scope.outer)
    found.push(...[...scope.values].reverse());
  return found;
}

/** Types in scope that are not the module's. */
export function typesAt(here: Here): readonly string[] {
  const found: string[] = [];
  for (let scope: Scope | undefined = here.scope; scope; scope = scope.outer) found.push(...scope.types);
  return found;
}

/** Macros of the crate that may be called here for such a place. */
export function macrosAt(here: Here, call: Macro['call']): readonly Macro[] {
  const { macros } = here.crate;
  const same = macros[here.macros ?? -1]?.name;
  return macros.slice(0, here.macros).filter((macro) => macro.call === call && macro.name !== same);
}
