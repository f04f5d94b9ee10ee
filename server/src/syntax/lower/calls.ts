import type { ExpressionSketch, Reference } from '../summary';
import { Kind } from '../tree/kinds';
import { attributeRegion } from './attributes';
import { assigningClosure, lowerClosure } from './control';
import type { Draft } from './draft';
import { lowerExpression, OTHER, pathSketch } from './expressions';
import type { Lowering } from './lowering';
import { addPath } from './paths';
import { lowerTypeArguments } from './typeReferences';
import { argumentRefs } from './types';

/** `f(…)`, `x.f(…)`, `x.f::<T>(…)`. */
export function lowerCall(l: Lowering, node: number, scope: number): ExpressionSketch {
  const callee = node + 1;
  const list = l.child(node, Kind.arguments);
  const count = list < 0 ? 0 : countArguments(l, list);
  switch (l.kindOf(callee)) {
    case Kind.field_expression: {
      const sketch = lowerMethodPath(l, callee, scope, count);
      lowerArguments(l, list, scope, sketch);
      return sketch;
    }
    case Kind.generic_function:
      if (l.kindOf(callee + 1) === Kind.field_expression) {
        const sketch = lowerMethodPath(l, callee, scope, count);
        lowerArguments(l, list, scope, sketch);
        return sketch;
      }
      break;
    case Kind.identifier:
    case Kind.scoped_identifier:
      break;
    case Kind.parenthesized_expression: {
      const path = pathInParentheses(l, callee);
      const called = l.span(l.startOf(callee), l.endOf(callee));
      const on =
        path < 0
          ? lowerExpression(l, callee, scope)
          : pathSketch(addPath(l, 'value', path, scope, count, called));
      lowerArguments(l, list, scope, OTHER);
      return { k: 'call', on };
    }
    default: {
      const on = lowerExpression(l, callee, scope);
      lowerArguments(l, list, scope, OTHER);
      return { k: 'call', on };
    }
  }
  const on = pathSketch(addPath(l, 'call', callee, scope, count));
  lowerArguments(l, list, scope, on);
  return { k: 'call', on };
}

/** The path that is all that stands in parentheses, be they several; -1 where something else does. */
function pathInParentheses(l: Lowering, node: number): number {
  let inner = node;
  while (l.kindOf(inner) === Kind.parenthesized_expression) inner += 2; // behind `(`
  switch (l.kindOf(inner)) {
    case Kind.identifier:
    case Kind.scoped_identifier:
      return inner;
    case Kind.generic_function:
      return l.kindOf(inner + 1) === Kind.field_expression ? -1 : inner;
    default:
      return -1;
  }
}

/** `x.f` or `x.f::<T>` as the callee of a call with that many arguments; the sketch is that of the call. */
export function lowerMethodPath(l: Lowering, node: number, scope: number, count: number): ExpressionSketch {
  const field = l.kindOf(node) === Kind.generic_function ? node + 1 : node;
  const on = lowerExpression(l, field + 1, scope);
  const name = l.lastChild(field);
  const generics = l.child(node, Kind.type_arguments);
  let sketch = OTHER;
  if (l.kindOf(name) === Kind.field_identifier) {
    const written = l.nameOf(name);
    const reference: Draft<Reference> = {
      kind: 'method',
      scope,
      segments: [written],
      at: l.span(l.startOf(name), l.endOf(name)),
      receiver: on,
    };
    if (count >= 0) reference.argumentCount = count;
    l.addReference(reference, name);
    sketch =
      generics < 0
        ? { k: 'method', on, name: written, scope }
        : { k: 'method', on, name: written, scope, types: argumentRefs(l, generics) };
  }
  if (generics >= 0) lowerTypeArguments(l, generics, scope);
  return sketch;
}

function countArguments(l: Lowering, list: number): number {
  let count = 0;
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    if (l.kindOf(c) >= Kind.identifier && l.kindOf(c) !== Kind.attribute_item) count++;
  }
  return count;
}

/** Arguments; closures among them are told whose argument they are. */
function lowerArguments(l: Lowering, list: number, scope: number, callee: ExpressionSketch): void {
  if (list < 0) return;
  let attributes: number[] | undefined;
  let argument = 0;
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
    } else if (kind === Kind[',']) argument++;
    else if (kind >= Kind.identifier || kind === Kind.ERROR) {
      const inside = attributeRegion(l, c, scope, attributes);
      const assigns = kind === Kind.assignment_expression && assigningClosure(l, c) === c + 1;
      const of = callee.k === 'other' ? undefined : callee;
      if (assigns) lowerClosure(l, c + 1, inside, of, argument, l.lastChild(c));
      else if (kind === Kind.closure_expression) lowerClosure(l, c, inside, of, argument);
      else lowerExpression(l, c, inside);
      attributes = undefined;
    }
  }
}
