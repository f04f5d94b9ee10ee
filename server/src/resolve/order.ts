/** Where items stand in a crate's text, files of modules in their place: rustc comes to imports in that order. */
import type { Item } from '../syntax/summary';
import type { CrateMap, Module } from './definitions';
import { remembered } from './remembered';
import { itemTable, startOf, type Unit } from './unit';

/** Notes at which place of the crate's text an item stands. */
export function noteOrder(map: CrateMap, unit: Unit, item: Item): void {
  const list = remembered(map.order, unit, () => []);
  list.push({ item, order: map.itemCount++ });
}

/** The place of an import in the crate's text: of the item that it is, or that it stands in. */
export function orderOf(
  map: CrateMap,
  unit: Unit,
  module: Module,
  offset: number,
): { readonly order?: number } {
  if (map.readLate.has(unit) || unit.source.k !== 'file') return {};
  if (!module.block) return { order: map.itemCount };
  let best: number | undefined;
  for (const { item, order } of map.order.get(unit) ?? [])
    if (startOf(itemTable(unit.fragment, item), item.at) <= offset) best = Math.max(best ?? 0, order);
  return best === undefined ? {} : { order: best + offset / 1e9 };
}
