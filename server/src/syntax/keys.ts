import type { Fragment, Item } from './summary';

/**
 * The item part as text: two fragments with the same key look alike from outside of their file. Positions are not
 * in it, only indices of the span table, which edits in function bodies do not shift. Items in bodies are compared
 * without even these, because what else stands in bodies shifts them.
 */
export function itemPartKey(fragment: Fragment): string {
  const { items, attributes, nestedItems } = fragment;
  const key = JSON.stringify({ items, attributes });
  return nestedItems.length === 0 ? key : key + JSON.stringify(nestedItems, withoutSpans);
}

/** The same without what macro calls among the items and their members are given: edits there may be edits of bodies. */
export function keyWithoutArguments(fragment: Fragment): string {
  return itemPartKey({ ...fragment, items: fragment.items.map(withoutArguments) });
}

function withoutArguments(item: Item): Item {
  if (item.kind === 'module' && item.items) return { ...item, items: item.items.map(withoutArguments) };
  if (item.kind === 'impl' || item.kind === 'trait')
    return { ...item, members: item.members.map(withoutArguments) };
  return item.kind === 'macroCall' ? { ...item, text: '' } : item;
}

const SPANS: ReadonlySet<string> = new Set(['at', 'pathAt', 'textAt', 'bodyAt']);

function withoutSpans(name: string, value: unknown): unknown {
  return SPANS.has(name) ? undefined : value;
}
