/** Macro calls among the members of impls and traits. */
import { isActive } from '../resolve/active';
import { enclosingModule, textualAt } from '../resolve/blocks';
import { expandCall } from '../resolve/expand';
import { isCallable } from '../resolve/knownMacros';
import { amissWith, resolveMacro, standsForNothing } from '../resolve/macroPaths';
import { remembered } from '../resolve/remembered';
import { activeIn } from '../resolve/scopes';
import { endOf, itemTable, type MemberMacros, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Fragment, Item, MacroCallItem } from '../syntax/summary';

/** What macro calls among members stand for, with `Self` and generics of their item, and what is wrong with their paths. */
export function memberMacros(world: World, unit: Unit): MemberMacros {
  if (unit.memo.members) return unit.memo.members;
  const found: MemberMacros = { units: [], amiss: [] };
  unit.memo.members = found;
  for (const call of remembered(ofFragments, unit.fragment, () => callsIn(unit.fragment)))
    lookInto(world, unit, call, found);
  return found;
}

/** Most texts have none, and each is asked about in every view. */
const ofFragments = new WeakMap<Fragment, readonly MacroCallItem[]>();

function callsIn({ items, scopes }: Fragment): readonly MacroCallItem[] {
  const calls: MacroCallItem[] = [];
  const visit = (list: readonly Item[]): void => {
    for (const item of list) {
      if (item.kind === 'module') visit(item.items ?? []);
      if (item.kind !== 'impl' && item.kind !== 'trait') continue;
      for (const member of item.members) if (member.kind === 'macroCall') calls.push(member);
    }
  };
  visit(items);
  for (const scope of scopes) if (scope.items) visit(scope.items);
  return calls;
}

function lookInto(world: World, unit: Unit, call: MacroCallItem, { units, amiss }: MemberMacros): void {
  if (call.attributes && activeIn(world, unit, 0, call.attributes) !== true) return;
  const table = itemTable(unit.fragment, call);
  const start = startOf(table, call.textAt);
  const scope = start < 0 ? -1 : selfScopeAt(unit, start);
  if (scope < 0 || isActive(world, unit, scope) !== true) return;
  const module = enclosingModule(world, unit, scope);
  const textual = textualAt(world, unit, scope, start);
  const { segments, pathAt } = call;
  const global = call.global === true;
  const at = startOf(table, pathAt);
  const macro = resolveMacro(world, module, segments, global, textual, unit, at, isCallable);
  for (const failure of amissWith(macro)) amiss.push({ call, module, failure });
  if (macro.k === 'absent') amiss.push({ call, module, failure: macro.failure });
  if (macro.k !== 'found' || standsForNothing(macro)) return;
  const expansion = expandCall(world, macro.definition, {
    unit,
    start,
    end: endOf(table, call.textAt),
    anchor: { item: call, at: call.textAt },
    kind: 'members',
    crate: unit.crate,
    scope,
  });
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
