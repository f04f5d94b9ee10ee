import { isWordStart } from '../gaps/scan';
import type { FunctionItem } from '../summary';
import { Kind } from '../tree/kinds';
import type { AttributeNodes } from './attributes';
import { lowerBlock } from './blocks';
import type { Draft } from './draft';
import { genericsScope, lowerGenerics, lowerWhere, readGenerics } from './generics';
import { itemScope, named } from './items';
import type { Lowering } from './lowering';
import { lowerParameters } from './parameters';
import { oneLine } from './text';
import { lowerType } from './typeReferences';
import { parameterRefs, typeRef } from './types';

/** The children of a function that matter, -1 where absent. */
interface Parts {
  visibility: number;
  /** Where the signature begins: behind the visibility. */
  begin: number;
  modifiers: number;
  name: number;
  generics: number;
  parameters: number;
  ret: number;
  where: number;
  body: number;
}

function partsOf(l: Lowering, node: number): Parts {
  const parts: Parts = {
    visibility: -1,
    begin: l.startOf(node),
    modifiers: -1,
    name: -1,
    generics: -1,
    parameters: -1,
    ret: -1,
    where: -1,
    body: -1,
  };
  let returns = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.visibility_modifier) {
      parts.visibility = c;
      if (l.after(c) < l.after(node)) parts.begin = l.startOf(l.after(c));
    } else if (kind === Kind.function_modifiers) parts.modifiers = c;
    else if (kind === Kind['->']) returns = true;
    else if (kind === Kind.where_clause) parts.where = c;
    else if (kind === Kind.block) parts.body = c;
    else if (kind === Kind.type_parameters) parts.generics = c;
    else if (kind === Kind.parameters) parts.parameters = c;
    else if (returns && kind >= Kind.identifier) parts.ret = c;
    else if (kind === Kind.identifier || kind === Kind.metavariable) parts.name = c;
  }
  return parts;
}

/** A function, a method or a declaration without body. `foreign`: in an extern block, where it is unsafe to call. */
export function lowerFunction(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
  foreign: boolean,
): FunctionItem {
  const parts = partsOf(l, node);
  const item: Draft<FunctionItem> = {
    kind: 'function',
    ...named(l, parts.name, attributes, parts.visibility),
    params: parts.parameters < 0 ? [] : parameterRefs(l, parts.parameters),
    signature: signature(l, node, parts),
  };
  const generics = readGenerics(l, parts.generics, parts.where);
  if (generics !== undefined) item.generics = generics;
  if (parts.parameters >= 0 && takesSelf(l, parts.parameters)) item.hasSelf = true;
  if (parts.ret >= 0) item.ret = typeRef(l, parts.ret);
  if (parts.modifiers >= 0 && l.child(parts.modifiers, Kind.unsafe) >= 0) item.unsafe = true;
  if (foreign && !isSafe(l, node, parts)) item.unsafe = true;
  if (l.bodies || (parts.body >= 0 && l.wants(parts.body))) lowerParts(l, node, parts, scope, attributes);
  return item;
}

function lowerParts(
  l: Lowering,
  node: number,
  parts: Parts,
  scope: number,
  attributes: AttributeNodes,
): void {
  const outer = itemScope(l, node, scope, attributes, parts.visibility);
  if (parts.modifiers >= 0 && l.child(parts.modifiers, Kind.unsafe) >= 0) l.scope(outer).unsafe = true;
  if (parts.modifiers >= 0 && l.child(parts.modifiers, Kind.const) >= 0) l.scope(outer).constant = true;
  const inside = genericsScope(l, parts.generics, outer);
  lowerGenerics(l, parts.generics, inside);
  const names = parts.parameters < 0 ? inside : lowerParameters(l, parts.parameters, inside);
  if (parts.ret >= 0) lowerType(l, parts.ret, inside);
  // Parameters are not in scope there, as they are in types and in the body.
  if (parts.where >= 0) lowerWhere(l, parts.where, l.addScope('region', inside, parts.where));
  if (parts.body >= 0) lowerBlock(l, parts.body, names);
  else if (names !== inside) l.scope(names).bodiless = true;
}

function signature(l: Lowering, node: number, parts: Parts): string {
  let end = parts.body >= 0 ? l.startOf(parts.body) : l.endOf(node);
  if (parts.body < 0 && l.text.charCodeAt(end - 1) === 59) end--;
  return oneLine(l.text.slice(parts.begin, end));
}

function takesSelf(l: Lowering, parameters: number): boolean {
  for (let c = parameters + 1; c < l.after(parameters); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.self_parameter) return true;
    if (kind === Kind.parameter && l.child(c, Kind.self) >= 0) return true;
  }
  return false;
}

/** `safe fn` in an extern block; the grammar does not know the word, hence a look at the text before. */
function isSafe(l: Lowering, node: number, parts: Parts): boolean {
  const from = parts.visibility < 0 ? Math.max(0, l.startOf(node) - 24) : l.endOf(parts.visibility);
  const before = l.text.slice(from, parts.begin).trimEnd();
  return before.endsWith('safe') && !isWordStart(before.charCodeAt(before.length - 5));
}
