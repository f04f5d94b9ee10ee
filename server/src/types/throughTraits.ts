/** What a type has by the traits that are in scope at a place. */

import type { World } from '../resolve/world';
import type { MemberLookup } from './associated';
import { implementsTrait, itemOf, type TraitPlace, traitsInScope } from './traits';
import type { Head } from './types';

/** Looks an item up among the traits in scope that a type has. `method`: the receiver may be borrowed for it. */
export function throughTraits(
  world: World,
  place: TraitPlace,
  self: Head,
  name: string,
  method: boolean,
): MemberLookup {
  const { traits, unknown } = traitsInScope(world, place);
  let doubt: MemberLookup | undefined;
  for (const trait of traits) {
    const item = itemOf(world, trait, name);
    if (item.k === 'absent' || (method && !mayBeMethod(item))) continue;
    const has = implementsTrait(world, place.module, self, trait, method, 0);
    if (has === false) continue;
    if (has === true && item.k === 'found') return item;
    doubt ??= { k: 'unknown', reason: 'a trait may have it' };
  }
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
  const { traits, unknown } = traitsInScope(world, place);
  const found: MemberLookup[] = unknown === undefined ? [] : [{ k: 'unknown', reason: unknown }];
  for (const trait of new Set(traits)) {
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
