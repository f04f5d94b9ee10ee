/**
 * Names that a module has under some cfgs only: what is added for the others stands behind the opposite, or both would be there
 * at once (E0255, E0428).
 */

import { allOf, cfgText, mayAllHold, noneOf } from '../project/cfgOpposite';
import type { CfgPredicate } from '../project/cfgPredicate';
import { enclosingModule } from '../resolve/blocks';
import { type Module, NAMESPACES, type Namespace, TYPE, VALUE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { walkPrefix } from '../resolve/paths';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { tokenize } from '../syntax/lexer';
import type { Item } from '../syntax/summary';
import { type Conditions, holdsHere } from './conditions';
import { type ItemUnder, itemsUnder } from './itemsUnder';
import { attributeText, kernelAttribute } from './kernelAttribute';

/** An item that has a name under conditions. */
export interface Conditional extends Conditions {
  readonly namespaces: readonly Namespace[];
  /** Path of the attribute that asks the kernel's options, as it is written there. */
  readonly asks: string;
}

/** The module around a place, blocks with items before it. */
export function modulesAround(world: World, unit: Unit, scope: number): readonly Module[] {
  const found: Module[] = [];
  for (
    let at: Module | undefined = enclosingModule(world, unit, scope);
    at;
    at = at.block ? at.parent : undefined
  )
    found.push(at);
  return found;
}

/** The namespaces in which what a path leads to has its last name; all where that is not known. */
export function namespacesOf(world: World, module: Module, path: readonly string[]): readonly Namespace[] {
  const global = path[0] === '';
  const step = walkPrefix(world, { module }, path.slice(global ? 1 : 0, -1), global, []);
  const inside = step.k === 'found' ? step.definition.module : undefined;
  const last = path.at(-1) ?? '';
  const found = inside
    ? NAMESPACES.filter((namespace) => lookupIn(world, inside, last, namespace)?.k === 'found')
    : [];
  return found.length > 0 ? found : NAMESPACES;
}

/**
 * Attributes under which a name can be added to a module beside what there is of it elsewhere, for an item that has conditions of its own;
 * none where nothing is in its way, a sentence where they cannot be written.
 */
export function attributesBeside(
  world: World,
  module: Module,
  name: string,
  elsewhere: readonly Conditional[],
  namespaces: readonly Namespace[],
  own: Conditions,
): readonly string[] | string {
  const inTheWay = elsewhere.filter((item) => meets(item, namespaces, own));
  const byCfg = inTheWay.filter(({ kernel }) => kernel.length === 0).map(({ cfg }) => allOf(cfg));
  const byKernel = inTheWay.filter(({ cfg }) => cfg.length === 0);
  const attributes = [
    ...attribute('cfg', byCfg),
    ...attribute(
      byKernel.length === 0
        ? undefined
        : kernelAttribute(
            world,
            module,
            byKernel.map(({ asks }) => asks),
          ),
      byKernel.map(({ kernel }) => allOf(kernel)),
    ),
  ];
  return byCfg.length + byKernel.length < inTheWay.length || attributes.includes(undefined)
    ? `\`${name}\` is defined here under a condition of which the opposite cannot be written`
    : (attributes as string[]);
}

/** Whether something that has a name may be there where something else is that has conditions of its own. */
export function meets(item: Conditional, namespaces: readonly Namespace[], own: Conditions): boolean {
  return (
    item.namespaces.some((namespace) => namespaces.includes(namespace)) &&
    mayAllHold([...own.cfg, ...item.cfg]) &&
    mayAllHold([...own.kernel, ...item.kernel])
  );
}

function attribute(
  path: string | undefined,
  predicates: readonly CfgPredicate[],
): readonly (string | undefined)[] {
  if (predicates.length === 0) return [];
  const texts = new Map(predicates.map((each) => [cfgText(each), each]));
  return [attributeText(path, noneOf([...texts.values()]))];
}

/** Attributes in words for a title: ` under …`. */
export function underAttributes(attributes: readonly string[]): string {
  return attributes.length === 0 ? '' : ` under \`${attributes.join(' ')}\``;
}

/**
 * What items of modules have of a name elsewhere: what the view has of it is in nobody's way. Private ones are left out for who
 * does not see them.
 */
export function itemsElsewhere(
  world: World,
  modules: readonly Module[],
  name: string,
  seesPrivate = true,
): readonly Conditional[] {
  return modules.flatMap((module) =>
    itemsUnder(world, module, name)
      .filter(
        ({ item: { kind, visibility } }) => seesPrivate || kind === 'macroCall' || visibility.k !== 'private',
      )
      .flatMap((each) => conditionalOf(each, name))
      .filter((item) => !holdsHere(world, module.crate, item)),
  );
}

/** What stands behind conditions of what has the name. */
function conditionalOf({ item, ...conditions }: ItemUnder, name: string): readonly Conditional[] {
  if (conditions.cfg.length + conditions.kernel.length === 0) return [];
  const namespaces = namespacesOfItem(item, name);
  return namespaces.length > 0 ? [{ ...conditions, namespaces }] : [];
}

/** Where an item has the name; an import may bring it in any namespace, a macro that is given it may define anything. */
function namespacesOfItem(item: Item, name: string): readonly Namespace[] {
  if (item.kind === 'macroCall')
    return tokenize(item.text).some(({ text }) => text === name) ? NAMESPACES : [];
  if (item.kind === 'use') {
    const brings = item.leaves.some(
      ({ segments, alias, glob }) => !glob && (alias ?? segments.at(-1)) === name,
    );
    return brings ? NAMESPACES : [];
  }
  if (item.name !== name) return [];
  switch (item.kind) {
    case 'function':
    case 'const':
    case 'static':
      return [VALUE];
    case 'struct':
      return item.shape === 'record' ? [TYPE] : [TYPE, VALUE];
    case 'macroDefinition':
      return [];
    default:
      return [TYPE];
  }
}
