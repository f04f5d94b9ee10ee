import type { Fragment, Item, Reference } from './summary';

/** Start and end offset (UTF-16) of an item's name, or of the whole item where it has none. */
export function spanOf(fragment: Fragment, item: Item): readonly [number, number] {
  return itemSpan(fragment, item, item.at);
}

/** Any other span of an item (`at` of a leaf or variant, `textAt` …); an index of -1 gives the empty span at 0. */
export function itemSpan(fragment: Fragment, item: Item, index: number): readonly [number, number] {
  return pair(item.inBlock ? fragment.blockSpans : fragment.itemSpans, index);
}

/** Start and end offset (UTF-16) of one segment of a reference. */
export function referenceSpan(
  fragment: Fragment,
  reference: Reference,
  segment: number,
): readonly [number, number] {
  return pair(fragment.referenceSpans, reference.at + segment);
}

function pair(table: readonly number[], index: number): readonly [number, number] {
  return [table[2 * index] ?? 0, table[2 * index + 1] ?? 0];
}
