/** Which names there are: in a module, on a type, at a place. What each of them means a look-up says. */
import { memberNames, memberOf } from '../associated';
import { enclosingModule } from '../blocks';
import {
  type Definition,
  isVisible,
  type Module,
  NAMESPACES,
  type Namespace,
  TYPE,
  VALUE,
} from '../definitions';
import { resolveImport } from '../imports';
import { lookupIn } from '../lookup';
import { externCrateNamed } from '../paths';
import { remembered } from '../remembered';
import { lookupFrom } from '../scopes';
import type { Unit } from '../unit';
import { isVariantActive, variantNames, variantOf } from '../variants';
import type { World } from '../world';
import { type Meaning, meaningOf, type Target } from './meaning';
import { ofModulePath, targetOfMember } from './meaning/paths';
import { importOf } from './records';
import type { Trial } from './trial';

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
export function* namesIn(
  world: World,
  module: Module,
  from: Module,
  wanted: readonly Namespace[],
): Iterable<Target> {
  for (const name of candidatesIn(world, module))
    for (const namespace of wanted) {
      const there = lookupIn(world, module, name, namespace);
      if (there?.k !== 'found' || !isVisible(there.visibility, from)) continue;
      const { definition, via } = there;
      yield { name, namespace, definition, ...(via ? { via } : {}) };
    }
}

/** What can be named without a path at a place, locals and the standard prelude left out; crates included. */
export function* namesAround(
  world: World,
  unit: Unit,
  scope: number,
  wanted: readonly Namespace[],
): Iterable<Target> {
  const seen = new Set<string>();
  let around: Module | undefined = enclosingModule(world, unit, scope);
  for (; around; around = around.block ? around.parent : undefined)
    for (const name of candidatesIn(world, around)) seen.add(name);
  for (const name of seen)
    for (const namespace of wanted) {
      const there = lookupFrom(world, unit, scope, { name, namespace, context: 0 });
      if (there?.k !== 'found') continue;
      const { definition, via } = there;
      yield { name, namespace, definition, ...(via ? { via } : {}) };
    }
  if (!wanted.includes(TYPE)) return;
  for (const name of crateNames(unit)) {
    if (seen.has(name)) continue;
    const crate = externCrateNamed(world, unit.crate, name, false);
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
export function* membersOf(world: World, type: Definition, from: Module): Iterable<Target> {
  for (const name of variantNames(type)) {
    const definition = variantOf(type, name);
    if (definition && isVariantActive(world, definition) !== false)
      yield { name, namespace: VALUE, definition };
  }
  for (const name of memberNames(world, type)) {
    const there = memberOf(world, type, name);
    if (there.k !== 'found') continue;
    const { item, module, ofTrait } = there.member;
    const hidden = item?.visibility.k === 'private' && !ofTrait && type.kind !== 'trait';
    if (hidden && !isVisible(module.normal, from)) continue;
    yield targetOfMember(there.member, name, item?.kind === 'alias' ? TYPE : VALUE);
  }
}

/** What the path of a trial goes into: a module, type or crate. `undefined` where the name begins the path. */
export function containerOf(world: World, { occurrence, unit, scope }: Trial): Meaning | undefined {
  const { written } = occurrence;
  if (written.k === 'reference') {
    if (written.segment === 0) return undefined;
    return meaningOf(world, { ...occurrence, written: { ...written, segment: written.segment - 1 } });
  }
  if (written.k !== 'import' || written.segment === 0) return undefined;
  const record = importOf(world, occurrence.unit, written.item, written.leaf);
  // Outside of bodies nobody collects the items of a trial.
  const module = record?.module ?? enclosingModule(world, unit, scope);
  const { segments, global } = written.leaf;
  return ofModulePath(world, module, segments, global === true, written.segment - 1, record);
}
