/** Texts that nobody can read names in: arguments of macros that are not expanded. */

import { isActive } from '../resolve/active';
import { enclosingModule, textualAt } from '../resolve/blocks';
import { expansionOf, macroOf } from '../resolve/bodyMacros';
import type { CrateMap } from '../resolve/definitions';
import { knownMacro } from '../resolve/knownMacros';
import { resolveMacro } from '../resolve/macroPaths';
import { endOf, type Place, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Item } from '../syntax/summary';
import { scopeAround, unitsIn } from './units';

/** Arguments of macro calls in a file that are not read as Rust. */
export function opaqueTexts(world: World, crate: CrateMap, file: string): readonly Place[] {
  const found: Place[] = [];
  const add = (unit: Unit, start: number, end: number): void => {
    const place = placeOf(unit, start, end, world.sources);
    if (place) found.push(place);
  };
  for (const unit of unitsIn(world, crate, file)) {
    const { calls, referenceSpans } = unit.fragment;
    for (let call = 0; call < calls.length; call++) {
      const { at, scope } = calls[call]!;
      if (isActive(world, unit, scope) !== true) continue;
      const expansion = expansionOf(world, unit, call);
      if (expansion.k !== 'unknown' && !(expansion.k === 'nothing' && !isByExample(world, unit, call)))
        continue;
      add(unit, startOf(referenceSpans, at), endOf(referenceSpans, at));
    }
    if (unit.source.k === 'file') opaqueItems(world, unit, unit.fragment.items, add);
  }
  return found;
}

/** A macro by example drops what it does not write; others may look at their arguments in ways of their own. */
function isByExample(world: World, unit: Unit, call: number): boolean {
  const macro = macroOf(world, unit, call);
  return macro.k === 'found' && macro.definition.macro === 'rules';
}

function opaqueItems(
  world: World,
  unit: Unit,
  items: readonly Item[],
  add: (unit: Unit, start: number, end: number) => void,
): void {
  for (const item of items) {
    if (item.kind === 'module') opaqueItems(world, unit, item.items ?? [], add);
    if (item.kind !== 'macroCall' || item.textAt < 0) continue;
    const start = startOf(unit.fragment.itemSpans, item.textAt);
    const scope = scopeAround(unit, start);
    const module = enclosingModule(world, unit, scope);
    const textual = textualAt(world, unit, scope, start);
    const macro = resolveMacro(world, module, item.segments, item.global === true, textual, unit);
    const known =
      macro.k === 'found' &&
      (macro.definition.macro === 'rules' ||
        knownMacro(macro.definition.crate?.name ?? '', macro.definition.name) !== undefined);
    if (!known) add(unit, start, endOf(unit.fragment.itemSpans, item.textAt));
  }
}
