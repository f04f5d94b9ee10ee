import type { BoundRef, TypeRef } from '../summary';
import { Kind } from '../tree/kinds';
import type { Draft } from './draft';
import type { Lowering } from './lowering';
import { readPath } from './paths';
import { oneLine } from './text';

const OTHER: TypeRef = { k: 'other' };
const NEVER: TypeRef = { k: 'never' };

/** Lengths of arrays and constants among generic arguments are kept up to this many characters. */
const CONSTANT_LENGTH = 200;

/** What a type node says, as plain data; no references are made. Whatever is not understood is `other`. */
export function typeRef(l: Lowering, node: number): TypeRef {
  if (node < 0 || !l.enter(node)) return OTHER;
  const result = read(l, node);
  l.leave();
  return result;
}

function read(l: Lowering, node: number): TypeRef {
  switch (l.kindOf(node)) {
    case Kind.type_identifier:
    case Kind.identifier:
    case Kind.primitive_type:
    case Kind.self:
      return l.isUnderscore(node) ? OTHER : { k: 'path', segments: [l.nameOf(node)] };
    case Kind.scoped_type_identifier:
    case Kind.scoped_identifier:
    case Kind.generic_type:
    case Kind.generic_type_with_turbofish:
      return pathType(l, node);
    case Kind.reference_type:
      return referenceType(l, node);
    case Kind.pointer_type: {
      const of = typeRef(l, l.lastChild(node));
      return l.child(node, Kind.mutable_specifier) < 0
        ? { k: 'pointer', of }
        : { k: 'pointer', of, mutable: true };
    }
    case Kind.array_type:
      return arrayType(l, node);
    case Kind.never_type:
      return NEVER;
    case Kind.unit_type:
      return { k: 'tuple', of: [] };
    case Kind.tuple_type:
      return tuple(l, node);
    case Kind.abstract_type:
      return { k: 'impl', bounds: boundRefs(l, l.lastChild(node)) };
    case Kind.dynamic_type:
      return { k: 'dyn', bounds: boundRefs(l, l.lastChild(node)) };
    case Kind.bounded_type:
      return { k: leftmost(l, node) === Kind.abstract_type ? 'impl' : 'dyn', bounds: boundRefs(l, node) };
    case Kind.function_type:
      return functionType(l, node);
    case Kind.macro_invocation:
      return macroType(l, node);
    default:
      return OTHER;
  }
}

function referenceType(l: Lowering, node: number): TypeRef {
  const lifetime = l.child(node, Kind.lifetime);
  const type: Draft<TypeRef & { k: 'reference' }> = { k: 'reference', of: typeRef(l, l.lastChild(node)) };
  if (l.child(node, Kind.mutable_specifier) >= 0) type.mutable = true;
  if (lifetime >= 0) type.lifetime = l.textOf(lifetime);
  return type;
}

function arrayType(l: Lowering, node: number): TypeRef {
  const of = typeRef(l, node + 2);
  const semicolon = l.child(node, Kind[';']);
  if (semicolon < 0) return { k: 'slice', of };
  const length = l.after(semicolon);
  if (length >= l.after(node) || l.kindOf(length) === Kind[']']) return { k: 'array', of };
  const text = l.textOf(length);
  return text.length > CONSTANT_LENGTH ? { k: 'array', of } : { k: 'array', of, length: oneLine(text) };
}

function pathType(l: Lowering, node: number): TypeRef {
  const path = readPath(l, node);
  if (path.bracket >= 0 || path.segments.length === 0) return OTHER;
  const type: Draft<TypeRef & { k: 'path' }> = { k: 'path', segments: path.segments };
  if (path.global) type.global = true;
  if (path.lastArguments >= 0) type.args = argumentRefs(l, path.lastArguments);
  return type;
}

/** Arguments by position: lifetimes and `Name = Type` are left out. */
export function argumentRefs(l: Lowering, node: number): TypeRef[] {
  const result: TypeRef[] = [];
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind < Kind.identifier || kind === Kind.lifetime || kind === Kind.type_binding) continue;
    if (kind === Kind.trait_bounds) result.pop();
    else if (kind === Kind.block || kind >= Kind.negative_literal) result.push(constantArgument(l, c));
    else result.push(typeRef(l, c));
  }
  return result;
}

function constantArgument(l: Lowering, node: number): TypeRef {
  const text = l.textOf(node);
  return text.length > CONSTANT_LENGTH ? OTHER : { k: 'constant', text: oneLine(text) };
}

function tuple(l: Lowering, node: number): TypeRef {
  const of: TypeRef[] = [];
  let commas = 0;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind[',']) commas++;
    else if (kind >= Kind.identifier) of.push(typeRef(l, c));
  }
  return commas === 0 && of.length === 1 ? (of[0] as TypeRef) : { k: 'tuple', of };
}

function functionType(l: Lowering, node: number): TypeRef {
  const bound = functionBound(l, node);
  if (bound.segments.length > 0) return { k: 'dyn', bounds: [bound] };
  const type: Draft<TypeRef & { k: 'function' }> = { k: 'function', params: bound.args ?? [] };
  if (bound.ret !== undefined) type.ret = bound.ret;
  const modifiers = l.child(node, Kind.function_modifiers);
  if (modifiers >= 0) {
    if (l.child(modifiers, Kind.unsafe) >= 0) type.unsafe = true;
    const abi = abiOf(l, modifiers);
    if (abi !== undefined) type.abi = abi;
  }
  const parameters = l.child(node, Kind.parameters);
  if (parameters >= 0 && l.child(parameters, Kind.variadic_parameter) >= 0) type.variadic = true;
  return type;
}

/** What follows `extern` among the modifiers of a function; `undefined` without `extern`. */
function abiOf(l: Lowering, modifiers: number): string | undefined {
  const modifier = l.child(modifiers, Kind.extern_modifier);
  if (modifier < 0) return undefined;
  return oneLine(l.textOf(modifier)).slice('extern'.length).trim();
}

/** `Fn(A) -> B`; for `fn(A) -> B` the segments are empty. */
function functionBound(l: Lowering, node: number): BoundRef {
  const bound: Draft<BoundRef> = { segments: [] };
  let returns = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind['->']) returns = true;
    else if (returns) bound.ret = typeRef(l, c);
    else if (kind === Kind.parameters) bound.args = parameterRefs(l, c);
    else if (kind === Kind.type_identifier || kind === Kind.scoped_type_identifier) {
      const path = readPath(l, c);
      bound.segments = path.segments;
      if (path.global) bound.global = true;
    }
  }
  return bound;
}

/** Types of the parameters between parentheses, without `self`. */
export function parameterRefs(l: Lowering, parameters: number): TypeRef[] {
  const result: TypeRef[] = [];
  for (let c = parameters + 1; c < l.after(parameters); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.parameter) {
      if (l.child(c, Kind.self) < 0) result.push(typeRef(l, l.lastChild(c)));
    } else if (
      kind >= Kind.identifier &&
      kind !== Kind.self_parameter &&
      kind !== Kind.variadic_parameter &&
      kind !== Kind.attribute_item
    ) {
      result.push(typeRef(l, c));
    }
  }
  return result;
}

function macroType(l: Lowering, node: number): TypeRef {
  const text = l.child(node, Kind.token_tree);
  return { k: 'macro', path: readPath(l, node + 1).segments, text: text < 0 ? '' : l.textOf(text) };
}

function leftmost(l: Lowering, node: number): Kind {
  let n = node;
  while (l.kindOf(n) === Kind.bounded_type && n + 1 < l.after(n)) n++;
  return l.kindOf(n);
}

/** The trait that a bound names; `undefined` for lifetimes, `?Sized`, `use<…>` and what did not parse. */
export function boundRef(l: Lowering, node: number): BoundRef | undefined {
  return boundRefs(l, node)[0];
}

/** The traits that `A + B + 'a + ?Sized` names. */
export function boundRefs(l: Lowering, node: number): BoundRef[] {
  const result: BoundRef[] = [];
  collectBounds(l, node, result);
  return result;
}

function collectBounds(l: Lowering, node: number, out: BoundRef[]): void {
  if (node < 0 || !l.enter(node)) return;
  switch (l.kindOf(node)) {
    case Kind.type_identifier:
    case Kind.scoped_type_identifier:
    case Kind.generic_type: {
      const path = readPath(l, node);
      if (path.bracket >= 0 || path.segments.length === 0) break;
      const bound: Draft<BoundRef> = { segments: path.segments };
      if (path.global) bound.global = true;
      if (path.lastArguments >= 0) bound.args = argumentRefs(l, path.lastArguments);
      out.push(bound);
      break;
    }
    case Kind.function_type: {
      const bound = functionBound(l, node);
      if (bound.segments.length > 0) out.push(bound);
      break;
    }
    case Kind.bounded_type:
    case Kind.trait_bounds:
    case Kind.tuple_type:
      for (let c = node + 1; c < l.after(node); c = l.after(c)) collectBounds(l, c, out);
      break;
    case Kind.abstract_type:
    case Kind.dynamic_type:
    case Kind.higher_ranked_trait_bound:
      collectBounds(l, l.lastChild(node), out);
      break;
    default:
  }
  l.leave();
}
