/** The references that stand between two places of a file, and whose their names are. */
import { endOf, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { resolveReference } from '../types/references';

/** A reference with its number in the unit and where it begins. */
export interface PlacedReference {
  readonly reference: Reference;
  readonly index: number;
  readonly start: number;
}

/** References of a unit whose paths stand in `from..to` of a file. */
export function referencesBetween(
  world: World,
  unit: Unit,
  file: string,
  from: number,
  to: number,
): readonly PlacedReference[] {
  const table = unit.fragment.referenceSpans;
  return unit.fragment.references.flatMap((reference, index) => {
    const place = placeOf(unit, startOf(table, reference.at), endOf(table, reference.at), world.sources);
    return place?.file === file && place.start >= from && place.end <= to
      ? [{ reference, index, start: place.start }]
      : [];
  });
}

/** True where a reference leads to something that the workspace itself defines: a variable, or an item that is not of the bindings. */
export function isForeign(world: World, unit: Unit, index: number): boolean {
  const outcome = resolveReference(world, unit, index);
  if (outcome.k === 'local') return true;
  if (outcome.k !== 'resolved') return false;
  const { crate } = outcome.definition;
  return crate?.node !== undefined && !crate.bindings;
}
