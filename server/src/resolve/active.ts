/** Whether a place in a body is compiled in the view: the attributes of all scopes around it. */
import type { Fragment } from '../syntax/summary';
import { activity, attributesIn } from './attributes';
import { enclosingModule, moduleOf } from './blocks';
import { attributedAround } from './scopeChain';
import type { Unit } from './unit';
import type { World } from './world';

/** Whether a scope is compiled in the view, its surroundings included. */
export function isActive(world: World, unit: Unit, at: number): boolean | 'unknown' {
  const memo = unit.memo.active;
  const { fragment } = unit;
  // Between scopes with attributes nothing changes.
  const inner = attributedAround(fragment, at);
  const known = memo[inner];
  if (known !== undefined) return known;
  // From the outside inwards, not by recursion: there may be thousands.
  const open = [inner];
  for (let up = outside(fragment, inner); up >= 0 && memo[up] === undefined; up = outside(fragment, up))
    open.push(up);
  let answer: boolean | 'unknown' = true;
  for (const scope of open.reverse()) {
    answer = within(world, unit, scope);
    memo[scope] = answer;
  }
  return answer;
}

/** The next scope outwards that may decide; -1 if there is none. */
function outside(fragment: Fragment, at: number): number {
  const parent = fragment.scopes[at]?.parent ?? -1;
  return parent < 0 ? -1 : attributedAround(fragment, parent);
}

/** The same for a scope around which it is known. */
function within(world: World, unit: Unit, at: number): boolean | 'unknown' {
  const scope = unit.fragment.scopes[at];
  let answer: boolean | 'unknown' = true;
  if (scope && scope.parent >= 0) answer = unit.memo.active[outside(unit.fragment, at)] ?? true;
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
