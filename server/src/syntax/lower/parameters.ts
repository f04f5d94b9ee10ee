import type { Binding, ExpressionSketch, TypeRef } from '../summary';
import { Kind } from '../tree/kinds';
import { bodyAttributes, removedAttributes } from './attributes';
import type { Draft } from './draft';
import type { Lowering } from './lowering';
import { type Bindings, bind, giveType, lowerPattern } from './patterns';
import { lowerType } from './typeReferences';
import { typeRef } from './types';

const SELF: TypeRef = { k: 'path', segments: ['Self'] };

/**
 * Adds the references in a function's parameters (types are looked up in `scope`) and gives the scope below it
 * that has their names; `scope` itself if there are none.
 */
export function lowerParameters(l: Lowering, parameters: number, scope: number): number {
  const out: Bindings = { list: [] };
  let attributes: number[] | undefined;
  for (let c = parameters + 1; c < l.after(parameters); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
      continue;
    }
    if (kind < Kind.identifier && kind !== Kind.ERROR) continue;
    const removed = removedAttributes(l, c);
    const kept = bodyAttributes(l, attributes);
    out.attributes = removed === undefined ? kept : [...(kept ?? []), ...removed];
    const inside = l.region(scope, c, out.attributes);
    if (kind === Kind.parameter) lowerParameter(l, c, inside, out);
    else if (kind === Kind.self_parameter) lowerSelf(l, c, out);
    else if (kind === Kind.variadic_parameter) {
      const mutable = l.kindOf(c + 1) === Kind.mutable_specifier;
      const name = mutable ? c + 2 : c + 1;
      if (name < l.after(c) && l.kindOf(name) >= Kind.identifier) lowerPattern(l, name, inside, out, mutable);
    } else lowerType(l, c, inside);
    attributes = undefined;
  }
  return l.bindingScope(scope, parameters, out.list, l.hasBroken(parameters));
}

/** `pattern: Type` of a function or closure; gives the binding's index as {@link lowerPattern} does. */
export function lowerParameter(l: Lowering, node: number, scope: number, out: Bindings): number {
  let binding = -1;
  let typed = false;
  let mutable = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind[':']) typed = true;
    else if (kind === Kind.mutable_specifier) mutable = true;
    else if (typed) {
      lowerType(l, c, scope);
      giveType(out, binding, typeRef(l, c));
    } else if (kind >= Kind.identifier) binding = lowerPattern(l, c, scope, out, mutable);
  }
  return binding;
}

function lowerSelf(l: Lowering, node: number, out: Bindings): void {
  const name = l.child(node, Kind.self);
  if (name < 0) return;
  const mutable = l.child(node, Kind.mutable_specifier) >= 0 ? { mutable: true as const } : {};
  const type: TypeRef = l.child(node, Kind['&']) < 0 ? SELF : { k: 'reference', of: SELF, ...mutable };
  giveType(out, bind(l, name, out), type);
}

/** The parameters of a closure; `callee` is what the closure is the `argument`-th argument of, when it is one. */
export function lowerClosureParameters(
  l: Lowering,
  parameters: number,
  scope: number,
  callee: ExpressionSketch | undefined,
  argument: number,
): number {
  const out: Bindings = { list: [] };
  let parameter = 0;
  for (let c = parameters + 1; c < l.after(parameters); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind[',']) parameter++;
    if (kind < Kind.identifier && kind !== Kind.ERROR) continue;
    out.attributes = removedAttributes(l, c);
    const region = l.region(scope, c, out.attributes);
    const index =
      kind === Kind.parameter ? lowerParameter(l, c, region, out) : lowerPattern(l, c, region, out);
    const binding = out.list[index] as Draft<Binding> | undefined;
    if (binding !== undefined && callee !== undefined) binding.closureOf = { callee, argument, parameter };
  }
  return l.bindingScope(scope, parameters, out.list, l.hasBroken(parameters));
}
