/** Items of a module with the conditions that they stand behind, in whatever view. */

import { renderTokens } from '../macros';
import type { Module } from '../resolve/definitions';
import { choiceNamed } from '../resolve/knownMacros';
import type { World } from '../resolve/world';
import { asWritten } from '../syntax/asWritten';
import { tokenize } from '../syntax/lexer';
import type { Item } from '../syntax/summary';
import { asksKernel, branchConditions, type Conditions, conditionsIn, within } from './conditions';
import { itemsOf } from './itemsOf';
import { KERNEL_CFG } from './kernelAttribute';

/** An item with the conditions that it stands behind. */
export interface ItemUnder extends Conditions {
  readonly item: Item;
  /** Path of the attribute that asks the kernel's options, as it is written there; empty where there is none. */
  readonly asks: string;
}

/** Items of a module, those in branches of `cfg_if!` and its kin in place of the calls, as far as texts have a name. */
export function itemsUnder(world: World, module: Module, name: string): readonly ItemUnder[] {
  return itemsIn(module, name).flatMap((item) => opened(world, item, name, ''));
}

/** Items of a module, by macros too, as far as texts have a name. */
function itemsIn(module: Module, name: string): readonly Item[] {
  const { block, crate } = module;
  if (block) return block.unit.fragment.scopes[block.scope]?.items ?? [];
  return crate.units
    .filter(({ text, virtual, outer }) => !virtual && !outer && text.includes(name))
    .flatMap(({ modules, fragment }) =>
      modules
        .flatMap((each, number) => (each === module ? (itemsOf(fragment.items, number) ?? []) : []))
        .map((item) => asWritten(fragment, item)),
    );
}

/** An item, or what the branches of a macro have that chooses. `around`: the attribute that asks the kernel's options there. */
function opened(world: World, item: Item, name: string, around: string): readonly ItemUnder[] {
  const own = conditionsIn(item.attributes);
  const asks = item.attributes?.find(asksKernel)?.path ?? around;
  const shape = item.kind === 'macroCall' ? choiceNamed(item.segments.at(-1) ?? '') : undefined;
  if (item.kind !== 'macroCall' || shape === undefined) return [{ ...own, item, asks }];
  // Beside the macro that chooses there is the attribute.
  const beside = asks || [...item.segments.slice(0, -1), KERNEL_CFG].join('::');
  return [...branchConditions(shape, tokenize(item.text).slice(1, -1))].flatMap((branch) => {
    const rendered = renderTokens(branch.body).text;
    const items = rendered.includes(name) ? world.parser.lowerFragment(rendered, 'items').items : [];
    return items
      .flatMap((each) => opened(world, each, name, beside))
      .map((each) => within(own, within({ cfg: branch.cfg, kernel: branch.kernel }, each)));
  });
}
