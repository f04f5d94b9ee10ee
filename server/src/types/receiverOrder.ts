/**
 * Which of several methods of one name a call means. Their receivers decide: a method that takes what stands before the dot
 * comes before one for which that is borrowed, for each step of dereferencing (reference, "Method-call expressions").
 */
import type { Module } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { World } from '../resolve/world';
import { readSignature, type Signature } from '../syntax/signature';
import type { Member } from './associated';
import { implTables, withoutReferences } from './impls';
import { type Head, headOf } from './types';

type Receiver = NonNullable<Signature['receiver']>;

/** Receivers in the order in which their methods are found, by the innermost reference to the type that has them. */
const ORDERS = {
  value: ['self', '&self', '&mut self'],
  shared: ['&self', 'self', '&mut self'],
  mutable: ['&mut self', 'self', '&self'],
} as const satisfies Record<string, readonly Receiver[]>;

function orderFor(world: World, self: Head): readonly Receiver[] {
  let order: readonly Receiver[] = ORDERS.value;
  for (let at = self; at.k === 'reference'; at = headOf(world, at.of))
    order = at.mutable ? ORDERS.mutable : ORDERS.shared;
  return order;
}

/** By item or entry of a public tree, which are the same in every view. */
const receivers = new WeakMap<object, Receiver | 'none'>();

/** The `self` that a method takes; `'none'`: none that is as usual, or it cannot be read. */
function receiverOf({ item, external }: Member): Receiver | 'none' {
  const read = (signature: string | undefined): Receiver | 'none' =>
    (signature === undefined ? undefined : readSignature(signature)?.receiver) ?? 'none';
  if (item?.kind === 'function') return remembered(receivers, item, () => read(item.signature));
  return external ? remembered(receivers, external, () => read(external.text)) : 'none';
}

/** How early a method is found; `undefined`: it has no `self` that is as usual, or cannot be read. */
function rank(world: World, self: Head, member: Member): number | undefined {
  const receiver = receiverOf(member);
  return receiver === 'none' ? undefined : orderFor(world, self).indexOf(receiver);
}

/** Whether nothing can come before an inherent method, as it takes the very type in front of the dot. */
export function comesFirst(world: World, self: Head, member: Member): boolean {
  const type = withoutReferences(world, self);
  return type.k === 'type' && type.definition === member.of && rank(world, self, member) === 0;
}

/**
 * The method that a call means of those that its receiver has, an inherent one among them or none; `undefined` where that
 * cannot be told, or several are found at once (E0034).
 */
export function firstFound(
  world: World,
  module: Module,
  self: Head,
  members: readonly Member[],
): Member | undefined {
  if (members.length < 2) return members[0];
  const ranked: { member: Member; at: number }[] = [];
  for (const member of members) {
    const at = rank(world, self, member);
    const isTrait = member.of.kind === 'trait';
    if (at === undefined || (isTrait && !isForTypeItself(world, module, self, member))) return undefined;
    // At each step inherent methods come before those of traits.
    ranked.push({ member, at: at * 2 + (isTrait ? 1 : 0) });
  }
  const [first, second] = ranked.sort((a, b) => a.at - b.at);
  return first?.at === second?.at ? undefined : first?.member;
}

/** Whether the impls of a method's trait that may be for a type are for that type: references are types of their own. */
function isForTypeItself(world: World, module: Module, self: Head, { of: trait }: Member): boolean {
  const type = withoutReferences(world, self);
  if (type.k !== 'type') return false;
  const places = [module, trait.parent, type.definition.parent];
  for (const crate of new Set([module.crate, trait.crate, type.definition.crate])) {
    if (!crate || crate.fromTree) continue;
    for (const { ofTrait } of implTables(world, crate, places))
      for (const known of ofTrait.get(trait) ?? []) if (known.self.k !== 'type') return false;
  }
  return true;
}
