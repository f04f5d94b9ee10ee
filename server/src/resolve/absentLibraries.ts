/** What the library of a dependency may be called whose manifest is not on disk: `xml` is that of the package `xml-rs`. */
import type { CrateDependency, ProjectModel } from '../project/model';
import type { CrateMap, Definition } from './definitions';
import { crateInPlaceOf, externCrateNamed } from './preludes';
import { isPrimitive } from './primitives';
import { remembered } from './remembered';
import type { World } from './world';

/**
 * A crate that a path begins with, as `externCrateNamed` has it; else a dependency that is not on disk, whose library may have
 * that name: then nothing is known of what is behind it. Only for answers that say that something is not there.
 */
export function externCrateOrAbsent(
  world: World,
  crate: CrateMap,
  name: string,
  asked: boolean,
): Definition | undefined {
  return externCrateNamed(world, crate, name, asked) ?? absentLibrary(world, crate, name);
}

/** What an `extern crate` brings, and whether there is no such crate. */
export function crateMeant(
  world: World,
  crate: CrateMap,
  name: string,
): { readonly definition: Definition; readonly isMissing: boolean } {
  if (name === 'self') return { definition: crate.root.definition, isMissing: false };
  const definition = externCrateOrAbsent(world, crate, name, true);
  return { definition: definition ?? crateInPlaceOf(world, name), isMissing: definition === undefined };
}

/** A dependency that is not on disk, of which nothing but its package's name is known, and whose library may have that name. */
export function absentLibrary(world: World, crate: CrateMap, name: string): Definition | undefined {
  for (const dependency of crate.node?.dependencies ?? [])
    if (mayBeCalled(dependency, name) && !isKnown(world, name) && !world.externalOf(dependency).bindings)
      return world.externalOf(dependency).root.definition;
  return undefined;
}

/**
 * `xml` for `xml-rs`, `webpki` for `rustls-webpki`, `md5` for `md-5`: words of the package's name in a row; `libcst_native`
 * for `libcst`: all of them, and others.
 */
function mayBeCalled({ name: usual, packageName, crate }: CrateDependency, name: string): boolean {
  // Where the manifest gives it a name, or has been read, no other one counts.
  if (crate !== undefined || usual !== packageName.replaceAll('-', '_')) return false;
  if (!/^[a-z][a-z0-9_]*$/.test(name) || isPrimitive(name)) return false;
  const words = packageName.toLowerCase().split(/[-_]/);
  if (name.startsWith(`${words.join('_')}_`)) return true;
  const letters = name.replaceAll('_', '');
  return words.some((_, from) =>
    words.some((_, to) => to >= from && words.slice(from, to + 1).join('') === letters),
  );
}

const declared = new WeakMap<ProjectModel, ReadonlySet<string>>();

/** A crate in its own right: of the project, a dependency of any of its crates, or one that the bindings know. */
function isKnown({ project, bindings }: World, name: string): boolean {
  if (bindings?.external(name) || bindings?.skeleton(name.replaceAll('_', '-'))) return true;
  return remembered(
    declared,
    project,
    () =>
      new Set(
        project.crates.flatMap((node) => [
          node.name,
          ...[...node.dependencies, ...node.inactiveDependencies].map((one) => one.name),
        ]),
      ),
  ).has(name);
}
