/** Which name stands at an offset of a file, in macro arguments and macro bodies too. */

import { isActive } from '../resolve/active';
import { blockModule, blocksWithItems } from '../resolve/blocks';
import type { CrateMap } from '../resolve/definitions';
import { endOf, itemTable, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { allItems, type CrateTexts, filesNaming, textsOfCrate } from './files';
import { memberMacros } from './memberMacros';
import { callsAround, expansionsOf, unitsIn, withExpansions } from './units';
import { type Occurrence, visitNames } from './written';

/** How many expansions of a macro are looked into for a name in its definition. */
const MOST_EXPANSIONS = 64;

/**
 * The names at a UTF-16 offset of a file, as each crate that has it sees them: the same identifier may mean something
 * else in each crate, and in each expansion of a macro. An offset just behind a name counts as in it. Empty where no
 * name stands, and for offsets outside of the file. `callers` are the crates that may call a macro defined in the file.
 */
export function occurrencesAt(
  world: World,
  crates: readonly CrateMap[],
  file: string,
  offset: number,
  callers: () => readonly CrateTexts[] = () => crates.map(textsOfCrate),
): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const crate of crates) {
    // What macros in bodies define joins the list when their blocks are looked into: it is gone through as it grows.
    for (const unit of crate.units) if (unit.file === file) search(world, unit, file, offset, found);
    for (const unit of [...crate.units]) {
      if (unit.file !== file || unit.source.k !== 'file') continue;
      if (found.length === 0) inMacroBody(world, callers, unit, offset, found);
    }
  }
  return found;
}

/** Searches a unit and the expansions that may hold the offset. */
function search(world: World, unit: Unit, file: string, offset: number, found: Occurrence[]): void {
  if (unit.virtual) return;
  const { source } = unit;
  if (source.k === 'slice' && source.parent.source.k === 'file')
    direct(world, unit, offset - source.shift, found);
  else if (source.k === 'file') {
    if (unit.file === file) direct(world, unit, offset, found);
  } else for (const each of withExpansions(world, unit)) rendered(world, each, file, offset, found);
}

/** The names at an offset of a unit's own text, in macro arguments too. */
export function occurrencesIn(world: World, unit: Unit, offset: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  direct(world, unit, offset, found);
  return found;
}

/** A unit whose text is a part of the file: only what lies around the offset matters. */
function direct(world: World, unit: Unit, offset: number, found: Occurrence[]): void {
  // What macros among a block's items stand for is known to the crate once the block has been read.
  for (const at of blocksWithItems(unit)) {
    const scope = unit.fragment.scopes[at];
    if (scope?.items && scope.start <= offset && offset <= scope.end && isActive(world, unit, at) !== false)
      blockModule(world, unit, at);
  }
  visitNames(
    unit,
    (_, start, end) => start <= offset && offset <= end,
    (occurrence) => found.push(occurrence),
  );
  for (const call of callsAround(unit, offset))
    for (const inner of expansionsOf(world, unit, call)) {
      if (inner.source.k === 'slice') direct(world, inner, offset - inner.source.shift, found);
      else if (inner.source.k === 'tokens')
        for (const each of withExpansions(world, inner))
          rendered(world, each, unit.file, fileOffset(unit, offset), found);
    }
  for (const inner of memberMacros(world, unit).units)
    for (const each of withExpansions(world, inner))
      rendered(world, each, unit.file, fileOffset(unit, offset), found);
}

/** Offset in the file, for a unit that is a part of its text. */
function fileOffset(unit: Unit, offset: number): number {
  return unit.source.k === 'slice' ? fileOffset(unit.source.parent, offset + unit.source.shift) : offset;
}

/** A unit whose text is made of tokens from several places. */
function rendered(world: World, unit: Unit, file: string, offset: number, found: Occurrence[]): void {
  visitNames(
    unit,
    (_, start, end) => {
      const place = placeOf(unit, start, end, world.sources);
      return place?.file === file && place.start <= offset && offset <= place.end;
    },
    (occurrence) => found.push(occurrence),
  );
}

/** Names in the body of a `macro_rules!`: what they mean where the macro is called. */
function inMacroBody(
  world: World,
  callers: () => readonly CrateTexts[],
  unit: Unit,
  offset: number,
  found: Occurrence[],
): void {
  const { fragment } = unit;
  const around = allItems(fragment).find((item) => {
    if (item.kind !== 'macroDefinition') return false;
    const table = itemTable(fragment, item);
    const start = startOf(table, item.bodyAt);
    return start <= offset && offset <= start + item.body.length && endOf(table, item.bodyAt) >= 0;
  });
  if (!around) return;
  let left = MOST_EXPANSIONS;
  for (const { crate, file } of filesNaming(callers(), around.name))
    for (const each of unitsIn(world, crate.read(), file)) {
      if (each.source.k !== 'tokens') continue;
      rendered(world, each, unit.file, offset, found);
      left--;
      if (left === 0 || found.length > 0) return;
    }
}
