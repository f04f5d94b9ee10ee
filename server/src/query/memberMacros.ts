/** Macro calls among the members of impls and traits. */
import { isActive } from '../resolve/active';
import { expandCall } from '../resolve/expand';
import { amissWith, standsForNothing } from '../resolve/macroPaths';
import { activeIn } from '../resolve/scopes';
import { itemTable, type MemberMacros, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { type ItemCall, itemCallsIn, lookUpMacro } from './itemCalls';

/** What macro calls among members stand for, with `Self` and generics of their item, and what is wrong with their paths. */
export function memberMacros(world: World, unit: Unit): MemberMacros {
  if (unit.memo.members) return unit.memo.members;
  const calls = itemCallsIn(unit.fragment).filter(({ isMember }) => isMember);
  // Most texts have none.
  if (calls.length === 0) return NOTHING;
  const found: MemberMacros = { units: [], amiss: [] };
  unit.memo.members = found;
  for (const call of calls) lookInto(world, unit, call, found);
  return found;
}

const NOTHING: MemberMacros = { units: [], amiss: [] };

function lookInto(world: World, unit: Unit, call: ItemCall, { units, amiss }: MemberMacros): void {
  const { item } = call;
  if (item.attributes && activeIn(world, unit, 0, item.attributes) !== true) return;
  const start = startOf(itemTable(unit.fragment, item), item.textAt);
  const scope = start < 0 ? -1 : selfScopeAt(unit, start);
  if (scope < 0 || isActive(world, unit, scope) !== true) return;
  const { module, macro, site } = lookUpMacro(world, unit, call, scope);
  for (const failure of amissWith(macro)) amiss.push({ call: item, module, failure });
  if (macro.k === 'absent') amiss.push({ call: item, module, failure: macro.failure });
  if (macro.k !== 'found' || standsForNothing(macro)) return;
  const expansion = expandCall(world, macro.definition, site);
  if (expansion.k === 'units') units.push(...expansion.units);
}

/** The innermost `Self` scope around an offset; -1 if there is none. */
function selfScopeAt(unit: Unit, offset: number): number {
  const { scopes } = unit.fragment;
  let best = -1;
  for (const [at, scope] of scopes.entries()) {
    if (scope.kind !== 'self') continue;
    let outer: (typeof scopes)[number] | undefined = scope;
    while (outer && outer.kind !== 'item') outer = scopes[outer.parent];
    if (outer && outer.start <= offset && offset < outer.end) best = at;
  }
  return best;
}
