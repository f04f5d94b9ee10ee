/** Blocks with items of their own, the modules around a place, and the textual macro scope there. */

import type { Item } from '../syntax/summary';
import { isActive } from './active';
import { activity, attributesIn } from './attributes';
import { expansionOf, macroOf } from './bodyMacros';
import { collectBlock } from './collect';
import { type Definition, Module, type TextualScope } from './definitions';
import { settleImports } from './imports';
import { remembered } from './remembered';
import { anchorOf, ownerOf, statementCalls } from './scopeChain';
import { type Expansion, endOf, itemTable, startOf, type Unit } from './unit';
import type { World } from './world';

/** The anonymous module of a block that has items of its own; made on first use. */
export function blockModule(world: World, unit: Unit, at: number): Module | undefined {
  const known = unit.memo.blocks?.get(at);
  if (known) return known;
  const scope = unit.fragment.scopes[at];
  const calls = statementCalls(unit.fragment).get(at) ?? [];
  if (!scope || ((scope.items?.length ?? 0) === 0 && calls.length === 0)) return undefined;
  const block = new Module(unit.crate, enclosingModule(world, unit, scope.parent), '', { unit, scope: at });
  unit.memo.blocks ??= new Map();
  unit.memo.blocks.set(at, block);
  if (calls.length > 0) block.readsMore = true;
  for (const call of calls)
    block.lastRead = Math.max(
      block.lastRead,
      startOf(unit.fragment.referenceSpans, unit.fragment.calls[call]?.at ?? 0),
    );
  const textual = textualAt(world, unit, scope.parent, scope.start);
  collectBlock(world, unit, block, scope.items ?? [], textual);
  for (const call of calls) defineStatementItems(world, unit, call, block);
  block.forgetMemo();
  if (world.lookupDepth === 0) settleImports(world, [block]);
  return block;
}

const blocksOfFragments = new WeakMap<Unit['fragment'], readonly number[]>();

/** Scopes for which {@link blockModule} has, or may make, a module, in the order of the text. */
export function blocksWithItems(unit: Unit): readonly number[] {
  const all = remembered(blocksOfFragments, unit.fragment, () => {
    const calls = statementCalls(unit.fragment);
    return [...unit.fragment.scopes.entries()].flatMap(([at, { kind, items }]) =>
      kind === 'block' && ((items?.length ?? 0) > 0 || calls.has(at)) ? [at] : [],
    );
  });
  // What a statement macro stands for has the block around as its own.
  return all[0] !== 0 && unit.memo.blocks?.has(0) ? [0, ...all] : all;
}

/**
 * Items that a statement macro stands for belong to the block that the call stands in. They see the macros that the call
 * sees.
 */
function defineStatementItems(world: World, unit: Unit, call: number, block: Module): void {
  if (!isCompiled(world, unit, call)) return;
  const expansion = expansionOf(world, unit, call);
  if (expansion.k === 'unknown') block.unknown ??= expansion.reason;
  if (expansion.k === 'failed') block.isStuck = true;
  if (expansion.k !== 'units') return;
  for (const inner of expansion.units) {
    inner.memo.blocks ??= new Map();
    inner.memo.blocks.set(0, block);
    const items = inner.fragment.scopes[0]?.items ?? [];
    if (items.length > 0) collectBlock(world, inner, block, items, textualBefore(world, unit, call));
    for (const nested of statementCalls(inner.fragment).get(0) ?? [])
      defineStatementItems(world, inner, nested, block);
    reachFurther(world, inner, block);
  }
}

function textualBefore(world: World, unit: Unit, index: number): TextualScope | undefined {
  const call = unit.fragment.calls[index];
  return call && textualAt(world, unit, call.scope, startOf(unit.fragment.referenceSpans, call.at));
}

/** What blocks in such items bring, of a `const _` say, counts in the block around, too. */
function reachFurther(world: World, inner: Unit, block: Module): void {
  const { nestedItems, scopes } = inner.fragment;
  const own = scopes[0]?.items ?? [];
  if (nestedItems.every((item) => own.includes(item))) return;
  for (const [at, { kind }] of scopes.entries())
    if (at > 0 && kind === 'block' && isActive(world, inner, at) !== false)
      block.reaching.impls.push(...(blockModule(world, inner, at)?.inBody?.impls ?? []));
}

/** The innermost module or block module around a scope. */
export function enclosingModule(world: World, startUnit: Unit, startScope: number): Module {
  let unit = startUnit;
  let at = startScope;
  for (;;) {
    at = ownerOf(unit.fragment, at);
    const scope = unit.fragment.scopes[at];
    if (scope?.kind === 'block') {
      const block = blockModule(world, unit, at);
      if (block) return block;
    } else if (scope?.kind === 'module' && !(unit.outer && scope.parent < 0)) {
      return moduleOfScope(world, unit, at);
    }
    if (scope && scope.parent >= 0) at = scope.parent;
    else if (unit.outer) {
      at = unit.outer.scope;
      unit = unit.outer.unit;
    } else return moduleOf(unit, 0);
  }
}

/** The module of a `module` scope; one inside of a block is made with that block, if nothing has asked for it yet. */
export function moduleOfScope(world: World, unit: Unit, at: number): Module {
  const scope = unit.fragment.scopes[at];
  const number = scope?.module ?? 0;
  if (scope && scope.parent >= 0 && !unit.modules[number]) enclosingModule(world, unit, scope.parent);
  return moduleOf(unit, number);
}

/** The module that stands for a fragment's module number; the crate's root where there is none. */
export function moduleOf(unit: Unit, number: number): Module {
  return unit.modules[number] ?? unit.modules[0] ?? unit.crate.root;
}

/** Textual macro scope at an offset of a body: macros of blocks before it, then those of the module. */
export function textualAt(
  world: World,
  startUnit: Unit,
  startScope: number,
  startOffset: number,
): TextualScope | undefined {
  /** The innermost and last first. */
  const inner: Definition[] = [];
  let outer: TextualScope | undefined;
  let unit = startUnit;
  let at = startScope;
  let offset = startOffset;
  /** What statement macros of the innermost block have left behind that is not in `inner` yet. */
  let left: Left[] | undefined;
  for (;;) {
    at = anchorOf(unit.fragment, at);
    const scope = unit.fragment.scopes[at];
    if (scope?.kind === 'block') {
      if (scope.items || left) {
        takeBlock(world, unit, scope.items, at, offset, left, inner);
        left = undefined;
      }
    } else if (scope?.kind === 'statementMacro' && scope.call !== undefined) {
      const macros = macrosOfCall(world, unit, scope.call);
      if (macros.length > 0) {
        left ??= [];
        const call = unit.fragment.calls[scope.call];
        left.push({ at: startOf(unit.fragment.referenceSpans, call?.at ?? -1), macros });
      }
    } else if (scope?.kind === 'module' && !(unit.outer && scope.parent < 0)) {
      for (const point of unit.textual[scope.module ?? 0] ?? [])
        if (point.offset < offset) outer = point.scope;
      break;
    }
    if (scope && scope.parent >= 0) at = scope.parent;
    else if (unit.outer) {
      if (left) takeBlock(world, unit, undefined, at, offset, left, inner);
      left = undefined;
      at = unit.outer.scope;
      offset = unit.outer.offset;
      unit = unit.outer.unit;
    } else {
      for (const point of unit.textual[0] ?? []) if (point.offset < offset) outer = point.scope;
      break;
    }
  }
  if (left) takeBlock(world, unit, undefined, -1, offset, left, inner);
  for (let nth = inner.length - 1; nth >= 0; nth--) {
    const definition = inner[nth]!;
    outer = { name: definition.name, definition, outer };
  }
  return outer;
}

/** What a statement macro has left behind, with the offset of its call. */
interface Left {
  readonly at: number;
  readonly macros: readonly Definition[];
}

/**
 * Adds the macros of a block that stand before an offset, with what calls there have left, the last one first. Most blocks
 * have none, and every call of a macro asks.
 */
function takeBlock(
  world: World,
  unit: Unit,
  items: readonly Item[] | undefined,
  block: number,
  offset: number,
  left: readonly Left[] | undefined,
  inner: Definition[],
): void {
  const all = left ? [...left] : [];
  for (const item of items ?? []) {
    if (!mayDefine(item)) continue;
    const at = startOf(itemTable(unit.fragment, item), item.at);
    if (at < offset) all.push({ at, macros: macrosAmong(world, unit, [item], block) });
  }
  if (all.length > 1) all.sort((a, b) => b.at - a.at);
  for (const { macros } of all) inner.push(...macros.toReversed());
}

/** A macro by example, or a module that may let some out. */
function mayDefine({ kind, attributes }: Item): boolean {
  return kind === 'macroDefinition' || (kind === 'module' && attributes !== undefined);
}

/** Macros by example among items of a block, in order, and those that its modules let out by `#[macro_use]`. */
function macrosAmong(world: World, unit: Unit, items: readonly Item[], block: number): Definition[] {
  const some = items.filter(mayDefine);
  if (some.length === 0) return [];
  const parent = enclosingModule(world, unit, unit.fragment.scopes[block]?.parent ?? -1);
  return some.flatMap((item): readonly Definition[] => {
    const { active, attributes } = activity(world, unit.crate, item.attributes, attributesIn(world, parent));
    if (active === false) return [];
    if (item.kind === 'module')
      return attributes.some(({ path }) => path === 'macro_use')
        ? macrosAmong(world, unit, item.items ?? [], block)
        : [];
    const uncertain = active === 'unknown' ? { uncertain: true as const } : {};
    const { crate } = unit;
    const { name } = item;
    return [
      { kind: 'macro', name, crate, parent, item, unit, macro: 'rules', blockScope: block, ...uncertain },
    ];
  });
}

/** Whether a call in what another one stands for is to be looked into: its macro, or what it is given, has the word. */
function mayDefineMacros(world: World, unit: Unit, index: number): boolean {
  const call = unit.fragment.calls[index];
  const start = startOf(unit.fragment.referenceSpans, call?.at ?? -1);
  if (!call || start < 0) return false;
  if (unit.text.slice(start, endOf(unit.fragment.referenceSpans, call.at)).includes(DEFINES)) return true;
  const found = macroOf(world, unit, index);
  const item = found.k === 'found' ? found.definition.item : undefined;
  return item?.kind === 'macroDefinition' && item.body.includes(DEFINES);
}

const DEFINES = 'macro_rules';

/** Macros by example that a call in statement position leaves behind, in order: what it stands for may be such a call, too. */
function macrosOfCall(world: World, unit: Unit, call: number): readonly Definition[] {
  const known = unit.memo.macros?.get(call);
  if (known) return known;
  unit.memo.macros ??= new Map();
  // Who asks on the way sees none of them yet.
  unit.memo.macros.set(call, []);
  const found = isCompiled(world, unit, call) ? macrosIn(world, unit, expansionOf(world, unit, call)) : [];
  unit.memo.macros.set(call, found);
  return found;
}

function macrosIn(world: World, unit: Unit, expansion: Expansion): readonly Definition[] {
  if (expansion.k !== 'units') return [];
  return expansion.units.flatMap((result) => {
    const { scopes, calls, referenceSpans } = result.fragment;
    const parts: { readonly at: number; readonly macros: readonly Definition[] }[] = [];
    for (const item of scopes[0]?.items ?? []) {
      if (item.kind !== 'macroDefinition') continue;
      const { name } = item;
      const definition: Definition = {
        kind: 'macro',
        name,
        crate: unit.crate,
        parent: moduleOf(unit, 0),
        item,
        unit: result,
        macro: 'rules',
      };
      parts.push({ at: startOf(itemTable(result.fragment, item), item.at), macros: [definition] });
    }
    for (const nested of statementCalls(result.fragment).get(0) ?? [])
      if (mayDefineMacros(world, result, nested))
        parts.push({
          at: startOf(referenceSpans, calls[nested]?.at ?? -1),
          macros: macrosOfCall(world, result, nested),
        });
    return parts.sort((one, other) => one.at - other.at).flatMap(({ macros }) => macros);
  });
}

/** Whether the view compiles a macro call of a body. */
export function isCompiled(world: World, unit: Unit, call: number | undefined): boolean {
  const found = call === undefined ? undefined : unit.fragment.calls[call];
  return found !== undefined && isActive(world, unit, found.scope) !== false;
}
