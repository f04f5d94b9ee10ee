/** Where a path leads that fails on its way: a module in it is private, or is not there. */
import { placesOf } from '../diagnose/bindingsIndex';
import { fits } from '../diagnose/codes/unresolved-name';
import type { Problem } from '../diagnose/problem';
import { spell } from '../diagnose/spelling';
import { standsIn } from '../diagnose/standsIn';
import type { FixContext } from './context';

/** Another path to what a path ends in, where the bindings have only one such thing; `undefined` where not. */
export function pathPastFailure(problem: Problem, { world }: FixContext): string | undefined {
  const { segments, failure } = problem;
  const name = segments.at(-1) ?? '';
  // A module behind the failing one is part of what is meant.
  const parent = segments.length - 2 > failure.segment ? segments.at(-2) : undefined;
  const [only, ...others] = placesOf(world, name, problem.crate).filter(
    (place) =>
      fits(place, problem.kind) &&
      (parent === undefined || place.module.name === parent) &&
      !standsIn(problem, place),
  );
  if (only === undefined || others.length > 0) return undefined;
  const spot = { ...problem, failure: { segment: 0 } };
  return spell(world, spot, only)[0];
}
