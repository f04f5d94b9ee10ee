/** Which names there are: in a module, on a type, at a place. What each of them means a look-up says. */

import { enclosingModule } from '../resolve/blocks';
import { isVisible, type Module, NAMESPACES, type Namespace, TYPE, VALUE } from '../resolve/definitions';
import { resolveImport } from '../resolve/imports';
import { lookupIn } from '../resolve/lookup';
import { externCrateNamed } from '../resolve/preludes';
import { remembered } from '../resolve/remembered';
import { lookupFrom } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import { isVariantActive, variantNames, variantOf } from '../resolve/variants';
import { effectiveVisibility } from '../resolve/visibility';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { memberNames, memberOf } from '../types/associated';
import { type Applied, appliedType, behindAlias, receiverOf } from '../types/receivers';
import { type Meaning, meaningOf, type Target } from './meaning';
import { ofModulePath } from './meaning/modulePaths';
import { targetOfMember } from './meaning/paths';
import { nothing } from './meaning/target';
import type { Trial } from './trial';
import { scopeAround } from './units';
import type { Occurrence } from './written';

const known = new WeakMap<Module, ReadonlySet<string>>();

/** All names that a module may have for itself or for others, through globs too. */
export function candidatesIn(world: World, module: Module): ReadonlySet<string> {
  return remembered(known, module, () => {
    const names = new Set<string>();
    gather(world, module, names, new Set());
    return names;
  });
}

function gather(world: World, module: Module, names: Set<string>, seen: Set<Module>): void {
  if (seen.has(module)) return;
  seen.add(module);
  module.fill?.();
  for (const namespace of NAMESPACES) for (const name of module.items[namespace].keys()) names.add(name);
  for (const name of module.imports.keys()) names.add(name);
  for (const glob of module.globs) {
    const { source } = resolveImport(world, glob);
    if (source?.module) gather(world, source.module, names, seen);
    else if (source) for (const name of variantNames(source)) names.add(name);
  }
}

/** What a module has that `from` may name, in the wanted namespaces. */
function* namesIn(
  world: World,
  module: Module,
  from: Module,
  wanted: readonly Namespace[],
): Iterable<Target> {
  for (const name of candidatesIn(world, module))
    for (const namespace of wanted) {
      const there = lookupIn(world, module, name, namespace);
      // Of two things that globs of another crate bring, that crate has taken the first.
      const isTaken = there?.k === 'ambiguous' && there.crate !== from.crate;
      if ((there?.k !== 'found' && !isTaken) || !isVisible(there.visibility, from)) continue;
      const { definition } = there;
      const via = there.k === 'found' ? there.via : undefined;
      yield { name, namespace, definition, ...(via ? { via } : {}) };
    }
}

/** What can be named without a path at a place, locals and the standard prelude left out; crates included. */
function* namesAround(
  world: World,
  unit: Unit,
  scope: number,
  wanted: readonly Namespace[],
  namesOf: NamesOf,
): Iterable<Target> {
  const all: Module[] = [];
  let around: Module | undefined = enclosingModule(world, unit, scope);
  for (; around; around = around.block ? around.parent : undefined) all.push(around);
  for (const namespace of wanted)
    for (const name of new Set(all.flatMap((module) => [...namesOf(world, module, namespace)]))) {
      const there = lookupFrom(world, unit, scope, { name, namespace, context: 0 });
      if (there?.k !== 'found') continue;
      const { definition, via } = there;
      yield { name, namespace, definition, ...(via ? { via } : {}) };
    }
  if (wanted.includes(TYPE)) yield* cratesFor(world, unit, all);
}

function* cratesFor(world: World, unit: Unit, hiding: readonly Module[]): Iterable<Target> {
  for (const name of crateNames(unit)) {
    const isHidden = hiding.some((module) => candidatesIn(world, module).has(name));
    const crate = isHidden ? undefined : externCrateNamed(world, unit.crate, name, false);
    if (crate) yield { name, namespace: TYPE, definition: crate };
  }
}

/** Names of crates that paths may begin with. */
function crateNames({ crate }: Unit): ReadonlySet<string> {
  return new Set([
    ...(crate.node?.dependencies ?? []).map(({ name }) => name),
    ...crate.externCrates.map(({ leaf }) => leaf.alias ?? leaf.segments[0] ?? ''),
  ]);
}

/** Associated items of a type or trait, and variants of an enum, that `from` may name. */
function* membersOf(world: World, { type, instance }: Applied, from: Module): Iterable<Target> {
  for (const name of variantNames(type)) {
    const definition = variantOf(world, type, name);
    if (definition && isVariantActive(world, definition) !== false)
      yield { name, namespace: VALUE, definition };
  }
  for (const name of memberNames(world, type)) {
    const there = memberOf(world, type, name, instance);
    if (there.k !== 'found') continue;
    const { item, module, ofTrait } = there.member;
    const isOwn = item !== undefined && type.kind !== 'trait' && !ofTrait;
    if (isOwn && !isVisible(effectiveVisibility(item.visibility, module.normal), from)) continue;
    yield targetOfMember(there.member, name, item?.kind === 'alias' ? TYPE : VALUE);
  }
}

/** Names that may stand at a place, and what they are of. */
export interface Possible {
  /** The module, enum or other type before the name; absent for names without a path. */
  readonly inside?: Applied;
  readonly targets: Iterable<Target>;
}

/** Names of a module that are asked about where a name stands without a path. */
export type NamesOf = (world: World, module: Module, namespace: Namespace) => Iterable<string>;

/**
 * What a tried name could be, in the wanted namespaces. Nothing where it is not known what stands before it. Without a
 * path before it, names are those of the modules around that `namesOf` tells.
 */
export function* possibleNames(
  world: World,
  trial: Trial,
  wanted: readonly Namespace[],
  namesOf: NamesOf = candidatesIn,
): Iterable<Possible> {
  const { occurrence } = trial;
  const { unit, written, start } = occurrence;
  const reference = written.k === 'reference' ? unit.fragment.references[written.index] : undefined;
  const scope = reference?.scope ?? scopeAround(unit, start);
  const from = enclosingModule(world, unit, scope);
  if (reference?.kind === 'method') {
    const inside = receiverOf(world, unit, reference);
    if (inside) yield { inside, targets: methodsOf(world, inside, from) };
    return;
  }
  const { qualified } = reference ?? {};
  if (qualified && 'segment' in written && written.segment === 0) {
    // What the trait of `<T as Trait>::` has is not listed.
    const { type, trait } = qualified;
    const inside = type && !trait && appliedType(world, { type, environment: { module: from, unit, scope } });
    if (inside) yield { inside, targets: membersOf(world, inside, from) };
    return;
  }
  if (!isInPath(reference, written)) {
    const { global } = reference ?? (written.k === 'import' ? written.leaf : {});
    const atRoot = unit.crate.edition === 2015 && (global === true || written.k === 'import');
    // Before 2018 such paths begin at the root of the crate.
    if (atRoot) yield { targets: namesIn(world, unit.crate.root, from, wanted) };
    if (atRoot || global) yield { targets: cratesFor(world, unit, []) };
    else yield { targets: namesAround(world, unit, scope, wanted, namesOf) };
    return;
  }
  for (const { definition } of meaningBefore(world, occurrence, from).targets) {
    const inside = definition.module ? { type: definition } : behindAlias(world, definition);
    if (!inside) continue;
    const { module } = inside.type;
    yield {
      inside,
      targets: module ? namesIn(world, module, from, wanted) : membersOf(world, inside, from),
    };
  }
}

function isInPath(reference: Reference | undefined, written: Occurrence['written']): boolean {
  if (written.k === 'import') return written.segment > 0;
  return written.k === 'reference' && written.segment > 0 && reference !== undefined;
}

/** What stands before the name in its path. */
function meaningBefore(world: World, occurrence: Occurrence, from: Module): Meaning {
  const { unit, written } = occurrence;
  if (written.k !== 'import' || written.item.inBlock)
    return 'segment' in written
      ? meaningOf(world, { ...occurrence, written: { ...written, segment: written.segment - 1 } })
      : nothing;
  // Outside of bodies nobody collects the items of a trial.
  const { segments, global } = written.leaf;
  const isRelative = ['self', 'super', 'crate'].includes(segments[0] ?? '');
  const start = unit.crate.edition === 2015 && !isRelative ? unit.crate.root : from;
  return ofModulePath(world, start, segments, global === true, written.segment - 1, undefined);
}

function* methodsOf(world: World, type: Applied, from: Module): Iterable<Target> {
  for (const target of membersOf(world, type, from)) {
    const { item, external } = target.member ?? {};
    if (external ? external.kind === 'method' : item?.kind === 'function' && item.hasSelf) yield target;
  }
}
