/** The units that a file stands for: itself in every crate that has it, and what its macro calls expand to. */
import { isActive } from '../resolve/active';
import { expansionOf } from '../resolve/bodyMacros';
import type { CrateMap } from '../resolve/definitions';
import { endOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { memberMacros } from './memberMacros';

/**
 * All units of a crate that are written in a file, expansions in bodies and among members included: what macros define in
 * blocks joins the list when these are looked into.
 */
export function* unitsIn(world: World, crate: CrateMap, file: string): Iterable<Unit> {
  for (const unit of crate.units) if (unit.file === file) yield* withExpansions(world, unit);
}

/** A unit and, below it, what the macro calls in its bodies and among its members stand for. */
export function* withExpansions(world: World, unit: Unit): Iterable<Unit> {
  if (unit.virtual) return;
  yield unit;
  for (const inner of memberMacros(world, unit).units) yield* withExpansions(world, inner);
  for (let call = 0; call < unit.fragment.calls.length; call++)
    for (const inner of expansionsOf(world, unit, call)) yield* withExpansions(world, inner);
}

/** What one macro call in a body stands for; nothing where that is not known or not compiled. */
export function expansionsOf(world: World, unit: Unit, call: number): readonly Unit[] {
  const written = unit.fragment.calls[call];
  if (!written || isActive(world, unit, written.scope) !== true) return [];
  const expansion = expansionOf(world, unit, call);
  return expansion.k === 'units' ? expansion.units : [];
}

/** Whether an offset of the unit's text lies within the arguments of a macro call in a body. */
export function callsAround(unit: Unit, offset: number): readonly number[] {
  const { calls, referenceSpans } = unit.fragment;
  const found: number[] = [];
  for (let call = 0; call < calls.length; call++) {
    const { at } = calls[call]!;
    if (startOf(referenceSpans, at) <= offset && offset <= endOf(referenceSpans, at)) found.push(call);
  }
  return found;
}

/** The innermost scope with a place of its own (module, item, block) around an offset; 0 outside of all. */
export function scopeAround(unit: Unit, offset: number): number {
  const { scopes } = unit.fragment;
  let best = 0;
  for (let at = 0; at < scopes.length; at++) {
    const { kind, start, end } = scopes[at]!;
    if (kind !== 'module' && kind !== 'item' && kind !== 'block') continue;
    // A parent stands before what it holds.
    if (start <= offset && offset <= end && (kind !== 'module' || at > 0)) best = at;
  }
  return best;
}
