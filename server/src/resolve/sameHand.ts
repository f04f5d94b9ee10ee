/** Locals are hygienic: who sees a binding (reference, "Hygiene"). */
import type { Binding } from '../syntax/summary';
import { contextAt, itemTable, startOf, type Unit } from './unit';
import type { World } from './world';

/**
 * Whether an offset of a unit comes before one of another unit. Of a unit that is what a call stands for, the call's own place
 * counts in the text around.
 */
function standsBefore(unit: Unit, offset: number, home: Unit, end: number): boolean {
  for (let [to, stop] = [home, end]; ; [to, stop] = [to.outer.unit, to.outer.offset]) {
    let [at, start] = [unit, offset];
    while (at !== to && at.outer) [at, start] = [at.outer.unit, at.outer.offset];
    if (at === to) return start < stop;
    if (!to.outer) return false;
  }
}

/** Whether a binding is seen by a name of a context: it must be written by the same hand. */
export function isSameHand(
  world: World,
  seenFrom: number,
  unit: Unit,
  binding: Pick<Binding, 'at'>,
): boolean {
  const offset = startOf(unit.fragment.referenceSpans, binding.at);
  const context = offset < 0 ? 0 : contextAt(unit, offset);
  let used = seenFrom;
  if (context === used) return true;
  // Names of a macro that is defined in a body see the locals before the definition.
  while (used > 0) {
    const info = world.contexts[used];
    const item = info?.definition?.item;
    const home = info?.definition?.unit;
    if (!info || !item || !home) return false;
    const definedAt = startOf(itemTable(home.fragment, item), item.at);
    if (!item.inBlock && home.source.k === 'file') return false;
    if (standsBefore(unit, offset, home, definedAt) && context === info.outer) return true;
    used = info.outer;
  }
  return false;
}
