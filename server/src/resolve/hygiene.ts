/** `$crate` and the contexts of expanded tokens. */
import type { Edition } from '../project/model';
import { tokenize } from '../syntax/lexer';
import type { CrateMap, Import } from './definitions';
import { contextAt, itemTable, startOf, type Unit } from './unit';
import type { World } from './world';

/** The crate that `$crate` at an offset of a unit means; `undefined` if it is not in an expansion. */
export function dollarCrateAt(world: World, unit: Unit, offset: number): CrateMap | undefined {
  let context = offset < 0 ? 0 : contextAt(unit, offset);
  // In a macro that a macro has made, it is of the crate of the one that wrote it.
  for (let outer = context; outer > 0; outer = world.contexts[outer]?.outer ?? 0) context = outer;
  return context > 0 ? world.contexts[context]?.definition?.crate : undefined;
}

/** The same for the path of an import. */
export function dollarCrate(world: World, record: Import | undefined): CrateMap | undefined {
  if (!record) return undefined;
  return dollarCrateAt(
    world,
    record.unit,
    startOf(itemTable(record.unit.fragment, record.item), record.leaf.at),
  );
}

/**
 * What a place of a unit is written in: the edition of the crate whose macro has it in its body, else of `crate`. `offset`
 * is one of the unit's text; -1 for what has no place.
 */
export function editionAt(world: World, unit: Unit, offset: number, crate: CrateMap = unit.crate): Edition {
  const context = offset < 0 ? 0 : contextAt(unit, offset);
  const home = context > 0 ? world.contexts[context]?.definition?.crate : undefined;
  return home?.edition ?? crate.edition;
}

/** The edition in which the path of an import begins: that of its first segment, or of the `::` before it. */
export function editionOfImport(world: World, { unit, item, leaf, module }: Import): Edition {
  if (unit.source.k === 'file') return module.crate.edition;
  const start = startOf(itemTable(unit.fragment, item), leaf.at);
  return editionAt(world, unit, leaf.global ? colonsBefore(unit, start) : start, module.crate);
}

/** The edition in which a path begins; `start` is where its first segment does, or the `::` before that. */
export function editionOfPath(world: World, unit: Unit, start: number, global: boolean): Edition {
  if (unit.source.k === 'file') return unit.crate.edition;
  return editionAt(world, unit, global ? colonsBefore(unit, start) : start);
}

/** Where the `::` is that stands at or before an offset; -1 if there is none. */
function colonsBefore({ text }: Unit, offset: number): number {
  if (text[offset] === ':') return offset;
  return offset <= 0 ? -1 : text.lastIndexOf(':', offset - 1);
}

/**
 * The crate in which a macro is looked up that a `#[macro_export(local_inner_macros)]` macro calls by its bare name, as if
 * `$crate::` stood before it (reference, "Macros By Example": path-based scope); `undefined` where no such macro wrote
 * the name.
 */
export function crateOfInnerMacros(world: World, unit: Unit, offset: number): CrateMap | undefined {
  const context = offset < 0 ? 0 : contextAt(unit, offset);
  const { item, crate } = (context > 0 && world.contexts[context]?.definition) || {};
  const isLocal = item?.attributes?.some(
    ({ path, args }) =>
      path === 'macro_export' && tokenize(args).some(({ text }) => text === 'local_inner_macros'),
  );
  return isLocal ? crate : undefined;
}
