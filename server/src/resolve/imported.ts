/** What one leaf of a `use` tree brings, and what is wrong with it. */

import { crateMeant, externCrateOrAbsent } from './absentLibraries';
import {
  type Definition,
  type Import,
  type ImportResult,
  isVisible,
  type Lookup,
  MACRO,
  type Module,
  NAMESPACES,
  type Namespace,
  type PathFailure,
  TYPE,
} from './definitions';
import { saysTwoThings, twoThings } from './failures';
import { editionOfImport } from './hygiene';
import { lookupIn } from './lookup';
import { isKeyword, MAY_BE_AWAY, pushPrivate, type Step, walkPrefix } from './paths';
import { mayBePrivateInStandard, PRIVATE_IN_STANDARD } from './standardPrivate';
import { conflictInModule, textualNamed } from './textualConflicts';
import { heldUpBy, mayStillCome } from './undecided';
import { isVariantActive, namespacesOfVariant, variantOf, variantVisibility } from './variants';
import type { World } from './world';

const nothing: readonly (Lookup | undefined)[] = [undefined, undefined, undefined];

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

const SELF_ALONE = 'an import of self outside of braces';

/** What an import brings, found out anew: its path is walked, and its name looked up at the end of it. */
export function importedBy(world: World, record: Import): ImportResult {
  const { leaf, module } = record;
  if (record.item.kind === 'externCrate') {
    const { definition, isMissing } = crateMeant(world, module.crate, record.item.crate);
    const names = [found(definition), undefined, undefined];
    if (!isMissing) return { names, failures: [], source: definition };
    return { names, failures: [{ segment: 0, rustcCode: 'E0463', why: 'no-crate' }] };
  }
  const last = leaf.segments.length - 1;
  const end = leaf.segments[last] ?? '';
  if (last > 0 && !leaf.glob && isKeyword(end)) {
    // `a::self` outside of braces (E0429) means what `a::{self}` does.
    const path = end === 'self' ? leaf.segments.slice(0, last) : leaf.segments;
    const at = walkPrefix(world, { module, importing: record }, path, leaf.global === true, []);
    if (at.k === 'found') {
      const result: ImportResult = { names: [found(at.definition), undefined, undefined], failures: [] };
      return path.at(-1) === 'super' ? withOpenBeforeSuper(world, record, path, result) : result;
    }
    if (end === 'self') return { names: everywhere({ k: 'poison' }), failures: [], unsure: SELF_ALONE };
  }
  const edition = editionOfImport(world, record);
  // `::{self as a}` is the root before edition 2018, and then nothing that can be imported.
  if (last === 0 && leaf.global && end === 'self')
    return edition > 2015
      ? { names: nothing, failures: [] }
      : { names: [found(module.crate.root.definition), undefined, undefined], failures: [] };
  if (last === 0 && leaf.global && !leaf.glob && edition > 2015) {
    const crate = externCrateOrAbsent(world, module.crate, leaf.segments[0] ?? '', false);
    if (crate) return { names: [found(crate), undefined, undefined], failures: [] };
    return failed([{ segment: 0, rustcCode: 'E0432', why: 'no-crate' }], false, 0);
  }
  // "cannot glob-import all possible crates": rustc brings none of them.
  if (leaf.glob && last < 0 && edition > 2015) return { names: nothing, failures: [] };
  const prefix = leaf.glob ? leaf.segments : leaf.segments.slice(0, -1);
  const failures: PathFailure[] = [];
  // What a macro of edition 2015 writes in a crate of a later one may be the name of a crate, too.
  const isWhole = !leaf.global || (edition === 2015 && module.crate.edition > 2015);
  if (leaf.glob || prefix.length > 0 || !isWhole) {
    const at = walkPrefix(world, { module, importing: record }, prefix, leaf.global === true, failures);
    // Only outside of a `use` may a path go through a type.
    if (at.k === 'type') return failed(failures, leaf.glob === true, prefix.length - 1);
    if (at.k === 'failed') {
      // After an ambiguous name rustc says nothing of what follows it.
      const ambiguous = saysTwoThings(failures);
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
    if (!leads && saysTwoThings(failures))
      return { names: leaf.glob ? nothing : everywhere({ k: 'poison' }), failures };
    const result = leaf.glob ? glob(record, at, failures, last) : named(world, record, at, failures, last);
    // An import that fails for privacy is a failed import too, unless it has been decided before what it means.
    const isSettled = at.k === 'found' && at.before !== undefined;
    if (isSettled || !result.failures.some((f) => f.rustcCode === 'E0603')) return result;
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
  if (single.k === 'names')
    return withTextual(world, record, name, withOpen(world, record, name, { names: single.names, failures }));
  if (single.k === 'found') {
    const names = [found(single.definition), undefined, undefined];
    return leaf.self || isKeyword(name)
      ? { names, failures }
      : withOpen(world, record, name, { names, failures });
  }
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

/** Where rustc waits in a namespace to the end for what may still come, an import stands for nothing there. */
function withWaiting(result: ImportResult, waits: (namespace: Namespace) => boolean): ImportResult {
  const names = NAMESPACES.map(
    (namespace): Lookup | undefined =>
      result.names[namespace] ?? (waits(namespace) ? { k: 'poison' } : undefined),
  );
  return names.some((one, namespace) => one !== result.names[namespace])
    ? { ...result, names, late: true }
    : result;
}

/** `use name;`: something may still bring it to the module, or to a block around the import. */
function withOpen(world: World, record: Import, name: string, result: ImportResult): ImportResult {
  const isHeldUp = NAMESPACES.map((namespace) => {
    const lookup = result.names[namespace];
    const by = lookup?.k === 'found' ? lookup.via : undefined;
    return (
      by !== undefined && heldUpBy(world, lookup, by.module, name, namespace, record.module) !== undefined
    );
  });
  const names = result.names.map((one, namespace) => (isHeldUp[namespace] ? undefined : one));
  return withWaiting({ ...result, names }, (namespace) => {
    if (isHeldUp[namespace]) return true;
    for (let at: Module | undefined = record.module; at; at = at.block && at.parent)
      if (mayStillCome(world, at, name, namespace, record.module, record)) return true;
    return false;
  });
}

/** `use name;` that means a macro by example before it, where the module has one of the name, too. */
function withTextual(world: World, record: Import, name: string, result: ImportResult): ImportResult {
  const textual = textualNamed(record.textual, name);
  const macro = result.names[MACRO];
  // While the crate is read a macro is looked for all the same.
  if (!textual || record.module.crate.collecting) return result;
  if (macro?.k !== 'found' || macro.definition !== textual.definition) return result;
  const other = conflictInModule(world, record.module, textual, record);
  if (!other || textual.definition.uncertain || other.found?.uncertain) return result;
  return { ...result, failures: [...result.failures, twoThings(undefined, 0, other)] };
}

/**
 * `use super::super as up;`: rustc looks for the last `super` as for any name of the module before it, and where globs
 * there may still bring one as a value or a macro, it waits for them to the end.
 */
function withOpenBeforeSuper(
  world: World,
  record: Import,
  path: readonly string[],
  result: ImportResult,
): ImportResult {
  const before = path.slice(0, -1);
  const at = before.length > 0 ? walkPrefix(world, { module: record.module }, before, false, []) : undefined;
  const container = at?.k === 'found' ? at.definition.module : undefined;
  if (!container) return result;
  return withWaiting(result, (namespace) =>
    mayStillCome(world, container, 'super', namespace, record.module, record),
  );
}

export const TRAIT_GLOB = 'a glob import of a trait';

/** A name that another glob brings, too. */
export const BESIDE_TRAIT_GLOB = 'a glob import beside one of a trait';

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
    const variant = variantOf(world, inside, name);
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
  /** Where an import that brings it elsewhere is not decided. */
  const open: Namespace[] = [];
  for (let nth = 0; nth < NAMESPACES.length; nth++) {
    const namespace = NAMESPACES[nth]!;
    if (leaf.self && namespace !== TYPE) continue;
    const lookup = lookupIn(world, container, name, namespace, record);
    if (!lookup || (lookup.k === 'poison' && lookup.glob && container.crate === module.crate)) continue;
    if (lookup.k === 'found' && !isVisible(lookup.visibility, module)) {
      hidden ??= lookup.definition;
      continue;
    }
    // It does not stand for what it itself imports.
    if (lookup.k === 'poison' && lookup.via === record) continue;
    if (lookup.k === 'poison') {
      fails ??= lookup;
      if (lookup.via?.result?.names.some((one) => one?.k === 'found')) open.push(namespace);
      continue;
    }
    if (lookup.k === 'ambiguous' && !isVisible(lookup.visibility, module)) {
      hidden ??= lookup.definition;
      if (lookup.crate === module.crate) hiddenOther ??= lookup.other;
      continue;
    }
    if (lookup.k === 'ambiguous' && lookup.crate === module.crate && !saysTwoThings(failures))
      failures.push(twoThings(lookup.other, last, { inside }));
    const by = heldUpBy(world, lookup, container, name, namespace, module);
    if (by) {
      fails ??= { k: 'poison', via: by, visibility: by.visibility };
      open.push(namespace);
      continue;
    }
    names[namespace] = lookup;
    usable = true;
  }
  if (usable) {
    // An import whose path is private has not been decided before: what is two things is complained of, private or not.
    if (hiddenOther && failures.some(({ rustcCode }) => rustcCode === 'E0603'))
      failures.push(twoThings(hiddenOther, last, { inside }));
    // Where one namespace does not know, the others may not be trusted to be absent.
    const unknown = names.find((lookup) => lookup?.k === 'unknown');
    if (unknown) for (const namespace of NAMESPACES) names[namespace] ??= unknown;
    if (saysTwoThings(failures)) return { names, failures };
    return withWaiting(
      { names, failures },
      (namespace) => leaf.self !== true && (open.includes(namespace) || waits(namespace)),
    );
  }
  if (container.uncertain || hidden?.module?.uncertain)
    return { names: everywhere({ k: 'unknown', reason: MAY_BE_AWAY }), failures };
  // A crate that fails takes away what its failed imports stand for: it is said there.
  if (fails && !hidden && container.crate !== module.crate)
    return { names: everywhere({ k: 'poison' }), failures };
  if (fails && !hidden) return throughFailed(record, fails, failures, inside);
  if (hidden) {
    const failure: PathFailure = { segment: last, rustcCode: 'E0603', why: 'private', inside, found: hidden };
    pushPrivate(failures, failure);
    if (hiddenOther) failures.push(twoThings(hiddenOther, last, { inside }));
    return { names: everywhere({ k: 'poison' }), failures };
  }
  if (mayBePrivateInStandard(world, container, name))
    return { names: everywhere({ k: 'unknown', reason: PRIVATE_IN_STANDARD }), failures };
  const result = failed(
    [...failures, { segment: last, rustcCode: 'E0432', why: 'absent', inside }],
    false,
    last - 1,
  );
  return NAMESPACES.some(waits) ? { ...result, late: true } : result;
}
