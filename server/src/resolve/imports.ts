/** Resolving one leaf of a `use` tree, on demand. */
import {
  type Definition,
  type Import,
  type ImportResult,
  isVisible,
  type Lookup,
  type Module,
  NAMESPACES,
  type Namespace,
  type PathFailure,
  TYPE,
} from './definitions';
import { lookupIn } from './lookup';
import { pushPrivate, type Step, walkPrefix } from './paths';
import { externCrateNamed } from './preludes';
import { settled } from './rounds';
import { mayStillCome } from './undecided';
import { isVariantActive, namespacesOfVariant, variantOf, variantVisibility } from './variants';
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
const tooLong: Lookup = { k: 'unknown', reason: 'a chain of imports that is too long' };
const postponed: ImportResult = { names: [tooLong, tooLong, tooLong], failures: [] };
const circles: Lookup = { k: 'unknown', reason: 'imports that lead around in circles' };
const tangled: ImportResult = { names: [circles, circles, circles], failures: [] };

/**
 * Resolves an import; the answer is remembered. An import that fails defines its name silently in every
 * namespace, so that its uses are not reported too (as rustc does).
 */
export function resolveImport(world: World, record: Import): ImportResult {
  if (record.result) return record.result;
  if (record.busy) {
    world.tainted = true;
    return busy;
  }
  // What has given up once comes back later: until then nothing is remembered, and looking further would be in vain.
  if (world.lookupDepth > MOST_DEPTH || world.postponed !== undefined) {
    world.postponed ??= record;
    world.tainted = true;
    return postponed;
  }
  if (world.wasted > MOST_WASTED) {
    world.tainted = true;
    // All that wait for this one lead into the circle.
    for (const each of world.busyImports) if (!each.module.crate.collecting) each.result = tangled;
    return tangled;
  }
  if (world.lookupDepth > 0) return resolveOnce(world, record);
  return settlingFarEnds(world, () => resolveOnce(world, record));
}

function resolveOnce(world: World, record: Import): ImportResult {
  const outermost = world.lookupDepth === 0;
  if (outermost && record.leaf.glob) settleStart(world, record);
  record.busy = true;
  world.busyImports.push(record);
  const before = world.tainted;
  world.tainted = false;
  world.lookupDepth++;
  let result: ImportResult;
  try {
    result = compute(world, record);
    if (!world.tainted || (outermost && world.postponed === undefined))
      result = settled(world, record, result, world.tainted && !record.leaf.glob);
  } finally {
    record.busy = false;
    world.busyImports.pop();
    world.lookupDepth--;
  }
  const isKnown = !world.tainted || (outermost && world.postponed === undefined);
  if (!isKnown) world.wasted++;
  else if (!record.module.crate.collecting && record.result !== tangled) record.result = result;
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
  for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined)
    lookupIn(world, scope, segments[0] ?? '', TYPE);
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
  const { lookupDepth, tainted } = world;
  world.lookupDepth = 0;
  for (const module of modules) for (const glob of module.globs) resolveImport(world, glob);
  world.lookupDepth = lookupDepth;
  world.tainted = tainted;
}

function isName(segment: string): boolean {
  return segment !== 'self' && segment !== 'super';
}

function everywhere(lookup: Lookup): readonly Lookup[] {
  return [lookup, lookup, lookup];
}

function failed(failures: readonly PathFailure[], glob: boolean, last: number): ImportResult {
  const code = failures.map((f) => ({ ...f, rustcCode: importCode(f, last) }));
  // A glob whose last module is missing hides what it might have brought; any other failure brings nothing.
  const hides = glob && code.some((f) => f.rustcCode === 'E0432');
  return { names: glob ? nothing : everywhere({ k: 'poison' }), poison: hides, failures: code };
}

/**
 * In a `use`, what is absent is E0432 at the leaf and at the module that it is taken from, E0433 before.
 * `last` is the index of that module.
 */
function importCode(failure: PathFailure, last: number): string {
  if (failure.rustcCode !== 'E0432' && failure.rustcCode !== 'E0433') return failure.rustcCode;
  if (failure.why === 'no-parent') return 'E0433';
  return failure.segment >= last ? 'E0432' : 'E0433';
}

function compute(world: World, record: Import): ImportResult {
  const { leaf, module } = record;
  if (record.item.kind === 'externCrate') {
    const name = record.item.crate;
    const definition =
      name === 'self' ? module.crate.root.definition : externCrateNamed(world, module.crate, name, true);
    if (definition)
      return { names: [found(definition), undefined, undefined], failures: [], source: definition };
    return failed([{ segment: 0, rustcCode: 'E0463', why: 'no-crate' }], false, 0);
  }
  const last = leaf.segments.length - 1;
  const end = leaf.segments[last];
  if (last > 0 && !leaf.glob && (end === 'super' || end === 'self')) {
    const at = walkPrefix(world, { module, importing: record }, leaf.segments, leaf.global === true, []);
    if (at.k === 'found') return { names: [found(at.definition), undefined, undefined], failures: [] };
    // `super` that is not at the start is wrong by its place: rustc says so before it walks the path.
    if (at.k === 'failed' && end === 'super' && leaf.segments.slice(0, last).some(isName))
      return { names: everywhere({ k: 'poison' }), failures: [] };
  }
  if (last === 0 && leaf.global && !leaf.glob && module.crate.edition > 2015) {
    const crate = externCrateNamed(world, module.crate, leaf.segments[0] ?? '', false);
    if (crate) return { names: [found(crate), undefined, undefined], failures: [] };
    return failed([{ segment: 0, rustcCode: 'E0432', why: 'no-crate' }], false, 0);
  }
  const prefix = leaf.glob ? leaf.segments : leaf.segments.slice(0, -1);
  const failures: PathFailure[] = [];
  if (leaf.glob || prefix.length > 0 || leaf.global) {
    const at = walkPrefix(world, { module, importing: record }, prefix, leaf.global === true, failures);
    // Only outside of a `use` may a path go through a type.
    if (at.k === 'type') return failed(failures, leaf.glob === true, prefix.length - 1);
    if (at.k === 'failed') {
      // After an ambiguous name rustc says nothing of what follows it.
      const ambiguous = failures.some(({ rustcCode }) => rustcCode === 'E0659');
      return failed(ambiguous ? failures : [...failures, at.failure], leaf.glob === true, prefix.length - 1);
    }
    if (at.k === 'unknown') {
      if (leaf.glob) return { names: nothing, unknown: at.reason, failures };
      return { names: everywhere({ k: 'unknown', reason: at.reason }), failures };
    }
    if (at.k === 'poison')
      return {
        names: leaf.glob ? nothing : everywhere({ k: 'poison' }),
        failures,
        late: true,
        ...(at.unsure ? { unsure: BEHIND_FAILED } : {}),
      };
    // Where an ambiguous name leads into nothing rustc says no more than that.
    const leads = at.k === 'found' && (at.definition.module !== undefined || at.definition.kind === 'enum');
    if (!leads && failures.some(({ rustcCode }) => rustcCode === 'E0659'))
      return { names: leaf.glob ? nothing : everywhere({ k: 'poison' }), failures };
    const result = leaf.glob ? glob(record, at, failures, last) : named(world, record, at, failures, last);
    // An import that fails for privacy is a failed import too.
    if (!result.failures.some((f) => f.rustcCode === 'E0603')) return result;
    return { names: leaf.glob ? nothing : everywhere({ k: 'poison' }), failures: result.failures };
  }
  // `use name;` or `use crate as x;`: the first segment is the last one too. `use a::{self}` is a type's name only.
  const name = leaf.segments[0] ?? '';
  const single = walkPrefix(
    world,
    leaf.self ? { module, importing: record } : { module, importing: record, whole: true },
    [name],
    false,
    failures,
  );
  if (single.k === 'names') return { names: single.names, failures };
  if (single.k === 'found') return { names: [found(single.definition), undefined, undefined], failures };
  if (single.k === 'unknown') return { names: everywhere({ k: 'unknown', reason: single.reason }), failures };
  if (single.k === 'poison') return { names: everywhere({ k: 'poison' }), failures };
  return failed(single.k === 'failed' ? [...failures, single.failure] : failures, false, 0);
}

function found(definition: Definition): Lookup {
  return { k: 'found', definition, visibility: 'public' };
}

function glob(
  record: Import,
  at: Extract<Step, { k: 'found' | 'names' }>,
  failures: PathFailure[],
  last: number,
): ImportResult {
  const definition = at.k === 'found' ? at.definition : undefined;
  if (definition?.module && definition.module === record.module)
    return failed(
      [...failures, { segment: last, rustcCode: 'E0432', why: 'absent', wholePath: true }],
      true,
      last,
    );
  if (definition?.module || definition?.kind === 'enum')
    return { names: nothing, source: definition, failures };
  if (definition?.kind === 'trait')
    return { names: nothing, unknown: TRAIT_GLOB, trait: definition, failures };
  return failed(
    [
      ...failures,
      { segment: last, rustcCode: 'E0432', why: 'wrong-kind', ...(definition ? { found: definition } : {}) },
    ],
    true,
    last,
  );
}

export const TRAIT_GLOB = 'a glob import of a trait';

/** Why nothing is said of an import where rustc's order decides. */
export const BEHIND_FAILED = 'an import of what a failed import brings';

/**
 * An import of what another import brings that fails. rustc resolves what it can, then reports what failed in the order
 * of its rounds; each defines its name silently from then on. What needs an import that fails by itself comes after it.
 */
function throughFailed(
  { module, leaf, order }: Import,
  { via, visibility }: Extract<Lookup, { k: 'poison' }>,
  failures: PathFailure[],
  inside: Definition,
): ImportResult {
  const names = everywhere({ k: 'poison' });
  const accessible = visibility === undefined || isVisible(visibility, module);
  const plain = via?.result !== undefined && via.result.late !== true;
  if (plain && !module.crate.hasMacros) {
    if (accessible) return { names, failures, late: true };
    if (via.order !== undefined && order !== undefined) {
      const segment = leaf.segments.length - 1;
      if (via.order > order)
        return { names, failures: [...failures, { segment, rustcCode: 'E0432', why: 'absent', inside }] };
      pushPrivate(failures, { segment, rustcCode: 'E0603', why: 'private', inside });
      return { names, failures };
    }
  }
  return { names, failures, late: true, unsure: BEHIND_FAILED };
}

function named(
  world: World,
  record: Import,
  at: Extract<Step, { k: 'found' | 'names' }>,
  failures: PathFailure[],
  last: number,
): ImportResult {
  const { leaf, module } = record;
  if (at.k !== 'found') return { names: at.names, failures };
  const name = leaf.segments[last] ?? '';
  const inside = at.definition;
  if (inside.kind === 'enum') {
    const variant = variantOf(inside, name);
    const active = variant && isVariantActive(world, variant);
    if (active === 'unknown')
      return { names: everywhere({ k: 'unknown', reason: 'a cfg that is not known' }), failures };
    if (variant && active) {
      const lookup: Lookup = { k: 'found', definition: variant, visibility: variantVisibility(inside) };
      const namespaces = namespacesOfVariant(variant);
      return { names: NAMESPACES.map((one) => (namespaces.includes(one) ? lookup : undefined)), failures };
    }
    return failed(
      [...failures, { segment: last, rustcCode: 'E0432', why: 'absent', inside }],
      false,
      last - 1,
    );
  }
  if (inside.kind === 'trait') {
    const members = inside.item?.kind === 'trait' ? inside.item.members : undefined;
    if (!members || members.some((member) => member.kind === 'macroCall' || member.name === name))
      return { names: everywhere({ k: 'unknown', reason: 'an import out of a trait' }), failures };
    const absent: PathFailure = { segment: last, rustcCode: 'E0432', why: 'absent', inside };
    return failed([...failures, absent], false, last - 1);
  }
  const container = inside.module;
  if (!container)
    return failed(
      [...failures, { segment: last - 1, rustcCode: 'E0432', why: 'wrong-kind', found: inside }],
      false,
      last - 1,
    );
  const names: (Lookup | undefined)[] = [undefined, undefined, undefined];
  let hidden: Definition | undefined;
  let usable = false;
  /** What is private and two things: that counts only where nothing else is there. */
  let hiddenOther: Definition | undefined;
  const waits = (namespace: Namespace): boolean =>
    mayStillCome(world, container, name, namespace, module, record);
  /** What a failed import stands for counts only where no namespace has something real. */
  let fails: Extract<Lookup, { k: 'poison' }> | undefined;
  for (const namespace of NAMESPACES) {
    if (leaf.self && namespace !== TYPE) continue;
    const lookup = lookupIn(world, container, name, namespace, record);
    if (!lookup || (lookup.k === 'poison' && lookup.glob)) continue;
    if (lookup.k === 'found' && !isVisible(lookup.visibility, module)) {
      hidden ??= lookup.definition;
      continue;
    }
    // It does not stand for what it itself imports.
    if (lookup.k === 'poison' && lookup.via === record) continue;
    if (lookup.k === 'poison') {
      fails ??= lookup;
      continue;
    }
    if (lookup.k === 'ambiguous' && !isVisible(lookup.visibility, module)) {
      hidden ??= lookup.definition;
      if (lookup.crate === module.crate) hiddenOther ??= lookup.other;
      continue;
    }
    if (
      lookup.k === 'ambiguous' &&
      lookup.crate === module.crate &&
      !failures.some(({ rustcCode }) => rustcCode === 'E0659')
    )
      failures.push({ segment: last, rustcCode: 'E0659', why: 'ambiguous', found: lookup.other, inside });
    names[namespace] = lookup;
    usable = true;
  }
  if (usable) {
    // Where one namespace does not know, the others may not be trusted to be absent.
    const unknown = names.find((lookup) => lookup?.k === 'unknown');
    if (unknown) for (const namespace of NAMESPACES) names[namespace] ??= unknown;
    if (failures.some(({ rustcCode }) => rustcCode === 'E0659')) return { names, failures };
    // Where rustc waits for one namespace to the end, the import stands for nothing there.
    let late = false;
    for (const namespace of leaf.self ? [] : NAMESPACES) {
      if (names[namespace] || !waits(namespace)) continue;
      names[namespace] = { k: 'poison' };
      late = true;
    }
    return late ? { names, failures, late } : { names, failures };
  }
  if (fails && !hidden) return throughFailed(record, fails, failures, inside);
  if (hidden) {
    const failure: PathFailure = { segment: last, rustcCode: 'E0603', why: 'private', inside, found: hidden };
    pushPrivate(failures, failure);
    if (hiddenOther)
      failures.push({ segment: last, rustcCode: 'E0659', why: 'ambiguous', found: hiddenOther, inside });
    return { names: everywhere({ k: 'poison' }), failures };
  }
  const result = failed(
    [...failures, { segment: last, rustcCode: 'E0432', why: 'absent', inside }],
    false,
    last - 1,
  );
  return NAMESPACES.some(waits) ? { ...result, late: true } : result;
}
