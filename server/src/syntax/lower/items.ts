import { PRIMITIVES } from '../gaps/primitiveMacro';
import type { Attribute, BrokenItem, Item, MacroCallItem, Visibility } from '../summary';
import { Kind } from '../tree/kinds';
import {
  type AttributeNodes,
  attributeRegion,
  bodyAttributes,
  itemAttributes,
  lowerAttributePaths,
} from './attributes';
import type { Draft } from './draft';
import { lowerFunction } from './functions';
import { lowerImpl, lowerTrait } from './impls';
import type { Lowering } from './lowering';
import { lowerDeclarativeMacro, lowerMacroDefinition } from './macroDefinitions';
import { lowerForeign, lowerModule } from './modules';
import { addPath, readPath } from './paths';
import { scanPaths } from './scanPaths';
import { lowerEnum, lowerStruct } from './structs';
import { lowerExternCrate, lowerUse } from './uses';
import { lowerAlias, lowerConst } from './values';

const PUBLIC: Visibility = { k: 'pub' };
const PRIVATE: Visibility = { k: 'private' };

/** Whether a node of that kind is an item (macro calls depend on where they stand and are none here). */
export function isItem(kind: Kind): boolean {
  switch (kind) {
    case Kind.mod_item:
    case Kind.foreign_mod_item:
    case Kind.struct_item:
    case Kind.union_item:
    case Kind.enum_item:
    case Kind.extern_crate_declaration:
    case Kind.const_item:
    case Kind.static_item:
    case Kind.type_item:
    case Kind.associated_type:
    case Kind.function_item:
    case Kind.function_signature_item:
    case Kind.impl_item:
    case Kind.trait_item:
    case Kind.use_declaration:
    case Kind.macro_definition:
      return true;
    default:
      return false;
  }
}

/** Lowers one item; an extern block gives all of its own. `attributes` are the nodes that stand before it. */
export function lowerItem(l: Lowering, node: number, scope: number, attributes: AttributeNodes): Item[] {
  if (!l.enter(node)) return [brokenItem(l, node)];
  const items = lower(l, node, scope, attributes);
  l.leave();
  return l.tree.hasErrors
    ? items.map((item) => (isWhole(l, node, item) ? item : brokenItem(l, node)))
    : items;
}

/** An item that has lost its name, or a macro whose text may end too early or too late, says nothing certain. */
function isWhole(l: Lowering, node: number, item: Item): boolean {
  switch (item.kind) {
    case 'use':
    case 'impl':
    case 'const':
    case 'macroCall':
      return true;
    case 'macroDefinition':
      return item.name !== '' && !l.hasBroken(node);
    default:
      return item.name !== '';
  }
}

function lower(l: Lowering, node: number, scope: number, attributes: AttributeNodes): Item[] {
  switch (l.kindOf(node)) {
    case Kind.function_item:
    case Kind.function_signature_item:
      return [lowerFunction(l, node, scope, attributes, false)];
    case Kind.use_declaration:
      return [lowerUse(l, node, scope, attributes)];
    case Kind.const_item:
    case Kind.static_item:
      return [lowerConst(l, node, scope, attributes)];
    case Kind.type_item:
    case Kind.associated_type:
      return [lowerAlias(l, node, scope, attributes)];
    case Kind.struct_item:
    case Kind.union_item:
      return [lowerStruct(l, node, scope, attributes)];
    case Kind.enum_item:
      return [lowerEnum(l, node, scope, attributes)];
    case Kind.impl_item:
      return [lowerImpl(l, node, scope, attributes)];
    case Kind.trait_item:
      return [lowerTrait(l, node, scope, attributes)];
    case Kind.mod_item:
      return [lowerModule(l, node, scope, attributes)];
    case Kind.foreign_mod_item:
      return lowerForeign(l, node, scope, attributes);
    case Kind.extern_crate_declaration:
      return [lowerExternCrate(l, node, attributes)];
    case Kind.macro_definition:
      return [lowerMacroDefinition(l, node, scope, attributes)];
    case Kind.empty_statement: {
      const macro = l.removed.macros.get(l.startOf(node));
      return macro === undefined ? [] : [lowerDeclarativeMacro(l, node, attributes, macro)];
    }
    default:
      return [];
  }
}

/** Lowers the items directly in a file, a `{ … }` of a module, impl, trait or extern block, or a broken region. */
export function lowerItems(
  l: Lowering,
  list: number,
  scope: number,
  lower: (l: Lowering, node: number, scope: number, attributes: AttributeNodes) => Item[] = lowerItem,
): { readonly items: Item[]; readonly inner: AttributeNodes } {
  const found: { items: Item[]; inner: number[] | undefined } = { items: [], inner: undefined };
  if (l.isUnsure(list)) {
    l.scope(scope).broken = true;
    found.items.push(brokenItem(l, list));
  }
  lowerList(l, list, scope, lower, found);
  return found;
}

function lowerList(
  l: Lowering,
  list: number,
  scope: number,
  lower: (l: Lowering, node: number, scope: number, attributes: AttributeNodes) => Item[],
  found: { items: Item[]; inner: number[] | undefined },
): void {
  let attributes: number[] | undefined;
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    let kind = l.kindOf(c);
    let node = c;
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
      continue;
    }
    if (kind === Kind.inner_attribute_item) {
      found.inner ??= [];
      found.inner.push(c);
      continue;
    }
    if (kind === Kind.expression_statement) kind = l.kindOf(++node);
    if (kind === Kind.macro_invocation) found.items.push(lowerMacroItem(l, node, scope, attributes));
    else if (kind === Kind.ERROR) {
      if (l.enter(node)) {
        lowerList(l, node, scope, lower, found);
        l.leave();
      }
    } else if (isItem(kind) || kind === Kind.empty_statement)
      found.items.push(...lower(l, node, scope, attributes));
    else if (kind >= Kind.identifier && !l.isBroken(node)) found.items.push(brokenItem(l, node));
    attributes = undefined;
  }
}

/** The item that stands for what did not parse, or what is no item where one must stand. */
function brokenItem(l: Lowering, node: number): BrokenItem {
  return { kind: 'broken', ...nameless(l, node, undefined, -1) };
}

/** A macro call as an item: in item position, or a statement that may bring items that matter elsewhere. */
export function lowerMacroItem(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
): MacroCallItem | BrokenItem {
  if (l.hasBroken(node)) return brokenItem(l, node);
  const path = readPath(l, node + 1);
  const text = l.child(node, Kind.token_tree);
  const base = nameless(l, node, attributes, -1);
  const pathAt = l.itemSpan(path.spans[0] ?? l.startOf(node), path.spans[1] ?? l.startOf(node));
  for (let i = 2; i < path.spans.length; i += 2)
    l.itemSpan(path.spans[i] as number, path.spans[i + 1] as number);
  const item: Draft<MacroCallItem> = {
    kind: 'macroCall',
    ...base,
    segments: path.segments,
    text: text < 0 ? '' : l.textOf(text),
    pathAt,
    textAt: text < 0 ? -1 : l.itemSpan(l.startOf(text), l.endOf(text)),
  };
  if (path.global) item.global = true;
  if (l.bodies && attributes !== undefined) {
    lowerAttributePaths(l, attributes, attributeRegion(l, node, scope, attributes));
  }
  return item;
}

export interface Base {
  name: string;
  visibility: Visibility;
  attributes?: readonly Attribute[];
  at: number;
  inBlock?: true;
}

/** The visibility that a rewriting took away from before a node; `undefined` if none. */
export function removedVisibility(l: Lowering, node: number): Visibility | undefined {
  const span = l.removed.visibilities.get(l.startOf(node));
  if (span === undefined) return undefined;
  const open = l.text.indexOf('(', span[0]);
  if (open < 0 || open > span[1]) return PUBLIC;
  const words = scanPaths(l.text, open + 1, span[1] - 1).flatMap((path) => path.segments);
  const path = words[0] === 'in' ? words.slice(1) : words;
  return { k: 'in', path };
}

/** What all items have; `name` is the node of the name. */
export function named(l: Lowering, name: number, attributes: AttributeNodes, visibility: number): Base {
  const written = name < 0 ? '' : l.nameOf(name);
  if (PRIMITIVES.has(written)) l.namesPrimitive = true;
  return base(l, written, name, attributes, visibility);
}

/** The same for an item without a name: its span is the whole `node`. */
export function nameless(l: Lowering, node: number, attributes: AttributeNodes, visibility: number): Base {
  return base(l, '', node, attributes, visibility);
}

function base(l: Lowering, name: string, at: number, nodes: AttributeNodes, visibility: number): Base {
  const result: Base = {
    name,
    visibility: readVisibility(l, visibility),
    at: at < 0 ? -1 : l.itemSpan(l.startOf(at), l.endOf(at)),
  };
  const attributes = itemAttributes(l, nodes);
  if (attributes !== undefined) result.attributes = attributes;
  if (l.inBlock) result.inBlock = true;
  return result;
}

/** What a `visibility_modifier` says; -1: there is none. */
export function readVisibility(l: Lowering, node: number): Visibility {
  if (node < 0) return PRIVATE;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    if (l.kindOf(c) >= Kind.identifier) return { k: 'in', path: readPath(l, c).segments };
  }
  return PUBLIC;
}

/** Adds the reference of `pub(in a::b)`. */
export function lowerVisibility(l: Lowering, node: number, scope: number): void {
  const marker = node < 0 ? -1 : l.child(node, Kind.in);
  if (marker >= 0 && l.after(marker) < l.after(node)) addPath(l, 'visibility', l.after(marker), scope);
}

/**
 * The `item` scope around what belongs to an item; it carries the item's attributes, and their references stand
 * in it, as does that of its visibility.
 */
export function itemScope(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
  visibility: number,
): number {
  const inside = l.addScope('item', scope, node);
  if (attributes !== undefined) {
    const kept = bodyAttributes(l, attributes);
    if (kept !== undefined) l.scope(inside).attributes = kept;
    lowerAttributePaths(l, attributes, inside);
  }
  lowerVisibility(l, visibility, inside);
  return inside;
}
