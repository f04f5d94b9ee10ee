/** All names of a module, whatever brings them. */
import {
  type Definition,
  type EffectiveVisibility,
  type Lookup,
  type Module,
  type Namespace,
  TYPE,
  VALUE,
} from '../resolve/definitions';
import { resolveImport } from '../resolve/imports';
import { lookupIn } from '../resolve/lookup';
import type { World } from '../resolve/world';

export interface NameIn {
  readonly name: string;
  readonly namespace: Namespace;
  readonly definition: Definition;
  readonly visibility: EffectiveVisibility;
}

const TYPES_AND_VALUES: readonly Namespace[] = [TYPE, VALUE];

/** Everything that a module has under some name, in the order of its items: types and values where nothing else is said. */
export function namesIn(
  world: World,
  module: Module,
  namespaces: readonly Namespace[] = TYPES_AND_VALUES,
): readonly NameIn[] {
  const found: NameIn[] = [];
  for (const name of spellings(world, module, namespaces, new Set()))
    for (const namespace of namespaces) {
      const lookup = lookupIn(world, module, name, namespace);
      if (lookup?.k !== 'found' || lookup.definition.kind === 'constructor') continue;
      const { definition, visibility } = lookup;
      found.push({ name, namespace, definition, visibility });
    }
  return found;
}

/** What a module has under a name in a namespace, whatever its visibility; `undefined` is proven absence. */
export function nameIn(world: World, module: Module, name: string, namespace: Namespace): Lookup | undefined {
  return lookupIn(world, module, name, namespace);
}

/** Names that a module may have: its own, those of its imports, and those of what its globs bring. */
function spellings(
  world: World,
  module: Module,
  namespaces: readonly Namespace[],
  visited: Set<Module>,
): ReadonlySet<string> {
  const names = new Set<string>();
  if (visited.has(module)) return names;
  visited.add(module);
  module.fill?.();
  for (const namespace of namespaces) for (const name of module.items[namespace].keys()) names.add(name);
  for (const name of module.imports.keys()) names.add(name);
  for (const glob of module.globs) {
    const { source } = resolveImport(world, glob);
    if (source?.module)
      for (const name of spellings(world, source.module, namespaces, visited)) names.add(name);
    else if (source?.item?.kind === 'enum') for (const { name } of source.item.variants) names.add(name);
  }
  return names;
}
