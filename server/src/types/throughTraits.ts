/** What a type has by the traits that are in scope at a place. */

import type { World } from '../resolve/world';
import { type Member, type MemberLookup, memberOf } from './associated';
import { withoutReferences } from './impls';
import { comesFirst, firstFound } from './receiverOrder';
import { implementsTrait, itemOf } from './traits';
import { type TraitPlace, traitsInScope } from './traitsInScope';
import type { Head } from './types';

/** Looks an item up among the traits in scope that a type has. `method`: the receiver may be borrowed for it. */
export function throughTraits(
  world: World,
  place: TraitPlace,
  self: Head,
  name: string,
  method: boolean,
): MemberLookup {
  const { traits, unknown } = traitsInScope(world, place, name);
  let doubt: MemberLookup | undefined;
  const found: Member[] = [];
  for (const trait of traits) {
    const item = itemOf(world, trait, name);
    if (item.k === 'absent' || (method && !mayBeMethod(item))) continue;
    const has = implementsTrait(world, place.module, self, trait, method, 0);
    if (has === false) continue;
    if (has === true && item.k === 'found') {
      if (!method) return item;
      found.push(item.member);
    } else doubt ??= { k: 'unknown', reason: 'a trait may have it' };
  }
  const [first] = found;
  if (first) return { k: 'found', member: firstFound(world, place.module, self, found) ?? first };
  if (doubt) return doubt;
  return unknown === undefined ? { k: 'absent' } : { k: 'unknown', reason: unknown };
}

/** What the traits in scope that a type has, or may have, give by a method's name: of each what is known of it. */
export function candidatesOfTraits(
  world: World,
  place: TraitPlace,
  self: Head,
  name: string,
): readonly MemberLookup[] {
  const { traits, unknown } = traitsInScope(world, place, name);
  const found: MemberLookup[] = unknown === undefined ? [] : [{ k: 'unknown', reason: unknown }];
  for (const trait of traits) {
    const item = itemOf(world, trait, name);
    if (item.k === 'absent' || !mayBeMethod(item)) continue;
    const has = implementsTrait(world, place.module, self, trait, true, 0);
    if (has === true) found.push(item);
    else if (has !== false) found.push({ k: 'unknown', reason: 'a trait may have it' });
  }
  return found;
}

/** A function without `self` is no method. */
function mayBeMethod(item: MemberLookup): boolean {
  if (item.k !== 'found' || item.member.item === undefined) return true;
  return item.member.item.kind === 'function' && item.member.item.hasSelf === true;
}

/** The inherent method, or one of a trait that is found before it. */
export function ownOrEarlier(world: World, place: TraitPlace, self: Head, own: Member, name: string): Member {
  if (comesFirst(world, self, own)) return own;
  const ofTraits = candidatesOfTraits(world, place, self, name);
  const found = ofTraits.flatMap((one) => (one.k === 'found' ? [one.member] : []));
  return found.length === 0 ? own : (firstFound(world, place.module, self, [own, ...found]) ?? own);
}

/** Whether the compiler is sure to mean this method, whatever else has its name. */
export function isSurelyMeant(
  world: World,
  place: TraitPlace,
  self: Head,
  member: Member,
  name: string,
): boolean {
  const isTrait = member.of.kind === 'trait';
  if (!isTrait && comesFirst(world, self, member)) return true;
  const type = withoutReferences(world, self);
  if (isTrait && (type.k !== 'type' || memberOf(world, type.definition, name, type).k !== 'absent'))
    return false;
  const all: Member[] = isTrait ? [] : [member];
  for (const one of candidatesOfTraits(world, place, self, name)) {
    if (one.k !== 'found') return false;
    all.push(one.member);
  }
  const first = firstFound(world, place.module, self, all);
  return first !== undefined && first.of === member.of && first.item === member.item;
}
