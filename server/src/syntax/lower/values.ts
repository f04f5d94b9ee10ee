import type { AliasItem, ConstItem, TraitItem } from '../summary';
import { Kind } from '../tree/kinds';
import type { AttributeNodes } from './attributes';
import type { Draft } from './draft';
import { lowerExpression } from './expressions';
import { genericsScope, lowerGenerics, lowerWhere, readGenerics } from './generics';
import { itemScope, named, nameless, removedVisibility } from './items';
import type { Lowering } from './lowering';
import { initialiser, oneLine } from './text';
import { isTraitAlias, lowerTraitAlias } from './traitAliases';
import { lowerType } from './typeReferences';
import { typeRef } from './types';

/** `const` and `static`, also in traits, impls and extern blocks. */
export function lowerConst(l: Lowering, node: number, scope: number, attributes: AttributeNodes): ConstItem {
  const visibility = l.child(node, Kind.visibility_modifier);
  const name = l.child(node, Kind.identifier);
  let type = -1;
  let value = -1;
  let place: 'name' | 'type' | 'value' = 'name';
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind[':'] && place === 'name') place = 'type';
    else if (kind === Kind['=']) place = 'value';
    else if (kind < Kind.identifier) continue;
    else if (place === 'type') type = c;
    else if (place === 'value') value = c;
  }
  const anonymous = name < 0 || l.textOf(name) === '_';
  const item: Draft<ConstItem> = {
    kind: l.kindOf(node) === Kind.static_item ? 'static' : 'const',
    ...(anonymous ? nameless(l, node, attributes, visibility) : named(l, name, attributes, visibility)),
    typeText: type < 0 ? '' : oneLine(l.textOf(type)),
  };
  if (type >= 0) item.type = typeRef(l, type);
  if (value >= 0) item.init = initialiser(l, value);
  if (l.bodies || (value >= 0 && l.wants(value))) {
    const inside = itemScope(l, node, scope, attributes, visibility);
    l.scope(inside).constant = true;
    lowerType(l, type, inside);
    const around = l.inNameless;
    l.inNameless ||= anonymous;
    lowerExpression(l, value, inside);
    l.inNameless = around;
  }
  return item;
}

/** `type A = B;`, and associated types with or without a default. */
export function lowerAlias(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
): AliasItem | TraitItem {
  if (isTraitAlias(l, node)) return lowerTraitAlias(l, node, scope, attributes);
  const visibility = l.child(node, Kind.visibility_modifier);
  const where = l.child(node, Kind.where_clause);
  const parameters = l.child(node, Kind.type_parameters);
  const equals = l.child(node, Kind['=']);
  const target = equals < 0 || l.after(equals) >= l.after(node) ? -1 : l.after(equals);
  const item: Draft<AliasItem> = {
    kind: 'alias',
    ...named(l, l.child(node, Kind.type_identifier), attributes, visibility),
    text: target < 0 ? '' : oneLine(l.textOf(target)),
  };
  const generics = readGenerics(l, parameters, where);
  const removed = removedVisibility(l, node);
  if (removed !== undefined) item.visibility = removed;
  if (generics !== undefined) item.generics = generics;
  if (target >= 0) item.target = typeRef(l, target);
  if (l.bodies) {
    const inside = genericsScope(l, parameters, itemScope(l, node, scope, attributes, visibility));
    lowerGenerics(l, parameters, inside);
    lowerType(l, l.child(node, Kind.trait_bounds), inside);
    lowerType(l, target, inside);
    for (let c = node + 1; c < l.after(node); c = l.after(c)) {
      if (l.kindOf(c) === Kind.where_clause) lowerWhere(l, c, inside);
    }
  }
  return item;
}
