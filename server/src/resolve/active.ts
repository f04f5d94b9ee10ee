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
  const { scopes } = unit.fragment;
  // From the outside inwards, not by recursion: each of ten thousand `let` in a row is a scope in the one before.
  const open = [at];
  for (let up = scopes[at]?.parent ?? -1; up >= 0 && memo[up] === undefined; up = scopes[up]?.parent ?? -1)
    open.push(up);
  let answer: boolean | 'unknown' = true;
  for (const scope of open.reverse()) {
    answer = within(world, unit, scope);
    memo[scope] = answer;
  }
  return answer;
}

/** The same for a scope whose parent is known. */
function within(world: World, unit: Unit, at: number): boolean | 'unknown' {
  const scope = unit.fragment.scopes[at];
  let answer: boolean | 'unknown' = true;
  if (scope && scope.parent >= 0) answer = unit.memo.active[scope.parent] ?? true;
  else if (unit.outer) answer = isActive(world, unit.outer.unit, unit.outer.scope);
  else if (unit.uncertain || moduleOf(unit, 0).uncertain) answer = 'unknown';
  if (answer === false || !scope?.attributes) return answer;
  const module = enclosingModule(world, unit, Math.max(0, scope.parent));
  const found = activity(world, unit.crate, scope.attributes, attributesIn(world, module));
  if (found.active === false) return false;
  return found.active === 'unknown' || found.opaque !== undefined ? 'unknown' : answer;
}

/**
 * Whether a scope is certainly not compiled in the view. Asked while crates are being read, when attributes may still
 * come to mean something: nothing of it is remembered.
 */
export function isLeftOut(world: World, unit: Unit, at: number): boolean {
  const { scopes } = unit.fragment;
  for (let up = at; up >= 0; up = scopes[up]?.parent ?? -1) {
    const { module: number = 0, attributes } = scopes[up] ?? {};
    // Modules that are not compiled have not been read.
    if (number > 0 && unit.modules[number] === undefined) return true;
    if (!attributes) continue;
    const lookup = attributesIn(world, enclosingModule(world, unit, Math.max(0, scopes[up]?.parent ?? 0)));
    if (activity(world, unit.crate, attributes, lookup).active === false) return true;
  }
  return false;
}
