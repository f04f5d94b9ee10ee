/** Calls of macros in a text, wherever they stand, with the macro and what the call is given. */
import { isActive } from '../resolve/active';
import { enclosingModule, textualAt } from '../resolve/blocks';
import { expansionOf, kindOfCall, macroOf } from '../resolve/bodyMacros';
import type { Definition } from '../resolve/definitions';
import type { CallSite } from '../resolve/expand';
import { isCallable } from '../resolve/knownMacros';
import { type MacroLookup, resolveMacro, standsForNothing } from '../resolve/macroPaths';
import { remembered } from '../resolve/remembered';
import { endOf, itemTable, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Fragment, Item, MacroCallItem } from '../syntax/summary';
import { memberMacros } from './memberMacros';
import { scopeAround } from './units';

/** A call as it is written in a text. */
export interface WrittenMacroCall {
  /** Offsets of its arguments in the text, delimiters included. */
  readonly start: number;
  readonly end: number;
  /** Where it stands: the index of a call in a body, or an item, a member. */
  readonly call: number | { readonly item: MacroCallItem; readonly isMember: boolean };
}

const ofFragments = new WeakMap<Fragment, readonly WrittenMacroCall[]>();

/** All calls of macros in a text, those in arguments of other calls left out. */
export function macroCallsIn({ fragment }: Unit): readonly WrittenMacroCall[] {
  return remembered(ofFragments, fragment, () => {
    const { calls, referenceSpans, items, scopes } = fragment;
    const found: WrittenMacroCall[] = calls.map(({ at }, call) => ({
      start: startOf(referenceSpans, at),
      end: endOf(referenceSpans, at),
      call,
    }));
    const add = (item: MacroCallItem, isMember: boolean): void => {
      const table = itemTable(fragment, item);
      const [start, end] = [startOf(table, item.textAt), endOf(table, item.textAt)];
      if (start >= 0) found.push({ start, end, call: { item, isMember } });
    };
    const visit = (list: readonly Item[]): void => {
      for (const item of list) {
        if (item.kind === 'module') visit(item.items ?? []);
        if (item.kind === 'macroCall') add(item, false);
        if (item.kind !== 'impl' && item.kind !== 'trait') continue;
        for (const member of item.members) if (member.kind === 'macroCall') add(member, true);
      }
    };
    visit(items);
    for (const scope of scopes) if (scope.items) visit(scope.items);
    return found;
  });
}

/** The macro that a call names, and the call; `undefined` where that is not known, or the call is not compiled. */
export function siteOf(
  world: World,
  unit: Unit,
  { start, end, call }: WrittenMacroCall,
): { readonly definition: Definition; readonly site: CallSite } | undefined {
  const { crate } = unit;
  if (typeof call === 'number') {
    const { scope, position } = unit.fragment.calls[call]!;
    if (isActive(world, unit, scope) !== true) return undefined;
    const definition = definitionOf(macroOf(world, unit, call));
    return definition && { definition, site: { unit, start, end, kind: kindOfCall(position), crate, scope } };
  }
  const { item, isMember } = call;
  const scope = scopeAround(unit, start);
  if (isActive(world, unit, scope) !== true) return undefined;
  const module = enclosingModule(world, unit, scope);
  const textual = textualAt(world, unit, scope, start);
  const at = startOf(itemTable(unit.fragment, item), item.pathAt);
  const global = item.global === true;
  const definition = definitionOf(
    resolveMacro(world, module, item.segments, global, textual, unit, at, isCallable),
  );
  const anchor = { item, at: item.textAt };
  const kind = isMember ? 'members' : 'items';
  return definition && { definition, site: { unit, start, end, anchor, kind, crate, scope } };
}

function definitionOf(found: MacroLookup): Definition | undefined {
  return found.k === 'found' && !standsForNothing(found) ? found.definition : undefined;
}

/** Texts that a call stands for; of an item or a member those of all such calls in the text. */
export function textsOfCall(world: World, unit: Unit, { call }: WrittenMacroCall): readonly Unit[] {
  if (typeof call === 'number') {
    const expansion = expansionOf(world, unit, call);
    return expansion.k === 'units' ? expansion.units : [];
  }
  if (call.isMember) return memberMacros(world, unit).units;
  return unit.crate.units.filter(
    ({ source, outer }) => source.k !== 'file' && outer === undefined && source.parent === unit,
  );
}
