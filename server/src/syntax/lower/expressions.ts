import type { ExpressionSketch } from '../summary';
import { Kind } from '../tree/kinds';
import { removedAttributes } from './attributes';
import { lowerBlock } from './blocks';
import { lowerCall, lowerMethodPath } from './calls';
import {
  assigningClosure,
  lowerClosure,
  lowerCondition,
  lowerFor,
  lowerIf,
  lowerMatch,
  lowerWhile,
} from './control';
import { lowerList, lowerStructLiteral } from './literals';
import type { Lowering } from './lowering';
import { lowerMacroCall } from './macros';
import { addPath } from './paths';
import { lowerType } from './typeReferences';
import { typeRef } from './types';

export const OTHER: ExpressionSketch = { k: 'other' };
const LITERALS = {
  bool: { k: 'literal', type: 'bool' },
  int: { k: 'literal', type: 'int' },
  float: { k: 'literal', type: 'float' },
  str: { k: 'literal', type: 'str' },
  char: { k: 'literal', type: 'char' },
  byte: { k: 'literal', type: 'int', suffix: 'u8' },
  other: { k: 'literal', type: 'other' },
} as const satisfies Record<string, ExpressionSketch>;

const SUFFIXES = ['8', '16', '32', '64', '128', 'size'].flatMap((width) => [`u${width}`, `i${width}`]);

function integer(text: string): ExpressionSketch {
  const suffix = SUFFIXES.find((each) => text.endsWith(each));
  return suffix === undefined ? LITERALS.int : { ...LITERALS.int, suffix };
}

/** Adds the references and scopes of an expression and sketches it, as far as the type of a receiver needs it. */
export function lowerExpression(l: Lowering, node: number, scope: number): ExpressionSketch {
  if (node < 0 || !l.enter(node)) return OTHER;
  const result = lower(l, node, l.region(scope, node, removedAttributes(l, node)));
  l.leave();
  return result;
}

function lower(l: Lowering, node: number, scope: number): ExpressionSketch {
  switch (l.kindOf(node)) {
    case Kind.identifier:
    case Kind.self:
    case Kind.super:
    case Kind.crate:
    case Kind.scoped_identifier:
      return pathSketch(addPath(l, 'value', node, scope));
    case Kind.generic_function:
      if (l.kindOf(node + 1) === Kind.field_expression) return lowerMethodPath(l, node, scope, -1);
      return pathSketch(addPath(l, 'value', node, scope));
    case Kind.call_expression:
      return lowerCall(l, node, scope);
    case Kind.field_expression:
      return lowerField(l, node, scope);
    case Kind.macro_invocation:
      lowerMacroCall(l, node, scope, 'expression');
      return OTHER;
    case Kind.struct_expression:
      return lowerStructLiteral(l, node, scope);
    case Kind.parenthesized_expression:
      return lowerExpression(l, node + 2, scope);
    case Kind.reference_expression:
      return referenceTo(l, node, lowerExpression(l, l.lastChild(node), scope));
    case Kind.unary_expression:
      return lowerUnary(l, node, scope);
    case Kind.try_expression:
      return { k: 'try', on: lowerExpression(l, node + 1, scope) };
    case Kind.index_expression:
      return lowerIndex(l, node, scope);
    case Kind.type_cast_expression: {
      lowerExpression(l, node + 1, scope);
      const type = l.lastChild(node);
      lowerType(l, type, scope);
      return { k: 'cast', type: typeRef(l, type), scope };
    }
    case Kind.binary_expression:
      return lowerBinary(l, node, scope);
    case Kind.block:
      return lowerBlock(l, node, scope);
    case Kind.unsafe_block:
      return lowerBlock(l, l.lastChild(node), scope, true);
    case Kind.const_block:
      return lowerBlock(l, l.lastChild(node), l.constant(scope, node));
    case Kind.async_block:
    case Kind.gen_block:
    case Kind.try_block:
      lowerBlock(l, l.lastChild(node), scope);
      return OTHER;
    case Kind.if_expression:
      lowerIf(l, node, scope);
      return OTHER;
    case Kind.match_expression:
      lowerMatch(l, node, scope);
      return OTHER;
    case Kind.while_expression:
    case Kind.loop_expression:
      lowerWhile(l, node, scope);
      return OTHER;
    case Kind.for_expression:
      lowerFor(l, node, scope);
      return OTHER;
    case Kind.closure_expression:
      lowerClosure(l, node, scope, undefined, 0);
      return closureSketch(l, node);
    case Kind.let_condition:
    case Kind.let_chain:
      lowerCondition(l, node, scope);
      return OTHER;
    case Kind.arguments:
    case Kind.array_expression:
    case Kind.tuple_expression:
      lowerList(l, node, scope);
      return OTHER;
    case Kind.boolean_literal:
      return LITERALS.bool;
    case Kind.integer_literal:
      return integer(l.textOf(node));
    case Kind.float_literal:
      return LITERALS.float;
    case Kind.char_literal:
      return l.text.startsWith('b', l.startOf(node)) ? LITERALS.byte : LITERALS.char;
    case Kind.raw_string_literal:
    case Kind.string_literal:
      // `b"…"` and `c"…"` are of other types, raw or not.
      return /["r]/.test(l.text[l.startOf(node)] ?? '') ? LITERALS.str : LITERALS.other;
    case Kind.assignment_expression:
      lowerAssignment(l, node, scope);
      return OTHER;
    case Kind.await_expression:
    case Kind.range_expression:
    case Kind.compound_assignment_expr:
    case Kind.return_expression:
    case Kind.yield_expression:
    case Kind.break_expression:
    case Kind.expression_statement:
    case Kind.ERROR:
      for (let c = node + 1; c < l.after(node); c = l.after(c)) lowerExpression(l, c, scope);
      return OTHER;
    default:
      return OTHER;
  }
}

function lowerAssignment(l: Lowering, node: number, scope: number): void {
  const value = l.lastChild(node);
  const closure = assigningClosure(l, node);
  if (closure >= 0) l.assigned.set(closure, value);
  for (let c = node + 1; c < l.after(node); c = l.after(c))
    if (closure < 0 || c !== value) lowerExpression(l, c, scope);
}

function lowerField(l: Lowering, node: number, scope: number): ExpressionSketch {
  const on = lowerExpression(l, node + 1, scope);
  const last = l.lastChild(node);
  const name = l.nameOf(last);
  // What is on something else (a macro's result, an operator's) has a type that nobody can see.
  if (on.k !== 'other' && !l.isBroken(node))
    l.fields.push({ scope, on, name, at: l.span(l.startOf(last), l.endOf(last)) });
  return { k: 'field', on, name };
}

/** The sketch of a closure: its parameters are counted, where none may be configured away. */
function closureSketch(l: Lowering, node: number): ExpressionSketch {
  const list = l.child(node, Kind.closure_parameters);
  let parameters = 0;
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item || kind === Kind.ERROR) return OTHER;
    if (kind >= Kind.identifier) parameters++;
  }
  return list < 0 ? OTHER : { k: 'closure', parameters, at: l.span(l.startOf(node), l.endOf(node)) };
}

/** The sketch of a path by the index of its reference; -1: there is none. */
export function pathSketch(reference: number): ExpressionSketch {
  return reference < 0 ? OTHER : { k: 'path', reference };
}

function lowerUnary(l: Lowering, node: number, scope: number): ExpressionSketch {
  const on = lowerExpression(l, l.lastChild(node), scope);
  if (l.kindOf(node + 1) === Kind['*']) return { k: 'dereference', on };
  return on.k === 'literal' ? on : OTHER;
}

function lowerIndex(l: Lowering, node: number, scope: number): ExpressionSketch {
  const on = lowerExpression(l, node + 1, scope);
  let at = OTHER;
  for (let c = l.after(node + 1); c < l.after(node); c = l.after(c))
    if (l.kindOf(c) >= Kind.identifier || l.kindOf(c) === Kind.ERROR) at = lowerExpression(l, c, scope);
  return { k: 'index', on, at };
}

/** Chains such as `a + b + …` lean to the left and can be thousands long: no recursion along them. */
function lowerBinary(l: Lowering, node: number, scope: number): ExpressionSketch {
  const chain = [node];
  let left = node + 1;
  while (l.kindOf(left) === Kind.binary_expression) {
    chain.push(left);
    left = left + 1;
  }
  lowerExpression(l, left, scope);
  for (let i = chain.length - 1; i >= 0; i--) {
    const each = chain[i] as number;
    for (let c = l.after(each + 1); c < l.after(each); c = l.after(c)) lowerExpression(l, c, scope);
  }
  return OTHER;
}

/** `&x`; `&raw const x` is a pointer, whose methods are not followed. */
function referenceTo(l: Lowering, node: number, on: ExpressionSketch): ExpressionSketch {
  for (let c = node + 1; c < l.lastChild(node); c = l.after(c))
    if (l.textOf(c) === 'raw') return { k: 'other' };
  return l.child(node, Kind.mutable_specifier) < 0
    ? { k: 'reference', on }
    : { k: 'reference', on, mutable: true };
}
