import type { Attribute } from '../summary';
import { Kind } from '../tree/kinds';
import { isBuiltIn, isInert } from './builtInAttributes';
import type { Lowering } from './lowering';
import { addPath, pathText, readPath } from './paths';
import { scanPath, scanPaths } from './scanPaths';

/** Attribute nodes that stand before something; most things have none. */
export type AttributeNodes = readonly number[] | undefined;

/**
 * The attributes among `nodes` (`attribute_item`, `inner_attribute_item`) that can matter; `undefined` if none.
 * `addSpan` puts a span into the table of the attributes' owner.
 */
export function readAttributes(
  l: Lowering,
  nodes: AttributeNodes,
  addSpan: (start: number, end: number) => number,
): Attribute[] | undefined {
  if (nodes === undefined) return undefined;
  let result: Attribute[] | undefined;
  for (const node of nodes) {
    const attribute = l.child(node, Kind.attribute);
    if (attribute < 0) continue;
    const path = readPath(l, attribute + 1);
    const text = pathText(path);
    if (text === '' || isInert(text)) continue;
    const args = l.text.slice(l.endOf(attribute + 1), l.endOf(attribute)).trim();
    const at = addSpan(l.startOf(attribute), l.endOf(attribute));
    const inner = l.kindOf(node) === Kind.inner_attribute_item;
    result ??= [];
    result.push(inner ? { path: text, args, at, inner } : { path: text, args, at });
  }
  return result;
}

/** Attributes of a scope, a binding: their spans stand in `referenceSpans`. */
export function bodyAttributes(l: Lowering, nodes: AttributeNodes): Attribute[] | undefined {
  return nodes === undefined ? undefined : readAttributes(l, nodes, (start, end) => l.span(start, end));
}

/** Attributes of an item, a field, a variant. */
export function itemAttributes(l: Lowering, nodes: AttributeNodes): Attribute[] | undefined {
  return nodes === undefined ? undefined : readAttributes(l, nodes, (start, end) => l.itemSpan(start, end));
}

/** The scope for what stands behind attributes: a region if one of them can matter, else `scope` itself. */
export function attributeRegion(l: Lowering, node: number, scope: number, nodes: AttributeNodes): number {
  return nodes === undefined ? scope : l.region(scope, node, bodyAttributes(l, nodes));
}

/** Attributes before a node that the grammar does not know there (see `gaps/oddAttributes`). */
export function removedAttributes(l: Lowering, node: number): Attribute[] | undefined {
  const spans = l.takeAttributes(node);
  if (spans === undefined) return undefined;
  const result: Attribute[] = [];
  for (const [start, end] of spans) {
    const path = scanPath(l.text, start, end);
    const text = pathText(path);
    if (text === '' || isInert(text)) continue;
    result.push({ path: text, args: l.text.slice(path.end, end).trim(), at: l.span(start, end) });
  }
  return result.length > 0 ? result : undefined;
}

/** Adds references for attribute macros and derives on an item; only once for those that many items inherit. */
export function lowerAttributePaths(l: Lowering, nodes: AttributeNodes, scope: number): void {
  if (nodes === undefined) return;
  for (const node of nodes) {
    if (l.inherited.has(node)) continue;
    const attribute = l.child(node, Kind.attribute);
    if (attribute < 0) continue;
    const text = pathText(readPath(l, attribute + 1));
    if (text === 'derive') lowerDerives(l, attribute, scope);
    else if (!isInert(text) && !isBuiltIn(text)) addPath(l, 'attribute', attribute + 1, scope);
  }
}

function lowerDerives(l: Lowering, attribute: number, scope: number): void {
  const list = l.child(attribute, Kind.token_tree);
  if (list < 0) return;
  for (const path of scanPaths(l.text, l.startOf(list) + 1, l.endOf(list) - 1)) {
    const at = l.referenceSpans.length / 2;
    for (let i = 0; i < path.spans.length; i += 2)
      l.span(path.spans[i] as number, path.spans[i + 1] as number);
    const reference = { kind: 'derive' as const, scope, segments: path.segments, at };
    l.addReference(path.global ? { ...reference, global: true } : reference, list);
  }
}
