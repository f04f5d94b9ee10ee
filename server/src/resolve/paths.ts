/** Walking a path segment by segment from a module (reference, "Paths"). */

import type { CrateDependency } from '../project/model';
import {
  type CrateMap,
  type Definition,
  type Import,
  isVisible,
  type Lookup,
  MACRO,
  type Module,
  NAMESPACES,
  type PathFailure,
  TYPE,
} from './definitions';
import { dollarCrate } from './hygiene';
import { lookupIn } from './lookup';
import { isPrimitive } from './primitives';
import { remembered } from './remembered';
import { isVariantActive, variantOf } from './variants';
import type { World } from './world';

/** From where a path starts. */
export interface PathStart {
  readonly module: Module;
  /** The import whose path this is: its own name does not help it. */
  readonly importing?: Import;
  /** The single segment is the whole import: all namespaces count. */
  readonly whole?: boolean;
}

export type Step =
  | { readonly k: 'found'; readonly definition: Definition }
  /** Outside of a `use`: a type, and the segment behind it, which depends on types. */
  | { readonly k: 'type'; readonly definition: Definition; readonly segment: number }
  /** For a whole single-segment import: what each namespace has. */
  | { readonly k: 'names'; readonly names: readonly (Lookup | undefined)[] }
  | { readonly k: 'unknown'; readonly reason: string; readonly explicit?: true }
  | { readonly k: 'poison'; readonly glob?: true }
  | { readonly k: 'failed'; readonly failure: PathFailure };

/**
 * Resolves all of `segments` in the type namespace, as modules, crates, enums or other types.
 * Segments that exist but are not visible are added to `failures` (E0603), and the walk goes on.
 */
export function walkPrefix(
  world: World,
  start: PathStart,
  segments: readonly string[],
  global: boolean,
  failures: PathFailure[],
): Step {
  const { module } = start;
  let at = 0;
  let current: Definition;
  const first = segments[0] ?? '';
  const external = module.crate.fromTree;
  if (segments.length === 0) {
    current = module.crate.root.definition;
  } else if (first === 'crate') {
    current = module.crate.root.definition;
    at = 1;
  } else if (first === '$crate') {
    const crate = dollarCrate(world, start.importing);
    if (!crate) return { k: 'unknown', reason: '$crate of an unknown macro' };
    current = crate.root.definition;
    at = 1;
  } else if (first === 'self' || first === 'super') {
    let here: Module | undefined = module.normal;
    if (first === 'self') at = 1;
    while (segments[at] === 'super') {
      here = here.parent?.normal;
      if (!here) return { k: 'failed', failure: { segment: at, rustcCode: 'E0433', why: 'no-parent' } };
      at++;
    }
    current = here.definition;
  } else {
    at = 1;
    const step = external
      ? firstOfExternal(world, module.crate, first)
      : firstSegment(world, start, first, global, failures);
    if (step.k !== 'found') return step;
    current = step.definition;
  }
  return walkFrom(world, module, current, segments, at, failures, start.importing !== undefined);
}

/**
 * Goes on from a definition with `segments[from …]`. In a `use` a type on the way is an error; elsewhere what
 * follows it depends on types and is unknown.
 */
export function walkFrom(
  world: World,
  module: Module,
  start: Definition,
  segments: readonly string[],
  from: number,
  failures: PathFailure[],
  importing: boolean,
): Step {
  let current = start;
  for (let at = from; at < segments.length; at++) {
    if (!importing && !current.module) return { k: 'type', definition: current, segment: at };
    // `crate`, `self` and `super` stand at the start only.
    if (isKeyword(segments[at] ?? ''))
      return { k: 'failed', failure: { segment: at, rustcCode: 'E0433', why: 'no-parent' } };
    const step = next(world, module, current, segments[at] ?? '', at, failures, importing);
    if (step.k !== 'found') return step;
    current = step.definition;
  }
  return { k: 'found', definition: current };
}

/** A word that means a module by itself. */
export function isKeyword(name: string): boolean {
  return name === 'crate' || name === 'self' || name === 'super';
}

/** One segment further inside a module or enum, in the type namespace. */
function next(
  world: World,
  from: Module,
  inside: Definition,
  name: string,
  segment: number,
  failures: PathFailure[],
  importing: boolean,
): Step {
  if (inside.kind === 'enum') {
    const variant = variantOf(inside, name);
    if (variant && isVariantActive(world, variant) !== false) return { k: 'found', definition: variant };
    return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'absent', inside } };
  }
  if (!inside.module)
    return {
      k: 'failed',
      failure: { segment: segment - 1, rustcCode: 'E0433', why: 'wrong-kind', found: inside },
    };
  return fromLookup(lookupIn(world, inside.module, name, TYPE), from, inside, segment, failures, importing);
}

/** rustc reports the first private segment of a path only. */
export function pushPrivate(failures: PathFailure[], failure: PathFailure): void {
  if (!failures.some((known) => known.rustcCode === 'E0603')) failures.push(failure);
}

function fromLookup(
  lookup: Lookup | undefined,
  from: Module,
  inside: Definition | undefined,
  segment: number,
  failures: PathFailure[],
  importing = false,
): Step {
  const where = inside ? { inside } : {};
  if (!lookup) return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'absent', ...where } };
  if (lookup.k === 'poison' && lookup.glob && importing)
    return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'absent', ...where } };
  if (lookup.k === 'poison' && lookup.visibility && !isVisible(lookup.visibility, from)) {
    pushPrivate(failures, { segment, rustcCode: 'E0603', why: 'private', ...where });
    return lookup;
  }
  if (lookup.k === 'unknown' || lookup.k === 'poison') return lookup;
  if (lookup.k === 'ambiguous' && lookup.crate === from.crate) {
    failures.push({ segment, rustcCode: 'E0659', why: 'ambiguous', found: lookup.other, ...where });
  }
  if (!isVisible(lookup.visibility, from)) {
    pushPrivate(failures, {
      segment,
      rustcCode: 'E0603',
      why: 'private',
      found: lookup.definition,
      ...where,
    });
  }
  return { k: 'found', definition: lookup.definition };
}

function firstSegment(
  world: World,
  start: PathStart,
  name: string,
  global: boolean,
  failures: PathFailure[],
): Step {
  const { module } = start;
  const old = module.crate.edition === 2015;
  if (global || (old && start.importing)) {
    if (old) {
      const lookup = start.whole
        ? wholeNames(world, module.crate.root, name, start.importing)
        : fromFound(lookupIn(world, module.crate.root, name, TYPE), module, failures);
      if (lookup) return lookup;
      // Edition 2015 begins at the root, where only the standard crate stands by itself.
      if (name !== (module.crate.noStd ? 'core' : 'std')) return noCrate(0);
    }
    const crate = externCrateNamed(world, module.crate, name, false);
    if (crate) return { k: 'found', definition: crate };
    return noCrate(0);
  }
  // What only may be there (a glob of something unknown, a failed one) does not hide crates and preludes.
  let soft: Step | undefined;
  for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined) {
    const step = start.whole
      ? wholeNames(world, scope, name, start.importing)
      : fromFound(besides(start.importing, lookupIn(world, scope, name, TYPE)), module, failures);
    if (step?.k === 'unknown' && step.explicit) return step;
    if (step?.k === 'unknown' || (step?.k === 'poison' && !(step.glob && start.importing))) soft ??= step;
    else if (step?.k === 'poison') continue;
    else if (step) {
      if (start.importing) outerConflict(world, scope, name, failures);
      return step;
    }
  }
  const crate = module.normal.noImplicitPrelude
    ? undefined
    : externCrateNamed(world, module.crate, name, false);
  if (crate) return { k: 'found', definition: crate };
  const prelude = start.whole
    ? preludeNames(world, module, name)
    : fromFound(preludeLookup(world, module, name, TYPE), module, failures);
  if (prelude) return prelude;
  if (start.whole && isPrimitive(name) && module.crate.edition > 2018)
    return {
      k: 'names',
      names: [{ k: 'found', definition: primitive(name), visibility: 'public' }, undefined, undefined],
    };
  return soft ?? noCrate(0);
}

/** An import that fails does not stand for its own first segment. */
function besides(importing: Import | undefined, lookup: Lookup | undefined): Lookup | undefined {
  return lookup?.k === 'poison' && importing !== undefined && lookup.via === importing ? undefined : lookup;
}

/**
 * In the path of a `use`, a name that a glob brings must not also stand in the extern prelude, the standard
 * prelude or among the primitive types (E0659; reference, "Name resolution": ambiguities).
 */
export function outerConflict(world: World, scope: Module, name: string, failures: PathFailure[]): void {
  if (scope.block || failures.some(({ rustcCode }) => rustcCode === 'E0659')) return;
  const found = lookupIn(world, scope, name, TYPE);
  if (found?.k !== 'found' || !found.via?.leaf.glob || found.via.module !== scope) return;
  const prelude = preludeLookup(world, scope, name, TYPE);
  const outer =
    externCrateNamed(world, scope.crate, name, false) ??
    (prelude?.k === 'found' ? prelude.definition : undefined) ??
    (isPrimitive(name) ? primitive(name) : undefined);
  if (outer && outer !== found.definition)
    failures.push({ segment: 0, rustcCode: 'E0659', why: 'ambiguous', found: outer });
}

function fromFound(lookup: Lookup | undefined, from: Module, failures: PathFailure[]): Step | undefined {
  return lookup && fromLookup(lookup, from, undefined, 0, failures);
}

const primitives = new Map<string, Definition>();

/** A primitive type as something that an import can bring in. */
function primitive(name: string): Definition {
  return remembered(primitives, name, (): Definition => ({ kind: 'primitive', name }));
}

function noCrate(segment: number): Step {
  return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'no-crate' } };
}

/** All namespaces of one name; `use m;` also sees a `macro_rules!` before it. */
function wholeNames(world: World, module: Module, name: string, importing?: Import): Step | undefined {
  const names = NAMESPACES.map((namespace) => besides(importing, lookupIn(world, module, name, namespace)));
  for (let scope = importing?.textual; scope; scope = scope.outer) {
    if (scope.name !== name) continue;
    names[MACRO] = { k: 'found', definition: scope.definition, visibility: 'public' };
    return { k: 'names', names };
  }
  const soft = names.find((lookup) => lookup?.k === 'unknown' || lookup?.k === 'poison');
  if (names.some((lookup) => lookup?.k === 'found' || lookup?.k === 'ambiguous'))
    return { k: 'names', names };
  return soft?.k === 'unknown' || soft?.k === 'poison' ? soft : undefined;
}

function preludeNames(world: World, module: Module, name: string): Step | undefined {
  const names = NAMESPACES.map((namespace) => preludeLookup(world, module, name, namespace));
  return names.some((lookup) => lookup) ? { k: 'names', names } : undefined;
}

/** Re-exports of a crate known by its tree are written from the crate's name on. */
function firstOfExternal(world: World, crate: CrateMap, name: string): Step {
  if (name === crate.name) return { k: 'found', definition: crate.root.definition };
  if (name === 'core' || name === 'alloc' || name === 'std')
    return { k: 'found', definition: world.standardCrate(name).root.definition };
  return { k: 'found', definition: crateByName(world, name).root.definition };
}

/** A crate by the name that public trees and snapshots call it. */
export function crateByName(world: World, name: string): CrateMap {
  const onDisk = world.project.crates.find(
    (node) => node.name === name && (node.kind === 'lib' || node.kind === 'proc-macro') && !node.test,
  );
  if (!onDisk) return world.external(name.replaceAll('_', '-'), []);
  world.byName.add(onDisk.index);
  return world.crate(onDisk.index);
}

/** What a dependency leads to: sources on disk, a snapshot, or a crate of which nothing is known. */
export function crateOfDependency(world: World, dependency: CrateDependency): CrateMap {
  if (dependency.crate !== undefined) return world.crate(dependency.crate);
  const features = [
    ...(dependency.features ?? []),
    ...(dependency.defaultFeatures === false ? [] : ['default']),
  ];
  return world.external(dependency.packageName, features);
}

/**
 * A crate of the extern prelude by name (reference, "Extern prelude"): dependencies, `std`, `core`,
 * `extern crate` in the root; `alloc`, `proc_macro` and `test` only where `extern crate` asks (`asked`).
 */
export function externCrateNamed(
  world: World,
  crate: CrateMap,
  name: string,
  asked: boolean,
): Definition | undefined {
  if (!asked) {
    for (const record of crate.externCrates) {
      if ((record.leaf.alias ?? record.leaf.segments[0]) !== name || record.busy) continue;
      return record.item.kind === 'externCrate' && record.item.crate === 'self'
        ? crate.root.definition
        : externCrateNamed(world, crate, record.leaf.segments[0] ?? '', true);
    }
  }
  for (const dependency of crate.node?.dependencies ?? []) {
    if (dependency.name === name) return crateOfDependency(world, dependency).root.definition;
  }
  if (name === 'core' || (name === 'std' && (asked || !crate.noStd)))
    return world.standardCrate(name).root.definition;
  if (name === 'alloc' && asked) return world.standardCrate('alloc').root.definition;
  if (asked && name.startsWith('rustc_')) return world.external(name, []).root.definition;
  // What is known by a snapshot may name any crate, but no crate is named like a primitive type.
  if (crate.node === undefined)
    return isPrimitive(name) ? undefined : crateByName(world, name).root.definition;
  if ((asked || crate.node.kind === 'proc-macro') && (name === 'proc_macro' || name === 'test'))
    return world.external(name, []).root.definition;
  return undefined;
}

/** The standard prelude of the module's crate and edition (reference, "Standard library prelude"). */
export function preludeLookup(
  world: World,
  module: Module,
  name: string,
  namespace: (typeof NAMESPACES)[number],
): Lookup | undefined {
  const { crate } = module;
  if (module.normal.noImplicitPrelude || crate.noCore) return undefined;
  const standard = world.standardCrate(crate.noStd ? 'core' : 'std');
  const prelude = lookupIn(world, standard.root, 'prelude', TYPE);
  const inside = prelude?.k === 'found' ? prelude.definition.module : undefined;
  if (!inside) return undefined;
  const edition = lookupIn(world, inside, `rust_${crate.edition}`, TYPE);
  const names = edition?.k === 'found' ? edition.definition.module : undefined;
  const lookup = names && lookupIn(world, names, name, namespace);
  return lookup ?? undefined;
}
