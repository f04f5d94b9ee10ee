/** The imports and re-exports through which a name leads to what it stands for. */
import type { Import, Module, Namespace } from '../resolve/definitions';
import { resolveImport, walkAgain } from '../resolve/imports';
import { lookupIn } from '../resolve/lookup';
import type { World } from '../resolve/world';

/** More are a circle that nobody has closed. */
const LONGEST = 64;

/**
 * All imports on the way from `first` (the one that brought `name` into the module that was asked) to the definition,
 * in that order. Empty where the module defines the name itself.
 */
export function chainFrom(
  world: World,
  first: Import | undefined,
  name: string,
  namespace: Namespace,
): readonly Import[] {
  const chain: Import[] = [];
  let record = first;
  let asked = name;
  while (record && !chain.includes(record) && chain.length < LONGEST) {
    chain.push(record);
    if (!record.leaf.glob) asked = record.leaf.segments.at(-1) ?? '';
    record = nextOf(world, record, asked, namespace);
  }
  return chain;
}

/** The import that brings `name` into the module that `record` takes it from. */
function nextOf(world: World, record: Import, name: string, namespace: Namespace): Import | undefined {
  const { leaf, item } = record;
  if (item.kind === 'externCrate') return undefined;
  if (leaf.glob) {
    const source = resolveImport(world, record).source?.module;
    return source && viaOf(world, source, name, namespace);
  }
  const prefix = leaf.segments.slice(0, -1);
  if (prefix.length === 0) return leaf.global ? undefined : aroundImport(world, record, name, namespace);
  const step = walkAgain(world, record, prefix);
  const inside = step.k === 'found' ? step.definition.module : undefined;
  return inside && viaOf(world, inside, name, namespace);
}

/** `use name;` takes the name from the blocks and the module around it, itself left out. */
function aroundImport(world: World, record: Import, name: string, namespace: Namespace): Import | undefined {
  for (let scope: Module | undefined = record.module; scope; scope = scope.block ? scope.parent : undefined) {
    const found = lookupIn(world, scope, name, namespace);
    if (found?.k !== 'found') continue;
    if (found.via === record) continue;
    return found.via;
  }
  return undefined;
}

function viaOf(world: World, module: Module, name: string, namespace: Namespace): Import | undefined {
  const found = lookupIn(world, module, name, namespace);
  return found?.k === 'found' ? found.via : undefined;
}
