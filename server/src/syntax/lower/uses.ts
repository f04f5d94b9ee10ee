import { PRIMITIVES } from '../gaps/primitiveMacro';
import { withoutRaw } from '../keywords';
import type { ExternCrateItem, UseItem, UseLeaf } from '../summary';
import { Kind } from '../tree/kinds';
import { type AttributeNodes, attributeRegion, lowerAttributePaths } from './attributes';
import type { Draft } from './draft';
import { lowerVisibility, named, nameless } from './items';
import type { Lowering } from './lowering';
import { type Path, readPath } from './paths';

interface Prefix {
  readonly segments: readonly string[];
  readonly spans: readonly number[];
  readonly global: boolean;
}

const NOTHING: Prefix = { segments: [], spans: [], global: false };

/** A `use` declaration with its tree flattened. */
export function lowerUse(l: Lowering, node: number, scope: number, attributes: AttributeNodes): UseItem {
  const visibility = l.child(node, Kind.visibility_modifier);
  const base = nameless(l, node, attributes, visibility);
  const leaves: UseLeaf[] = [];
  // Half a use tree imports nothing that is certain; its surroundings are marked as unsure.
  const whole = !l.hasBroken(node);
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    if (whole && l.kindOf(c) >= Kind.identifier && c !== visibility) lowerTree(l, c, NOTHING, leaves);
  }
  if (l.bodies) {
    const inside = attributeRegion(l, node, scope, attributes);
    lowerAttributePaths(l, attributes, inside);
    lowerVisibility(l, visibility, inside);
  }
  return { kind: 'use', ...base, leaves };
}

/** One branch of a use tree below the path `prefix`. */
function lowerTree(l: Lowering, node: number, prefix: Prefix, leaves: UseLeaf[]): void {
  if (!l.enter(node)) return;
  switch (l.kindOf(node)) {
    case Kind.use_list:
      for (let c = node + 1; c < l.after(node); c = l.after(c)) {
        if (l.kindOf(c) >= Kind.identifier) lowerTree(l, c, prefix, leaves);
      }
      break;
    case Kind.scoped_use_list: {
      const list = l.child(node, Kind.use_list);
      const first = node + 1;
      const path = l.kindOf(first) >= Kind.identifier && first !== list ? readPath(l, first) : undefined;
      const under = join(prefix, path, l.kindOf(first) === Kind['::']);
      if (list < 0) break;
      const before = leaves.length;
      lowerTree(l, list, under, leaves);
      // rustc takes `a::{}` for `a::{self as _}`: the path is checked.
      if (leaves.length === before && under.segments.length > 0 && isEmpty(l, list))
        addLeaf(l, node, under, leaves, { self: true, alias: '_' });
      break;
    }
    case Kind.use_wildcard: {
      const first = node + 1;
      const path = l.kindOf(first) >= Kind.identifier ? readPath(l, first) : undefined;
      addLeaf(l, node, join(prefix, path, l.kindOf(first) === Kind['::']), leaves, { glob: true });
      break;
    }
    case Kind.use_as_clause: {
      const alias = l.lastChild(node);
      const last = alias > node + 1 && l.kindOf(alias) === Kind.identifier ? l.nameOf(alias) : undefined;
      lowerLeaf(l, node, node + 1, prefix, leaves, last);
      break;
    }
    case Kind.ERROR:
      break;
    default:
      lowerLeaf(l, node, node, prefix, leaves, undefined);
  }
  l.leave();
}

/** Nothing between the braces of a group. */
function isEmpty(l: Lowering, list: number): boolean {
  for (let c = list + 1; c < l.after(list); c = l.after(c)) if (l.kindOf(c) >= Kind.identifier) return false;
  return true;
}

function lowerLeaf(
  l: Lowering,
  node: number,
  path: number,
  prefix: Prefix,
  leaves: UseLeaf[],
  alias: string | undefined,
): void {
  const extra: Draft<Pick<UseLeaf, 'self' | 'alias'>> = {};
  if (alias !== undefined) extra.alias = alias;
  if (l.kindOf(path) === Kind.self && prefix.segments.length > 0) {
    extra.self = true;
    addLeaf(l, node, prefix, leaves, extra);
    return;
  }
  const full = join(prefix, readPath(l, path), false);
  if (full.segments.length > prefix.segments.length) addLeaf(l, node, full, leaves, extra);
}

function join(prefix: Prefix, path: Path | undefined, global: boolean): Prefix {
  if (path === undefined)
    return global && prefix.segments.length === 0 ? { ...prefix, global: true } : prefix;
  return {
    segments: [...prefix.segments, ...path.segments],
    spans: [...prefix.spans, ...path.spans],
    global: prefix.global || (path.global && prefix.segments.length === 0),
  };
}

function addLeaf(
  l: Lowering,
  node: number,
  path: Prefix,
  leaves: UseLeaf[],
  extra: Partial<Pick<UseLeaf, 'glob' | 'self' | 'alias'>>,
): void {
  let at = -1;
  for (let i = 0; i < path.spans.length; i += 2) {
    const span = l.itemSpan(path.spans[i] as number, path.spans[i + 1] as number);
    if (at < 0) at = span;
  }
  const whole = l.itemSpan(l.startOf(node), l.endOf(node));
  if (at < 0) at = whole;
  const leaf = { segments: path.segments, ...extra, at };
  if (!extra.glob && PRIMITIVES.has(extra.alias ?? path.segments.at(-1) ?? '')) l.namesPrimitive = true;
  leaves.push(path.global ? { ...leaf, global: true } : leaf);
}

/** `extern crate a as b;` */
export function lowerExternCrate(l: Lowering, node: number, attributes: AttributeNodes): ExternCrateItem {
  const visibility = l.child(node, Kind.visibility_modifier);
  const names: number[] = [];
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    if (l.kindOf(c) === Kind.identifier || l.kindOf(c) === Kind.self) names.push(c);
  }
  const crate = names[0] ?? -1;
  const bound = names[1] ?? crate;
  return {
    kind: 'externCrate',
    ...named(l, bound, attributes, visibility),
    crate: crate < 0 ? '' : withoutRaw(l.textOf(crate)),
  };
}
