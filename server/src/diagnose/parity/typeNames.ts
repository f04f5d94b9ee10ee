/** Other names of types: aliases and imports under another name, in bodies too. */
import { remembered } from '../../resolve/remembered';
import type { Fragment, Item } from '../../syntax/summary';

/** `type name = …::of`, `use …::of as name`. */
export interface OtherName {
  readonly name: string;
  readonly of: string;
}

const names = new WeakMap<Fragment, readonly OtherName[]>();

/** All that a text gives another name. */
export function otherNamesIn(fragment: Fragment): readonly OtherName[] {
  return remembered(names, fragment, () => [
    ...inItems(fragment.items),
    ...fragment.scopes.flatMap(({ items }) => (items ? inItems(items) : [])),
  ]);
}

function inItems(items: readonly Item[]): readonly OtherName[] {
  return items.flatMap((item): readonly OtherName[] => {
    switch (item.kind) {
      case 'alias': {
        const of = item.target?.k === 'path' ? item.target.segments.at(-1) : undefined;
        return of === undefined ? [] : [{ name: item.name, of }];
      }
      case 'use':
        return item.leaves.flatMap(({ alias, segments }) => {
          const of = segments.at(-1);
          return alias === undefined || alias === '_' || of === undefined ? [] : [{ name: alias, of }];
        });
      case 'module':
        return item.items ? inItems(item.items) : [];
      default:
        return [];
    }
  });
}

/** By name: the types of a set that it may stand for, through others. Names are taken for what they are anywhere. */
export function typesByName(
  types: ReadonlySet<string>,
  others: readonly OtherName[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map([...types].map((name) => [name, new Set([name])]));
  for (let grows = true; grows; ) {
    grows = false;
    for (const { name, of } of others)
      for (const type of found.get(of) ?? []) {
        const known = found.get(name) ?? new Set();
        if (known.has(type)) continue;
        found.set(name, known.add(type));
        grows = true;
      }
  }
  return found;
}
