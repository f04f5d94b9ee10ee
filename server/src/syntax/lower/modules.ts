import type { Item, ModuleItem } from '../summary';
import { Kind } from '../tree/kinds';
import {
  type AttributeNodes,
  attributeRegion,
  bodyAttributes,
  itemAttributes,
  lowerAttributePaths,
} from './attributes';
import type { Draft } from './draft';
import { lowerFunction } from './functions';
import { lowerItem, lowerItems, lowerVisibility, named } from './items';
import type { Lowering } from './lowering';

/** `mod name;` and `mod name { … }`. */
export function lowerModule(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
): ModuleItem {
  const visibility = l.child(node, Kind.visibility_modifier);
  const body = l.child(node, Kind.declaration_list);
  const base = named(l, l.child(node, Kind.identifier), attributes, visibility);
  const number = body < 0 ? 0 : ++l.modules;
  const item: Draft<ModuleItem> = { kind: 'module', ...base, number };
  if (body >= 0 && l.enter(node)) {
    const inside = l.addScope('module', scope, node);
    const target = l.scope(inside);
    target.module = number;
    const { items, inner } = lowerItems(l, body, inside);
    item.items = items;
    const all = inner === undefined ? attributes : [...(attributes ?? []), ...inner];
    const kept = bodyAttributes(l, all);
    if (kept !== undefined) target.attributes = kept;
    const more = itemAttributes(l, inner);
    if (more !== undefined) item.attributes = [...(base.attributes ?? []), ...more];
    l.leave();
  }
  if (l.bodies) {
    lowerVisibility(l, visibility, scope);
    const kept = bodyAttributes(l, attributes);
    if (kept !== undefined) lowerAttributePaths(l, attributes, l.region(scope, node, kept));
  }
  return item;
}

/** `extern "C" { … }`: its items stand in the surrounding list and inherit its attributes. */
export function lowerForeign(l: Lowering, node: number, scope: number, attributes: AttributeNodes): Item[] {
  const body = l.child(node, Kind.declaration_list);
  if (body < 0) return [];
  const inherited = attributes ?? [];
  if (l.bodies && attributes !== undefined) {
    lowerAttributePaths(l, attributes, attributeRegion(l, node, scope, attributes));
  }
  for (const each of inherited) l.inherited.add(each);
  return lowerItems(l, body, scope, (_, child, inside, own) => {
    const all = inherited.length === 0 ? own : [...inherited, ...(own ?? [])];
    const kind = l.kindOf(child);
    if (kind === Kind.function_item || kind === Kind.function_signature_item) {
      return [lowerFunction(l, child, inside, all, true)];
    }
    return lowerItem(l, child, inside, all);
  }).items;
}
