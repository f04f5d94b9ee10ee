/** Whether a place in a body is compiled in the view: the attributes of all scopes around it. */
import { activity, attributesIn } from './attributes';
import { enclosingModule, moduleOf } from './blocks';
import type { Unit } from './unit';
import type { World } from './world';

/** Whether a scope is compiled in the view, its surroundings included. */
export function isActive(world: World, unit: Unit, at: number): boolean | 'unknown' {
  const memo = unit.memo.active;
  const known = memo[at];
  if (known !== undefined) return known;
  const scope = unit.fragment.scopes[at];
  let answer: boolean | 'unknown' = true;
  if (scope && scope.parent >= 0) answer = isActive(world, unit, scope.parent);
  else if (unit.outer) answer = isActive(world, unit.outer.unit, unit.outer.scope);
  else if (moduleOf(unit, 0).uncertain) answer = 'unknown';
  if (answer !== false && scope?.attributes) {
    const module = enclosingModule(world, unit, Math.max(0, scope.parent));
    const lookup = attributesIn(world, module);
    const found = activity(world, unit.crate, scope.attributes, lookup);
    if (found.active === false) answer = false;
    else if (found.active === 'unknown' || found.opaque !== undefined) answer = 'unknown';
  }
  memo[at] = answer;
  return answer;
}
