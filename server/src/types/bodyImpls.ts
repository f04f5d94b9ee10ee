/** Impls that macros bring which are called in bodies: they count wherever their type does. */

import { isActive } from '../resolve/active';
import { blockModule } from '../resolve/blocks';
import { callsThatBring } from '../resolve/bodyExports';
import type { CollectedImpl, CrateMap, Reaching } from '../resolve/definitions';
import { hasMakers, type Makers, makersIn, mayBring } from '../resolve/macroTexts';
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

const isAway = (world: World, unit: Unit, scope: number): boolean => isActive(world, unit, scope) === false;

function read(world: World, from: Unit, makers: Makers, bodies: Set<Reaching>): void {
  for (const { unit, call, texts } of callsThatBring(world, from, makers, 'impl', isAway)) {
    const { scopes } = unit.fragment;
    let at = call.scope;
    while (at >= 0 && scopes[at]?.kind !== 'block') at = scopes[at]?.parent ?? -1;
    note(world, unit, at, bodies);
    for (const text of texts)
      for (const [scope, { kind, items }] of text.fragment.scopes.entries())
        if (kind === 'block' && items?.some((item) => item.kind === 'impl') && isActive(world, text, scope))
          note(world, text, scope, bodies);
  }
}

function note(world: World, unit: Unit, scope: number, bodies: Set<Reaching>): void {
  const body = scope < 0 ? undefined : blockModule(world, unit, scope)?.inBody;
  if (body) bodies.add(body);
}
