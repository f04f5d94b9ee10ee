/** Macro calls in bodies: which macro, and what the call stands for. */

import type { FragmentKind } from '../syntax/api';
import type { MacroCall } from '../syntax/summary';
import { enclosingModule, textualAt } from './blocks';
import { foundEarlier } from './earlierMacros';
import { expandCall } from './expand';
import { isCallable } from './knownMacros';
import { amissWith, type MacroLookup, resolveMacro, standsForNothing } from './macroPaths';
import { type Expansion, endOf, startOf, type Unit } from './unit';
import type { World } from './world';

/** Resolves the macro that a call in a body names. */
export function macroOf(world: World, unit: Unit, index: number): MacroLookup {
  const call = unit.fragment.calls[index];
  const reference = call && unit.fragment.references[call.reference];
  if (!reference) return { k: 'unknown', reason: 'a macro call that does not parse' };
  const offset = startOf(unit.fragment.referenceSpans, reference.at);
  const module = enclosingModule(world, unit, reference.scope);
  const textual =
    reference.segments.length === 1 ? textualAt(world, unit, reference.scope, offset) : undefined;
  const global = reference.global === true;
  const found = resolveMacro(world, module, reference.segments, global, textual, unit, offset, isCallable);
  return found.k === 'absent'
    ? (foundEarlier(world, module, reference, unit, offset, found) ?? found)
    : found;
}

const KINDS = {
  expression: 'expression',
  statement: 'statements',
  pattern: 'pattern',
  type: 'type',
} as const;

/** What a call in a body stands for, by where it stands. */
export function kindOfCall(position: MacroCall['position']): FragmentKind {
  return KINDS[position];
}

const OF_ITSELF: Expansion = { k: 'unknown', reason: 'a macro that defines its own surroundings' };

/** What a macro call in a body stands for; remembered in the unit. */
export function expansionOf(world: World, unit: Unit, index: number): Expansion {
  const known = unit.memo.expansions?.get(index);
  if (known) return known;
  // The blocks around come first: they own what statement macros define, and expand this call themselves.
  const call = unit.fragment.calls[index];
  if (call) enclosingModule(world, unit, call.scope);
  const made = unit.memo.expansions?.get(index);
  if (made) return made;
  // A macro whose own name depends on its expansion cannot be decided: unknown while we look.
  unit.memo.expansions ??= new Map();
  unit.memo.expansions.set(index, OF_ITSELF);
  const result = compute(world, unit, index);
  unit.memo.expansions.set(index, result);
  return result;
}

function compute(world: World, unit: Unit, index: number): Expansion {
  const call = unit.fragment.calls[index];
  if (!call) return { k: 'failed' };
  const found = macroOf(world, unit, index);
  const amiss = amissWith(found);
  if (amiss.length > 0) {
    unit.memo.amiss ??= new Map();
    unit.memo.amiss.set(index, amiss);
  }
  if (found.k === 'absent' || standsForNothing(found)) return { k: 'failed' };
  if (found.k === 'unknown') return found;
  return expandCall(world, found.definition, {
    unit,
    start: startOf(unit.fragment.referenceSpans, call.at),
    end: endOf(unit.fragment.referenceSpans, call.at),
    kind: kindOfCall(call.position),
    crate: unit.crate,
    scope: call.scope,
  });
}
