/** Macro calls in the place of items, and of members of impls and traits: which a text has, and the macro that each names. */
import { enclosingModule, textualAt } from '../resolve/blocks';
import type { Module } from '../resolve/definitions';
import type { CallSite } from '../resolve/expand';
import { isCallable } from '../resolve/knownMacros';
import { type MacroLookup, resolveMacro } from '../resolve/macroPaths';
import { remembered } from '../resolve/remembered';
import { endOf, itemTable, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Fragment, Item, MacroCallItem } from '../syntax/summary';

/** A call as it is written in a text. */
export interface ItemCall {
  readonly item: MacroCallItem;
  /** It stands among the members of an impl or trait. */
  readonly isMember: boolean;
}

const ofFragments = new WeakMap<Fragment, readonly ItemCall[]>();

/** Those that a text has, in modules and blocks too. Each text is asked about in every view. */
export function itemCallsIn(fragment: Fragment): readonly ItemCall[] {
  return remembered(ofFragments, fragment, () => {
    const found: ItemCall[] = [];
    const visit = (list: readonly Item[]): void => {
      for (const item of list) {
        if (item.kind === 'module') visit(item.items ?? []);
        if (item.kind === 'macroCall') found.push({ item, isMember: false });
        if (item.kind !== 'impl' && item.kind !== 'trait') continue;
        for (const member of item.members)
          if (member.kind === 'macroCall') found.push({ item: member, isMember: true });
      }
    };
    visit(fragment.items);
    for (const { items } of fragment.scopes) if (items) visit(items);
    return found;
  });
}

/** The macro that a call names, looked up from the scope that it stands in, and the call as it is to be expanded. */
export function lookUpMacro(
  world: World,
  unit: Unit,
  { item, isMember }: ItemCall,
  scope: number,
): { readonly module: Module; readonly macro: MacroLookup; readonly site: CallSite } {
  const { crate, fragment } = unit;
  const table = itemTable(fragment, item);
  const start = startOf(table, item.textAt);
  const module = enclosingModule(world, unit, scope);
  const textual = textualAt(world, unit, scope, start);
  const at = startOf(table, item.pathAt);
  const global = item.global === true;
  return {
    module,
    macro: resolveMacro(world, module, item.segments, global, textual, unit, at, isCallable),
    site: {
      unit,
      start,
      end: endOf(table, item.textAt),
      anchor: { item, at: item.textAt },
      kind: isMember ? 'members' : 'items',
      crate,
      scope,
    },
  };
}
