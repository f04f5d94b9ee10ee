/** Items of traits, and which types implement these as far as that is known. */

import type { Definition, Module } from '../resolve/definitions';
import { deriveNames, derivesOthers } from '../resolve/derives';
import { remembered } from '../resolve/remembered';
import type { World } from '../resolve/world';
import type { BoundRef } from '../syntax/summary';
import { findMember, type MemberLookup } from './associated';
import { implTables, type KnownImpl, withoutReferences } from './impls';
import type { MatchedImpl } from './instances';
import { listedNamed } from './members';
import { definitionOfType, type Head, headOf } from './types';

/** An item of a trait itself. */
export function itemOf(world: World, trait: Definition, name: string): MemberLookup {
  const { external, item, parent, unit } = trait;
  if (external && parent) {
    const [found] = listedNamed(external.associated, name);
    return found
      ? { k: 'found', member: { external: found, module: parent, of: trait, ofTrait: true } }
      : { k: 'absent' };
  }
  if (item?.kind !== 'trait' || !parent) return { k: 'unknown', reason: 'a trait that is not followed' };
  if (item.aliasOnly) return { k: 'unknown', reason: 'a trait alias' };
  const generics = new Set(item.generics?.map((parameter) => parameter.name));
  const where = { module: parent, generics, ...(unit ? { unit } : {}) };
  const found = findMember(world, item.members, name, where, trait);
  return found ?? { k: 'absent' };
}

/** Traits of std that no impl for every type provides: a type has them only where that is written. */
const NEVER_BLANKET = new Set([
  ...[
    'Default',
    'PartialEq',
    'Eq',
    'PartialOrd',
    'Ord',
    'DoubleEndedIterator',
    'ExactSizeIterator',
    'Iterator',
  ],
  ...[
    'Extend',
    'AsRef',
    'AsMut',
    'Drop',
    'FromIterator',
    'Clone',
    'Copy',
    'Hash',
    'Deref',
    'DerefMut',
    'Debug',
    'Display',
  ],
]);

/** Whether references have a trait of std whatever they refer to; `'any'`: one of both kinds. */
function isOfReferences(trait: string, self: Head | 'any'): boolean {
  if (self !== 'any' && self.k !== 'reference') return false;
  const [shared, mutable] = self === 'any' ? [true, true] : [!self.mutable, self.mutable === true];
  return (
    trait === 'Deref' ||
    ((trait === 'Clone' || trait === 'Copy') && shared) ||
    (trait === 'DerefMut' && mutable)
  );
}

/** Whether a type has a trait; `undefined`: that cannot be told. */
export function implementsTrait(
  world: World,
  module: Module,
  self: Head,
  trait: Definition,
  method: boolean,
  depth: number,
): boolean | undefined {
  const type = withoutReferences(world, self);
  if (type.k === 'unknown' || type.k === 'parameter' || depth > 3) return undefined;
  // An argument `impl Trait` has that trait, and what its bounds build on.
  if (type.k === 'bounds' && depth > 0) return undefined;
  // In a path rustc also takes what references to the type have, and says of bounds that they are not met (E0277).
  const path = !method && depth === 0;
  if (trait.external && isOfReferences(trait.name, path ? 'any' : self)) return true;
  // What nobody can read beside a type, a derive of its own among it, may give it the trait that a bound asks for.
  let doubt = depth > 0 && type.k === 'type' && type.definition.parent?.unknown !== undefined;
  // A macro that nobody can read beside a trait is there to implement it, for types of any kind.
  doubt ||= trait.parent?.unknown !== undefined;
  const places = [module, trait.parent, type.k === 'type' ? type.definition.parent : undefined];
  const owner = type.k === 'type' ? type.definition.crate : undefined;
  for (const crate of new Set([module.crate, trait.crate, owner])) {
    if (!crate || crate.fromTree) continue;
    for (const table of implTables(world, crate, places)) {
      for (const known of mayBeFor(world, table.ofTrait.get(trait), type)) {
        const fits = isFor(world, known, self, type, method, depth);
        if (fits === true && known.active === true) return true;
        if (fits !== false) doubt = true;
      }
      if (table.opaque.some((known) => isFor(world, known, self, type, method, depth) !== false))
        doubt = true;
    }
  }
  if (type.k === 'type' && type.definition.item && trait.external) {
    const derived = deriveNames(world, type.definition);
    if (derived.includes(trait.name)) return true;
  }
  if (doubt || (type.k === 'type' && derivesOthers(world, type.definition))) return undefined;
  if (!trait.external) return false;
  // What std's types and impls for all types have is not listed.
  if (type.k !== 'type' || type.definition.external) return undefined;
  return NEVER_BLANKET.has(trait.name) ? false : undefined;
}

/** Impls of one trait by the type that they are for; those for a parameter, for what is built or not followed apart. */
interface ByTarget {
  readonly count: number;
  readonly ofTypes: ReadonlyMap<Definition, readonly KnownImpl[]>;
  readonly others: readonly KnownImpl[];
}

const byTarget = new WeakMap<readonly KnownImpl[], ByTarget>();
const NONE: readonly KnownImpl[] = [];

/** Of the impls of a trait those that may be for a type: there are traits with thousands, as `Add` in a crate of vectors. */
function mayBeFor(world: World, impls: readonly KnownImpl[] = NONE, type: Head): readonly KnownImpl[] {
  if (impls.length < 8) return impls;
  let sorted = byTarget.get(impls);
  if (sorted?.count !== impls.length) {
    sorted = sortByTarget(world, impls);
    byTarget.set(impls, sorted);
  }
  const own = type.k === 'type' ? sorted.ofTypes.get(type.definition) : undefined;
  return own ? [...own, ...sorted.others] : sorted.others;
}

function sortByTarget(world: World, impls: readonly KnownImpl[]): ByTarget {
  const ofTypes = new Map<Definition, KnownImpl[]>();
  const others: KnownImpl[] = [];
  for (const known of impls) {
    const target = withoutReferences(world, known.self);
    if (target.k === 'type') remembered(ofTypes, target.definition, (): KnownImpl[] => []).push(known);
    else others.push(known);
  }
  return { count: impls.length, ofTypes, others };
}

/** Whether an impl of a trait is for a type. */
function isFor(
  world: World,
  known: KnownImpl,
  self: Head,
  type: Head,
  method: boolean,
  depth: number,
): boolean | undefined {
  const { item, generics, environment } = known;
  let written = item.self;
  let referenced = false;
  while (written.k === 'reference') {
    written = written.of;
    referenced = true;
  }
  const path = !method && depth === 0;
  if (referenced && !method && !path && self.k !== 'reference') return false;
  if (written.k === 'path' && written.segments.length === 1 && generics.has(written.segments[0] ?? '')) {
    const bounds =
      item.generics?.find(({ name }) => name === (written as { segments: readonly string[] }).segments[0])
        ?.bounds ?? [];
    return bounds.length === 0 || path
      ? true
      : every(bounds.map((bound) => meets(world, known, type, bound, depth)));
  }
  const target = withoutReferences(world, known.self);
  if (target.k === 'unknown') {
    // A header that is proven to lead nowhere is for nothing.
    return undefined;
  }
  if (target.k === 'type' && type.k === 'type') {
    if (target.definition !== type.definition) return false;
    const own = written.k === 'path' ? (written.args ?? []) : [];
    const all = own.every(
      (arg) => arg.k === 'path' && arg.segments.length === 1 && generics.has(arg.segments[0] ?? ''),
    );
    return all && environment !== undefined ? true : undefined;
  }
  if (target.k === 'primitive' && type.k === 'primitive') return target.name === type.name;
  if (target.k === 'built' && type.k === 'built') return target.shape === type.shape ? undefined : false;
  // Which function, pointer or bounds are meant is not compared.
  return target.k === type.k ? undefined : false;
}

/**
 * Whether what the parameters of an impl stand for has the traits that their bounds ask for; what is not given is let
 * be. `undefined`: that cannot be told.
 */
export function meetsBounds(world: World, { known, given }: MatchedImpl): boolean | undefined {
  const answers = (known.item.generics ?? []).flatMap(({ name, bounds = [] }) => {
    const type = given.get(name);
    // What is left out has a default, which meets them.
    const head = type && type.type.k !== 'other' ? headOf(world, type) : undefined;
    return head ? bounds.map((bound) => meets(world, known, head, bound, 0)) : [];
  });
  return every(answers);
}

function meets(
  world: World,
  known: KnownImpl,
  type: Head,
  bound: BoundRef,
  depth: number,
): boolean | undefined {
  const path = { k: 'path' as const, segments: bound.segments };
  const trait = definitionOfType(world, { type: path, environment: known.environment });
  if (trait?.kind !== 'trait') return undefined;
  if (trait.external && ['Sized', 'Send', 'Sync', 'Unpin'].includes(trait.name))
    return type.k === 'type' ? true : undefined;
  return implementsTrait(world, known.module, type, trait, false, depth + 1);
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** A trait and all that it builds on; `undefined` where one of them cannot be told. */
export function traitsAbove(world: World, trait: Definition): readonly Definition[] | undefined {
  const all = new Set<Definition>([trait]);
  for (const one of all) {
    if (one.external) continue;
    if (one.item?.kind !== 'trait' || !one.parent) return undefined;
    for (const { segments, global } of one.item.supertraits) {
      const type = { k: 'path' as const, segments, ...(global ? { global: true as const } : {}) };
      const found = definitionOfType(world, { type, environment: { module: one.parent } });
      if (found?.kind !== 'trait') return undefined;
      all.add(found);
    }
  }
  return [...all];
}
