/** What stands in a module of a file. */
import type { Item } from '../syntax/summary';

/** Items of an inline module by its number; those of the file for 0. */
export function itemsOf(items: readonly Item[], number: number): readonly Item[] | undefined {
  if (number === 0) return items;
  for (const item of items) {
    if (item.kind !== 'module' || item.items === undefined) continue;
    const found = item.number === number ? item.items : itemsOf(item.items, number);
    if (found) return found;
  }
  return undefined;
}
