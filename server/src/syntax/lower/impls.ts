import type { ImplItem, Item, TraitItem } from '../summary';
import { Kind } from '../tree/kinds';
import { type AttributeNodes, bodyAttributes, itemAttributes } from './attributes';
import type { Draft } from './draft';
import { genericsScope, lowerGenerics, lowerWhere, readGenerics } from './generics';
import { itemScope, lowerItems, named, nameless } from './items';
import type { Lowering } from './lowering';
import { lowerType } from './typeReferences';
import { boundRef, boundRefs, typeRef } from './types';

/** `impl Type` and `impl Trait for Type`. */
export function lowerImpl(l: Lowering, node: number, scope: number, attributes: AttributeNodes): ImplItem {
  const parameters = l.child(node, Kind.type_parameters);
  const where = l.child(node, Kind.where_clause);
  const body = l.child(node, Kind.declaration_list);
  const { trait, type } = header(l, node);
  const base = nameless(l, node, attributes, -1);
  const generics = readGenerics(l, parameters, where);
  const self = typeRef(l, type);
  const bound = trait < 0 ? undefined : boundRef(l, trait);

  let inside = scope;
  let outer = scope;
  if (l.bodies || l.wants(node)) {
    outer = itemScope(l, node, scope, attributes, -1);
    inside = l.addScope('self', genericsScope(l, parameters, outer), node);
    l.scope(inside).selfType = self;
    if (bound !== undefined) l.scope(inside).selfTrait = bound;
  }
  if (l.bodies) {
    lowerGenerics(l, parameters, inside);
    lowerType(l, trait, inside, 'trait');
    lowerType(l, type, inside);
    lowerWhere(l, where, inside);
  }
  const members = lowerMembers(l, body, inside, outer, base);
  const item: Draft<ImplItem> = { kind: 'impl', ...base, self, members };
  if (generics !== undefined) item.generics = generics;
  if (bound !== undefined) item.trait = bound;
  if (l.child(node, Kind['!']) >= 0) item.negative = true;
  return item;
}

/** The trait and the type of `impl Trait for Type`; -1 where absent. */
function header(l: Lowering, node: number): { trait: number; type: number } {
  const marker = l.child(node, Kind.for);
  let trait = -1;
  let type = -1;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind < Kind.identifier || kind === Kind.type_parameters) continue;
    if (kind === Kind.where_clause || kind === Kind.declaration_list) break;
    if (marker >= 0 && c < marker) trait = c;
    else if (type < 0) type = c;
  }
  return { trait, type };
}

/** Lowers the `{ … }` of an impl or a trait; its inner attributes are added to the item's own. */
function lowerMembers(
  l: Lowering,
  body: number,
  scope: number,
  outer: number,
  base: { attributes?: ImplItem['attributes'] },
): Item[] {
  if (body < 0) return [];
  const { items, inner } = lowerItems(l, body, scope);
  const more = itemAttributes(l, inner);
  if (more !== undefined) {
    base.attributes = [...(base.attributes ?? []), ...more];
    const scoped = bodyAttributes(l, inner) ?? [];
    if (l.bodies) l.scope(outer).attributes = [...(l.scope(outer).attributes ?? []), ...scoped];
  }
  return items;
}

/** A `trait` with its members. */
export function lowerTrait(l: Lowering, node: number, scope: number, attributes: AttributeNodes): TraitItem {
  const visibility = l.child(node, Kind.visibility_modifier);
  const parameters = l.child(node, Kind.type_parameters);
  const where = l.child(node, Kind.where_clause);
  const bounds = l.child(node, Kind.trait_bounds);
  const base = named(l, l.child(node, Kind.type_identifier), attributes, visibility);
  const generics = readGenerics(l, parameters, where);
  const supertraits = boundRefs(l, bounds);
  let inside = scope;
  let outer = scope;
  if (l.bodies || l.wants(node)) {
    outer = itemScope(l, node, scope, attributes, visibility);
    inside = l.addScope('self', genericsScope(l, parameters, outer), node);
    l.scope(inside).selfName = base.name;
  }
  if (l.bodies) {
    lowerGenerics(l, parameters, inside);
    lowerType(l, bounds, inside);
    lowerWhere(l, where, inside);
  }
  const members = lowerMembers(l, l.child(node, Kind.declaration_list), inside, outer, base);
  const item: Draft<TraitItem> = { kind: 'trait', ...base, supertraits, members };
  if (generics !== undefined) item.generics = generics;
  return item;
}
