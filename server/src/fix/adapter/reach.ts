/** Whether a name that the adapter gets is found where it is used. */

import type { NamedModule } from '../../diagnose/findPath';
import type { Problem } from '../../diagnose/problem';
import { enclosingModule } from '../../resolve/blocks';
import type { CrateMap, Import, Module } from '../../resolve/definitions';
import { resolveImport } from '../../resolve/imports';
import type { Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { FixContext } from '../context';
import { type Adapter, adapterFor } from './find';

/**
 * The adapter among modules that can be named at a place, and its name there. A sentence or nothing as {@link adapterFor} says.
 * @param seen what {@link modulesWithBindings} lists for the place
 * @param from the crate of the place
 */
export function adapterNamed(
  context: FixContext,
  seen: readonly NamedModule[],
  from: CrateMap,
): (NamedModule & { readonly adapter: Adapter }) | string | undefined {
  const adapter = adapterFor(context, ({ module }) => seen.some((each) => each.module === module), from);
  if (adapter === undefined || typeof adapter === 'string') return adapter;
  const named = seen.find(({ module }) => module === adapter.module);
  return named && { ...named, adapter };
}

/** True if the failing name would be looked for in the module: by its path, or through globs around it. */
export function looksInto(world: World, problem: Problem, target: Module): boolean {
  const { failure, unit, scope, module } = problem;
  if (failure.segment > 0 || failure.inside) {
    const inside = failure.inside?.module;
    return inside !== undefined && shows(world, inside, target, new Set());
  }
  if (unit === undefined || scope === undefined) return false;
  return module === target || seesNamesOf(world, unit, scope, target);
}

/** True if names of a module, or of a block, are in scope at a place: it stands around it, or a glob brings them in. */
export function seesNamesOf(world: World, unit: Unit, scope: number, target: Module): boolean {
  let at: Module | undefined = enclosingModule(world, unit, scope);
  for (; at; at = at.block ? at.parent : undefined)
    if (shows(world, at, target, new Set(), true)) return true;
  return false;
}

/** Whether names of `target` are names of `module` too; private globs count only from inside. */
function shows(world: World, module: Module, target: Module, seen: Set<Module>, inside = false): boolean {
  if (module === target) return true;
  if (seen.has(module)) return false;
  seen.add(module);
  return module.globs.some((glob: Import) => {
    if (!inside && glob.visibility !== 'public') return false;
    const source = resolveImport(world, glob).source?.module;
    return source !== undefined && shows(world, source, target, seen);
  });
}
