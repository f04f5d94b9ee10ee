/**
 * What can matter at a place without being named there: crates whose traits and types may be meant, bodies around it.
 * All are read on purpose. What has been read already is chance, and an answer must not depend on that.
 */
import { type CollectedImpl, type CrateMap, type Definition, type Module, TYPE } from './definitions';
import { crateByName, crateOfDependency } from './paths';
import { remembered } from './remembered';
import type { World } from './world';

/** A crate of the project and all that it depends on, directly or not; std and its kin are left out. */
export function cratesInReach(world: World, crate: CrateMap): readonly CrateMap[] {
  return remembered(world.reach, crate, () => {
    const found = new Set([crate]);
    for (const map of found) for (const next of neededBy(world, map)) found.add(next);
    return [...found];
  });
}

function neededBy(world: World, map: CrateMap): readonly CrateMap[] {
  if (map.node) return map.node.dependencies.map((dependency) => crateOfDependency(world, dependency));
  if (!map.fromTree) return [];
  const names = new Set<string>();
  for (const list of world.bindings?.external(map.name)?.modules.values() ?? [])
    for (const { target } of list) if (target !== undefined) names.add(target.split('::', 1)[0] ?? '');
  return [...names]
    .filter((name) => !OWN.has(name) && name !== map.name)
    .map((name) => crateByName(world, name));
}

const OWN: ReadonlySet<string> = new Set(['', 'std', 'core', 'alloc']);

/** Modules of a crate with all their names, those of a public tree included. */
export function modulesWithNames(crate: CrateMap): readonly Module[] {
  // The list grows while it is gone through.
  for (const module of crate.modules) module.fill?.();
  return crate.modules;
}

/** Names of the items of a crate's own traits; `undefined` if a macro may add any. */
export function traitItemsOf(crate: CrateMap): ReadonlySet<string> | undefined {
  const known = traitItems.get(crate);
  if (known) return known === 'any' ? undefined : known;
  const names = new Set<string>();
  let any = addItems(names, crate.traits);
  if (crate.fromTree && crate.bindings)
    for (const module of modulesWithNames(crate))
      for (const { definition } of module.items[TYPE].values()) any = addItems(names, [definition]) || any;
  if (!crate.collecting) traitItems.set(crate, any ? 'any' : names);
  return any ? undefined : names;
}

const traitItems = new WeakMap<CrateMap, ReadonlySet<string> | 'any'>();

/** True if one of the traits has an item made by a macro. */
function addItems(names: Set<string>, traits: readonly Definition[]): boolean {
  let any = false;
  for (const { kind, item, external } of traits) {
    if (kind !== 'trait') continue;
    for (const { name } of external?.associated ?? []) names.add(name);
    for (const member of item?.kind === 'trait' ? item.members : [])
      if (member.kind === 'macroCall') any = true;
      else names.add(member.name);
  }
  return any;
}

/** Whether a trait in a body around a place has an item of that name. */
export function traitInBodyHas(place: Module, name: string): boolean {
  for (const { traits } of bodiesAround(place)) {
    const names = new Set<string>();
    if (addItems(names, traits) || names.has(name)) return true;
  }
  return false;
}

/** Impls in the bodies around the place where a type is defined. */
export function implsInBodies(type: Definition): readonly CollectedImpl[] {
  return type.parent ? bodiesAround(type.parent).flatMap(({ impls }) => impls) : [];
}

function bodiesAround(place: Module): Module['inBody'] & object extends infer T ? T[] : never {
  const found: (Module['inBody'] & object)[] = [];
  for (let at: Module | undefined = place; at; at = at.parent) if (at.inBody) found.push(at.inBody);
  return found;
}
