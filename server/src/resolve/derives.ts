/** Derive macros: most add impls only, others may define any name. */
import type { Module } from './definitions';
import { addsImplsOnly, isStandardDerive } from './knownMacros';
import { resolveMacro } from './macroPaths';
import type { World } from './world';

/**
 * A derive that is not known to add impls only may define any name beside its item: names not found in the
 * module are unknown then. `args` is the text after `derive`.
 */
export function readDerives(world: World, module: Module, args: string): void {
  const name = otherDerive(world, module, args);
  if (name !== undefined) module.unknown ??= `#[derive(${name})] may define any name`;
}

/** The first derive of a list that may add more than trait impls; `undefined` if there is none. */
export function otherDerive(world: World, module: Module, args: string): string | undefined {
  for (const written of args.slice(1, -1).split(',')) {
    const segments = written.split('::').map((segment) => segment.trim());
    const name = segments.at(-1) ?? '';
    if (name === '' || isStandardDerive(name)) continue;
    const path = segments.filter((segment) => segment !== '');
    const found = resolveMacro(world, module, path, segments[0] === '', undefined);
    if (found.k !== 'found' || !addsImplsOnly(found.definition.crate?.name ?? '', name)) return name;
  }
  return undefined;
}
