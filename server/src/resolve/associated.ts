/** Associated items of a type: inherent impls first, then what traits may add. */
import type { ExternalAssociated } from '../bindings/model';
import type { Item } from '../syntax/summary';
import { activity, attributesIn } from './attributes';
import type { CollectedImpl, CrateMap, Definition, Module } from './definitions';
import { otherDerive } from './derives';
import { expandCall } from './expand';
import { resolveImport } from './imports';
import { resolveMacro } from './macroPaths';
import { walkPrefix } from './paths';
import { cratesInReach, implsInBodies, traitInBodyHas, traitItemsOf } from './reach';
import { headOf } from './types';
import { endOf, itemTable, startOf, type Unit } from './unit';
import type { World } from './world';

export interface Member {
  readonly item?: Item;
  readonly external?: ExternalAssociated;
  readonly unit?: Unit;
  readonly module: Module;
  /** The type whose impl it is, or the trait. */
  readonly of: Definition;
  /** From an `impl Trait for`: as visible as the trait. */
  readonly ofTrait?: true;
  /** Impls for several instances of the type have the name: which one is meant depends on types. */
  readonly several?: true;
}

export type MemberLookup =
  | { readonly k: 'found'; readonly member: Member }
  | { readonly k: 'unknown'; readonly reason: string }
  | { readonly k: 'absent' };

interface ImplTable {
  readonly byType: Map<Definition, CollectedImpl[]>;
  /** Impls whose self type is not known, or is a parameter. */
  readonly loose: CollectedImpl[];
}

const tables = new WeakMap<CrateMap, ImplTable>();

function implsOf(world: World, crate: CrateMap): ImplTable {
  const known = tables.get(crate);
  if (known) return known;
  const table: ImplTable = { byType: new Map(), loose: [] };
  // Known before it is complete: types of impls may ask for it.
  tables.set(crate, table);
  return sortByType(world, crate, crate.impls, table);
}

function sortByType(
  world: World,
  crate: CrateMap,
  impls: readonly CollectedImpl[],
  table: ImplTable = { byType: new Map(), loose: [] },
): ImplTable {
  for (const record of impls) {
    if (record.item.attributes) {
      const lookup = attributesIn(world, record.module);
      if (activity(world, crate, record.item.attributes, lookup).active === false) continue;
    }
    const generics = new Set(record.item.generics?.map((g) => g.name));
    let { self } = record.item;
    while (self.k === 'reference') self = self.of;
    const head = headOf(world, {
      type: self,
      environment: { module: record.module, unit: record.unit, generics },
    });
    if (head.k !== 'type') {
      if (head.k === 'unknown') table.loose.push(record);
      continue;
    }
    const list = table.byType.get(head.definition);
    if (list) list.push(record);
    else table.byType.set(head.definition, [record]);
  }
  return table;
}

/** Impls in a crate whose type is known to be this one. */
function implsFor(world: World, crate: CrateMap, type: Definition): readonly CollectedImpl[] {
  const ofCrate = implsOf(world, crate).byType.get(type) ?? [];
  const inBodies = crate === type.crate ? implsInBodies(type) : [];
  return inBodies.length === 0
    ? ofCrate
    : [...ofCrate, ...(sortByType(world, crate, inBodies).byType.get(type) ?? [])];
}

/** Looks an associated name up on a struct, enum, union or trait. */
export function memberOf(world: World, type: Definition, name: string): MemberLookup {
  if (type.external) {
    const external = type.external.associated?.find((a) => a.name === name);
    if (external && type.parent) return { k: 'found', member: { external, module: type.parent, of: type } };
  }
  if (type.item?.kind === 'trait' && type.parent) {
    const own = findMember(
      world,
      type.item.members,
      name,
      { module: type.parent, ...(type.unit ? { unit: type.unit } : {}) },
      type,
    );
    if (own) return own;
    if (type.item.supertraits.length > 0) return { k: 'unknown', reason: 'a supertrait may have it' };
    return { k: 'absent' };
  }
  const { crate } = type;
  if (crate && !crate.fromTree) {
    const table = implsOf(world, crate);
    let unknown: MemberLookup | undefined;
    const hidden: Member[] = [];
    for (const record of implsFor(world, crate, type)) {
      const found = findMember(world, record.item.members, name, record, type);
      if (found?.k === 'found') {
        if (record.item.trait) return { k: 'found', member: { ...found.member, ofTrait: true } };
        if (found.member.item?.visibility.k === 'pub') return found;
        hidden.push(found.member);
        continue;
      }
      unknown ??= found;
    }
    const [first, second] = hidden;
    if (first) return { k: 'found', member: second ? { ...first, several: true } : first };
    if (unknown) return unknown;
    for (const record of table.loose)
      if (!record.item.trait && mayBeFor(world, record, type))
        return { k: 'unknown', reason: 'an impl for a type that is not followed' };
    if (crate.root.unknown !== undefined || type.parent?.unknown !== undefined)
      return { k: 'unknown', reason: crate.root.unknown ?? type.parent?.unknown ?? '' };
  }
  return { k: 'absent' };
}

/** Whether an impl whose type is not followed may be one of a type: not if its path is proven to lead nowhere. */
function mayBeFor(world: World, record: CollectedImpl, type: Definition): boolean {
  const { self } = record.item;
  if (self.k !== 'path') return self.k === 'macro' || self.k === 'other';
  if (record.item.inBlock) return self.segments.at(-1) === type.name;
  return walkPrefix(world, { module: record.module }, self.segments, self.global === true, []).k !== 'failed';
}

function findMember(
  world: World,
  members: readonly Item[],
  name: string,
  where: { readonly module: Module; readonly unit?: Unit },
  of: Definition,
  depth = 0,
): MemberLookup | undefined {
  const { module, unit } = where;
  let unknown: MemberLookup | undefined;
  for (const item of members) {
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
      if (item.name === name) return { k: 'found', member: { item, module, of, ...(unit ? { unit } : {}) } };
    } else if (unit && depth < 16) {
      const found = resolveMacro(
        world,
        module,
        item.segments,
        item.global === true,
        textualFor(unit, item),
        unit,
      );
      if (found.k !== 'found') {
        unknown = { k: 'unknown', reason: `the macro ${item.segments.join('::')} in an impl is not known` };
        continue;
      }
      const table = itemTable(unit.fragment, item);
      const start = startOf(table, item.textAt);
      const expansion = expandCall(world, found.definition, {
        unit,
        start,
        end: endOf(table, item.textAt),
        kind: 'members',
        crate: module.crate,
        ...(start < 0 ? { text: item.text } : {}),
      });
      if (expansion.k === 'unknown') unknown = expansion;
      if (expansion.k !== 'units') continue;
      for (const inner of expansion.units) {
        const within = findMember(world, inner.fragment.items, name, { module, unit: inner }, of, depth + 1);
        if (within?.k === 'found') return within;
        unknown ??= within;
      }
    } else unknown = { k: 'unknown', reason: 'a macro in an impl' };
  }
  return unknown;
}

/** Textual macros that precede an item of a file. */
function textualFor(unit: Unit, item: Item): import('./definitions').TextualScope | undefined {
  const offset = startOf(itemTable(unit.fragment, item), item.at);
  let scope: import('./definitions').TextualScope | undefined;
  for (const list of unit.textual)
    for (const point of list ?? []) if (point.offset < offset) scope = point.scope;
  return scope;
}

/**
 * Whether a trait may give a type an item of that name: a known one has it, or one that is not known is in scope or
 * implemented for the type.
 */
export function traitMayHave(world: World, module: Module, type: Definition, name: string): boolean {
  if (someTraitHas(world, module, name) || unknownTraitInScope(world, module)) return true;
  for (const crate of new Set([module.crate, type.crate])) {
    if (!crate || crate.fromTree) continue;
    for (const record of implsFor(world, crate, type)) {
      const { trait } = record.item;
      if (!trait) continue;
      const step = walkPrefix(world, { module: record.module }, trait.segments, trait.global === true, []);
      if (step.k === 'unknown') return true;
    }
  }
  return false;
}

/** Whether an import in a module may bring a trait that is not known. */
export function unknownTraitInScope(world: World, module: Module): boolean {
  for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined) {
    for (const list of [...scope.imports.values(), scope.unnamed])
      for (const record of list) {
        const found = resolveImport(world, record).names[0];
        if (found?.k === 'unknown') return true;
      }
    for (const glob of scope.globs) {
      const result = resolveImport(world, glob);
      if (result.unknown !== undefined || result.source?.module?.unknown !== undefined) return true;
    }
  }
  return false;
}

const traitNames = new WeakMap<World, Set<string>>();

/** Whether some trait that could be in force in a module has an item of that name: std's, those of the crates in reach. */
export function someTraitHas(world: World, module: Module, name: string): boolean {
  let standard = traitNames.get(world);
  if (!standard) {
    standard = new Set();
    traitNames.set(world, standard);
    for (const standardCrate of ['core', 'alloc', 'std'] as const)
      for (const [, names] of world.standard.external(standardCrate)?.modules ?? [])
        for (const external of names)
          if (external.kind === 'trait')
            for (const member of external.associated ?? []) standard.add(member.name);
  }
  if (standard.has(name) || traitInBodyHas(module, name)) return true;
  return cratesInReach(world, module.crate).some((map) => traitItemsOf(map)?.has(name) !== false);
}

/** Why names of a type cannot be proven absent: derives that may add inherent items. */
export function addsMembers(world: World, type: Definition): string | undefined {
  for (const attribute of type.item?.attributes ?? []) {
    if (attribute.path !== 'derive' || !type.parent) continue;
    const name = otherDerive(world, type.parent, attribute.args);
    if (name !== undefined) return `#[derive(${name})] may add items`;
  }
  return undefined;
}
