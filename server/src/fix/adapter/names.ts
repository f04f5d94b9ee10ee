/** Names that a module's own items define, in whatever view. */
import type { Attribute, Item } from '../../syntax/summary';
import { itemsOf } from '../itemsOf';
import type { Adapter } from './find';

/** The attributes of each item that defines the name; globs are not looked into. */
export function addsName({ unit, number }: Adapter, name: string): readonly (readonly Attribute[])[] {
  const items = itemsOf(unit.fragment.items, number) ?? [];
  return items.filter((item) => defines(item, name)).map((item) => item.attributes ?? []);
}

function defines(item: Item, name: string): boolean {
  if (item.kind !== 'use') return item.name === name;
  return item.leaves.some(({ segments, alias, glob }) => !glob && (alias ?? segments.at(-1)) === name);
}
