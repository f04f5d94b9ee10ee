/** Which instances of a generic type have a member that another one has not. */

import type { Definition } from '../resolve/definitions';
import type { World } from '../resolve/world';
import { itemText, typeText } from '../syntax/print';
import type { ImplItem } from '../syntax/summary';
import { findMember } from './associated';
import { implTables } from './impls';
import { implsNaming } from './members';

/** The type of an impl; where its first argument is a parameter, all of the header: its bounds say for which. */
function instanceText(item: ImplItem): string {
  const { self, generics } = item;
  const [first] = self.k === 'path' ? (self.args ?? []) : [];
  const parameter = first?.k === 'path' && first.segments.length === 1 ? first.segments[0] : undefined;
  return generics?.some(({ name }) => name === parameter) ? itemText(item) : typeText(self);
}

/**
 * The instances that inherent impls give a member of that name, as Rust writes them (`Cap<Tcb>`, `cap::Tcb<C>`), each
 * once; empty where the type has none.
 */
export function instancesWith(world: World, type: Definition, name: string): readonly string[] {
  const { external, crate } = type;
  const found = new Set<string>();
  for (const one of external?.associated ?? [])
    if (one.name === name) for (const instance of one.instances ?? []) found.add(`${type.name}<${instance}>`);
  if (!crate || crate.fromTree) return [...found];
  for (const { inherent } of implTables(world, crate))
    for (const known of implsNaming(inherent.get(type), name))
      if (findMember(world, known.item.members, name, known, type)?.k === 'found')
        found.add(instanceText(known.item));
  return [...found];
}
