/** Macro calls in item position that are given other bodies, and still stand for the same items. */
import { itemPartKey } from '../syntax/keys';
import type { Fragment, Item, MacroCallItem } from '../syntax/summary';
import { expandCall } from './expand';
import { endOf, itemTable, replaceExpansion, startOf, type Unit } from './unit';
import type { World } from './world';

/** A call as it was and as it is now: nothing but what it is given has changed. */
export interface ChangedCall {
  readonly before: MacroCallItem;
  readonly after: MacroCallItem;
}

/** What is to be put in the place of what a call stood for. */
export interface NewExpansion {
  readonly call: ChangedCall;
  readonly units: readonly { readonly old: Unit; readonly made: Unit }[];
}

/**
 * What changed calls of a file stand for now, its unit having the new text already. `undefined` where other items come of it,
 * where it cannot be told, or where others hold tokens of the calls: then the crate is to be read anew.
 */
export function expandAgain(
  world: World,
  unit: Unit,
  calls: readonly ChangedCall[],
): readonly NewExpansion[] | undefined {
  const expansions: NewExpansion[] = [];
  for (const call of calls) {
    const before = unit.itemCalls?.get(call.before);
    // Each expansion of a macro by example has a hygiene of its own.
    if (!before || before.definition.macro === 'rules') return undefined;
    const { after } = call;
    world.moveAnchor(unit, call.before, after);
    const table = itemTable(unit.fragment, after);
    const now = expandCall(world, before.definition, {
      unit,
      start: startOf(table, after.textAt),
      end: endOf(table, after.textAt),
      anchor: { item: after, at: after.textAt },
      kind: 'items',
      crate: unit.crate,
    });
    if (now.k !== 'units' && now.k !== 'nothing') return undefined;
    const made = now.k === 'units' ? now.units : [];
    if (made.length !== before.units.length) return undefined;
    const units = before.units.map((old, at) => ({ old, made: made[at]! }));
    if (!units.every((pair) => haveSameItems(pair.old.fragment, pair.made.fragment))) return undefined;
    expansions.push({ call, units });
  }
  return expansions;
}

/** Puts new expansions in place. */
export function replaceExpansions(unit: Unit, expansions: readonly NewExpansion[]): void {
  for (const { call, units } of expansions) {
    const known = unit.itemCalls?.get(call.before);
    unit.itemCalls?.delete(call.before);
    if (known) unit.itemCalls?.set(call.after, known);
    for (const { old, made } of units) replaceExpansion(old, made);
  }
}

function haveSameItems(before: Fragment, after: Fragment): boolean {
  // Of what does not parse, the module it belongs to is not known any more.
  if (isBroken(before) !== isBroken(after)) return false;
  return isPlain(before) && isPlain(after) && itemPartKey(before) === itemPartKey(after);
}

function isBroken({ broken }: Fragment): boolean {
  return broken.length > 0;
}

/** Whether nothing outside of a text is made of its tokens, and its bodies bring the crate nothing. */
function isPlain(fragment: Fragment): boolean {
  const { items, nestedItems } = fragment;
  // A path alone is no item, and is not taken for one that does not parse.
  if (items.length === 0 && isBroken(fragment)) return false;
  return nestedItems.length === 0 && !items.some(handsTokensOn);
}

function handsTokensOn(item: Item): boolean {
  if (item.kind === 'module') return item.items?.some(handsTokensOn) === true;
  if (item.kind === 'impl' || item.kind === 'trait') return item.members.some(handsTokensOn);
  return item.kind === 'macroDefinition' || item.kind === 'macroCall';
}
