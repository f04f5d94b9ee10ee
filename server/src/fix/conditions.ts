/** Conditions under which a place is compiled: by attributes, and by the branches of `cfg_if!` and its kin. */

import { answerCfg, answerKernelCfg, expandCfgAttr } from '../project/cfg';
import { anyOf, noneOf } from '../project/cfgOpposite';
import { type CfgPredicate, parseCfg } from '../project/cfgPredicate';
import { branchesOf } from '../resolve/cfgIf';
import type { CrateMap, Definition, Module } from '../resolve/definitions';
import {
  type AttributeShape,
  attributeInKnownMacro,
  type ChoiceShape,
  isChoice,
  knownMacro,
  knownOf,
} from '../resolve/knownMacros';
import { endOf, type ItemExpansion, startOf, textAround, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { asWritten } from '../syntax/asWritten';
import { tokenize } from '../syntax/lexer';
import type { Attribute, Item } from '../syntax/summary';
import type { Token } from '../syntax/token';

/** Predicates that all hold: those of `cfg`, and those that ask the kernel's options. */
export interface Conditions {
  readonly cfg: readonly CfgPredicate[];
  readonly kernel: readonly CfgPredicate[];
}

const NONE: Conditions = { cfg: [], kernel: [] };

/** Of a `cfg_attr` in another; each level is read again, and nobody writes as many. */
const MAX_DEPTH = 32;

/** The conditions that attributes say. */
export function conditionsIn(attributes: readonly Pick<Attribute, 'path' | 'args'>[] = []): Conditions {
  return attributes.map((each) => conditionsOf(each, 0)).reduce(within, NONE);
}

/** What one attribute asks for; `cfg_attr` asks for what is in it only where its own predicate holds. */
function conditionsOf({ path, args }: Pick<Attribute, 'path' | 'args'>, depth: number): Conditions {
  const shape = path === 'cfg' || path === 'cfg_attr' ? path : kernelShape(path);
  switch (shape) {
    case 'cfg':
      return { cfg: [parseCfg(args)], kernel: [] };
    case 'kernelCfg':
      return { cfg: [], kernel: [parseCfg(args)] };
    case 'cfg_attr':
    case 'kernelCfgAttr': {
      const expanded = depth < MAX_DEPTH ? expandCfgAttr(args) : undefined;
      if (!expanded) return NONE;
      const inner = expanded.attributes.map((each) => conditionsOf(each, depth + 1)).reduce(within, NONE);
      const without = noneOf([parseCfg(expanded.predicate)]);
      const either = (all: readonly CfgPredicate[]): CfgPredicate[] =>
        all.map((each) => anyOf([without, ...(each.k === 'any' ? each.of : [each])]));
      const isKernel = shape === 'kernelCfgAttr';
      // A condition of the one kind that counts only under one of the other is no predicate of either.
      if ((isKernel ? inner.cfg : inner.kernel).length > 0) return { cfg: [{ k: 'unclear' }], kernel: [] };
      return isKernel ? { cfg: [], kernel: either(inner.kernel) } : { cfg: either(inner.cfg), kernel: [] };
    }
    default:
      return NONE;
  }
}

/** Whether attributes leave something out of some views. */
export function isBehindCfg(attributes: readonly Attribute[] | undefined): boolean {
  return conditionsIn(attributes).cfg.length > 0;
}

/** The same where other conditions hold, too. */
export function within<T extends Conditions>(around: Conditions, item: T): T {
  return { ...item, cfg: [...around.cfg, ...item.cfg], kernel: [...around.kernel, ...item.kernel] };
}

/** Whether an attribute asks the kernel's options: `#[sel4_cfg(…)]` by any path. */
export function asksKernel({ path }: Attribute): boolean {
  return kernelShape(path) === 'kernelCfg';
}

function kernelShape(path: string): AttributeShape | undefined {
  return attributeInKnownMacro(path.slice(path.lastIndexOf(':') + 1));
}

/** The conditions under which a place in a module is compiled, as far as what is around it says them. */
export function conditionsAround(
  world: World,
  module: Module,
  unit: Unit | undefined,
  scope: number,
  own: readonly Attribute[] = [],
): Conditions {
  const attributes = [...own];
  let at = scope;
  for (let text = unit; text; text = textAround(text)) {
    const { scopes, attributes: inner } = text.fragment;
    for (; at >= 0; at = scopes[at]?.parent ?? -1) attributes.push(...(scopes[at]?.attributes ?? []));
    attributes.push(...inner);
    at = text.outer?.scope ?? -1;
  }
  for (let outer: Module | undefined = module; outer; outer = outer.parent)
    attributes.push(...(outer.definition.item?.attributes ?? []));
  return within(conditionsOfCalls(world, unit), conditionsIn(attributes));
}

/**
 * The conditions of the macro calls and `include!`s that a text stands for, one in the other, and of the branches that they
 * chose; up to one of the texts around it.
 */
export function conditionsOfCalls(world: World, unit: Unit | undefined, until?: Unit): Conditions {
  let all = NONE;
  for (let text = unit; text && text !== until; text = textAround(text) ?? text.includedBy?.unit) {
    if (text.includedBy) all = within(all, conditionsIn(text.includedBy.item.attributes));
    const call = callOf(text);
    if (!call) continue;
    all = within(all, conditionsIn(call.attributes));
    const branch = branchTaken(world, text.crate, call);
    if (branch) all = within(all, { cfg: branch.cfg, kernel: branch.kernel });
  }
  return all;
}

/** The macro call or `include!` among the items of a text that leads to another one; `undefined` where none does. */
export function itemLeadingTo(unit: Unit, around: Unit): Item | undefined {
  for (let text = unit; ; ) {
    const { source } = text;
    const parent = source.k === 'file' ? text.includedBy?.unit : source.parent;
    if (!parent) return undefined;
    if (parent === around) return itemCallIn(parent, text)?.[0] ?? text.includedBy?.item;
    text = parent;
  }
}

/** The call among the items of a text that another one stands for, and all that it stands for. */
function itemCallIn({ itemCalls }: Unit, text: Unit): readonly [Item, ItemExpansion] | undefined {
  return [...(itemCalls ?? [])].find(([, { units }]) => units.includes(text));
}

/** The call that a text stands for. */
interface Call {
  readonly definition: Definition;
  /** Its arguments with their delimiters. */
  readonly text: string;
  readonly attributes?: readonly Attribute[] | undefined;
}

function callOf(unit: Unit): Call | undefined {
  const { outer, source } = unit;
  if (outer) {
    const { memo, fragment, text } = outer.unit;
    for (const [index, made] of memo.expansions ?? []) {
      if (made.k !== 'units' || !made.units.includes(unit)) continue;
      const at = fragment.calls[index]?.at ?? -1;
      const { referenceSpans } = fragment;
      return {
        definition: made.definition,
        text: text.slice(startOf(referenceSpans, at), endOf(referenceSpans, at)),
      };
    }
    return undefined;
  }
  if (source.k === 'file') return undefined;
  const { fragment } = source.parent;
  const [item, made] = itemCallIn(source.parent, unit) ?? [];
  if (!made || item?.kind !== 'macroCall') return undefined;
  return { definition: made.definition, text: asWritten(fragment, item).text, attributes: item.attributes };
}

/** The conditions of the branch that a call stands for in the view. */
function branchTaken(world: World, crate: CrateMap, { definition, text }: Call): Conditions | undefined {
  const shape = knownOf(knownMacro, definition);
  if (!isChoice(shape)) return undefined;
  for (const branch of branchConditions(shape, tokenize(text).slice(1, -1)))
    if (holdsHere(world, crate, branch)) return branch;
  return undefined;
}

/** The branches of a macro that chooses, each with what is to hold for it to be taken. */
export function* branchConditions(
  shape: ChoiceShape,
  tokens: readonly Token[],
): Iterable<Conditions & { readonly body: readonly Token[] }> {
  const before: CfgPredicate[] = [];
  for (const branch of branchesOf(shape, tokens)) {
    if (branch === 'unknown') return;
    const own = branch.args === undefined ? [] : [parseCfg(branch.args)];
    const all = [...(before.length > 0 ? [noneOf(before)] : []), ...own];
    before.push(...own);
    const isKernel = shape === 'kernelCfgIf';
    yield { cfg: isKernel ? [] : all, kernel: isKernel ? all : [], body: branch.body };
  }
}

/** Whether conditions hold in the view for sure. */
export function holdsHere({ bindings }: World, crate: CrateMap, { cfg, kernel }: Conditions): boolean {
  return (
    cfg.every((each) => crate.cfg && answerCfg(each, crate.cfg) === true) &&
    kernel.every((each) => bindings && answerKernelCfg(each, bindings.kernel) === true)
  );
}
