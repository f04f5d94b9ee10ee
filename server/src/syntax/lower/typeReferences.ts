import type { ReferenceKind } from '../summary';
import { Kind } from '../tree/kinds';
import { lowerBlock } from './blocks';
import { lowerExpression } from './expressions';
import type { Lowering } from './lowering';
import { lowerMacroCall } from './macros';
import { addPath } from './paths';

/**
 * Adds the references in a type. `kind` is what a path there stands for: a type, or a trait in bounds.
 * Bare primitive types are no references, unless the text gives their name to something else.
 */
export function lowerType(l: Lowering, node: number, scope: number, kind: ReferenceKind = 'type'): void {
  if (node < 0 || !l.enter(node)) return;
  lower(l, node, scope, kind);
  l.leave();
}

function lower(l: Lowering, node: number, scope: number, kind: ReferenceKind): void {
  switch (l.kindOf(node)) {
    case Kind.type_identifier:
    case Kind.identifier:
    case Kind.scoped_type_identifier:
    case Kind.scoped_identifier:
    case Kind.generic_type:
    case Kind.generic_type_with_turbofish:
      addPath(l, kind, node, scope);
      return;
    case Kind.primitive_type:
      // A primitive type needs no look-up, but is no trait.
      if (kind === 'trait' || l.refersToPrimitives) addPath(l, kind, node, scope);
      return;
    case Kind.array_type:
      lowerArray(l, node, scope);
      return;
    case Kind.function_type:
      lowerFunctionType(l, node, scope);
      return;
    case Kind.abstract_type:
    case Kind.dynamic_type:
    case Kind.removed_trait_bound:
    case Kind.trait_bounds:
      lowerChildren(l, node, scope, 'trait');
      return;
    case Kind.higher_ranked_trait_bound:
      lowerType(l, l.lastChild(node), scope, kind);
      return;
    case Kind.bounded_type:
      lowerChildren(l, node, scope, 'trait');
      return;
    case Kind.macro_invocation:
      lowerMacroCall(l, node, scope, 'type');
      return;
    case Kind.type_arguments:
      lowerTypeArguments(l, node, scope);
      return;
    case Kind.tuple_type:
      // `impl (A)`, `dyn (A)`: parentheses around a bound.
      lowerChildren(l, node, scope, kind);
      return;
    case Kind.reference_type:
    case Kind.pointer_type:
    case Kind.bracketed_type:
    case Kind.ERROR:
      lowerChildren(l, node, scope, 'type');
      return;
    // What stands in `use<…>` has an error of its own (E0800).
    default:
  }
}

function lowerChildren(l: Lowering, node: number, scope: number, kind: ReferenceKind): void {
  for (let c = node + 1; c < l.after(node); c = l.after(c)) lowerType(l, c, scope, kind);
}

function lowerArray(l: Lowering, node: number, scope: number): void {
  let length = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    if (l.kindOf(c) === Kind[';']) length = true;
    else if (length) lowerExpression(l, c, l.constant(scope, c));
    else lowerType(l, c, scope);
  }
}

function lowerFunctionType(l: Lowering, node: number, scope: number): void {
  let returns = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind['->']) returns = true;
    else if (returns) lowerType(l, c, scope);
    else if (kind === Kind.parameters) lowerParameterTypes(l, c, scope);
    else lowerType(l, c, scope, 'trait');
  }
}

/** Types in the parentheses of `fn(a: A, B)` and `Fn(A, B)`; names there bind nothing. */
function lowerParameterTypes(l: Lowering, parameters: number, scope: number): void {
  for (let c = parameters + 1; c < l.after(parameters); c = l.after(c)) {
    if (l.kindOf(c) === Kind.parameter) lowerType(l, l.lastChild(c), scope);
    else lowerType(l, c, scope);
  }
}

/** Adds the references between `<` and `>`. */
export function lowerTypeArguments(l: Lowering, node: number, scope: number): void {
  const end = l.after(node);
  for (let c = node + 1; c < end; c = l.after(c)) {
    switch (l.kindOf(c)) {
      case Kind.type_identifier:
      case Kind.scoped_type_identifier:
        if (!isConstrained(l, c, end)) addPath(l, 'genericArgument', c, scope);
        break;
      case Kind.generic_type:
        if (!isConstrained(l, c, end)) lowerType(l, c, scope);
        else lowerType(l, l.child(c, Kind.type_arguments), scope);
        break;
      case Kind.type_binding:
        for (let b = c + 2; b < l.after(c); b = l.after(b)) lowerType(l, b, scope);
        break;
      case Kind.block:
        lowerBlock(l, c, l.constant(scope, c));
        break;
      default:
        lowerType(l, c, scope);
    }
  }
}

/** `Item: Bound` or `Item<'a>: Bound`: an associated type, which is looked up in the trait, and what it has to be. */
function isConstrained(l: Lowering, argument: number, end: number): boolean {
  const next = l.after(argument);
  return next < end && l.kindOf(next) === Kind.trait_bounds;
}
