/**
 * What rustc says of imports when all are as resolved as they can be (rustc_resolve: `finalize_imports`): one after the
 * other, each that failed defines its name silently from then on.
 */
import {
  type Definition,
  type Import,
  isVisible,
  type Lookup,
  type Module,
  NAMESPACES,
  type Namespace,
  type PathFailure,
  TYPE,
} from '../definitions';
import { isLate, isLateText } from '../late';
import { lookupIn } from '../lookup';
import { outerMeanings, primitive } from '../outerMeanings';
import { isKeyword, pushPrivate } from '../paths';
import { externCrateNamed, preludeLookup } from '../preludes';
import { isPrimitive } from '../primitives';
import { namespacesOfVariant, variantVisibility } from '../variants';
import type { Scene } from './scene';
import { type Declared, DUMMY, declare, imported, type Target } from './state';

/** What becomes of one import. */
export interface Verdict {
  readonly failures: readonly PathFailure[];
  /** By namespace: what it brings, or a dummy where rustc is silent about its name. */
  readonly names: readonly (Declared | undefined)[];
  /** For a glob: whether its names have come. */
  readonly source: Definition | undefined;
  /** It was undecided to the end. */
  readonly waits?: boolean;
  /** Its path begins with a name that its module has not, or has not got by now: what stands further out is meant. */
  readonly beginsOutside?: boolean;
}

/** Says what is wrong with an import; nothing for what has no path of its own. */
export function conclude(scene: Scene, record: Import): Verdict | undefined {
  const { leaf, item } = record;
  const name = leaf.segments.at(-1) ?? '';
  const path = leaf.glob ? leaf.segments : leaf.segments.slice(0, -1);
  const begun = scene.begin(record, path);
  const { at = 0 } = begun ?? {};
  if (item.kind === 'externCrate' || leaf.segments.slice(at).some(isKeyword)) return undefined;
  const progress = scene.progressOf(record);
  const names = NAMESPACES.map((namespace) => progress.names[namespace] ?? undefined);
  const { target } = progress;
  const source =
    target?.k === 'module' ? target.module.definition : target?.k === 'enum' ? target.definition : undefined;
  const first = begun?.target.k === 'scopes' ? path[0] : undefined;
  if (first !== undefined && mayBeTwoThings(scene, record, first)) return undefined;
  const failures: PathFailure[] = [];
  const beginsOutside = first !== undefined && doesBeginOutside(scene, record, first);
  const answer: Verdict = { failures, names, source: leaf.glob ? source : undefined, beginsOutside };
  const end = walk(scene, record, path, failures);
  if (end === 'dummy') return answer;
  if (typeof end === 'number') {
    failures.push({ segment: end, rustcCode: end === path.length - 1 ? 'E0432' : 'E0433', why: 'absent' });
    return answer;
  }
  const segment = leaf.segments.length - 1;
  if (leaf.glob) {
    if (end.k === 'module' && end.module === record.module)
      failures.push({ segment, rustcCode: 'E0432', why: 'absent', wholePath: true });
    return answer;
  }
  const namespaces: readonly Namespace[] = leaf.self ? [TYPE] : NAMESPACES;
  const confirmed = namespaces.some((namespace) => {
    const own = progress.names[namespace];
    const found = own ? inTarget(scene, end, name, namespace, record, own) : undefined;
    return found !== undefined && isVisible(found.visibility, record.module);
  });
  if (confirmed) return answer;
  const inside = end.k === 'module' ? end.module.definition : end.k === 'enum' ? end.definition : undefined;
  const where = inside ? { inside } : {};
  let there = false;
  for (const namespace of namespaces) {
    const found = inTarget(scene, end, name, namespace, record, undefined);
    if (!found) continue;
    there = true;
    if (!isVisible(found.visibility, record.module))
      pushPrivate(failures, { segment, rustcCode: 'E0603', why: 'private', ...where });
  }
  if (!there) failures.push({ segment, rustcCode: 'E0432', why: 'absent', ...where });
  return answer;
}

/**
 * Whether a path begins with what a glob brings of a failed import, and something stands further out: which of them rustc
 * comes to first decides whether it complains.
 */
function mayBeTwoThings(scene: Scene, { module }: Import, name: string): boolean {
  const met = inScopes(scene, module, name, TYPE, undefined);
  const isByGlob = met?.found.definition === DUMMY && met.found.by?.record.leaf.glob === true;
  return isByGlob && outerMeanings(scene.world, met.scope, name).length > 0;
}

function doesBeginOutside(scene: Scene, record: Import, name: string): boolean {
  const met = inScopes(scene, record.module, name, TYPE, scene.progressOf(record).names[TYPE] ?? undefined);
  if (!met) return true;
  // Of what a glob brings to a block further out the same would have to be asked; what is read late is two things.
  const { found, scope } = met;
  return scope !== record.module && !found.by?.record.leaf.glob && !isReadLate(scene, found);
}

function isReadLate({ crate }: Scene, { definition, by }: Declared): boolean {
  return by ? isLateText(crate, by.record.unit) : isLate(definition);
}

/**
 * A failed import defines its name where nothing else does, and holds back no glob any more. Returns by namespace what
 * it has defined.
 */
export function dismiss(
  scene: Scene,
  record: Import,
  waits: boolean,
): readonly (Declared | undefined)[] | undefined {
  const { names } = scene;
  const { leaf, module } = record;
  const name = leaf.alias ?? leaf.segments.at(-1) ?? '';
  if (leaf.glob || record.item.kind === 'externCrate') return undefined;
  const brought = scene.progressOf(record).names;
  if (name === '_' || (!waits && brought.some((one) => one))) return undefined;
  return NAMESPACES.map((namespace) => {
    const dummy = imported(declare(DUMMY, 'public'), record);
    names.plant(module, namespace, name, dummy);
    names.update(module, namespace, name, false, ({ singles }) => singles?.delete(record));
    const { own } = names.at(module, namespace, name);
    return own === dummy ? dummy : (brought[namespace] ?? undefined);
  });
}

/** Where a path leads in the end; the index of the segment that does not resolve. */
function walk(
  scene: Scene,
  record: Import,
  segments: readonly string[],
  failures: PathFailure[],
): Target | 'dummy' | number {
  const begun = scene.begin(record, segments);
  if (begun === undefined) return 0;
  let { target } = begun;
  for (let { at } = begun; at < segments.length; at++) {
    const own = scene.progressOf(record).names[TYPE] ?? undefined;
    const found = inTarget(scene, target, segments[at] ?? '', TYPE, record, own);
    if (!found) return at;
    if (!isVisible(found.visibility, record.module))
      pushPrivate(failures, { segment: at, rustcCode: 'E0603', why: 'private', found: found.definition });
    if (found.definition === DUMMY) return 'dummy';
    const next = scene.into(found.definition);
    if (!next) return at;
    target = next;
  }
  return target;
}

/** What a name means in the end, visible or not; `besides` is what the import itself has brought. */
function inTarget(
  scene: Scene,
  target: Target,
  name: string,
  namespace: Namespace,
  record: Import,
  besides: Declared | undefined,
): Declared | undefined {
  const { world, crate } = scene;
  switch (target.k) {
    case 'module': {
      const found = inModule(scene, target.module, name, namespace, besides);
      return found ?? (scene.hasInjected(target.module, name) ? inCrates(scene, name, namespace) : undefined);
    }
    case 'enum': {
      const variant = scene.variant(target.definition, name);
      return variant && namespacesOfVariant(variant).includes(namespace)
        ? declare(variant, variantVisibility(target.definition))
        : undefined;
    }
    case 'trait':
      return scene.inTrait(target.definition, name);
    case 'root': {
      const found = inModule(scene, crate.root, name, namespace, besides);
      return found ?? inCrates(scene, name, namespace);
    }
    case 'crates':
      return inCrates(scene, name, namespace);
    case 'scopes': {
      const textual = scene.textual(record, name, namespace);
      if (textual) return textual;
      const met = inScopes(scene, record.module, name, namespace, besides);
      if (met) return met.found;
      const bare = record.module.normal.noImplicitPrelude;
      const extern = bare ? undefined : inCrates(scene, name, namespace);
      if (extern) return extern;
      const prelude = fromLookup(preludeLookup(world, record.module, name, namespace));
      if (prelude) return prelude;
      return namespace === TYPE && isPrimitive(name) ? declare(primitive(name), 'public') : undefined;
    }
  }
}

/** The first that a module, or those around its block, have of a name, and which of them has it. */
function inScopes(
  scene: Scene,
  from: Module,
  name: string,
  namespace: Namespace,
  besides: Declared | undefined,
): { readonly found: Declared; readonly scope: Module } | undefined {
  for (let scope: Module | undefined = from; scope; scope = scope.block && scope.parent) {
    const found = inModule(scene, scope, name, namespace, besides);
    if (found) return { found, scope };
  }
  return undefined;
}

function inModule(
  { crate, names, world }: Scene,
  module: Module,
  name: string,
  namespace: Namespace,
  besides: Declared | undefined,
): Declared | undefined {
  if (module.crate !== crate) return fromLookup(lookupIn(world, module, name, namespace));
  const { own, byGlob } = names.at(module, namespace, name);
  return own && own !== besides ? own : byGlob;
}

function inCrates({ crate, world }: Scene, name: string, namespace: Namespace): Declared | undefined {
  const found = namespace === TYPE ? externCrateNamed(world, crate, name, false) : undefined;
  return found && declare(found, 'public');
}

function fromLookup(found: Lookup | undefined): Declared | undefined {
  return found?.k === 'found' || found?.k === 'ambiguous'
    ? declare(found.definition, found.visibility)
    : // What a failed import of another crate stands for, or what is not known there: neither is absent.
      found?.k === 'poison' || found?.k === 'unknown'
      ? declare(DUMMY, 'public')
      : undefined;
}
