/** Method calls: the receiver's type as far as it can be seen, else the only type that has such a method. */

import { enclosingModule } from '../resolve/blocks';
import { type CollectedImpl, type CrateMap, type Definition, isVisible, TYPE } from '../resolve/definitions';
import { addsMembers } from '../resolve/derives';
import { cratesInReach, modulesWithNames } from '../resolve/reach';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import { effectiveVisibility } from '../resolve/visibility';
import type { World } from '../resolve/world';
import type { Item, Reference } from '../syntax/summary';
import { type Member, memberOf, resolvedTo } from './associated';
import { implTables, withoutReferences } from './impls';
import { namesMissingTrait } from './missingTraits';
import type { Outcome } from './outcome';
import { typeOf } from './receivers';
import { ownOrEarlier, throughTraits } from './throughTraits';
import { type Head, hasUnknownArgument, headOf } from './types';

/** Resolves a method call. */
export function methodOutcome(world: World, unit: Unit, reference: Reference): Outcome {
  const [name = ''] = reference.segments;
  const typed = reference.receiver ? typeOf(world, unit, reference.receiver, 0) : undefined;
  if (typed === 'poison') return { k: 'silent' };
  const head = typed && withoutReferences(world, typed);
  if (head === undefined && reference.receiver?.k === 'literal')
    return { k: 'unknown', reason: 'a method of a number' };
  if (head === undefined || head.k === 'unknown') return byName(world, unit.crate, name);
  const place = { module: enclosingModule(world, unit, reference.scope), unit, scope: reference.scope };
  const own = ownMethod(world, head, name);
  if (own.k === 'unknown') return own;
  if (own.k === 'found') {
    const { item, module, several } = own.member;
    const { type } = own;
    const hidden =
      item !== undefined &&
      !several &&
      !isVisible(effectiveVisibility(item.visibility, module.normal), place.module);
    if (!hidden) return resolvedTo(ownOrEarlier(world, place, typed ?? head, own.member, name), name);
    const other = throughTraits(world, place, typed ?? head, name, true);
    if (other.k === 'unknown') return other;
    if (other.k === 'found') return resolvedTo(other.member, name);
    if (dereferences(world, type))
      return { k: 'unknown', reason: 'a receiver that dereferences to another type' };
    return { k: 'unresolved', failures: [{ segment: 0, rustcCode: 'E0624', why: 'private', found: type }] };
  }
  const given = throughTraits(world, place, typed ?? head, name, true);
  if (given.k === 'unknown') return given;
  if (given.k === 'found') return resolvedTo(given.member, name);
  if (hasUnknownArgument(world, head))
    return { k: 'unknown', reason: 'a type whose arguments are not known' };
  if (head.k === 'type') {
    const adds = addsMembers(world, head.definition);
    if (adds !== undefined) return { k: 'unknown', reason: adds };
    if (dereferences(world, head.definition))
      return { k: 'unknown', reason: 'a receiver that dereferences to another type' };
  } else if (hasForeignDeref(world, unit.crate)) {
    return { k: 'unknown', reason: 'a receiver that dereferences to another type' };
  }
  if (namesMissingTrait(world, unit.crate))
    return { k: 'unknown', reason: 'types are not checked where a trait is missing' };
  const inside = head.k === 'type' ? { inside: head.definition } : {};
  return { k: 'unresolved', failures: [{ segment: 0, rustcCode: 'E0599', why: 'absent', ...inside }] };
}

/** A method of a receiver whose type cannot be seen: only where one type of the bindings has it. */
function byName(world: World, from: CrateMap, name: string): Outcome {
  const [first, second] = typesWith(world, from, name);
  if (first && !second) return { ...resolvedTo(first, name), byName: true };
  return { k: 'unknown', reason: 'a method of a receiver whose type is not known' };
}

type OwnMethod =
  | { readonly k: 'found'; readonly member: Member; readonly type: Definition }
  | { readonly k: 'unknown'; readonly reason: string }
  | { readonly k: 'absent' };

/** A method that a type has by itself; an associated function without `self` is none. */
function ownMethod(world: World, head: Head, name: string): OwnMethod {
  switch (head.k) {
    case 'type': {
      const found = memberOf(world, head.definition, name, head);
      if (found.k !== 'found') return found;
      const { item } = found.member;
      const isMethod =
        item === undefined
          ? found.member.external?.kind !== 'function'
          : item.kind === 'function' && item.hasSelf === true;
      return isMethod ? { k: 'found', member: found.member, type: head.definition } : { k: 'absent' };
    }
    case 'primitive':
      // What std and alloc add to these is not listed with them.
      if (head.name.startsWith('f') || (head.name === 'str' && STR_OF_ALLOC.has(name)))
        return { k: 'unknown', reason: 'a method of a primitive type' };
      return listed(world, [head.name], name);
    case 'built':
      // rustc says nothing of an array whose length or element is wrong.
      if (head.shape !== 'unit') return { k: 'unknown', reason: 'a method of an array, slice or tuple' };
      return listed(world, [head.shape], name);
    case 'callable':
      // What functions have they have by traits.
      return { k: 'absent' };
    case 'pointer':
      return { k: 'unknown', reason: 'a method of a raw pointer' };
    default:
      return { k: 'unknown', reason: 'a method of a receiver whose type is not known' };
  }
}

/** Methods of `str` that alloc defines (https://doc.rust-lang.org/std/primitive.str.html). */
const STR_OF_ALLOC = new Set([
  ...['into_boxed_bytes', 'into_string', 'replace', 'replacen', 'repeat', 'to_ascii_lowercase'],
  ...['to_ascii_uppercase', 'to_lowercase', 'to_uppercase'],
]);

/** Methods of primitive types are known by name only. */
function listed(world: World, types: readonly string[], name: string): OwnMethod {
  const all = world.standard.external('core')?.primitives;
  if (!all) return { k: 'unknown', reason: 'the list of standard names is missing' };
  return types.some((type) => all.get(type)?.includes(name))
    ? { k: 'unknown', reason: 'a method of a primitive type' }
    : { k: 'absent' };
}

/** Types of std through which a method call goes on to another type; to `CStr` alloc adds methods that are not listed with it. */
const POINTERS = new Set([
  ...[
    'Box',
    'Vec',
    'String',
    'Rc',
    'Arc',
    'Cow',
    'Ref',
    'RefMut',
    'MutexGuard',
    'RwLockReadGuard',
    'RwLockWriteGuard',
  ],
  ...[
    'Pin',
    'CStr',
    'ManuallyDrop',
    'LazyCell',
    'LazyLock',
    'AssertUnwindSafe',
    'CString',
    'OsString',
    'PathBuf',
    'PeekMut',
    'IoSlice',
    'IoSliceMut',
  ],
]);

/** Whether a method or field that a type has not may be one of a type that it dereferences to. */
export function dereferences(world: World, type: Definition): boolean {
  if (type.external) {
    const standard = ['core', 'alloc', 'std'].includes(type.crate?.name ?? '');
    return type.external.dereferences === true || (standard && POINTERS.has(type.name));
  }
  if (!type.crate) return true;
  for (const table of implTables(world, type.crate)) {
    for (const [trait, impls] of table.ofTrait)
      if (trait.name === 'Deref' && impls.some(({ self }) => self.k !== 'type' || self.definition === type))
        return true;
    if (table.opaque.some(({ self }) => self.k !== 'type' || self.definition === type)) return true;
  }
  return false;
}

/** An impl of Deref for what is no type of a crate, which rustc rejects, and looks for methods behind it all the same. */
function hasForeignDeref(world: World, crate: CrateMap): boolean {
  for (const { ofTrait } of implTables(world, crate))
    for (const [trait, impls] of ofTrait)
      if (trait.name === 'Deref' && impls.some(({ self }) => self.k !== 'type')) return true;
  return false;
}

/** Types of the bindings in reach that have a method of that name. */
function typesWith(world: World, from: CrateMap, name: string): readonly Member[] {
  const all: Member[] = [];
  for (const crate of cratesInReach(world, from)) {
    if (!crate.bindings) continue;
    for (const { record, item } of functionsOf(crate).get(name) ?? []) {
      const generics = new Set(record.item.generics?.map((g) => g.name));
      const head = headOf(world, {
        type: record.item.self,
        environment: { module: record.module, unit: record.unit, generics },
      });
      if (head.k === 'type')
        all.push({ item, module: record.module, unit: record.unit, of: head.definition });
    }
    if (crate.fromTree) all.push(...(listedMethods(crate).get(name) ?? []));
  }
  return all;
}

interface ImplFunction {
  readonly record: CollectedImpl;
  readonly item: Item;
}

/** Bodies that are looked at may bring impls: the table is for so many. */
const functions = new WeakMap<
  CrateMap,
  { readonly impls: number; readonly byName: ReadonlyMap<string, ImplFunction[]> }
>();

/** Functions of a crate's inherent impls by name: every method of a receiver that cannot be seen asks. */
function functionsOf(crate: CrateMap): ReadonlyMap<string, ImplFunction[]> {
  const { impls } = crate;
  const known = functions.get(crate);
  if (known?.impls === impls.length) return known.byName;
  const byName = new Map<string, ImplFunction[]>();
  for (const record of impls)
    if (!record.item.trait)
      for (const item of record.item.members)
        if (item.kind === 'function')
          remembered(byName, item.name, (): ImplFunction[] => []).push({ record, item });
  functions.set(crate, { impls: impls.length, byName });
  return byName;
}

const listedByName = new WeakMap<CrateMap, ReadonlyMap<string, Member[]>>();

/** Methods that a public tree lists, by name; of a type only the first of a name. */
function listedMethods(crate: CrateMap): ReadonlyMap<string, Member[]> {
  return remembered(listedByName, crate, () => {
    const byName = new Map<string, Member[]>();
    for (const module of modulesWithNames(crate))
      for (const { definition } of module.items[TYPE].values())
        for (const external of definition.external?.associated ?? []) {
          if (external.kind !== 'method') continue;
          const all = remembered(byName, external.name, (): Member[] => []);
          if (all.at(-1)?.of !== definition) all.push({ external, module, of: definition });
        }
    return byName;
  });
}
