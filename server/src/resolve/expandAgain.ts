/** Macro calls in item position, and among members, that are given something else, and still stand for the same items. */
import { itemPartKey } from '../syntax/keys';
import type { Fragment, Item, MacroCallItem } from '../syntax/summary';
import { expandCall } from './expand';
import { endOf, type ItemExpansion, itemTable, replaceExpansion, startOf, type Unit } from './unit';
import type { World } from './world';

/** A call that is given something else; nothing but that has changed. */
export interface ChangedCall {
  readonly item: MacroCallItem;
  /** It stands among the members of an impl or trait. */
  readonly isMember: boolean;
}

/** A text that a call stood for, and the one that is to be put in its place. */
export interface NewExpansion {
  readonly old: Unit;
  readonly made: Unit;
}

/**
 * What calls of a file stand for now, its unit having the new text already. `undefined` where other items come of it, where
 * it cannot be told, or where others hold tokens of the calls: then the crate is to be read anew.
 */
export function expandAgain(
  world: World,
  unit: Unit,
  calls: readonly ChangedCall[],
): readonly NewExpansion[] | undefined {
  const expansions: NewExpansion[] = [];
  for (const call of calls) {
    const before = standingFor(unit, call);
    if (before === 'unknown') return undefined;
    if (before === 'same') continue;
    // Each expansion of a macro by example has a hygiene of its own.
    if (before.definition.macro === 'rules') return undefined;
    const { item, isMember } = call;
    const table = itemTable(unit.fragment, item);
    const now = expandCall(world, before.definition, {
      unit,
      start: startOf(table, item.textAt),
      end: endOf(table, item.textAt),
      anchor: { item, at: item.textAt },
      kind: isMember ? 'members' : 'items',
      crate: unit.crate,
    });
    if (now.k !== 'units' && now.k !== 'nothing') return undefined;
    const made = now.k === 'units' ? now.units : [];
    if (made.length !== before.units.length) return undefined;
    const units = before.units.map((old, at) => ({ old, made: made[at]! }));
    if (!units.every(({ old, made }) => haveSameItems(old.fragment, made.fragment))) return undefined;
    expansions.push(...units);
  }
  return expansions;
}

/** Puts new expansions in place. */
export function replaceExpansions(expansions: readonly NewExpansion[]): void {
  for (const { old, made } of expansions) replaceExpansion(old, made);
}

/** What a call stands for so far; `'same'`: nobody has asked, or it does not depend on what the call is given. */
function standingFor(
  { earlyCalls, itemCalls, memberCalls }: Unit,
  { item, isMember }: ChangedCall,
): ItemExpansion | 'unknown' | 'same' {
  if (!isMember) return itemCalls?.get(item) ?? 'unknown';
  if (earlyCalls?.has(item)) return 'unknown';
  const known = memberCalls?.get(item);
  if (!known) return 'same';
  const { definition, expansion } = known;
  if (!definition) return 'same';
  if (expansion?.k !== 'units' && expansion?.k !== 'nothing') return 'unknown';
  return { definition, units: expansion.k === 'units' ? expansion.units : [] };
}

function haveSameItems(before: Fragment, after: Fragment): boolean {
  // Of items that do not parse, the module they belong to is not known any more.
  if (before.itemsBroken !== after.itemsBroken) return false;
  return isPlain(before) && isPlain(after) && itemPartKey(before) === itemPartKey(after);
}

/** Whether nothing outside of a text is made of its tokens, and its bodies bring the crate nothing. */
function isPlain(fragment: Fragment): boolean {
  const { items, itemsBroken, nestedItems } = fragment;
  // A path alone is no item, and is not taken for one that does not parse.
  if (items.length === 0 && itemsBroken) return false;
  return nestedItems.length === 0 && !items.some(handsTokensOn);
}

function handsTokensOn(item: Item): boolean {
  if (item.kind === 'module') return item.items?.some(handsTokensOn) === true;
  if (item.kind === 'impl' || item.kind === 'trait') return item.members.some(handsTokensOn);
  return item.kind === 'macroDefinition' || item.kind === 'macroCall';
}
