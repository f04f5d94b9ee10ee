/** What bodies bring to all of their crate, whoever looks at them: it is read with the crate. */

import type { MacroCall } from '../syntax/summary';
import { isLeftOut } from './active';
import { blockModule } from './blocks';
import { expansionOf } from './bodyMacros';
import type { CrateMap } from './definitions';
import { type Brought, callMayBring, type Makers, makersIn } from './macroTexts';
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
  for (const { texts } of callsThatBring(world, unit, makers, 'export', isLeftOut))
    for (const text of texts) {
      const { scopes, nestedItems } = text.fragment;
      for (const [at, { items }] of scopes.entries())
        if (items?.some((item) => nestedItems.includes(item)) && !isLeftOut(world, text, at))
          blockModule(world, text, at);
    }
}

/** A call in a body that may bring something to all of the crate, with the texts that it stands for. */
interface BringingCall {
  readonly unit: Unit;
  readonly call: MacroCall;
  readonly texts: readonly Unit[];
}

/**
 * Calls in the bodies of a text, and in what they stand for, that may bring such things; `isAway`: whether the view leaves
 * a scope out.
 */
export function* callsThatBring(
  world: World,
  unit: Unit,
  makers: Makers,
  brought: Brought,
  isAway: (world: World, unit: Unit, scope: number) => boolean,
): Iterable<BringingCall> {
  for (const [index, call] of unit.fragment.calls.entries()) {
    if (!callMayBring(unit, call, makers, brought) || isAway(world, unit, call.scope)) continue;
    const expansion = expansionOf(world, unit, index);
    const texts = expansion.k === 'units' ? expansion.units : [];
    yield { unit, call, texts };
    for (const text of texts) yield* callsThatBring(world, text, makers, brought, isAway);
  }
}
