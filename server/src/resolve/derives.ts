/** Derive macros: most add impls only, others may define any name. */
import type { Item } from '../syntax/summary';
import { activity, attributesIn } from './attributes';
import type { Definition, Module } from './definitions';
import { addsImplsOnly, isStandardDerive, reachesInside } from './knownMacros';
import { type MacroLookup, resolveMacro } from './macroPaths';
import { isAskedForAgain, noteStuck } from './waitingMacros';
import type { World } from './world';

/**
 * A derive that is not known to add impls only may define any name beside its item: names not found in the
 * module are unknown then. `args` is the text after `derive`.
 */
export function readDerives(world: World, module: Module, item: Item, args: string): void {
  const others = otherDerives(world, module, args);
  if (
    others.some(
      ({ path, global, found }) => found.k === 'absent' && isAskedForAgain(world, module, path, global),
    )
  )
    noteStuck(module, item);
  const name = nameOfOpaque(others);
  if (name !== undefined) module.unknown ??= `#[derive(${name})] may define any name`;
}

/** The first derive of a list that may add more than trait impls; `undefined` if there is none. */
export function otherDerive(world: World, module: Module, args: string): string | undefined {
  return nameOfOpaque(otherDerives(world, module, args));
}

interface OtherDerive {
  readonly name: string;
  readonly path: readonly string[];
  readonly global: boolean;
  readonly found: MacroLookup;
}

function nameOfOpaque(derives: readonly OtherDerive[]): string | undefined {
  for (const { name, found } of derives) {
    // One that does not exist adds nothing: it is an error of its own.
    if (found.k === 'absent' || (found.k === 'unknown' && found.poisoned === 'surely')) continue;
    if (found.k !== 'found' || !addsImplsOnly(crateOf(found.definition), name)) return name;
  }
  return undefined;
}

/** All derives of a list but the standard ones, and what they are. */
function otherDerives(world: World, module: Module, args: string): readonly OtherDerive[] {
  return paths(args).flatMap((segments): readonly OtherDerive[] => {
    const name = segments.at(-1) ?? '';
    if (name === '' || isStandardDerive(name)) return [];
    const path = segments.filter((segment) => segment !== '');
    const global = segments[0] === '';
    return [{ name, path, global, found: resolveMacro(world, module, path, global, undefined) }];
  });
}

/** Last names of what a type derives. */
export function deriveNames(world: World, type: Definition): readonly string[] {
  const { item, crate, parent } = type;
  if (!item?.attributes || !crate || !parent) return [];
  const { attributes } = activity(world, crate, item.attributes, attributesIn(world, parent));
  return attributes
    .filter(({ path }) => path === 'derive')
    .flatMap(({ args }) => paths(args).map((segments) => segments.at(-1) ?? ''));
}

/** Why names of a type cannot be proven absent: derives that may add inherent items, or have it stand for another type. */
export function addsMembers(world: World, type: Definition): string | undefined {
  const others = derivesOf(world, type);
  const name =
    nameOfOpaque(others) ??
    others.find(({ name, found }) => found.k === 'found' && reachesInside(crateOf(found.definition), name))
      ?.name;
  return name === undefined ? undefined : `#[derive(${name})] may add items`;
}

/** Whether a type has a derive of another crate: nobody can tell of which traits it writes impls. */
export function derivesOthers(world: World, type: Definition): boolean {
  return derivesOf(world, type).some(({ found }) => found.k !== 'absent');
}

/** The derives of a type but the standard ones. */
function derivesOf(world: World, { item, crate, parent }: Definition): readonly OtherDerive[] {
  if (!item?.attributes || !crate || !parent) return [];
  const { attributes } = activity(world, crate, item.attributes, attributesIn(world, parent));
  return attributes.flatMap(({ path, args }) => (path === 'derive' ? otherDerives(world, parent, args) : []));
}

function crateOf({ crate }: Definition): string {
  return crate?.name ?? '';
}

function paths(args: string): string[][] {
  return args
    .slice(1, -1)
    .split(',')
    .map((written) => written.split('::').map((segment) => segment.trim()));
}
