/** Paths by which a place can name something of the bindings, found by looking around from its crate. */

import { type Definition, isVisible, type Lookup, type Module, TYPE, VALUE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { externCrateNamed } from '../resolve/preludes';
import type { World } from '../resolve/world';
import type { BindingPlace, MemberPlace } from './bindingsIndex';
import { reachesBindings } from './ours';

/** Modules looked at for one question, and how long a path to a module may be. */
const MOST_MODULES = 200;
const LONGEST = 4;

/** A module that can be named, and how. */
export interface NamedModule {
  readonly module: Module;
  readonly path: readonly string[];
}

const found = new WeakMap<Module, readonly NamedModule[]>();

/**
 * Modules that a crate's dependencies and the crate itself offer to `from` and that lead to bindings, shortest paths
 * first; each module once.
 */
export function modulesWithBindings(world: World, from: Module): readonly NamedModule[] {
  const start = from.normal;
  const known = found.get(start);
  if (known) return known;
  const list: NamedModule[] = [];
  const seen = new Set<Module>();
  const queue: NamedModule[] = [];
  for (const { name } of start.crate.node?.dependencies ?? []) {
    const root = externCrateNamed(world, start.crate, name, false)?.module;
    if (root) queue.push({ module: root, path: [name] });
  }
  queue.push({ module: start.crate.root, path: ['crate'] });
  for (let next = queue.shift(); next !== undefined && seen.size < MOST_MODULES; next = queue.shift()) {
    const { module, path } = next;
    if (seen.has(module)) continue;
    seen.add(module);
    if (reachesBindings(world, module)) list.push(next);
    if (path.length >= LONGEST || (module.crate.bindings && !module.crate.fromTree)) continue;
    for (const [name, child] of childModules(world, module))
      if (isVisible(child.visibility, start) && child.definition.module)
        queue.push({ module: child.definition.module, path: [...path, name] });
  }
  found.set(start, list);
  return list;
}

/** Modules by the names that a module has for them; of crates outside of the workspace only what leads to bindings. */
function* childModules(
  world: World,
  module: Module,
): Iterable<readonly [string, Extract<Lookup, { k: 'found' }>]> {
  module.fill?.();
  const own = module.crate.node?.member === true;
  for (const name of new Set([...module.items[TYPE].keys(), ...module.imports.keys()])) {
    const lookup = lookupIn(world, module, name, TYPE);
    if (lookup?.k !== 'found' || !lookup.definition.module) continue;
    if (own || reachesBindings(world, lookup.definition.module)) yield [name, lookup];
  }
}

/** Paths to something in the bindings that a `use` in `from` can write, shortest first. */
export function importPaths(
  world: World,
  from: Module,
  place: BindingPlace | MemberPlace,
): readonly string[] {
  const paths: string[] = [];
  for (const { module, path } of modulesWithBindings(world, from)) {
    for (const steps of stepsTo(place)) {
      if (leadsTo(world, module, steps, place, from)) paths.push([...path, ...steps].join('::'));
    }
  }
  return paths.sort((a, b) => a.split('::').length - b.split('::').length);
}

/** From a module that has all of the bindings' root, or from the module that the thing stands in. */
function stepsTo(place: BindingPlace | MemberPlace): readonly (readonly string[])[] {
  const { module, name } = place;
  return module.parent === undefined || module.definition.item?.visibility.k === 'private'
    ? [[name]]
    : [[module.name, name], [name]];
}

function leadsTo(
  world: World,
  start: Module,
  steps: readonly string[],
  place: BindingPlace | MemberPlace,
  from: Module,
): boolean {
  let module = start;
  for (const step of steps.slice(0, -1)) {
    const next = lookupIn(world, module, step, TYPE);
    if (next?.k !== 'found' || !next.definition.module || !isVisible(next.visibility, from)) return false;
    module = next.definition.module;
  }
  return [TYPE, VALUE].some((namespace) => {
    const there = lookupIn(world, module, steps.at(-1) ?? '', namespace);
    return there?.k === 'found' && isVisible(there.visibility, from) && isPlace(there.definition, place);
  });
}

/** Whether a definition is the thing at a place of the bindings. */
export function isPlace(definition: Definition, place: BindingPlace | MemberPlace): boolean {
  if (place.kind === 'module')
    return definition.module?.name === place.name && definition.parent === place.module;
  return definition.parent === place.module && definition.name === place.name;
}
