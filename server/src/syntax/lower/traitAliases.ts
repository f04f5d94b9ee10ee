import type { TraitItem } from '../summary';
import { Kind } from '../tree/kinds';
import type { AttributeNodes } from './attributes';
import type { Draft } from './draft';
import { genericsScope, lowerGenerics, lowerWhere, readGenerics } from './generics';
import { itemScope, named } from './items';
import type { Lowering } from './lowering';
import { lowerType } from './typeReferences';
import { boundRefs } from './types';

/** Whether a `type_item` is written with `trait` (see `gaps/traitAlias`). */
export function isTraitAlias(l: Lowering, node: number): boolean {
  const visibility = l.child(node, Kind.visibility_modifier);
  const keyword = visibility < 0 ? node + 1 : l.after(visibility);
  return l.text.startsWith('trait', l.startOf(keyword));
}

/** `trait A = B + C;` */
export function lowerTraitAlias(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
): TraitItem {
  const visibility = l.child(node, Kind.visibility_modifier);
  const parameters = l.child(node, Kind.type_parameters);
  const where = l.child(node, Kind.where_clause);
  const equals = l.child(node, Kind['=']);
  const target = equals < 0 ? -1 : l.after(equals);
  const item: Draft<TraitItem> = {
    kind: 'trait',
    ...named(l, l.child(node, Kind.type_identifier), attributes, visibility),
    supertraits: boundRefs(l, target),
    members: [],
    aliasOnly: true,
  };
  const generics = readGenerics(l, parameters, where);
  if (generics !== undefined) item.generics = generics;
  if (l.bodies) {
    const inside = genericsScope(l, parameters, itemScope(l, node, scope, attributes, visibility));
    lowerGenerics(l, parameters, inside);
    lowerType(l, target, inside, 'trait');
    lowerWhere(l, where, inside);
  }
  return item;
}
