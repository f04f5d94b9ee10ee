/** How a place stands in a view in which nothing is reported there. */
import type { CrateMap, Import, Module } from '../resolve/definitions';
import { resolveImport } from '../resolve/imports';
import { endOf, itemTable, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { resolveReference } from '../types/references';

export type Standing =
  /** What is written there is found. */
  | 'resolves'
  /** The code is not compiled in the view. */
  | 'inactive'
  /** Another finding is told of the same place. */
  | 'reported'
  /** Neither found nor proven absent, or not to be told. */
  | 'unknown';

/** Asks the crates that have the file; the first that compiles the place answers. */
export function standingAt(world: World, crates: readonly CrateMap[], file: string, start: number): Standing {
  const answers = crates.flatMap((crate) =>
    crate.units.filter((unit) => unit.file === file).map((unit) => standingInUnit(world, unit, start)),
  );
  return (
    answers.find((answer) => answer === 'resolves') ??
    answers.find((answer) => answer === 'unknown') ??
    'inactive'
  );
}

function standingInUnit(world: World, unit: Unit, start: number): Standing {
  const { references, referenceSpans, items, itemSpans } = unit.fragment;
  for (let index = 0; index < references.length; index++) {
    const reference = references[index]!;
    const from = startOf(referenceSpans, reference.at);
    const end = endOf(referenceSpans, reference.at + reference.segments.length - 1);
    if (start < from || start >= end || reference.kind === 'macro') continue;
    const { k } = resolveReference(world, unit, index);
    if (k === 'resolved' || k === 'local') return 'resolves';
    return k === 'inactive' ? 'inactive' : 'unknown';
  }
  for (const module of unit.crate.modules)
    for (const record of importsOf(module)) {
      if (record.unit !== unit || !coversLeaf(record, start)) continue;
      const { failures, names } = resolveImport(world, record);
      const known = failures.length === 0 && names.every((lookup) => lookup?.k !== 'unknown');
      return known && !record.uncertain ? 'resolves' : 'unknown';
    }
  // A `use` that became no import is not compiled.
  const isUse = items.some(
    (item) =>
      item.kind === 'use' &&
      startOf(itemSpans, item.at) <= start &&
      item.leaves.some((leaf) => start < endOf(itemSpans, leaf.at + leaf.segments.length)),
  );
  return isUse ? 'inactive' : 'unknown';
}

function importsOf(module: Module): readonly Import[] {
  return [...[...module.imports.values()].flat(), ...module.globs, ...module.unnamed];
}

/** The leaf, or one of the segments that lead to it, stands there. */
function coversLeaf({ leaf, item, unit }: Import, start: number): boolean {
  const table = itemTable(unit.fragment, item);
  for (let at = leaf.at; at <= leaf.at + leaf.segments.length; at++)
    if (startOf(table, at) <= start && start < endOf(table, at)) return true;
  return false;
}
