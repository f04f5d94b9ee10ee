/** Where items stand in a crate's text, files of modules in their place: rustc comes to imports in that order. */
import type { Item } from '../syntax/summary';
import type { CrateMap, Module } from './definitions';
import { itemTable, startOf, type Unit } from './unit';

/** Notes at which place of the crate's text an item stands. */
export function noteOrder(map: CrateMap, unit: Unit, item: Item): void {
  // Each item of each view comes here.
  let places = map.order.get(unit);
  if (!places) {
    places = new Map();
    map.order.set(unit, places);
  }
  const order = map.itemCount++;
  // An item that waited for a macro is noted each time that it is read: the first one counts.
  if (!places.has(item)) places.set(item, order);
}

/** Notes that rustc finds more names in a module when it has read an item: a macro call, or one with derives. */
export function noteReading(map: CrateMap, module: Module, unit: Unit, item: Item): void {
  map.hasMacros = true;
  module.readsMore = true;
  if (module.block || map.readLate.has(unit) || unit.source.k !== 'file') return;
  module.lastRead = Math.max(module.lastRead, map.order.get(unit)?.get(item) ?? -1);
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
  const order = placeIn(map, unit, offset);
  return order === undefined ? {} : { order };
}

function placeIn(map: CrateMap, unit: Unit, offset: number): number | undefined {
  let best: { readonly start: number; readonly order: number } | undefined;
  for (const [item, order] of map.order.get(unit) ?? []) {
    const start = startOf(itemTable(unit.fragment, item), item.at);
    if (start <= offset && (best === undefined || start > best.start)) best = { start, order };
  }
  return best === undefined ? undefined : best.order + offset / 1e9;
}

/**
 * The place in the crate's text of a call in a body or an included file: of the outermost text that it stands in.
 * `undefined` in what macros stand for as items, whose calls are not noted.
 */
export function placeInCrate(map: CrateMap, unit: Unit, offset: number): number | undefined {
  let [text, at] = [unit, offset];
  for (let around = placeAround(text); around; around = placeAround(text))
    [text, at] = [around.unit, around.offset];
  return text.source.k !== 'file' || map.readLate.has(text) ? undefined : placeIn(map, text, at);
}

function placeAround({
  includedBy,
  outer,
}: Unit): { readonly unit: Unit; readonly offset: number } | undefined {
  if (!includedBy) return outer;
  const { unit, item } = includedBy;
  return { unit, offset: startOf(itemTable(unit.fragment, item), item.at) };
}
