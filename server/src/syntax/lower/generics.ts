import type { Binding, BoundRef, GenericParam } from '../summary';
import { Kind } from '../tree/kinds';
import { bodyAttributes } from './attributes';
import type { Draft } from './draft';
import { lowerExpression } from './expressions';
import type { Lowering } from './lowering';
import { lowerType } from './typeReferences';
import { boundRefs, typeRef } from './types';

/** Type and const parameters of an item with their bounds; those of its `where` on a bare parameter are merged in. */
export function readGenerics(l: Lowering, parameters: number, where: number): GenericParam[] | undefined {
  if (parameters < 0) return undefined;
  const result: Draft<GenericParam>[] = [];
  for (let c = parameters + 1; c < l.after(parameters); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.type_parameter) {
      const param: Draft<GenericParam> = { name: l.nameOf(c + 1), kind: 'type' };
      const bounds = l.child(c, Kind.trait_bounds);
      if (bounds >= 0) param.bounds = boundRefs(l, bounds);
      if (l.child(c, Kind['=']) >= 0) param.hasDefault = true;
      result.push(param);
    } else if (kind === Kind.const_parameter) {
      const name = l.child(c, Kind.identifier);
      const isOptional = l.child(c, Kind['=']) >= 0;
      if (name >= 0)
        result.push({ name: l.nameOf(name), kind: 'const', ...(isOptional ? { hasDefault: true } : {}) });
    }
  }
  if (where >= 0) mergeWhere(l, where, result);
  return result.length > 0 ? result : undefined;
}

function mergeWhere(l: Lowering, where: number, params: readonly Draft<GenericParam>[]): void {
  for (let c = where + 1; c < l.after(where); c = l.after(c)) {
    if (l.kindOf(c) !== Kind.where_predicate || l.kindOf(c + 1) !== Kind.type_identifier) continue;
    const name = l.nameOf(c + 1);
    const param = params.find((each) => each.name === name);
    const bounds: readonly BoundRef[] = boundRefs(l, l.child(c, Kind.trait_bounds));
    if (param !== undefined && bounds.length > 0) param.bounds = [...(param.bounds ?? []), ...bounds];
  }
}

/** The scope with an item's type and const parameters; `scope` itself if it has none. */
export function genericsScope(l: Lowering, parameters: number, scope: number): number {
  if (parameters < 0) return scope;
  const bindings: Draft<Binding>[] = [];
  let attributes: number[] | undefined;
  for (let c = parameters + 1; c < l.after(parameters); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
    } else if (kind >= Kind.identifier) {
      const name = kind === Kind.type_parameter ? c + 1 : l.child(c, Kind.identifier);
      if (name >= 0 && (kind === Kind.type_parameter || kind === Kind.const_parameter)) {
        const namespace = kind === Kind.type_parameter ? 'type' : 'value';
        const at = l.span(l.startOf(name), l.endOf(name));
        const binding: Draft<Binding> = { name: l.nameOf(name), namespace, at };
        if (kind === Kind.const_parameter) binding.type = constType(l, c);
        const kept = bodyAttributes(l, attributes);
        if (kept !== undefined) binding.attributes = kept;
        bindings.push(binding);
      }
      attributes = undefined;
    }
  }
  const broken = l.hasBroken(parameters);
  if (bindings.length === 0 && !broken) return scope;
  const inside = l.addScope('generics', scope, parameters);
  l.scope(inside).bindings = bindings;
  if (broken) l.scope(inside).broken = true;
  return inside;
}

function constType(l: Lowering, parameter: number) {
  const colon = l.child(parameter, Kind[':']);
  return typeRef(l, colon < 0 ? -1 : l.after(colon));
}

/** Adds the references in bounds, defaults and the types of const parameters. */
export function lowerGenerics(l: Lowering, parameters: number, scope: number): void {
  if (parameters < 0) return;
  let attributes: number[] | undefined;
  for (let c = parameters + 1; c < l.after(parameters); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
      continue;
    }
    const inside = attributes === undefined ? scope : l.region(scope, c, bodyAttributes(l, attributes));
    if (kind === Kind.type_parameter) {
      for (let t = l.after(c + 1); t < l.after(c); t = l.after(t)) lowerType(l, t, inside);
    } else if (kind === Kind.const_parameter) lowerConstParameter(l, c, inside);
    if (kind >= Kind.identifier) attributes = undefined;
  }
}

function lowerConstParameter(l: Lowering, node: number, scope: number): void {
  let value = false;
  let type = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind[':']) type = true;
    else if (kind === Kind['=']) value = true;
    else if (value) lowerExpression(l, c, l.constant(scope, c));
    else if (type) lowerType(l, c, scope);
  }
}

/** Adds the references of a `where` clause. */
export function lowerWhere(l: Lowering, where: number, scope: number): void {
  if (where < 0) return;
  for (let c = where + 1; c < l.after(where); c = l.after(c)) {
    if (l.kindOf(c) !== Kind.where_predicate) continue;
    for (let t = c + 1; t < l.after(c); t = l.after(t)) lowerType(l, t, scope);
  }
}
