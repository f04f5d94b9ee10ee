/** Which traits' methods can be called at a place. */

import { enclosingModule } from '../resolve/blocks';
import { type Definition, isVisible, type Module, TYPE } from '../resolve/definitions';
import { resolveImport } from '../resolve/imports';
import { lookupIn } from '../resolve/lookup';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { definitionOfType } from './types';

/** Where traits are in scope. */
export interface TraitPlace {
  readonly module: Module;
  readonly unit?: Unit;
  readonly scope?: number;
}

export interface TraitsInScope {
  readonly traits: readonly Definition[];
  /** Something opaque may bring others. */
  readonly unknown?: string;
}

/**
 * The traits whose methods can be called at a place (reference, "Method-call expressions": visible traits) and that may
 * have an item of a name: of the prelude, which has dozens, only those that list it.
 */
export function traitsInScope(world: World, place: TraitPlace, name: string): TraitsInScope {
  const near = traitsNear(world, place);
  const prelude = traitsOfPrelude(world, place.module);
  const more = listing(prelude, name).filter((trait) => !near.traits.includes(trait));
  const unknown = near.unknown ?? prelude.unknown;
  return {
    traits: more.length === 0 ? near.traits : [...near.traits, ...more],
    ...(unknown === undefined ? {} : { unknown }),
  };
}

const inModules = new WeakMap<Module, TraitsInScope>();

/** Traits of a module, of the blocks up to it and of the impl around. */
function traitsNear(world: World, place: TraitPlace): TraitsInScope {
  const ofImpl = [...around(world, place)];
  if (ofImpl.length > 0) return collected(world, place.module, ofImpl);
  // Every method call of a module asks, and most stand in no impl of a trait.
  const known = inModules.get(place.module);
  if (known) return known;
  const result = collected(world, place.module, ofImpl);
  if (!place.module.crate.collecting) inModules.set(place.module, result);
  return result;
}

function collected(world: World, from: Module, ofImpl: readonly (Definition | undefined)[]): TraitsInScope {
  const traits = new Set<Definition>();
  let unknown: string | undefined;
  for (let module: Module | undefined = from; module; module = module.block ? module.parent : undefined) {
    const found = traitsOf(world, module);
    for (const trait of found.traits) traits.add(trait);
    unknown ??= found.unknown;
  }
  for (const trait of ofImpl)
    if (trait) traits.add(trait);
    else unknown ??= 'the trait of the impl around it is not known';
  return { traits: [...traits], ...(unknown === undefined ? {} : { unknown }) };
}

const listings = new WeakMap<readonly Definition[], ReadonlyMap<string, Definition[]> | 'not all'>();

/** Those of some traits that list a name; all of them where one lists none, as its items are read. */
function listing({ traits }: TraitsInScope, name: string): readonly Definition[] {
  const known = remembered(listings, traits, () => {
    const byName = new Map<string, Definition[]>();
    for (const trait of traits) {
      if (!trait.external || !trait.parent) return 'not all';
      for (const item of new Set(trait.external.associated?.map((one) => one.name)))
        remembered(byName, item, (): Definition[] => []).push(trait);
    }
    return byName;
  });
  return known === 'not all' ? traits : (known.get(name) ?? NO_TRAITS);
}

const NO_TRAITS: readonly Definition[] = [];

/**
 * Inside of an impl of a trait, that trait is in scope whatever is imported, in the modules of its bodies too; one without a
 * trait ends that. A trait's own items find it where it is defined. `undefined`: one that is not known.
 */
function* around(
  world: World,
  { unit: startUnit, scope: start }: TraitPlace,
): Iterable<Definition | undefined> {
  let unit = startUnit;
  let at = start ?? -1;
  while (unit) {
    const scope = unit.fragment.scopes[at];
    if (scope?.kind === 'self' && scope.selfType) {
      if (!scope.selfTrait) return;
      const module = enclosingModule(world, unit, scope.parent);
      const type = { k: 'path' as const, segments: scope.selfTrait.segments };
      const found = definitionOfType(world, { type, environment: { module, unit, scope: scope.parent } });
      if (found?.kind === 'trait') yield found;
      else if (found === undefined) yield undefined;
      return;
    }
    if (scope && scope.parent >= 0) at = scope.parent;
    else {
      at = unit.outer?.scope ?? -1;
      unit = unit.outer?.unit;
    }
  }
}

const memo = new WeakMap<Module, TraitsInScope>();

/** Traits that a module names, what its globs bring included. */
function traitsOf(world: World, module: Module): TraitsInScope {
  const known = memo.get(module);
  if (known) return known;
  const { traits, unknown } = namedTraits(world, module, module, new Set());
  const all = [...new Set(traits.map(({ trait }) => trait))];
  const result = { traits: all, ...(unknown === undefined ? {} : { unknown }) };
  if (!module.crate.collecting) memo.set(module, result);
  return result;
}

interface NamedTraits {
  /** Those brought `as _` have no name. */
  readonly traits: readonly { readonly trait: Definition; readonly name?: string }[];
  readonly unknown?: string | undefined;
}

/** Traits of a module and the names that they have there, as seen from `from`. */
function namedTraits(world: World, module: Module, from: Module, seen: Set<Module>): NamedTraits {
  if (seen.has(module)) return { traits: [] };
  seen.add(module);
  module.fill?.();
  const traits: { trait: Definition; name?: string }[] = [];
  let unknown = module.unknown;
  for (const [name, { definition, visibility }] of module.items[TYPE])
    if (definition.kind === 'trait' && isVisible(visibility, from)) traits.push({ trait: definition, name });
  for (const [name, list] of [...module.imports, [undefined, module.unnamed] as const])
    for (const record of list) {
      if (!isVisible(record.visibility, from)) continue;
      const found = resolveImport(world, record).names[TYPE];
      if (found?.k === 'found' && found.definition.kind === 'trait')
        traits.push({ trait: found.definition, ...(name === undefined ? {} : { name }) });
      else if (found?.k === 'unknown') unknown ??= found.reason;
    }
  for (const glob of module.globs) {
    if (!isVisible(glob.visibility, from)) continue;
    const { source, unknown: opaque } = resolveImport(world, glob);
    unknown ??= opaque;
    if (!source?.module) continue;
    const found = namedTraits(world, source.module, module, seen);
    for (const one of found.traits) if (!isHidden(world, module, one)) traits.push(one);
    unknown ??= found.unknown;
  }
  return { traits, unknown };
}

/** Something else has the name in the module: a trait that a glob would bring is not in scope then. */
function isHidden(world: World, module: Module, { trait, name }: NamedTraits['traits'][number]): boolean {
  const found = name === undefined ? undefined : lookupIn(world, module, name, TYPE);
  return (found?.k === 'found' || found?.k === 'ambiguous') && found.definition !== trait;
}

function traitsOfPrelude(world: World, module: Module): TraitsInScope {
  const { crate } = module;
  if (module.normal.noImplicitPrelude || crate.noCore) return { traits: [] };
  const standard = world.standardCrate(crate.noStd ? 'core' : 'std');
  const prelude = lookupIn(world, standard.root, 'prelude', TYPE);
  const inside = prelude?.k === 'found' ? prelude.definition.module : undefined;
  const edition = inside && lookupIn(world, inside, `rust_${crate.edition}`, TYPE);
  const names = edition?.k === 'found' ? edition.definition.module : undefined;
  return names ? traitsOf(world, names) : { traits: [] };
}
