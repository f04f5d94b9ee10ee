/** Calls of macros in a text, wherever they stand, with the macro and what the call is given. */
import { isActive } from '../resolve/active';
import { expansionOf, kindOfCall, macroOf } from '../resolve/bodyMacros';
import type { Definition } from '../resolve/definitions';
import type { CallSite } from '../resolve/expand';
import { type MacroLookup, standsForNothing } from '../resolve/macroPaths';
import { remembered } from '../resolve/remembered';
import { endOf, itemTable, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Fragment } from '../syntax/summary';
import { type ItemCall, itemCallsIn, lookUpMacro } from './itemCalls';
import { memberMacros } from './memberMacros';
import { scopeAround } from './units';

/** A call as it is written in a text. */
export interface WrittenMacroCall {
  /** Offsets of its arguments in the text, delimiters included. */
  readonly start: number;
  readonly end: number;
  /** Where it stands: the index of a call in a body, or an item, a member. */
  readonly call: number | ItemCall;
}

const ofFragments = new WeakMap<Fragment, readonly WrittenMacroCall[]>();

/** All calls of macros in a text, those in arguments of other calls left out. */
export function macroCallsIn({ fragment }: Unit): readonly WrittenMacroCall[] {
  return remembered(ofFragments, fragment, () => {
    const { calls, referenceSpans } = fragment;
    const found: WrittenMacroCall[] = calls.map(({ at }, call) => ({
      start: startOf(referenceSpans, at),
      end: endOf(referenceSpans, at),
      call,
    }));
    for (const call of itemCallsIn(fragment)) {
      const table = itemTable(fragment, call.item);
      const [start, end] = [startOf(table, call.item.textAt), endOf(table, call.item.textAt)];
      if (start >= 0) found.push({ start, end, call });
    }
    return found;
  });
}

/** The macro that a call names, and the call; `undefined` where that is not known, or the call is not compiled. */
export function siteOf(
  world: World,
  unit: Unit,
  { start, end, call }: WrittenMacroCall,
): { readonly definition: Definition; readonly site: CallSite } | undefined {
  if (typeof call === 'number') {
    const { scope, position } = unit.fragment.calls[call]!;
    if (isActive(world, unit, scope) !== true) return undefined;
    const definition = definitionOf(macroOf(world, unit, call));
    const kind = kindOfCall(position);
    return definition && { definition, site: { unit, start, end, kind, crate: unit.crate, scope } };
  }
  const scope = scopeAround(unit, start);
  if (isActive(world, unit, scope) !== true) return undefined;
  const { macro, site } = lookUpMacro(world, unit, call, scope);
  const definition = definitionOf(macro);
  return definition && { definition, site };
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
