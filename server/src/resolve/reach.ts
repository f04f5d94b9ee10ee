/**
 * What can matter at a place without being named there: crates whose traits and types may be meant, bodies around it.
 * All are read on purpose. What has been read already is chance, and an answer must not depend on that.
 */
import type { CrateMap, Module } from './definitions';
import { crateByName, crateOfDependency } from './preludes';
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
  // One that only has the name of a crate that is known needs nothing that is known.
  if (!map.fromTree || !map.bindings) return [];
  const names = new Set<string>();
  for (const list of world.bindings?.external(map.name)?.modules.values() ?? [])
    for (const { target } of list) if (target !== undefined) names.add(target.split('::', 1)[0] ?? '');
  return [...names]
    .filter((name) => !OWN.has(name) && name !== map.name)
    .map((name) => crateByName(world, name, map));
}

const OWN: ReadonlySet<string> = new Set(['', 'std', 'core', 'alloc']);

/** Modules of a crate with all their names, those of a public tree included. */
export function modulesWithNames(crate: CrateMap): readonly Module[] {
  // The list grows while it is gone through.
  for (const module of crate.modules) module.fill?.();
  return crate.modules;
}

/** Traits and impls that are noted with the bodies around a module, the innermost first. */
export function bodiesAround(place: Module): Module['inBody'] & object extends infer T ? T[] : never {
  const found: (Module['inBody'] & object)[] = [];
  for (let at: Module | undefined = place; at; at = at.parent) if (at.inBody) found.push(at.inBody);
  return found;
}
