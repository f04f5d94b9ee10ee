import type { Reference, ReferenceKind, SpanIndex } from '../summary';
import { Kind } from '../tree/kinds';
import type { Draft } from './draft';
import type { Lowering } from './lowering';
import { lowerType, lowerTypeArguments } from './typeReferences';
import { boundRef, typeRef } from './types';

/** A path as the tree has it. */
export interface Path {
  readonly segments: string[];
  /** Start and end of each segment, in the parsed text. */
  readonly spans: number[];
  global: boolean;
  /** The `<T as Trait>` that it begins with; -1: none. */
  bracket: number;
  /** Every `<…>` in it. */
  readonly arguments: number[];
  /** The `<…>` behind the last segment; -1: none. */
  lastArguments: number;
}

/** Reads a path node of any kind; parts that are no path (errors) are left out. */
export function readPath(l: Lowering, node: number): Path {
  const path: Path = {
    segments: [],
    spans: [],
    global: false,
    bracket: -1,
    arguments: [],
    lastArguments: -1,
  };
  collect(l, node, path);
  return path;
}

function collect(l: Lowering, node: number, path: Path): void {
  switch (l.kindOf(node)) {
    case Kind.identifier:
    case Kind.type_identifier:
    case Kind.field_identifier:
    case Kind.primitive_type:
    case Kind.self:
    case Kind.super:
    case Kind.crate:
    case Kind.metavariable:
      path.segments.push(l.nameOf(node));
      path.spans.push(l.startOf(node), l.endOf(node));
      path.lastArguments = -1;
      return;
    case Kind['::']:
      if (path.segments.length === 0 && path.bracket < 0) path.global = true;
      return;
    case Kind.type_arguments:
      path.arguments.push(node);
      path.lastArguments = node;
      return;
    case Kind.bracketed_type:
      path.bracket = node;
      return;
    case Kind.scoped_identifier:
    case Kind.scoped_type_identifier:
    case Kind.generic_type:
    case Kind.generic_type_with_turbofish:
    case Kind.generic_function:
    case Kind.generic_pattern:
      for (let c = node + 1; c < l.after(node); c = l.after(c)) collect(l, c, path);
      return;
    default:
  }
}

/** The path's segments as text without white space: `a::b`, `::a`. */
export function pathText(path: { readonly global: boolean; readonly segments: readonly string[] }): string {
  return (path.global ? '::' : '') + path.segments.join('::');
}

/** Adds a span for each segment and gives the index of the first. */
function addSpans(l: Lowering, path: Path): SpanIndex {
  const first = l.span(path.spans[0] as number, path.spans[1] as number);
  for (let i = 2; i < path.spans.length; i += 2) l.span(path.spans[i] as number, path.spans[i + 1] as number);
  return first;
}

/**
 * Adds the reference that a path node is, and those in its generic arguments and its `<T as Trait>`.
 * `inParentheses`: the span of those that a called path stands in. Gives its index in `references`, or -1 where nothing
 * of a path is there.
 */
export function addPath(
  l: Lowering,
  kind: ReferenceKind,
  node: number,
  scope: number,
  argumentCount = -1,
  inParentheses = -1,
): number {
  if (isWord(l.kindOf(node))) {
    if (l.isUnderscore(node)) return -1;
    const reference: Draft<Reference> = {
      kind,
      scope,
      segments: [l.nameOf(node)],
      at: l.span(l.startOf(node), l.endOf(node)),
    };
    if (argumentCount >= 0) reference.argumentCount = argumentCount;
    if (inParentheses >= 0) reference.inParentheses = inParentheses;
    return l.addReference(reference, node);
  }
  const path = readPath(l, node);
  let index = -1;
  if (path.segments.length > 0) {
    const reference: Draft<Reference> = { kind, scope, segments: path.segments, at: addSpans(l, path) };
    if (path.global) reference.global = true;
    if (path.bracket >= 0) reference.qualified = qualifier(l, path.bracket);
    if (argumentCount >= 0) reference.argumentCount = argumentCount;
    if (inParentheses >= 0) reference.inParentheses = inParentheses;
    if (isInterrupted(l, path)) reference.broken = true;
    index = l.addReference(reference, node);
  }
  if (path.bracket >= 0) lowerQualifier(l, path.bracket, scope);
  for (const each of path.arguments) lowerTypeArguments(l, each, scope);
  return index;
}

/** Something that does not parse stands between two segments: the second one belongs to what follows (`a::; b`). */
function isInterrupted(l: Lowering, { spans, arguments: lists }: Path): boolean {
  const { broken } = l.tree;
  if (broken.length === 0 || spans.length <= 2) return false;
  const [first = 0, last = 0] = [spans[0], spans.at(-2)];
  for (let i = 0; i < broken.length; i += 2) {
    const at = broken[i] as number;
    if (at < first || at >= last) continue;
    if (!lists.some((list) => l.startOf(list) <= at && at < l.endOf(list))) return true;
  }
  return false;
}

/** Node kinds that are one segment and nothing else. */
export function isWord(kind: Kind): boolean {
  return kind >= Kind.identifier && kind <= Kind.metavariable;
}

function qualifier(l: Lowering, bracket: number): Draft<NonNullable<Reference['qualified']>> {
  const result: Draft<NonNullable<Reference['qualified']>> = {
    at: l.span(l.startOf(bracket), l.endOf(bracket)),
  };
  const inner = bracket + 2; // behind `<`
  if (inner >= l.after(bracket)) return result;
  const qualified = l.kindOf(inner) === Kind.qualified_type;
  const type = typeRef(l, qualified ? inner + 1 : inner);
  if (type.k !== 'other') result.type = type;
  if (qualified) {
    const trait = boundRef(l, l.lastChild(inner));
    if (trait !== undefined) result.trait = trait;
  }
  return result;
}

function lowerQualifier(l: Lowering, bracket: number, scope: number): void {
  for (let c = bracket + 1; c < l.after(bracket); c = l.after(c)) {
    if (l.kindOf(c) !== Kind.qualified_type) lowerType(l, c, scope);
    else {
      lowerType(l, c + 1, scope);
      lowerType(l, l.lastChild(c), scope, 'trait');
    }
  }
}
