/** What bodies bring to all of their crate, whoever looks at them: it is read with the crate. */

import { isLeftOut } from './active';
import { blockModule } from './blocks';
import { expansionOf } from './bodyMacros';
import type { CrateMap } from './definitions';
import { callMayBring, type Makers, makersIn } from './macroTexts';
import { bringsFiles } from './modFiles';
import type { Unit } from './unit';
import type { World } from './world';

/** Reads files of `mod name;` in bodies, and macros with `#[macro_export]` that calls in bodies bring. */
export function readBodies(world: World, crate: CrateMap): void {
  // What is read brings texts, with bodies in turn; files that included files have as modules may lead round for ever.
  for (let at = 0; at < crate.units.length; at++) readModules(world, crate.units[at]!);
  const makers = makersIn(world, crate, 'export');
  for (const unit of [...crate.units]) readCalls(world, unit, makers);
}

function readModules(world: World, unit: Unit): void {
  if (!unit.fragment.nestedItems.some(bringsFiles)) return;
  for (const [at, scope] of unit.fragment.scopes.entries())
    if (scope.items?.some(bringsFiles) && !isLeftOut(world, unit, at)) blockModule(world, unit, at);
}

function readCalls(world: World, unit: Unit, makers: Makers): void {
  for (const [index, call] of unit.fragment.calls.entries()) {
    if (!callMayBring(unit, call, makers, 'export')) continue;
    if (isLeftOut(world, unit, call.scope)) continue;
    const expansion = expansionOf(world, unit, index);
    for (const inner of expansion.k === 'units' ? expansion.units : []) {
      for (const [scope, { items }] of inner.fragment.scopes.entries())
        if (
          items?.some((item) => inner.fragment.nestedItems.includes(item)) &&
          !isLeftOut(world, inner, scope)
        )
          blockModule(world, inner, scope);
      readCalls(world, inner, makers);
    }
  }
}
