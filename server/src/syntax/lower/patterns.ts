import type { Attribute, Binding, TypeRef } from '../summary';
import { Kind } from '../tree/kinds';
import { removedAttributes } from './attributes';
import type { Draft } from './draft';
import { lowerExpression } from './expressions';
import type { Lowering } from './lowering';
import { lowerMacroCall } from './macros';
import { addPath } from './paths';

/** What the patterns of one `let`, arm or parameter list bring in. */
export interface Bindings {
  readonly list: Draft<Binding>[];
  /** For the bindings that come next: the attributes of what brings them in. */
  attributes?: readonly Attribute[] | undefined;
}

/**
 * Adds a pattern's bindings and its references, which are looked up in `scope` (the one outside of the pattern).
 * `plain`: `mut` or `ref` stands before it, so that a bare name cannot be a constant. Gives the index of the
 * binding if the whole pattern is one name, else -1.
 */
export function lowerPattern(l: Lowering, node: number, scope: number, out: Bindings, plain = false): number {
  if (!l.enter(node)) return -1;
  const outer = out.attributes;
  const removed = removedAttributes(l, node);
  if (removed !== undefined) out.attributes = [...(outer ?? []), ...removed];
  const result = lower(l, node, l.region(scope, node, removed), out, plain);
  out.attributes = outer;
  l.leave();
  return result;
}

function lower(l: Lowering, node: number, scope: number, out: Bindings, plain: boolean): number {
  switch (l.kindOf(node)) {
    case Kind.identifier:
      if (l.isUnderscore(node)) return -1;
      // Renamed for the parse: it binds nothing.
      if (l.textOf(node) === 'super' || l.textOf(node) === 'crate') {
        addPath(l, 'pathPattern', node, scope);
        return -1;
      }
      return plain ? bind(l, node, out) : identifierPattern(l, node, scope, out);
    case Kind.self:
      return bind(l, node, out);
    case Kind.shorthand_field_identifier:
      bindField(l, node, scope, out, plain);
      return -1;
    case Kind.mut_pattern:
      return lowerPattern(l, l.lastChild(node), scope, out, true);
    case Kind.ref_pattern:
      lowerPattern(l, l.lastChild(node), scope, out, true);
      return -1;
    case Kind.captured_pattern:
      bind(l, node + 1, out);
      lowerChildren(l, l.after(node + 1), l.after(node), scope, out);
      return -1;
    case Kind.scoped_identifier:
    case Kind.generic_pattern:
      addPath(l, 'pathPattern', node, scope);
      return -1;
    case Kind.range_pattern:
      for (let c = node + 1; c < l.after(node); c = l.after(c)) {
        const kind = l.kindOf(c);
        if (kind >= Kind.identifier && kind <= Kind.scoped_identifier) addPath(l, 'value', c, scope);
      }
      return -1;
    case Kind.tuple_struct_pattern:
      addPath(l, 'tuplePattern', node + 1, scope);
      lowerChildren(l, l.after(node + 1), l.after(node), scope, out);
      return -1;
    case Kind.struct_pattern:
      addPath(l, 'structPattern', node + 1, scope);
      lowerFields(l, node, scope, out);
      return -1;
    case Kind.macro_invocation:
      lowerMacroCall(l, node, scope, 'pattern');
      return -1;
    case Kind.const_block:
      // It is none any more: rustc says that, and nothing of the names in it.
      return -1;
    case Kind.closure_expression:
      lowerExpression(l, node, scope);
      return -1;
    case Kind.tuple_pattern:
    case Kind.slice_pattern:
    case Kind.or_pattern:
    case Kind.reference_pattern:
    case Kind.ERROR:
      lowerChildren(l, node + 1, l.after(node), scope, out);
      return -1;
    default:
      return -1;
  }
}

function lowerChildren(l: Lowering, from: number, end: number, scope: number, out: Bindings): void {
  for (let c = from; c < end; c = l.after(c))
    if (l.kindOf(c) >= Kind.identifier) lowerPattern(l, c, scope, out);
}

function lowerFields(l: Lowering, node: number, scope: number, out: Bindings): void {
  for (let c = l.after(node + 1); c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.field_pattern) lowerField(l, c, scope, out);
    else if (kind === Kind.ERROR) lowerPattern(l, c, scope, out);
    // Attributes on `..` matter to nothing.
    else if (kind === Kind.remaining_field_pattern) l.takeAttributes(c);
  }
}

function lowerField(l: Lowering, node: number, scope: number, out: Bindings): void {
  const outer = out.attributes;
  const removed = removedAttributes(l, node);
  if (removed !== undefined) out.attributes = [...(outer ?? []), ...removed];
  const inside = l.region(scope, node, removed);
  let named = false;
  let plain = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.ref || kind === Kind.mutable_specifier) plain = true;
    else if (kind === Kind.shorthand_field_identifier) bindField(l, c, inside, out, plain);
    else if (kind === Kind[':']) named = true;
    else if (named) lowerPattern(l, c, inside, out);
  }
  out.attributes = outer;
}

/** Adds a binding for a name node and gives its index. */
export function bind(
  l: Lowering,
  node: number,
  out: Bindings,
  namespace: Binding['namespace'] = 'value',
): number {
  const binding: Draft<Binding> = {
    name: l.nameOf(node),
    namespace,
    at: l.span(l.startOf(node), l.endOf(node)),
  };
  if (out.attributes !== undefined) binding.attributes = out.attributes;
  out.list.push(binding);
  return out.list.length - 1;
}

/** `x` of `S { x }`: the name of a field and of a binding, or of a constant. */
function bindField(l: Lowering, node: number, scope: number, out: Bindings, plain: boolean): void {
  const binding = out.list[plain ? bind(l, node, out) : identifierPattern(l, node, scope, out)];
  if (binding === undefined) return;
  binding.shorthand = true;
  const reference = binding.pattern === undefined ? undefined : l.references[binding.pattern];
  if (reference !== undefined) reference.shorthand = true;
}

function identifierPattern(l: Lowering, node: number, scope: number, out: Bindings): number {
  const index = bind(l, node, out);
  const binding = out.list[index] as Draft<Binding>;
  const { at, name } = binding;
  binding.pattern = l.addReference({ kind: 'identifierPattern', scope, segments: [name], at }, node);
  return index;
}

/** Gives the declared type to the binding that a pattern is; other patterns spread their type over many. */
export function giveType(out: Bindings, binding: number, type: TypeRef): void {
  const found = out.list[binding];
  if (found !== undefined) found.type = type;
}
