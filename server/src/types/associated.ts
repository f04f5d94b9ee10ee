/** Associated items that a type has by itself. */
import type { ExternalAssociated } from '../bindings/model';
import { activity, attributesIn } from '../resolve/attributes';
import type { Definition, Module } from '../resolve/definitions';
import { expandCall } from '../resolve/expand';
import { isCallable } from '../resolve/knownMacros';
import { resolveMacro, standsForNothing } from '../resolve/macroPaths';
import { walkPrefix } from '../resolve/paths';
import { type Expansion, endOf, itemTable, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Item, MacroCallItem } from '../syntax/summary';
import { implTables, type KnownImpl } from './impls';
import { type Instance, type MatchedImpl, matchImpl } from './instances';
import { implsNaming, listedNamed } from './members';
import type { Outcome } from './outcome';
import { itemOf, meetsBounds } from './traits';
import { argumentOf, headOf } from './types';

export interface Member {
  readonly item?: Item;
  readonly external?: ExternalAssociated;
  readonly unit?: Unit;
  readonly module: Module;
  /** The type whose impl it is, or the trait. */
  readonly of: Definition;
  /** Type and const parameters of that impl or trait. */
  readonly generics?: ReadonlySet<string>;
  /** From an `impl Trait for`: as visible as the trait. */
  readonly ofTrait?: true;
  /** Impls for several instances of the type have the name: which one is meant depends on types. */
  readonly several?: true;
  /** The inherent impl that it stands in, held against the instance that was asked about. */
  readonly impl?: MatchedImpl;
}

export type MemberLookup =
  | { readonly k: 'found'; readonly member: Member }
  | { readonly k: 'unknown'; readonly reason: string }
  | { readonly k: 'absent' };

/**
 * Looks an associated name up in what a type has by itself: its inherent impls, or a trait's own items. What traits
 * add depends on the place: `throughTraits` tells. `instance`: the type with its arguments, where they are known; impls
 * for other instances are left out.
 */
export function memberOf(world: World, type: Definition, name: string, instance?: Instance): MemberLookup {
  if (type.kind === 'trait') return ofTraitItself(world, type, name);
  const listed = type.external && ofTree(world, type, name, instance);
  if (listed) return listed;
  const { crate } = type;
  if (!crate || crate.fromTree) return { k: 'absent' };
  let unknown: MemberLookup | undefined;
  const hidden: Member[] = [];
  const doubtful: Member[] = [];
  for (const table of implTables(world, crate, [type.parent])) {
    for (const known of implsNaming(table.inherent.get(type), name)) {
      const within = findMember(world, known.item.members, name, known, type);
      const impl = within && instance && matchImpl(world, known, instance);
      if (impl && (impl.fits === false || meetsBounds(world, impl) === false)) continue;
      const found: MemberLookup | undefined =
        impl && within.k === 'found' ? { k: 'found', member: { ...within.member, impl } } : within;
      if (found?.k === 'found' && known.active !== true)
        unknown ??= { k: 'unknown', reason: 'a cfg that is not known' };
      else if (found?.k === 'found') {
        // An impl in a body may be noted with the one around it, too; a file may be two modules.
        if (found.member.item?.visibility.k !== 'pub') {
          const { item, unit } = found.member;
          if (!hidden.some((one) => one.item === item && one.unit === unit)) hidden.push(found.member);
        } else if (impl === undefined || impl.fits) return found;
        else doubtful.push(found.member);
      } else unknown ??= found;
    }
    for (const known of table.loose)
      if (mayBeFor(world, known, type))
        unknown ??= { k: 'unknown', reason: 'an impl for a type that is not followed' };
  }
  const [one, other] = doubtful;
  if (one) return { k: 'found', member: other ? { ...one, several: true } : one };
  const [first, second] = hidden;
  if (first) return { k: 'found', member: second ? { ...first, several: true } : first };
  if (unknown) return unknown;
  if (crate.root.unknown !== undefined || type.parent?.unknown !== undefined)
    return { k: 'unknown', reason: crate.root.unknown ?? type.parent?.unknown ?? '' };
  return { k: 'absent' };
}

/** What the public tree of a crate lists for a type; `undefined` where it lists nothing of that name for the instance. */
function ofTree(
  world: World,
  type: Definition,
  name: string,
  instance: Instance | undefined,
): MemberLookup | undefined {
  let found: ExternalAssociated | undefined;
  let isCertain = true;
  for (const each of listedNamed(type.external?.associated, name)) {
    const fits = isListedFor(world, each, type, instance);
    if (fits === false) continue;
    isCertain = fits === true && found === undefined;
    found ??= each;
  }
  if (!found || !type.parent) return undefined;
  const member = { external: found, module: type.parent, of: type };
  return { k: 'found', member: isCertain ? member : { ...member, several: true } };
}

/** Whether a member that a tree lists is there for an instance of its type; `undefined` where that cannot be told. */
function isListedFor(
  world: World,
  { instances }: ExternalAssociated,
  { crate }: Definition,
  instance: Instance | undefined,
): boolean | undefined {
  if (!instances) return true;
  const [first] = instance?.args ?? [];
  const head = first && headOf(world, argumentOf(first));
  if (head?.k === 'type')
    return head.definition.crate === crate ? instances.includes(head.definition.name) : undefined;
  return head?.k === 'primitive' || head?.k === 'built' ? false : undefined;
}

/**
 * Items of a name in all impls for a type, those of traits included, by which a call may be meant that is spelt so; what
 * macros in impls stand for is left out.
 */
export function membersNamed(world: World, type: Definition, name: string): readonly Member[] {
  if (!type.crate || type.crate.fromTree) return [];
  return [...implTables(world, type.crate, [type.parent])].flatMap((table) => {
    const ofTraits = [...table.ofTrait.values()].flat();
    const all = [
      ...implsNaming(table.inherent.get(type), name),
      ...ofTraits.filter(({ self }) => isFor(self, type)),
    ];
    return all.flatMap(({ item: impl, module, unit }) =>
      impl.members.flatMap((item): readonly Member[] =>
        item.name === name
          ? [{ item, unit, module, of: type, ...(impl.trait ? { ofTrait: true as const } : {}) }]
          : [],
      ),
    );
  });
}

function isFor(self: KnownImpl['self'], type: Definition): boolean {
  return self.k === 'type' && self.definition === type;
}

function ofTraitItself(world: World, trait: Definition, name: string): MemberLookup {
  const own = itemOf(world, trait, name);
  if (own.k !== 'absent') return own;
  const above = trait.item?.kind === 'trait' && trait.item.supertraits.length > 0;
  return above ? { k: 'unknown', reason: 'a supertrait may have it' } : own;
}

/** Names that a type or trait has by its own items and impls; what macros in impls stand for is left out. */
export function memberNames(world: World, type: Definition): ReadonlySet<string> {
  const { external, item, crate } = type;
  const names = new Set(external?.associated?.map(({ name }) => name));
  const add = (members: readonly Item[]): void => {
    for (const { name } of members) if (name !== '') names.add(name);
  };
  if (item?.kind === 'trait') add(item.members);
  else if (crate && !crate.fromTree)
    for (const table of implTables(world, crate)) {
      for (const known of table.inherent.get(type) ?? []) add(known.item.members);
      for (const impls of table.ofTrait.values())
        for (const { self, item } of impls) if (isFor(self, type)) add(item.members);
    }
  return names;
}

/** Whether an impl whose type is not followed may be one of a type: not if its path is proven to lead nowhere. */
function mayBeFor(world: World, known: KnownImpl, type: Definition): boolean {
  const { self } = known.item;
  if (self.k !== 'path') return self.k === 'macro' || self.k === 'other';
  if (known.item.inBlock) return self.segments.at(-1) === type.name;
  return walkPrefix(world, { module: known.module }, self.segments, self.global === true, []).k !== 'failed';
}

/** Looks a name up in a list of members, macros expanded; `undefined` where nothing is found or in doubt. */
export function findMember(
  world: World,
  members: readonly Item[],
  name: string,
  where: { readonly module: Module; readonly unit?: Unit; readonly generics?: ReadonlySet<string> },
  of: Definition,
  depth = 0,
): MemberLookup | undefined {
  const { module, unit, generics } = where;
  let unknown: MemberLookup | undefined;
  // A plain loop: each name that is looked up in a type goes through here.
  for (let nth = 0; nth < members.length; nth++) {
    const item = members[nth]!;
    if (item.kind !== 'macroCall' && item.name !== name) continue;
    if (item.attributes) {
      const state = activity(world, module.crate, item.attributes, attributesIn(world, module));
      if (state.active === false) continue;
      if (state.active === 'unknown') {
        unknown = { k: 'unknown', reason: 'a cfg that is not known' };
        continue;
      }
    }
    if (item.kind === 'broken') unknown = { k: 'unknown', reason: 'a part of the impl does not parse' };
    else if (item.kind !== 'macroCall') {
      if (item.name !== name) continue;
      const member = { item, module, of, ...(unit ? { unit } : {}), ...(generics ? { generics } : {}) };
      return { k: 'found', member };
    } else if (unit && depth < 16) {
      const expansion = expandMember(world, module, unit, item);
      if (!expansion) {
        unknown = { k: 'unknown', reason: `the macro ${item.segments.join('::')} in an impl is not known` };
        continue;
      }
      if (expansion.k === 'unknown') unknown = expansion;
      if (expansion.k !== 'units') continue;
      for (const inner of expansion.units) {
        const within = findMember(
          world,
          inner.fragment.items,
          name,
          { ...where, unit: inner },
          of,
          depth + 1,
        );
        if (within?.k === 'found') return within;
        unknown ??= within;
      }
    } else unknown = { k: 'unknown', reason: 'a macro in an impl' };
  }
  return unknown;
}

/**
 * Members of an impl or trait that the view compiles, those that macros bring with them. What is behind a macro that is not
 * known is left out, and a cfg that is not known counts as one that holds.
 */
export function* membersIn(
  world: World,
  members: readonly Item[],
  { module, unit }: { readonly module: Module; readonly unit?: Unit | undefined },
  depth = 0,
): Iterable<{ readonly item: Item; readonly unit?: Unit | undefined }> {
  for (const item of members) {
    const { attributes } = item;
    const isOff =
      attributes !== undefined &&
      activity(world, module.crate, attributes, attributesIn(world, module)).active === false;
    if (isOff) continue;
    if (item.kind !== 'macroCall') yield { item, unit };
    else if (unit && depth < 16) {
      const expansion = expandMember(world, module, unit, item);
      for (const inner of expansion?.k === 'units' ? expansion.units : [])
        yield* membersIn(world, inner.fragment.items, { module, unit: inner }, depth + 1);
    }
  }
}

/** What a macro call among the members of an impl stands for; `undefined` if its macro is not known. */
function expandMember(world: World, module: Module, unit: Unit, item: MacroCallItem): Expansion | undefined {
  // Every name that is looked up in the impl asks.
  const known = unit.memberCalls?.get(item);
  if (known) return known.expansion;
  const { segments, global } = item;
  const textual = textualFor(unit, item);
  const table = itemTable(unit.fragment, item);
  const at = startOf(table, item.pathAt);
  const found = resolveMacro(world, module, segments, global === true, textual, unit, -1, isCallable, at);
  const start = startOf(table, item.textAt);
  const expansion: Expansion | undefined = standsForNothing(found)
    ? { k: 'failed' }
    : found.k === 'found'
      ? expandCall(world, found.definition, {
          unit,
          start,
          end: endOf(table, item.textAt),
          kind: 'members',
          crate: module.crate,
          ...(start < 0 ? { text: item.text } : { anchor: { item, at: item.textAt } }),
        })
      : undefined;
  if (module.crate.collecting) {
    unit.earlyCalls ??= new Set();
    unit.earlyCalls.add(item);
  } else if (!world.tainted) {
    const isExpanded = found.k === 'found' && !standsForNothing(found);
    unit.memberCalls ??= new Map();
    unit.memberCalls.set(item, { expansion, ...(isExpanded ? { definition: found.definition } : {}) });
  }
  return expansion;
}

/** Textual macros that precede an item of a file. */
function textualFor(unit: Unit, item: Item): import('../resolve/definitions').TextualScope | undefined {
  const offset = startOf(itemTable(unit.fragment, item), item.at);
  let scope: import('../resolve/definitions').TextualScope | undefined;
  for (const list of unit.textual)
    for (const point of list ?? []) if (point.offset < offset) scope = point.scope;
  return scope;
}

/** The outcome of a name that is this member of a type; `of` is the type that was asked. */
export function resolvedTo(
  member: Member,
  name: string,
  of = member.of,
): Extract<Outcome, { k: 'resolved' }> {
  const { item, unit } = member;
  return {
    k: 'resolved',
    definition: {
      kind: 'associated',
      name,
      of,
      ...(of.crate ? { crate: of.crate } : {}),
      ...(of.parent ? { parent: of.parent } : {}),
      ...(item ? { item } : {}),
      ...(unit ? { unit } : {}),
    },
    member,
  };
}
