/** `$crate` and the contexts of expanded tokens. */
import { tokenize } from '../syntax/lexer';
import type { CrateMap, Import } from './definitions';
import { contextAt, itemTable, startOf, type Unit } from './unit';
import type { World } from './world';

/** The crate that `$crate` at an offset of a unit means; `undefined` if it is not in an expansion. */
export function dollarCrateAt(world: World, unit: Unit, offset: number): CrateMap | undefined {
  const context = offset < 0 ? 0 : contextAt(unit, offset);
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
