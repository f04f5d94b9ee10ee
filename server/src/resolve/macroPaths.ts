/** What the path of a macro call or attribute macro means (reference, "Macros By Example": scoping). */

import {
  type CrateMap,
  type Definition,
  type Import,
  isVisible,
  type Lookup,
  MACRO,
  type Module,
  type PathFailure,
  type TextualScope,
  TYPE,
} from './definitions';
import { twoThings } from './failures';
import { crateOfInnerMacros, dollarCrateAt, editionOfPath } from './hygiene';
import { resolveImport } from './imports';
import { isCallable } from './knownMacros';
import { isLateText } from './late';
import { lookupIn } from './lookup';
import { type Fits, inPreludes, withPrelude } from './macroPreludes';
import { placeInCrate } from './order';
import { ambiguousOfKind, conflictOutwards } from './outerMeanings';
import { isKeyword, isPlace, pushPrivate, type Step, walkPrefix } from './paths';
import { mayBePrivateInStandard, PRIVATE_IN_STANDARD } from './standardPrivate';
import { conflictInModule } from './textualConflicts';
import { failsAtOnce, leadsNowhere } from './undecided';
import { isWithin, itemTable, startOf, type Unit } from './unit';
import { variantOf } from './variants';
import { twoMacros, weakness } from './weakMacros';
import type { World } from './world';

export type MacroLookup =
  | {
      readonly k: 'found';
      readonly definition: Definition;
      readonly hidden?: PathFailure;
      /** Something else of the name could be meant, too. */
      readonly ambiguous?: PathFailure;
      readonly onTheWay?: readonly PathFailure[];
    }
  | {
      readonly k: 'unknown';
      readonly reason: string;
      /** Behind an import that fails (then rustc takes it for a macro that stands for nothing), or may yet succeed. */
      readonly poisoned?: true | 'surely';
      readonly onTheWay?: readonly PathFailure[];
    }
  | { readonly k: 'absent'; readonly failure: PathFailure; readonly onTheWay?: readonly PathFailure[] };

/** What rustc says of a call beside whether there is such a macro: private modules on the way, names that are two things. */
export function amissWith(found: MacroLookup): readonly PathFailure[] {
  const all = [...(found.onTheWay ?? [])];
  if (found.k !== 'found') return all;
  if (found.ambiguous) all.push(found.ambiguous);
  else if (found.hidden) pushPrivate(all, found.hidden);
  return all;
}

/** A macro that rustc does not expand: its path goes through what is private there, or a failed import stands for it. */
export function standsForNothing(found: MacroLookup): boolean {
  if (found.k !== 'found') return found.k === 'unknown' && found.poisoned === 'surely';
  return amissWith(found).some(({ rustcCode }) => rustcCode === 'E0603');
}

/**
 * Resolves a macro path: textual scope, modules outwards, `#[macro_use]` crates, standard macros. `fits` leaves out
 * macros of another kind by a bare name; nothing else does. `offset` is that of a path in a body, `at` that of any.
 */
export function resolveMacro(...question: Parameters<typeof resolveNow>): MacroLookup {
  const { crate } = question[1];
  if (!crate.collecting || crate.passing) return resolveNow(...question);
  // Nothing is added to the crate until the answer is there.
  crate.passing = new Map();
  try {
    return resolveNow(...question);
  } finally {
    crate.passing = undefined;
  }
}

function resolveNow(
  world: World,
  module: Module,
  segments: readonly string[],
  global: boolean,
  textual: TextualScope | undefined,
  unit?: Unit,
  offset = -1,
  fits: Fits = () => true,
  at = offset,
): MacroLookup {
  const name = segments.at(-1) ?? '';
  const isSingle = segments.length === 1 && !global;
  const home = isSingle && unit && fits === isCallable ? crateOfInnerMacros(world, unit, at) : undefined;
  if (isSingle && !home) return single(world, module, name, textual, unit, fits, at, offset < 0);
  let container: Module | undefined;
  let place: Definition | undefined;
  let nowhere: ReturnType<typeof behindNowhere>;
  const failures: PathFailure[] = [];
  if (home) container = home.root;
  else if (segments[0] === '$crate' && unit) {
    const crate = offset >= 0 ? dollarCrateAt(world, unit, offset) : macroCrate(unit, world);
    if (!crate) return { k: 'unknown', reason: '$crate of an unknown macro' };
    if (segments.length === 2) container = crate.root;
    else {
      const step = walkPrefix(world, { module: crate.root }, ['crate', ...segments.slice(1, -1)], false, []);
      if (step.k === 'found') place = step.definition;
      else if (step.k === 'failed') return { k: 'absent', failure: step.failure };
      else return { k: 'unknown', reason: 'a path through an unknown name' };
    }
  } else {
    const edition = global && unit && at >= 0 ? editionOfPath(world, unit, at, true) : undefined;
    const start = { module, early: true, ...(edition ? { edition } : {}) };
    const step = walkPrefix(world, start, segments.slice(0, -1), global, failures);
    // As in the path of an import, a glob must not bring what stands further out, too.
    if (!global && !isKeyword(segments[0] ?? '') && !module.crate.collecting)
      conflictOutwards(world, module, segments[0] ?? '', failures, unit);
    nowhere = global ? undefined : behindNowhere(world, module, segments[0] ?? '', unit, at);
    if (nowhere === true || nowhere === 'surely')
      return { k: 'unknown', reason: 'a failed import', poisoned: nowhere, onTheWay: failures };
    if (step.k === 'failed') return { k: 'absent', failure: step.failure, onTheWay: failures };
    if (step.k === 'unknown') return step;
    if (step.k === 'poison') {
      const poisoned = failures.some(({ why }) => why === 'private') ? 'surely' : true;
      return { k: 'unknown', reason: 'a path through a failed import', poisoned, onTheWay: failures };
    }
    if (step.k === 'type')
      return { k: 'absent', failure: behindType(world, step, segments), onTheWay: failures };
    if (step.k !== 'found') return { k: 'unknown', reason: 'a path through an unknown name' };
    place = step.definition;
  }
  container ??= place?.module;
  const segment = segments.length - 1;
  if (!container)
    return {
      k: 'absent',
      failure: place
        ? behindType(world, { k: 'type', definition: place, segment }, segments)
        : { segment: segment - 1, rustcCode: 'E0433', why: 'wrong-kind' },
      onTheWay: failures,
    };
  const found = lookupIn(world, container, name, MACRO);
  if (!found && mayBePrivateInStandard(world, container, name))
    return { k: 'unknown', reason: PRIVATE_IN_STANDARD };
  if (!found && nowhere)
    return { k: 'unknown', reason: 'a failed import', poisoned: 'surely', onTheWay: failures };
  if (!found || (found.k === 'poison' && found.glob))
    return {
      k: 'absent',
      failure: { segment, rustcCode: 'E0433', why: 'absent', inside: container.definition },
      onTheWay: failures,
    };
  if (found.k === 'unknown') return found;
  if (found.k === 'poison' && found.visibility && !isVisible(found.visibility, module)) {
    // rustc tells the first private segment of a path only.
    const before = failures.find(({ rustcCode }) => rustcCode === 'E0603');
    const failure: PathFailure = {
      segment,
      rustcCode: 'E0603',
      why: 'private',
      inside: container.definition,
    };
    return {
      k: 'absent',
      failure: before ?? failure,
      onTheWay: failures.filter((each) => each !== before),
    };
  }
  if (found.k === 'poison')
    return { k: 'unknown', reason: 'a failed import', poisoned: 'surely', onTheWay: failures };
  if (
    isOfExpansion(module, found.definition) &&
    !isInExpansion(unit, found.definition) &&
    !isReadBefore(found.definition, offset < 0 ? module : undefined, unit, at) &&
    !(container === module.crate.root && waitsToTheEnd(world, container))
  )
    return EXPANDED;
  const hidden = found.k === 'found' && !isVisible(found.visibility, module);
  const ambiguous = twoMacros(found, module, segment);
  return {
    k: 'found',
    definition: found.definition,
    onTheWay: failures,
    ...(ambiguous ? { ambiguous } : {}),
    ...(hidden ? { hidden: { segment, rustcCode: 'E0603', why: 'private', found: found.definition } } : {}),
  };
}

/**
 * Whether a path begins with what an import stands for that leads nowhere: rustc waits for it to the end, and then the
 * macro is nothing; but not for what it reads `'later'`, if it has found the macro further out. `true`: that order is not
 * known.
 */
function behindNowhere(
  world: World,
  module: Module,
  name: string,
  unit: Unit | undefined,
  at: number,
): true | 'surely' | 'later' | undefined {
  if (isKeyword(name)) return undefined;
  for (let scope: Module | undefined = module; scope; scope = scope.block && scope.parent) {
    const found = lookupIn(world, scope, name, TYPE);
    if (!found || (found.k === 'poison' && found.glob)) continue;
    const via = found.k === 'poison' ? found.via : undefined;
    if (!via || !leadsNowhere({ leaf: via.leaf, result: resolveImport(world, via) })) return undefined;
    const { crate } = module;
    if (!isLateText(crate, via.unit)) return 'surely';
    const there = placeInCrate(crate, via.unit, startOf(itemTable(via.unit.fragment, via.item), via.item.at));
    const here = unit && at >= 0 ? placeInCrate(crate, unit, at) : undefined;
    if (there === undefined || here === undefined) return true;
    return there < here ? 'surely' : 'later';
  }
  return undefined;
}

/** A path that goes on behind what is no module. Enums and traits are walked through as modules are, but have no macros. */
function behindType(
  world: World,
  { definition, segment }: Extract<Step, { k: 'type' }>,
  segments: readonly string[],
): PathFailure {
  const last = segments.length - 1;
  if (isKeyword(segments[segment] ?? '') && isPlace(definition))
    return { segment, rustcCode: 'E0433', why: 'no-parent' };
  const variant = segment < last ? variantOf(world, definition, segments[segment] ?? '') : undefined;
  if (variant) return { segment, rustcCode: 'E0433', why: 'wrong-kind', found: variant };
  return isPlace(definition)
    ? { segment: last, rustcCode: 'E0433', why: 'absent', inside: definition, wholePath: true }
    : { segment: segment - 1, rustcCode: 'E0433', why: 'wrong-kind', found: definition };
}

function macroCrate(unit: Unit, world: World): Definition['crate'] {
  for (let u: Unit | undefined = unit; u; u = u.source.k === 'file' ? undefined : u.source.parent) {
    if (u.source.k !== 'tokens') continue;
    const at = u.text.indexOf('$crate');
    const crate = at < 0 ? undefined : dollarCrateAt(world, u, at);
    if (crate) return crate;
  }
  return undefined;
}

/** Exported from what a macro stands for, or an included file: rustc finds it by a path or not, as its rounds go. */
const EXPANDED: MacroLookup = { k: 'unknown', reason: 'a macro that an expansion exports' };

function isOfExpansion(module: Module, { crate, unit, macro }: Definition): boolean {
  return macro === 'rules' && unit !== undefined && crate === module.crate && crate.readLate.has(unit);
}

/**
 * Whether rustc finds such a macro for sure. It expands one call after the other, each with all that it leads to, and so
 * an included file before what follows it. While there are calls left among the items of the root, where such macros are, a
 * name that is not there yet is looked for again later. `inItems`: the module where the call itself is an item.
 */
function isReadBefore(
  { crate, unit }: Definition,
  inItems: Module | undefined,
  from: Unit | undefined,
  offset: number,
): boolean {
  if (!crate || !unit || !from || offset < 0) return false;
  if (inItems === crate.root || outermostLate(crate, unit).modules[0] === crate.root) return true;
  const [there, here] = [placeInCrate(crate, unit, 0), placeInCrate(crate, from, offset)];
  return here !== undefined && (here < crate.root.lastRead || (there !== undefined && there < here));
}

/**
 * Whether a macro that is not there may come to a module until rustc gives up: it calls one that never comes, or a glob
 * leads to such a module, or nowhere. A macro that it exports late is found by then.
 */
function waitsToTheEnd(world: World, module: Module, from = module, seen = new Set<Module>()): boolean {
  if (module.isStuck) return true;
  if (module.crate.collecting || seen.has(module)) return false;
  seen.add(module);
  return module.globs.some((glob) => {
    if (!isVisible(glob.visibility, from)) return false;
    const { source, failures } = resolveImport(world, glob);
    if (!source) return failures.length > 0;
    return source.module?.crate === module.crate && waitsToTheEnd(world, source.module, from, seen);
  });
}

/** The first of the texts that led to one, each of which is read late. */
function outermostLate(crate: CrateMap, unit: Unit): Unit {
  let text = unit;
  for (;;) {
    const { source, includedBy } = text;
    const around = source.k === 'file' ? includedBy?.unit : source.parent;
    if (!around || !crate.readLate.has(around)) return text;
    text = around;
  }
}

/** What stands in the same text as the macro is looked at when that is known. */
function isInExpansion(unit: Unit | undefined, definition: Definition): boolean {
  return unit !== undefined && definition.unit !== undefined && isWithin(unit, definition.unit);
}

/**
 * A macro by example that stands before, and one of the name that the module has: rustc wants to know which is meant,
 * unless both are of one module (reference, "Macros By Example": ambiguity). So it does where what a macro stands for, or
 * an included file, defines a macro that hides another one from what stands outside of it.
 */
export function conflict(
  world: World,
  module: Module,
  scope: TextualScope,
  unit: Unit | undefined,
): { readonly ambiguous?: PathFailure } {
  const { definition, name } = scope;
  if (definition.uncertain) return {};
  const other = conflictInModule(world, module, scope);
  if (other?.found?.uncertain) return {};
  if (other) return { ambiguous: twoThings(other.found) };
  const late =
    definition.unit && (definition.unit.source.k !== 'file' || isLateText(module.crate, definition.unit));
  if (!late || isInExpansion(unit, definition)) return {};
  const outer = single(world, module, name, scope.outer, unit, isCallable, -1, false);
  if (outer.k !== 'found' || outer.definition === definition || outer.definition.uncertain) return {};
  return { ambiguous: twoThings(outer.definition) };
}

function single(
  world: World,
  module: Module,
  name: string,
  textual: TextualScope | undefined,
  unit: Unit | undefined,
  fits: Fits,
  at: number,
  inItems: boolean,
): MacroLookup {
  const lookup = (inside: Module): Lookup | undefined => {
    let found = lookupIn(world, inside, name, MACRO);
    if (found?.k === 'poison' && found.via && failsAtOnce(world, found.via))
      found = beside(world, inside, name, found.via) ?? found;
    return found && 'definition' in found && !fits(found.definition) ? undefined : found;
  };
  for (let scope = textual; scope; scope = scope.outer) {
    if (scope.name !== name) continue;
    const found: MacroLookup = { k: 'found', definition: scope.definition };
    return module.crate.collecting ? found : { ...found, ...conflict(world, module, scope, unit) };
  }
  let unknown: string | undefined;
  let poisoned: true | 'surely' | undefined;
  /** Whether the nearest failed import comes by a glob: then rustc does not choose between it and what stands further out. */
  let byGlob: boolean | undefined;
  /** In a block of which macros are left to be read, a name may still come: it is looked for again later. */
  let again = false;
  for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined) {
    const found = lookup(scope);
    again ||= scope.block !== undefined && scope.block.unit === unit && at >= 0 && at <= scope.lastRead;
    const waits = scope.imports
      .get(name)
      ?.some((record) => resolveImport(world, record).failures.length > 0 && !failsAtOnce(world, record));
    if (waits && found && found.k !== 'poison') poisoned ??= true;
    else if (found?.k === 'found' || found?.k === 'ambiguous')
      return isOfExpansion(scope, found.definition) &&
        !again &&
        !isReadBefore(found.definition, inItems ? module : undefined, unit, at) &&
        !(scope === module.crate.root && waitsToTheEnd(world, scope))
        ? EXPANDED
        : {
            k: 'found',
            definition: found.definition,
            ...(byGlob
              ? { ambiguous: twoThings(found.definition) }
              : weakness(world, scope, name, found, unit, fits)),
          };
    if (found?.k === 'unknown') unknown ??= found.reason;
    // A failed glob hides values and types, but no macros.
    if (found?.k !== 'poison' || found.glob) continue;
    poisoned ??= found.via && beside(world, scope, name, found.via) ? true : 'surely';
    // rustc waits to the end for one that leads nowhere, and looks no further.
    if (found.via?.module === scope && leadsNowhere(found.via))
      return { k: 'unknown', reason: 'a failed import', poisoned };
    byGlob ??= !scope.crate.collecting && !!found.via && found.via.module !== scope && !found.via.uncertain;
  }
  for (const { found, by } of inPreludes(world, module, name, fits)) {
    if (found.k === 'unknown') unknown ??= found.reason;
    else if (byGlob) return { ...found, ambiguous: twoThings(found.definition) };
    else if (by) return { ...found, ...withPrelude(world, by, found.definition, unit) };
    else return found;
  }
  if (unknown !== undefined) return { k: 'unknown', reason: unknown };
  if (poisoned) return { k: 'unknown', reason: 'a failed import', poisoned };
  const failure: PathFailure = { segment: 0, rustcCode: '', why: 'absent' };
  const { collecting } = module.crate;
  return { k: 'absent', failure, onTheWay: collecting ? [] : ambiguousOfKind(world, module, name) };
}

/** The macro that a glob brings beside an import that fails. */
function beside(world: World, module: Module, name: string, failed: Import): Lookup | undefined {
  const found = lookupIn(world, module, name, MACRO, failed);
  return found?.k === 'found' ? found : undefined;
}
