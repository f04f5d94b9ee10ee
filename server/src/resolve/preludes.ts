/** What is in scope without being imported: crates by their names, and the standard prelude. */
import { knowsPackage } from '../bindings/crates';
import { withDependents } from '../project/dependents';
import type { CrateDependency } from '../project/model';
import {
  type CrateMap,
  type Definition,
  type Lookup,
  type Module,
  type NAMESPACES,
  TYPE,
} from './definitions';
import { lookupIn } from './lookup';
import { isPrimitive } from './primitives';
import { remembered } from './remembered';
import type { World } from './world';

/** A crate by the name that public trees and snapshots call it; `of`: the one that does. */
export function crateByName(world: World, name: string, of: CrateMap): CrateMap {
  const onDisk = world.project.crates.find(
    (node) => node.name === name && (node.kind === 'lib' || node.kind === 'proc-macro') && !node.test,
  );
  if (!onDisk || (of.bindings && standOnBindings(world).has(onDisk.index)))
    return world.external(name.replaceAll('_', '-'), []);
  world.byName.add(onDisk.index);
  return world.crate(onDisk.index);
}

const standing = new WeakMap<World, ReadonlySet<number>>();

/**
 * Numbers of the project's crates that use something known by a snapshot, by others too. Bindings cannot mean these: they use
 * nothing of that, and crates depend on each other in no circle.
 */
function standOnBindings(world: World): ReadonlySet<number> {
  return remembered(standing, world, () => {
    const { crates } = world.project;
    const direct = crates.filter(({ dependencies }) =>
      dependencies.some(
        (d) => d.crate === undefined && !d.foreign && knowsPackage(world.bindings, d.packageName),
      ),
    );
    return withDependents(
      crates,
      direct.map(({ index }) => index),
    );
  });
}

/** What a dependency leads to: sources on disk, a snapshot, or a crate of which nothing is known. */
export function crateOfDependency(world: World, dependency: CrateDependency): CrateMap {
  if (dependency.crate !== undefined) return world.crate(dependency.crate);
  return world.externalOf(dependency);
}

const named = new WeakMap<readonly CrateDependency[], ReadonlyMap<string, CrateDependency>>();

/** A dependency by the name that sources call it; each name of a file asks for it. */
function dependencyNamed(
  dependencies: readonly CrateDependency[] | undefined,
  name: string,
): CrateDependency | undefined {
  if (dependencies === undefined) return undefined;
  // The first of a name is meant.
  const all = remembered(
    named,
    dependencies,
    () => new Map([...dependencies].reverse().map((each) => [each.name, each])),
  );
  return all.get(name);
}

/** Crates beside std that come with rustc 1.95; stable programs may not name them (E0658), but they are there. */
const OF_TOOLCHAIN: ReadonlySet<string> = new Set([
  ...['addr2line', 'adler2', 'cfg_if', 'compiler_builtins', 'getopts', 'gimli', 'hashbrown', 'libc'],
  ...['memchr', 'miniz_oxide', 'object', 'panic_abort', 'panic_unwind', 'profiler_builtins'],
  ...['std_detect', 'sysroot', 'unwind'],
]);

/**
 * A crate of the extern prelude by name (reference, "Extern prelude"): dependencies, `std`, `core`,
 * `extern crate` in the root; `alloc`, `proc_macro` and `test` only where `extern crate` asks (`asked`).
 */
export function externCrateNamed(
  world: World,
  crate: CrateMap,
  name: string,
  asked: boolean,
): Definition | undefined {
  if (!asked) {
    for (const record of crate.externCrates) {
      if ((record.leaf.alias ?? record.leaf.segments[0]) !== name) continue;
      if (record.busy) {
        world.meet(record);
        continue;
      }
      if (record.item.kind === 'externCrate' && record.item.crate === 'self') return crate.root.definition;
      const [named = ''] = record.leaf.segments;
      return externCrateNamed(world, crate, named, true) ?? crateInPlaceOf(world, named);
    }
  }
  const dependency = dependencyNamed(crate.node?.dependencies, name);
  if (dependency) return crateOfDependency(world, dependency).root.definition;
  if (name === 'core' || (name === 'std' && (asked || !crate.noStd)))
    return world.standardCrate(name).root.definition;
  if (name === 'alloc' && asked) return world.standardCrate('alloc').root.definition;
  if (asked && (name.startsWith('rustc_') || OF_TOOLCHAIN.has(name)))
    return world.external(name, []).root.definition;
  // What is known by a snapshot may name any crate, but no crate is named like a primitive type.
  if (crate.node === undefined)
    return isPrimitive(name) ? undefined : crateByName(world, name, crate).root.definition;
  if ((asked || crate.node.kind === 'proc-macro') && (name === 'proc_macro' || name === 'test'))
    return world.external(name, []).root.definition;
  return undefined;
}

/** Where there is no crate of a name, rustc puts one of which it knows nothing in its place. */
export function crateInPlaceOf(world: World, name: string): Definition {
  return world.external(name, []).root.definition;
}

/**
 * The standard prelude of the module's crate and edition (reference, "Standard library prelude"); `always`: where the
 * module wants none, too.
 */
export function preludeLookup(
  world: World,
  module: Module,
  name: string,
  namespace: (typeof NAMESPACES)[number],
  always = false,
): Lookup | undefined {
  const { crate } = module;
  if ((!always && module.normal.noImplicitPrelude) || crate.noCore) return undefined;
  const standard = world.standardCrate(crate.noStd ? 'core' : 'std');
  const prelude = lookupIn(world, standard.root, 'prelude', TYPE);
  const inside = prelude?.k === 'found' ? prelude.definition.module : undefined;
  if (!inside) return undefined;
  const edition = lookupIn(world, inside, `rust_${crate.edition}`, TYPE);
  const names = edition?.k === 'found' ? edition.definition.module : undefined;
  const lookup = names && lookupIn(world, names, name, namespace);
  return lookup ?? undefined;
}
