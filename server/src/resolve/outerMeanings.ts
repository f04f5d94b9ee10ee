/** Where a glob brings a name that also stands further out, rustc wants to know which is meant. */

import {
  type Definition,
  isVisible,
  type Lookup,
  type Module,
  type Namespace,
  type PathFailure,
  TYPE,
  VALUE,
} from './definitions';
import { saysTwoThings, twoThings } from './failures';
import { resolveImport } from './imports';
import { isLate, isLateText } from './late';
import { lookupIn } from './lookup';
import { externCrateNamed, preludeLookup } from './preludes';
import { isPrimitive } from './primitives';
import { remembered } from './remembered';
import { isWithin, type Unit } from './unit';
import { isVariantActive, namespacesOfVariant, variantOf, variantVisibility } from './variants';
import type { World } from './world';

/**
 * In the path of a `use`, a name that a glob brings must not also stand further out: in the module around a block, in
 * the extern prelude, the standard prelude or among the primitive types (E0659; reference, "Name resolution":
 * ambiguities). Gives what a name stood for before a text that is read late brought the other thing.
 */
export function outerConflict(
  world: World,
  scope: Module,
  name: string,
  failures: PathFailure[],
  unit?: Unit,
  namespace: Namespace = TYPE,
): Definition | undefined {
  if (saysTwoThings(failures)) return undefined;
  const found = lookupIn(world, scope, name, namespace);
  if (found?.k === 'ambiguous' && found.crate === scope.crate) failures.push(twoThings(found.other));
  if (found?.k !== 'found') return undefined;
  if (!found.via?.leaf.glob) {
    const shadowed = isReadLate(scope, found)
      ? byGlobs(world, scope, name, found.definition, namespace)
      : undefined;
    const outer = comesAfter(scope, found, unit)
      ? otherMeaning(world, scope, name, found.definition, namespace)
      : undefined;
    const other = shadowed ?? outer;
    if (other) failures.push(twoThings(other));
    return other;
  }
  if (found.via.module !== scope) return undefined;
  const other = otherMeaning(world, scope, name, found.definition, namespace);
  if (other) failures.push(twoThings(other));
  else if (hidesFailed(world, scope, name, namespace)) failures.push(twoThings());
  return undefined;
}

/** Whether a failed import further out than a block stands for a name, too: to rustc that is another thing of the name. */
function hidesFailed(world: World, scope: Module, name: string, namespace: Namespace): boolean {
  for (let at = scope.block && scope.parent; at; at = at.block && at.parent) {
    const found = lookupIn(world, at, name, namespace);
    if (found?.k === 'poison' && !found.glob && !found.via?.uncertain) return true;
  }
  return false;
}

/** Whether a glob brings what a failed import stands for, where something stands further out: rustc's order decides. */
export function mayConflict(world: World, scope: Module, name: string): boolean {
  const found = lookupIn(world, scope, name, TYPE);
  return (
    found?.k === 'poison' &&
    !found.glob &&
    isByGlob(world, scope, name) &&
    outerMeanings(world, scope, name).length > 0
  );
}

function otherMeaning(
  world: World,
  scope: Module,
  name: string,
  than: Definition,
  namespace: Namespace,
): Definition | undefined {
  return outerMeanings(world, scope, name, namespace).find((outer) => outer !== than);
}

/** What is read only after the text that names it must not hide what stands further out (`may_appear_after`). */
export function comesAfter(
  { crate }: Module,
  { definition, via }: Extract<Lookup, { k: 'found' }>,
  from: Unit | undefined,
): boolean {
  const text = via ? via.unit : definition.unit;
  if (definition.crate !== crate && !via) return false;
  if (!isLateText(crate, text)) return !via && isLate(definition);
  return !from || !text || !isWithin(from, text);
}

/** The same for a name that is looked for from a module outwards, as in the path of a macro call; gives what it means. */
export function conflictOutwards(
  world: World,
  from: Module,
  name: string,
  failures: PathFailure[],
  unit?: Unit,
): Definition | undefined {
  for (let scope: Module | undefined = from; scope; scope = scope.block && scope.parent) {
    const found = lookupIn(world, scope, name, TYPE);
    const via = found?.k === 'poison' && !found.glob ? found.via : undefined;
    // What a failed import stands for hides what stands further out, too.
    const isLateImport = via && isLateText(from.crate, via.unit) && !(unit && isWithin(unit, via.unit));
    const [outer] = isLateImport ? outerMeanings(world, scope, name) : [];
    if (outer) {
      failures.push(twoThings(outer));
      return undefined;
    }
    if (found?.k !== 'found') continue;
    outerConflict(world, scope, name, failures, unit);
    return found.definition;
  }
  return undefined;
}

/**
 * What is wrong with the first segment of a macro's path though it has led to the macro before all was read: it is two
 * things now, and one that leads nowhere goes before the other.
 */
export function wrongInTheEnd(
  world: World,
  from: Module,
  name: string,
  unit: Unit,
  wasFound: boolean,
): readonly PathFailure[] {
  const failures: PathFailure[] = [];
  const found = conflictOutwards(world, from, name, failures, unit);
  const leads = found?.module !== undefined || found?.kind === 'enum' || found?.kind === 'trait';
  return wasFound && failures.length > 0 && found && !leads
    ? [...failures, { segment: 0, rustcCode: 'E0433', why: 'wrong-kind', found }]
    : failures;
}

/** What a macro stands for, a derive or an included file must not shadow what a glob has brought before. */
function isReadLate({ crate }: Module, { definition, via }: Extract<Lookup, { k: 'found' }>): boolean {
  const unit = via ? via.unit : definition.unit;
  return (unit !== undefined && crate.readLate.has(unit)) || (!via && isLate(definition));
}

/** Of a module with more globs it is not asked: each of their paths would ask for all of them. */
const MOST_GLOBS = 100;

/** Something else of the name that globs of a module would bring. */
function byGlobs(
  world: World,
  module: Module,
  name: string,
  besides: Definition,
  namespace: Namespace,
): Definition | undefined {
  if (module.globs.length > MOST_GLOBS) return undefined;
  for (const glob of module.globs) {
    const { source } = resolveImport(world, glob);
    if (source?.kind === 'enum') {
      const variant = variantOf(world, source, name);
      const isThere = variant !== undefined && isVariantActive(world, variant) === true;
      const fits = isThere && namespacesOfVariant(variant).includes(namespace);
      if (fits && isVisible(variantVisibility(source), module)) return variant;
      continue;
    }
    const found = source?.module && lookupIn(world, source.module, name, namespace);
    if (found?.k === 'found' && found.definition !== besides && isVisible(found.visibility, module))
      return found.definition;
  }
  return undefined;
}

/** What a name would mean were it not in a scope. */
export function outerMeanings(
  world: World,
  scope: Module,
  name: string,
  namespace: Namespace = TYPE,
): Definition[] {
  const all: Definition[] = [];
  for (let at: Module | undefined = scope.block && scope.parent; at; at = at.block && at.parent) {
    const found = lookupIn(world, at, name, namespace);
    if (found?.k === 'found') all.push(found.definition);
  }
  const isType = namespace === TYPE;
  const prelude = preludeLookup(world, scope, name, namespace);
  const crate = isType ? externCrateNamed(world, scope.crate, name, false) : undefined;
  if (crate) all.push(crate);
  if (prelude?.k === 'found') all.push(prelude.definition);
  if (isType && isPrimitive(name)) all.push(primitive(name));
  return all;
}

/**
 * What rustc finds of a name that is no macro: it looks at types, then at values, to be of help, and complains of what
 * is ambiguous there.
 */
export function ambiguousOfKind(world: World, module: Module, name: string): readonly PathFailure[] {
  for (const namespace of [TYPE, VALUE] as const) {
    for (let scope: Module | undefined = module; scope; scope = scope.block && scope.parent) {
      const found = lookupIn(world, scope, name, namespace);
      if (!found || (found.k === 'poison' && found.glob)) continue;
      if (found.k !== 'ambiguous' || found.crate !== module.crate) return [];
      return [twoThings(found.other)];
    }
    if (namespace === TYPE && outerMeanings(world, module, name).length > 0) return [];
  }
  return [];
}

/** Whether a name of a module comes by one of its globs. */
export function isByGlob(world: World, module: Module, name: string): boolean {
  const found = lookupIn(world, module, name, TYPE);
  return found !== undefined && 'via' in found && found.via?.module !== module;
}

const primitives = new Map<string, Definition>();

/** A primitive type as something that an import can bring in. */
export function primitive(name: string): Definition {
  return remembered(primitives, name, (): Definition => ({ kind: 'primitive', name }));
}
