import type { ExpressionSketch } from '../summary';
import { Kind } from '../tree/kinds';
import { attributeRegion, removedAttributes } from './attributes';
import { lowerBlock } from './blocks';
import { lowerExpression } from './expressions';
import type { Lowering } from './lowering';
import { lowerClosureParameters } from './parameters';
import { type Bindings, lowerPattern } from './patterns';
import { lowerType } from './typeReferences';

/**
 * A condition of `if`, `while` or a guard. Gives the scope that has the names of its `let`s: later operands of
 * the chain and what is guarded hang below it.
 */
export function lowerCondition(l: Lowering, node: number, scope: number): number {
  if (!l.enter(node)) return scope;
  let result = scope;
  switch (l.kindOf(node)) {
    case Kind.let_condition:
      result = lowerLetCondition(l, node, scope);
      break;
    case Kind.let_chain:
      for (let c = node + 1; c < l.after(node); c = l.after(c)) result = lowerCondition(l, c, result);
      break;
    default:
      lowerExpression(l, node, scope);
  }
  l.leave();
  return result;
}

function lowerLetCondition(l: Lowering, node: number, scope: number): number {
  let pattern = -1;
  let value = -1;
  let equals = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind['=']) equals = true;
    else if (kind < Kind.identifier) continue;
    else if (equals) value = c;
    else pattern = c;
  }
  const sketch = lowerExpression(l, value, scope);
  const inside = lowerBindings(l, pattern, scope, sketch);
  if (inside !== scope) l.scope(inside).refutable = true;
  return inside;
}

/** A scope below `scope` with the names of a pattern; `init` is what it takes apart. */
function lowerBindings(l: Lowering, pattern: number, scope: number, init?: ExpressionSketch): number {
  if (pattern < 0) return scope;
  const out: Bindings = { list: [] };
  const binding = out.list[lowerPattern(l, pattern, scope, out)];
  if (binding !== undefined && init !== undefined && init.k !== 'other') binding.init = init;
  return l.bindingScope(scope, pattern, out.list, l.hasBroken(pattern));
}

/** `if … else if … else …`: the chain of `else` can be long, hence the loop. */
export function lowerIf(l: Lowering, node: number, scope: number): void {
  let next = node;
  while (next >= 0) {
    const each = next;
    next = -1;
    let condition = scope;
    for (let c = each + 1; c < l.after(each); c = l.after(c)) {
      const kind = l.kindOf(c);
      if (kind === Kind.else_clause) {
        const inner = l.lastChild(c);
        if (l.kindOf(inner) === Kind.if_expression) next = inner;
        else lowerBlock(l, inner, scope);
      } else if (kind === Kind.block && isConsequence(l, each, c)) {
        lowerBlock(l, c, condition);
      } else if (kind >= Kind.identifier || kind === Kind.ERROR) condition = lowerCondition(l, c, condition);
    }
  }
}

/** `if {a} {b}`: the last block directly in the expression is what is guarded, the first the condition. */
function isConsequence(l: Lowering, node: number, block: number): boolean {
  for (let c = l.after(block); c < l.after(node); c = l.after(c))
    if (l.kindOf(c) === Kind.block) return false;
  return true;
}

/** `while` and `loop`. */
export function lowerWhile(l: Lowering, node: number, scope: number): void {
  let condition = scope;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.block && isConsequence(l, node, c)) lowerBlock(l, c, condition);
    else if (kind >= Kind.identifier || kind === Kind.ERROR) condition = lowerCondition(l, c, condition);
  }
}

/** `for`: the names of its pattern are known in its body only. */
export function lowerFor(l: Lowering, node: number, scope: number): void {
  let pattern = -1;
  let value = -1;
  let body = -1;
  let inside = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.in) inside = true;
    else if ((kind < Kind.identifier && kind !== Kind.ERROR) || kind === Kind.label) continue;
    else if (!inside) pattern = c;
    else if (value < 0) value = c;
    else body = c;
  }
  lowerExpression(l, value, scope);
  const names = lowerBindings(l, pattern, scope);
  if (body >= 0) lowerBlock(l, body, names);
}

/** `match` with its arms. */
export function lowerMatch(l: Lowering, node: number, scope: number): void {
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    if (l.kindOf(c) !== Kind.match_block) {
      lowerExpression(l, c, scope);
      continue;
    }
    for (let arm = c + 1; arm < l.after(c); arm = l.after(arm)) {
      if (l.kindOf(arm) === Kind.match_arm) lowerArm(l, arm, scope);
      else lowerExpression(l, arm, scope);
    }
  }
}

/** One arm; gives the scope with the names of its pattern and guard. */
export function lowerArm(l: Lowering, arm: number, scope: number): number {
  let attributes: number[] | undefined;
  let pattern = -1;
  let value = -1;
  for (let c = arm + 1; c < l.after(arm); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item || kind === Kind.inner_attribute_item) {
      attributes ??= [];
      attributes.push(c);
    } else if (kind === Kind.match_pattern) pattern = c;
    else if (kind >= Kind.identifier || kind === Kind.ERROR) value = c;
  }
  const region = l.region(scope, arm, removedAttributes(l, arm));
  let inside = attributeRegion(l, arm, region, attributes);
  if (pattern >= 0) {
    let guard = false;
    const out: Bindings = { list: [] };
    for (let c = pattern + 1; c < l.after(pattern); c = l.after(c)) {
      const kind = l.kindOf(c);
      if (kind === Kind.if) {
        guard = true;
        inside = l.refutableScope(inside, arm, out.list, l.hasBroken(pattern));
      } else if (guard) inside = lowerCondition(l, c, inside);
      else if (kind >= Kind.identifier || kind === Kind.ERROR) lowerPattern(l, c, inside, out);
    }
    if (!guard) inside = l.refutableScope(inside, arm, out.list, l.hasBroken(pattern));
  }
  lowerExpression(l, value, inside);
  return inside;
}

/**
 * A closure; `callee` is what it is the `argument`-th argument of, when it is one. `assigned`: what its body assigns to `_`,
 * see {@link assigningClosure}; -1 if it does not.
 */
export function lowerClosure(
  l: Lowering,
  node: number,
  scope: number,
  callee: ExpressionSketch | undefined,
  argument: number,
  assigned = l.assigned.get(node) ?? -1,
): void {
  if (!l.enter(node)) return;
  const outside = namesTypes(l, node) ? l.closure(scope, node) : scope;
  let inside = outside;
  let returns = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.closure_parameters) inside = lowerClosureParameters(l, c, outside, callee, argument);
    else if (kind === Kind['->']) returns = true;
    else if (returns && kind !== Kind.block) lowerType(l, c, outside);
    else lowerExpression(l, c, inside);
  }
  if (assigned >= 0) lowerExpression(l, assigned, inside);
  l.leave();
}

/**
 * The closure whose body an assignment is, as in `|x| _ = x`; -1 where it is another one. The grammar takes `_` for the whole
 * body there, and what ends with the closure (`|x| _`, `&|x| _`) for what is assigned to.
 */
export function assigningClosure(l: Lowering, assignment: number): number {
  let node = assignment + 1;
  for (;;) {
    const last = l.lastChild(node);
    switch (l.kindOf(node)) {
      case Kind.closure_expression:
        if (last >= 0 && l.isUnderscore(last)) return node;
        break;
      case Kind.reference_expression:
      case Kind.unary_expression:
      case Kind.binary_expression:
      case Kind.assignment_expression:
      case Kind.compound_assignment_expr:
      case Kind.return_expression:
      case Kind.break_expression:
        break;
      default:
        return -1;
    }
    if (last < 0) return -1;
    node = last;
  }
}

/** Whether a closure says of which type a parameter or its result is. */
function namesTypes(l: Lowering, closure: number): boolean {
  const parameters = l.child(closure, Kind.closure_parameters);
  return l.child(closure, Kind['->']) >= 0 || (parameters >= 0 && l.child(parameters, Kind.parameter) >= 0);
}
