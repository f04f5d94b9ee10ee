/** Generic arguments that stand between the segments of a path: `S::<T>::name`. */
import { endOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { resolveReference } from './references';

/** So many references before and behind a path are looked at: its arguments are lowered with it. */
const NEAR = 64;

/**
 * Whether something between the segments of a path does not resolve, or is not known: rustc does not say what a type with
 * such an argument lacks.
 */
export function hasUnknownTurbofish(world: World, unit: Unit, reference: Reference): boolean {
  const { references, referenceSpans } = unit.fragment;
  const { at, segments } = reference;
  const gaps = segments.slice(1).flatMap((_, before) => {
    const [start, end] = [endOf(referenceSpans, at + before), startOf(referenceSpans, at + before + 1)];
    return start >= 0 && unit.text.slice(start, end).includes('<') ? [{ start, end }] : [];
  });
  if (gaps.length === 0) return false;
  const index = references.indexOf(reference);
  for (let near = Math.max(0, index - NEAR); near <= index + NEAR && near < references.length; near++) {
    const other = references[near]!;
    const offset = startOf(referenceSpans, other.at);
    if (other === reference || !gaps.some(({ start, end }) => offset > start && offset < end)) continue;
    const outcome = resolveReference(world, unit, near);
    if (outcome.k === 'unresolved' || outcome.k === 'unknown' || outcome.k === 'silent') return true;
  }
  return false;
}
