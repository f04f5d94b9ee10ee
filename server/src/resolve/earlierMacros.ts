/** Macros that rustc finds before it reads what their path means in the end. */

import { type Definition, isVisible, MACRO, type Module, TYPE } from './definitions';
import { isTwoThings } from './failures';
import { isLate, isLateText } from './late';
import { lookupIn } from './lookup';
import type { MacroLookup } from './macroPaths';
import { placeInCrate } from './order';
import { isKeyword } from './paths';
import { externCrateNamed } from './preludes';
import { itemTable, startOf, type Unit } from './unit';
import type { World } from './world';

/**
 * The macro of a crate that a call in a body stands for, where the crate's name is something else, too, that is read only
 * after the call: an included file's, or what has a derive. rustc says of the path what it says in the end. `undefined`
 * where the call stands for nothing.
 */
export function foundEarlier(
  world: World,
  module: Module,
  { segments, global }: { readonly segments: readonly string[]; readonly global?: true },
  unit: Unit,
  offset: number,
  { failure, onTheWay = [] }: Extract<MacroLookup, { k: 'absent' }>,
): MacroLookup | undefined {
  const [first = '', name = ''] = segments;
  if (segments.length !== 2 || global || isKeyword(first)) return undefined;
  if (!onTheWay.some((each) => isTwoThings(each) && each.segment === 0)) return undefined;
  const { crate } = module;
  const here = placeInCrate(crate, unit, offset);
  const there = placeOfName(world, module, first);
  if (here === undefined || there === undefined || there <= here) return undefined;
  const source = externCrateNamed(world, crate, first, false)?.module;
  const found = source && lookupIn(world, source, name, MACRO);
  if (found?.k !== 'found' || !isVisible(found.visibility, module)) return undefined;
  return { k: 'found', definition: found.definition, onTheWay: [...onTheWay, failure] };
}

/** Where in the crate's text a name is given a meaning that a module or a block around it has. */
function placeOfName(world: World, from: Module, name: string): number | undefined {
  for (let scope: Module | undefined = from; scope; scope = scope.block && scope.parent) {
    const found = lookupIn(world, scope, name, TYPE);
    if (!found) continue;
    if (found.k !== 'found') return undefined;
    const { via, definition } = found;
    // Imports of what is not read late have been resolved before.
    if (via && isLateText(from.crate, via.unit)) return placeOf(from, via);
    return isLate(definition) ? placeOf(from, definition) : undefined;
  }
  return undefined;
}

function placeOf({ crate }: Module, { item, unit }: Pick<Definition, 'item' | 'unit'>): number | undefined {
  // What a call in a body stands for has no place of its own: it may be this very call.
  if (!item || !unit || unit.outer) return undefined;
  return placeInCrate(crate, unit, startOf(itemTable(unit.fragment, item), item.at));
}
