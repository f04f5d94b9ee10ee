/** Names that a module's own items define, in whatever view. */
import type { World } from '../../resolve/world';
import type { Item } from '../../syntax/summary';
import type { Conditions } from '../conditions';
import { itemsUnder } from '../itemsUnder';
import type { Adapter } from './find';

/** The conditions of each item that defines the name; globs are not looked into. */
export function addsName(world: World, { module }: Adapter, name: string): readonly Conditions[] {
  return itemsUnder(world, module, name).filter(({ item }) => defines(item, name));
}

function defines(item: Item, name: string): boolean {
  if (item.kind !== 'use') return item.name === name;
  return item.leaves.some(({ segments, alias, glob }) => !glob && (alias ?? segments.at(-1)) === name);
}
