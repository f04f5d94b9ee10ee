/**
 * Modules that stand in for each other under cfgs that exclude each other: a stand-in (a mock) and the bindings behind
 * one adapter. Found by construction: two imports of one module, of which one leads to the bindings and the other to
 * names that are spelt like theirs.
 */
import { namesIn } from '../../compare/names';
import { alternatives } from '../../project/cfgAlternatives';
import type { CrateNode } from '../../project/model';
import { crateUnder, isReadUnder } from '../../resolve/alternative';
import type { CrateMap, Import, Module } from '../../resolve/definitions';
import { resolveImport } from '../../resolve/imports';
import { lookupIn } from '../../resolve/lookup';
import type { World } from '../../resolve/world';
import type { Item } from '../../syntax/summary';
import { canReachBindings, isBindingName, isBindingsCrate, reachesBindings } from '../ours';
import type { DiagnoseContext } from '../problem';

/** Two modules that stand in for each other. */
export interface Pair {
  /** The stand-in. */
  readonly mock: Module;
  readonly real: Module;
  /** How people name the sides: the cfg (`feature = "mock"`) of a module's two faces, or paths. */
  readonly mockText: string;
  readonly realText: string;
  /** Path of the module with two faces; absent where two modules have been named. */
  readonly adapter?: string;
}

/** All pairs of a crate, one for each of its modules once two of its imports show that there are two sides. */
export function pairsOf(context: DiagnoseContext, crate: CrateMap): readonly Pair[] {
  const { node } = crate;
  if (!node) return [];
  const conditioned = conditionedItems(crate);
  if (conditioned.size === 0 || !mayReachBindings(context.world, crate, node)) return [];
  const seen = new Set<string>();
  const pairs: Pair[] = [];
  for (const [path, byCondition] of conditioned) {
    const conditions = [...byCondition.keys()];
    for (const [at, first] of conditions.entries())
      for (const second of conditions.slice(at + 1)) {
        const key = [first, second].sort().join('\0');
        if (seen.has(key)) continue;
        const either = alternatives(first, second, node.cfg, node.impliedFeatures);
        if (!either) continue;
        const ways = [
          { cfg: either.first, items: byCondition.get(first) ?? [] },
          { cfg: either.second, items: byCondition.get(second) ?? [] },
        ];
        // To read the crate under another cfg costs as much as to read it: not where what is there has no part in a pair.
        const isKnown = ({ cfg }: (typeof ways)[number]): boolean => isReadUnder(context.world, crate, cfg);
        const faces = new Map<(typeof ways)[number], Face>();
        for (const way of [...ways.filter(isKnown), ...ways.filter((one) => !isKnown(one))]) {
          const map = crateUnder(context.world, crate, way.cfg);
          const found = map && face(context, map, path, way.items);
          if (!found || !(found.leadsToBindings || found.hasNames)) break;
          faces.set(way, found);
        }
        const [one, other] = ways.map((way) => faces.get(way));
        const sides = decide(context.world, one, other, either.exclusive);
        if (!sides || !one || !other) continue;
        seen.add(key);
        const [a, b] = [one.module.crate, other.module.crate];
        const [mock, real] = sides === 'first' ? [a, b] : [b, a];
        const [mockText, realText] = (sides === 'first' ? [first, second] : [second, first]).map(
          conditionText,
        );
        pairs.push(...facesOf(mock, real, mockText ?? '', realText ?? ''));
      }
  }
  return pairs;
}

/** Whether bindings are in reach, or are with dependencies that are not active: those of the side that is not compiled. */
export function mayReachBindings(world: World, crate: CrateMap, node: CrateNode): boolean {
  return (
    canReachBindings(world, crate) ||
    node.inactiveDependencies.some(({ packageName }) => {
      const library = world.project.crates.find(
        (other) => other.packageName === packageName && other.kind === 'lib' && !other.test,
      );
      return library
        ? canReachBindings(world, world.crate(library.index))
        : isBindingsCrate(world, packageName.replaceAll('-', '_'));
    })
  );
}

/** Every module that both sides have. */
function facesOf(mock: CrateMap, real: CrateMap, mockText: string, realText: string): readonly Pair[] {
  const others = new Map(
    real.modules.filter(({ isInBody }) => !isInBody).map((module) => [module.path(), module]),
  );
  return mock.modules.flatMap((module): Pair[] => {
    const other = module.isInBody ? undefined : others.get(module.path());
    return other ? [{ mock: module, real: other, mockText, realText, adapter: module.path(true) }] : [];
  });
}

/** `(feature = "mock")` without its parentheses. */
function conditionText(args: string): string {
  return args.startsWith('(') && args.endsWith(')') ? args.slice(1, -1).trim() : args;
}

/** Imports and modules with a cfg, by the path of their module and the text of the cfg. */
function conditionedItems(crate: CrateMap): ReadonlyMap<string, ReadonlyMap<string, readonly Item[]>> {
  const found = new Map<string, Map<string, Item[]>>();
  const visit = (
    items: readonly Item[],
    module: Module | undefined,
    modules: readonly (Module | undefined)[],
  ): void => {
    for (const item of items) {
      if (item.kind === 'module' && item.items) visit(item.items, modules[item.number], modules);
      const condition = item.kind === 'use' || item.kind === 'module' ? conditionOf(item) : undefined;
      if (condition === undefined || !module) continue;
      const path = module.path();
      const byCondition = found.get(path) ?? new Map<string, Item[]>();
      found.set(path, byCondition);
      byCondition.set(condition, [...(byCondition.get(condition) ?? []), item]);
    }
  };
  for (const unit of crate.units)
    if (unit.source.k === 'file' && !unit.virtual) visit(unit.fragment.items, unit.modules[0], unit.modules);
  return found;
}

function conditionOf({ attributes }: Item): string | undefined {
  const conditions = (attributes ?? []).filter(({ path }) => path === 'cfg').map(({ args }) => args.trim());
  if (conditions.length <= 1) return conditions[0];
  return `(all(${conditions.map(conditionText).join(', ')}))`;
}

/** What the items of one condition make of a module. */
interface Face {
  readonly module: Module;
  readonly leadsToBindings: boolean;
  /** Modules that its globs bring. */
  readonly sources: readonly Module[];
  /** Brings names that are spelt like those of the bindings. */
  readonly hasNames: boolean;
}

function face(
  context: DiagnoseContext,
  crate: CrateMap,
  path: string,
  items: readonly Item[],
): Face | undefined {
  const { world } = context;
  const module = crate.modules.find((candidate) => !candidate.isInBody && candidate.path() === path);
  if (!module) return undefined;
  const sources: Module[] = [];
  let leadsToBindings = false;
  let hasNames = false;
  const records: Import[] = [...module.globs, ...[...module.imports.values()].flat()];
  for (const record of records) {
    if (!items.includes(record.item)) continue;
    const result = resolveImport(world, record);
    const source = result.source?.module;
    if (source) sources.push(source);
    else {
      const name = record.leaf.alias ?? record.leaf.segments.at(-1) ?? '';
      if (isBindingName(context, name)) hasNames = true;
      for (const lookup of result.names)
        if (lookup?.k === 'found' && lookup.definition.crate?.bindings) leadsToBindings = true;
    }
  }
  for (const item of items)
    if (item.kind === 'module') {
      const child = crate.modules.find((m) => m.definition.item === item);
      if (child) sources.push(child);
    }
  for (const source of sources) {
    if (reachesBindings(world, source)) leadsToBindings = true;
    else if (!hasNames) hasNames = namesIn(world, source).some(({ name }) => isBindingName(context, name));
  }
  return { module, leadsToBindings, sources, hasNames };
}

/** Which of two faces is the stand-in; `undefined` where they are no two sides of one thing. */
function decide(
  world: World,
  first: Face | undefined,
  second: Face | undefined,
  exclusive: boolean,
): 'first' | 'second' | undefined {
  if (!first || !second || first.leadsToBindings === second.leadsToBindings) return undefined;
  const [mock, real] = first.leadsToBindings ? [second, first] : [first, second];
  if (!mock.hasNames) return undefined;
  // Two features can be on together: not where both bring the same names, which then are ambiguous.
  if (!exclusive && !collide(world, mock.module, real.module)) return undefined;
  return first.leadsToBindings ? 'second' : 'first';
}

function collide(world: World, mock: Module, real: Module): boolean {
  return namesIn(world, mock).some(({ name, namespace, definition }) => {
    const there = lookupIn(world, real, name, namespace);
    if (there?.k !== 'found' || there.definition === definition) return false;
    return there.definition.item === undefined || there.definition.item !== definition.item;
  });
}
