/** From a `use` as written to the import that the resolver made of it. */

import { blockModule, blocksWithItems } from '../resolve/blocks';
import type { CrateMap, Import, Module } from '../resolve/definitions';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { ExternCrateItem, Item, UseItem, UseLeaf } from '../syntax/summary';

interface Index {
  /** Modules in bodies come later, when somebody looks there. */
  readonly modules: number;
  readonly imports: Map<Unit, Map<number, Import>>;
}

const ofCrates = new WeakMap<CrateMap, Index>();

/**
 * The import of a leaf (or of an `extern crate`) of a unit; `undefined` where it is not compiled in the view. Found by
 * its span: after an edit of bodies the items of the fragment are other objects than those that were collected.
 */
export function importOf(
  world: World,
  unit: Unit,
  item: UseItem | ExternCrateItem,
  leaf: Pick<UseLeaf, 'at'> = item,
): Import | undefined {
  if (item.inBlock) {
    const at = unit.fragment.scopes.findIndex((scope) => scope.items?.includes(item));
    const block = at < 0 ? undefined : blockModule(world, unit, at);
    if (block)
      for (const record of importsOf(block))
        if (record.unit === unit && record.leaf.at === leaf.at) return record;
    // It stands in a module of a body.
    if (!block) for (const each of blocksWithItems(unit)) blockModule(world, unit, each);
  }
  return indexOf(unit.crate).imports.get(unit)?.get(keyOf(item, leaf.at));
}

function indexOf(crate: CrateMap): Index {
  const known = ofCrates.get(crate);
  if (known?.modules === crate.modules.length) return known;
  const imports: Index['imports'] = new Map();
  for (const module of crate.modules)
    for (const record of importsOf(module)) {
      const key = keyOf(record.item, record.leaf.at);
      const ofUnit = imports.get(record.unit);
      if (ofUnit) ofUnit.set(key, record);
      else imports.set(record.unit, new Map([[key, record]]));
    }
  const index = { modules: crate.modules.length, imports };
  ofCrates.set(crate, index);
  return index;
}

/** Spans of items in bodies stand in a table of their own. */
function keyOf(item: Item, at: number): number {
  return item.inBlock ? -1 - at : at;
}

/** All imports of a module, globs and those without a name included. */
export function* importsOf(module: Module): Iterable<Import> {
  for (const list of module.imports.values()) yield* list;
  yield* module.globs;
  yield* module.unnamed;
}
