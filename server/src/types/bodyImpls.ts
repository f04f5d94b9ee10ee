/** Impls that macros bring which are called in bodies: they count wherever their type does. */

import { isActive } from '../resolve/active';
import { blockModule } from '../resolve/blocks';
import { expansionOf } from '../resolve/bodyMacros';
import type { CollectedImpl, CrateMap, Reaching } from '../resolve/definitions';
import { callMayBring, hasMakers, type Makers, makersIn, mayBring } from '../resolve/macroTexts';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';

/** Whether macros that bodies of a text call may bring impls: what they bring is known to the whole crate. */
export function mayBringImpls(world: World, crate: CrateMap, text: Pick<Unit, 'fragment' | 'text'>): boolean {
  return mayBring(text, makersIn(world, crate, 'impl'), 'impl');
}

/** Whether what a crate knows of its bodies goes when one of its texts gets other ones. */
export function mindsBodies(
  world: World,
  crate: CrateMap,
  texts: readonly Pick<Unit, 'fragment' | 'text'>[],
): boolean {
  const exporting = makersIn(world, crate, 'export');
  return texts.some(
    (text) =>
      mayBring(text, exporting, 'export') || (hasMakers(crate, 'impl') && mayBringImpls(world, crate, text)),
  );
}

/** Impls that calls in the bodies of a text bring, each with the bodies that have it for their own types. */
export function broughtImpls(world: World, unit: Unit): ReadonlyMap<CollectedImpl, ReadonlySet<Reaching>> {
  const found = new Map<CollectedImpl, Set<Reaching>>();
  const bodies = new Set<Reaching>();
  read(world, unit, makersIn(world, unit.crate, 'impl'), bodies);
  for (const body of bodies)
    for (const record of body.impls) remembered(found, record, () => new Set<Reaching>()).add(body);
  return found;
}

function read(world: World, unit: Unit, makers: Makers, bodies: Set<Reaching>): void {
  const { calls, scopes } = unit.fragment;
  for (const [index, call] of calls.entries()) {
    if (!callMayBring(unit, call, makers, 'impl') || isActive(world, unit, call.scope) === false) continue;
    let at = call.scope;
    while (at >= 0 && scopes[at]?.kind !== 'block') at = scopes[at]?.parent ?? -1;
    note(world, unit, at, bodies);
    const expansion = expansionOf(world, unit, index);
    for (const inner of expansion.k === 'units' ? expansion.units : []) {
      for (const [scope, { kind, items }] of inner.fragment.scopes.entries())
        if (kind === 'block' && items?.some((item) => item.kind === 'impl') && isActive(world, inner, scope))
          note(world, inner, scope, bodies);
      read(world, inner, makers, bodies);
    }
  }
}

function note(world: World, unit: Unit, scope: number, bodies: Set<Reaching>): void {
  const body = scope < 0 ? undefined : blockModule(world, unit, scope)?.inBody;
  if (body) bodies.add(body);
}
