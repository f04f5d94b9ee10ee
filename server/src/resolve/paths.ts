/** Walking a path segment by segment from a module (reference, "Paths"). */

import type { Edition } from '../project/model';
import { absentLibrary, externCrateOrAbsent } from './absentLibraries';
import {
  type CrateMap,
  type Definition,
  type Import,
  isVisible,
  type Lookup,
  type Module,
  NAMESPACES,
  type PathFailure,
  TYPE,
} from './definitions';
import { twoThings } from './failures';
import { dollarCrate, editionOfImport } from './hygiene';
import { AN_ATTRIBUTE, isOfAttributes } from './knownMacros';
import { isLateText } from './late';
import { lookupIn } from './lookup';
import { isByGlob, outerConflict, outerMeanings } from './outerMeanings';
import { crateByName, externCrateNamed, preludeLookup } from './preludes';
import { isPrimitive } from './primitives';
import { mayBePrivateInStandard, PRIVATE_IN_STANDARD } from './standardPrivate';
import { failsByItself, heldUpBy } from './undecided';
import { isVariantActive, variantOf } from './variants';
import { besides, beyond, completed, preludeNames, wholeNames } from './wholeNames';
import type { World } from './world';

/** Why nothing is missing from a module that may not be there itself. */
export const MAY_BE_AWAY = 'a module that may not be there';

/** From where a path starts. */
export interface PathStart {
  readonly module: Module;
  /** The import whose path this is: its own name does not help it. */
  readonly importing?: Import;
  /** A macro's path: as in an import, a failed glob hides nothing. */
  readonly early?: boolean;
  /** The single segment is the whole import: all namespaces count. */
  readonly whole?: boolean;
  /** In which the path is written, where that is not the edition of the module's crate. */
  readonly edition?: Edition;
}

export type Step =
  /** `before`: what a name stood for until a text that is read late brought the other thing. */
  | { readonly k: 'found'; readonly definition: Definition; readonly before?: Definition }
  /** Outside of a `use`: a type, and the segment behind it, which depends on types. */
  | { readonly k: 'type'; readonly definition: Definition; readonly segment: number }
  /** For a whole single-segment import: what each namespace has. */
  | { readonly k: 'names'; readonly names: readonly (Lookup | undefined)[] }
  | { readonly k: 'unknown'; readonly reason: string; readonly explicit?: true }
  /** `unsure`: whether rustc is silent depends on its order. */
  | { readonly k: 'poison'; readonly glob?: true; readonly unsure?: boolean; readonly via?: Import }
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
    if (step.before) {
      const none: PathFailure[] = [];
      const settled = walkFrom(world, module, step.before, segments, at, none, true);
      if (settled.k === 'found' && none.length === 0) {
        // It has led there; what is wrong is asked for in the end.
        walkFrom(world, module, current, segments, at, failures, true);
        return { ...settled, before: step.before };
      }
    }
  }
  const importing = start.importing !== undefined;
  return walkFrom(world, module, current, segments, at, failures, importing, importing || start.early);
}

/**
 * Goes on from a definition with `segments[from …]`. In a `use` a type on the way is an error; elsewhere what
 * follows it depends on types and is unknown. `early`: as in an import, a failed glob hides nothing.
 */
export function walkFrom(
  world: World,
  module: Module,
  start: Definition,
  segments: readonly string[],
  from: number,
  failures: PathFailure[],
  importing: boolean,
  early = importing,
): Step {
  let current = start;
  for (let at = from; at < segments.length; at++) {
    if (!importing && !current.module) return { k: 'type', definition: current, segment: at };
    // `crate`, `self` and `super` stand at the start only.
    if (isKeyword(segments[at] ?? '') && isPlace(current))
      return { k: 'failed', failure: { segment: at, rustcCode: 'E0433', why: 'no-parent' } };
    const step = next(world, module, current, segments[at] ?? '', at, failures, importing, early);
    if (step.k !== 'found') return step;
    current = step.definition;
  }
  return { k: 'found', definition: current };
}

/**
 * An import that ends in `super` or `crate` where neither may stand, or in such a word without another name for it: rustc
 * complains of that, and there is no import.
 */
export function isMisplaced({ segments, glob, alias }: Import['leaf']): boolean {
  const last = segments.length - 1;
  if (glob) return false;
  const end = segments[last] ?? '';
  if (alias === undefined && isKeyword(end) && (last === 0 || end !== 'self')) return true;
  if (last === 0) return false;
  return (
    end === 'crate' ||
    (end === 'super' && segments.slice(0, last).some((segment) => segment !== 'self' && segment !== 'super'))
  );
}

/** What rustc walks through as it does through a module. */
export function isPlace({ kind, module }: Definition): boolean {
  return module !== undefined || kind === 'enum' || kind === 'trait';
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
  early: boolean,
): Step {
  if (inside.kind === 'enum') {
    const variant = variantOf(world, inside, name);
    if (variant && isVariantActive(world, variant) !== false) return { k: 'found', definition: variant };
    return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'absent', inside } };
  }
  // A trait is a module of its items.
  if (inside.kind === 'trait') {
    const item = inside.item?.kind === 'trait' ? inside.item : undefined;
    if (!item || item.members.some((member) => member.kind === 'macroCall' || member.name === name))
      return { k: 'unknown', reason: 'an import out of a trait' };
    return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'absent', inside } };
  }
  if (!inside.module)
    return {
      k: 'failed',
      failure: { segment: segment - 1, rustcCode: 'E0433', why: 'wrong-kind', found: inside },
    };
  const found = lookupIn(world, inside.module, name, TYPE);
  if (!found && mayBePrivateInStandard(world, inside.module, name))
    return { k: 'unknown', reason: PRIVATE_IN_STANDARD };
  const waiting = importing ? heldUp(world, inside.module, name, found, from) : undefined;
  if (waiting) return waiting;
  // The path of a macro is an error where it goes through a failed import that it may not use.
  const isOwn = inside.crate === from.crate;
  if (early && !importing && isOwn && found?.k === 'poison' && !found.glob)
    return fromLookup(found, from, inside, segment, failures);
  return fromLookup(found, from, inside, segment, failures, early);
}

/** An import that waits to the end for another one of a name, whatever globs bring. */
function heldUp(
  world: World,
  module: Module,
  name: string,
  found: Lookup | undefined,
  from: Module,
): Step | undefined {
  const via = heldUpBy(world, found, module, name, TYPE, from);
  return (
    via && { k: 'poison', unsure: isUnsure({ k: 'poison', via, visibility: via.visibility }, from), via }
  );
}

/** rustc reports the first private segment of a path only. */
export function pushPrivate(failures: PathFailure[], failure: PathFailure): void {
  if (!failures.some((known) => known.rustcCode === 'E0603')) failures.push(failure);
}

/** Whether rustc may come to an import before the failed one that it goes through. */
function isUnsure({ via, visibility }: Extract<Lookup, { k: 'poison' }>, from: Module): boolean {
  const accessible = visibility === undefined || isVisible(visibility, from);
  return !accessible || via?.result === undefined || via.result.late === true || from.crate.hasMacros;
}

/** Whether something is missing or hidden only if a module is there of which that is not known. */
function mayBeAway(lookup: Lookup | undefined, from: Module, inside: Definition | undefined): boolean {
  if (lookup?.k === 'found' || lookup?.k === 'ambiguous') {
    const uncertain = inside?.module?.uncertain || lookup.definition.module?.uncertain;
    return uncertain === true && !isVisible(lookup.visibility, from);
  }
  return lookup === undefined && inside?.module?.uncertain === true;
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
  if (mayBeAway(lookup, from, inside)) return { k: 'unknown', reason: MAY_BE_AWAY };
  if (!lookup) return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'absent', ...where } };
  // What a failed glob of another crate might have brought is not ours to miss.
  const own = inside === undefined || inside.crate === from.crate;
  if (lookup.k === 'poison' && lookup.glob && importing && own)
    return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'absent', ...where } };
  if (lookup.k === 'poison' && importing && lookup.via)
    return { k: 'poison', unsure: isUnsure(lookup, from), via: lookup.via };
  if (lookup.k === 'poison' && lookup.visibility && !isVisible(lookup.visibility, from)) {
    pushPrivate(failures, { segment, rustcCode: 'E0603', why: 'private', ...where });
    return lookup;
  }
  if (lookup.k === 'unknown' || lookup.k === 'poison') return lookup;
  if (lookup.k === 'ambiguous' && lookup.crate === from.crate) {
    failures.push(twoThings(lookup.other, segment, where));
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
  const { module, importing } = start;
  const edition = (importing ? editionOfImport(world, importing) : start.edition) ?? module.crate.edition;
  const old = edition === 2015;
  if (global || (old && importing)) {
    if (old) {
      const found = start.whole
        ? wholeNames(world, module.crate.root, name, importing, undefined)
        : fromScope(world, start, module.crate.root, name, failures);
      // What only a failed glob might have brought is not there for an import, nor for a macro's path.
      if (found && !(found.k === 'poison' && found.glob && (importing || start.early))) return found;
      // Edition 2015 begins at the root, where only the standard crate stands by itself; in a crate of a later edition
      // what one of its macros writes may name any crate.
      const only = module.crate.noStd ? 'core' : 'std';
      if (name !== only && module.crate.edition === 2015) return noCrate(0);
    }
    const crate = externCrateOrAbsent(world, module.crate, name, false);
    if (crate) return { k: 'found', definition: crate };
    return noCrate(0);
  }
  // What only may be there (a glob of something unknown, a failed one) does not hide crates and preludes.
  let soft: Step | undefined;
  let failed: Step | undefined;
  for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined) {
    const step: Step | undefined = start.whole
      ? wholeNames(world, scope, name, importing, importing?.textual)
      : fromScope(world, start, scope, name, failures);
    if (step?.k === 'unknown' && step.explicit) return step;
    // While imports resolve, one of which it is decided that it brings nothing hides nothing.
    if (step?.k === 'poison' && start.importing && step.via?.module === scope && failsByItself(step.via)) {
      failed ??= step;
      continue;
    }
    if (step?.k === 'poison' && start.importing && !step.glob) {
      // A crate of the name, or what the preludes have, may have been taken before.
      const others = outerMeanings(world, scope, name).length > 0;
      return others && isByGlob(world, scope, name) ? { ...step, unsure: true } : step;
    }
    const early = start.importing !== undefined || start.early === true;
    // A failed import stands for its name, whatever is further out.
    if (step?.k === 'poison' && !step.glob && !early) return step;
    if (step?.k === 'unknown' || (step?.k === 'poison' && !(step.glob && early))) soft ??= step;
    else if (step?.k === 'poison') continue;
    else if (step?.k === 'names') {
      return { k: 'names', names: completed(world, start, scope, name, step.names, failures) };
    } else if (step) {
      if (!importing) return step;
      const before = outerConflict(world, scope, name, failures, importing.unit);
      // A glob that is read first has named its module by then.
      const isSettled = before && importing.leaf.glob && !isLateText(module.crate, importing.unit);
      return isSettled && step.k === 'found' ? { ...step, before } : step;
    }
  }
  const crate = module.normal.noImplicitPrelude
    ? undefined
    : externCrateNamed(world, module.crate, name, false);
  if (crate && start.whole)
    return { k: 'names', names: NAMESPACES.map((namespace) => beyond(world, module, name, namespace)) };
  if (crate) return { k: 'found', definition: crate };
  const prelude = start.whole
    ? preludeNames(world, module, name)
    : fromFound(preludeLookup(world, module, name, TYPE), module, failures);
  if (prelude) return prelude;
  if (start.whole && isPrimitive(name))
    return { k: 'names', names: [beyond(world, module, name, TYPE), undefined, undefined] };
  if (start.whole && isOfAttributes(name)) return { k: 'unknown', reason: AN_ATTRIBUTE };
  const absent = (failed ?? soft) ? undefined : absentLibrary(world, module.crate, name);
  return failed ?? soft ?? (absent ? { k: 'found', definition: absent } : noCrate(0));
}

/** What a name that a path begins with means in one module. */
function fromScope(
  world: World,
  { module, importing }: PathStart,
  scope: Module,
  name: string,
  failures: PathFailure[],
): Step | undefined {
  const lookup = besides(world, importing, scope, name, TYPE);
  return (
    (importing ? heldUp(world, scope, name, lookup, module) : undefined) ??
    fromFound(lookup, module, failures, importing !== undefined)
  );
}

function fromFound(
  lookup: Lookup | undefined,
  from: Module,
  failures: PathFailure[],
  importing = false,
): Step | undefined {
  if (lookup?.k === 'poison' && lookup.glob) return lookup;
  return lookup && fromLookup(lookup, from, undefined, 0, failures, importing);
}

function noCrate(segment: number): Step {
  return { k: 'failed', failure: { segment, rustcCode: 'E0433', why: 'no-crate' } };
}

/** Re-exports of a crate known by its tree are written from the crate's name on. */
function firstOfExternal(world: World, crate: CrateMap, name: string): Step {
  if (name === crate.name) return { k: 'found', definition: crate.root.definition };
  if (name === 'core' || name === 'alloc' || name === 'std')
    return { k: 'found', definition: world.standardCrate(name).root.definition };
  return { k: 'found', definition: crateByName(world, name, crate).root.definition };
}
