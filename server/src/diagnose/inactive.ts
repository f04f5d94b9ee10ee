/** Code that a view does not compile: what its `cfg` attributes take out. */
import { isActive } from '../resolve/active';
import type { CrateMap } from '../resolve/definitions';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';

/** UTF-16 offsets in a file. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The outermost stretches of a file that none of the crates that have it compiles, in order. What a `cfg` that is not
 * known guards is not among them. Where it can be, the attribute is left out: it says why.
 */
export function inactiveStretches(
  world: World,
  crates: readonly CrateMap[],
  path: string,
): readonly Stretch[] {
  const units = crates.flatMap((crate) => crate.units.filter((unit) => unit.file === path));
  const [first, ...others] = units.map((unit) => stretchesOf(world, unit));
  if (first === undefined) return [];
  return first.filter(({ start, end }) =>
    others.every((list) => list.some((other) => other.start <= start && end <= other.end)),
  );
}

function stretchesOf(world: World, unit: Unit): readonly Stretch[] {
  const found: Stretch[] = [];
  unit.fragment.scopes.forEach((scope, at) => {
    if (scope.attributes === undefined || isActive(world, unit, at) !== false) return;
    const around = found.some(({ start, end }) => start <= scope.start && scope.end <= end);
    if (!around && scope.end > scope.start) found.push({ start: scope.start, end: scope.end });
  });
  return found.sort((a, b) => a.start - b.start);
}
