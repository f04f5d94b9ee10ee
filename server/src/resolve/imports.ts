/** Resolving one leaf of a `use` tree, on demand. */
import { type Import, type ImportResult, type Lookup, type Module, TYPE } from './definitions';
import { importedBy } from './imported';
import { lookupIn } from './lookup';
import { type Step, walkPrefix } from './paths';
import { ambiguousStart, settled } from './rounds';
import type { World } from './world';

/** Look-ups within look-ups; an import behind an import takes two. Deeper ones wait, for the stack is finite. */
const MOST_DEPTH = 400;

/** Far ends of one chain; there are no more in a chain of some ten thousand imports, but in a circle at every turn. */
const MOST_FAR_ENDS = 100;

/**
 * Imports in circles meet themselves, so that what one look-up finds out of them cannot be remembered. Each asks for
 * the next one in three namespaces: a circle of twenty would never be done. Real code comes to some thousands.
 */
const MOST_WASTED = 50_000;

const nothing: readonly (Lookup | undefined)[] = [undefined, undefined, undefined];
const busy: ImportResult = { names: nothing, failures: [] };
const tooLong = { k: 'unknown', reason: 'a chain of imports that is too long' } as const;
const postponed = unsureOf(tooLong);
const circles = { k: 'unknown', reason: 'imports that lead around in circles' } as const;
const tangled = unsureOf(circles);

/** What an import stands for that is not looked into any more; a glob brings what nobody knows. */
function unsureOf(lookup: Lookup & { readonly k: 'unknown' }): ImportResult {
  return { names: [lookup, lookup, lookup], failures: [], unknown: lookup.reason };
}

/**
 * Resolves an import; the answer is remembered. An import that fails defines its name silently in every
 * namespace, so that its uses are not reported too (as rustc does).
 */
export function resolveImport(world: World, record: Import): ImportResult {
  if (record.result) return record.result;
  if (record.busy) {
    world.tainted = true;
    world.meet(record);
    return busy;
  }
  // What has given up once comes back later: until then nothing is remembered, and looking further would be in vain.
  if (world.lookupDepth > MOST_DEPTH || world.postponed !== undefined) {
    world.postponed ??= record;
    world.tainted = true;
    world.firstMet = -1;
    return postponed;
  }
  if (world.wasted > MOST_WASTED) {
    world.tainted = true;
    world.firstMet = -1;
    // All that wait for this one lead into the circle.
    for (const each of world.busyImports.keys()) if (!each.module.crate.collecting) each.result = tangled;
    return tangled;
  }
  const known = record.module.crate.passing?.get(record);
  if (known && (!known.inside || world.lookupDepth > 0)) return known.result;
  if (world.lookupDepth > 0) return resolveOnce(world, record);
  return settlingFarEnds(world, () => resolveOnce(world, record));
}

function resolveOnce(world: World, record: Import): ImportResult {
  const outermost = world.lookupDepth === 0;
  if (outermost && record.leaf.glob) settleStart(world, record);
  record.busy = true;
  const place = world.busyImports.size;
  world.busyImports.set(record, place);
  const { tainted: before, firstMet } = world;
  world.firstMet = Number.POSITIVE_INFINITY;
  world.tainted = false;
  world.lookupDepth++;
  let result: ImportResult;
  try {
    result = importedBy(world, record);
    if (!world.tainted || (outermost && world.postponed === undefined))
      result = settled(world, record, result, world.tainted && !record.leaf.glob);
    // It has met itself: what it brings may be the very name that its path begins with.
    if (world.tainted && outermost && record.leaf.glob && result.failures.length === 0)
      result = { ...result, failures: ambiguousStart(world, record) };
  } finally {
    record.busy = false;
    world.busyImports.delete(record);
    world.lookupDepth--;
  }
  const isKnown = !world.tainted || (outermost && world.postponed === undefined);
  const { crate } = record.module;
  // What has met nothing but itself and what it led to would be the same whoever asks.
  const isByItself = world.firstMet >= place;
  world.firstMet = isByItself ? firstMet : Math.min(firstMet, world.firstMet);
  if (crate.collecting && (isKnown || isByItself)) crate.passing?.set(record, { result, inside: !outermost });
  if (!isKnown) world.wasted++;
  else if (!crate.collecting && record.result !== tangled) record.result = result;
  world.tainted = outermost ? false : before || world.tainted;
  return result;
}

/** What a glob's path begins with may be imported beside it: that is decided first, as it leads through the glob again. */
function settleStart(world: World, { leaf, module }: Import): void {
  const [first = ''] = leaf.segments;
  for (let scope: Module | undefined = module; scope; scope = scope.block && scope.parent)
    for (const named of scope.imports.get(first) ?? []) resolveImport(world, named);
}

/**
 * Walks a part of an import's path once more, as when it was resolved: the import does not stand for its own first
 * segment.
 */
export function walkAgain(world: World, record: Import, segments: readonly string[]): Step {
  const { module, leaf, result } = record;
  const walk = (): Step =>
    walkPrefix(world, { module, importing: record }, segments, leaf.global === true, []);
  if (record.busy) return walk();
  // What the name means to others is found before: while the import is left out nothing of it is remembered.
  const [first = '', second] = segments;
  const name = first === 'self' ? (second ?? first) : first;
  for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined)
    lookupIn(world, scope, name, TYPE);
  const { tainted } = world;
  delete record.result;
  record.busy = true;
  world.lookupDepth++;
  try {
    return walk();
  } finally {
    record.busy = false;
    if (result) record.result = result;
    world.lookupDepth--;
    world.tainted = tainted;
  }
}

/**
 * Runs an outermost look-up, again and again until nothing that it leads to is too deep: the import at which it gave up
 * is resolved first each time, so that long chains are resolved from their far end.
 */
export function settlingFarEnds<T>(world: World, run: () => T): T {
  for (let before: Import | undefined; ; ) {
    world.postponed = undefined;
    world.wasted = 0;
    const result = run();
    const far = world.postponed as Import | undefined;
    world.postponed = undefined;
    if (far === undefined || far === before) return result;
    before = far;
    // A circle: each of its imports leads to all others.
    if (world.farEnds.has(far) || world.farEnds.size >= MOST_FAR_ENDS) far.result = postponed;
    else {
      world.farEnds.add(far);
      resolveImport(world, far);
      world.farEnds.delete(far);
    }
  }
}

/**
 * Resolves the globs of modules whose names are all collected. Asked for within another look-up, the path of a glob
 * leads through its own module and so meets itself: the answer would not be remembered, and found out again each time.
 */
export function settleGlobs(world: World, modules: readonly Module[]): void {
  apart(world, () => {
    for (const module of modules) for (const glob of module.globs) resolveImport(world, glob);
  });
}

/**
 * Resolves all imports of modules whose names are all collected, globs first, in the order in which they were read. What
 * imports in circles bring depends on the one that is resolved first: it must not be the one that somebody happens to
 * ask for.
 */
export function settleImports(world: World, modules: readonly Module[]): void {
  settleGlobs(world, modules);
  apart(world, () => {
    for (const { imports, unnamed } of modules) {
      for (const list of imports.values()) for (const record of list) resolveImport(world, record);
      for (const record of unnamed) resolveImport(world, record);
    }
  });
}

/** Runs what is no part of the look-up that led to it: the reading of a crate, which it may be the first to ask for. */
export function apart(world: World, run: () => void): void {
  const { lookupDepth, tainted, postponed, wasted } = world;
  world.lookupDepth = 0;
  run();
  Object.assign(world, { lookupDepth, tainted, postponed, wasted });
}
