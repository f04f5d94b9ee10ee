/** Macro calls among items that are typed into: the item stays, whoever holds it, and what it is given is another. */
import type { Fragment, Item } from './summary';

/** An item as its text has it now: of a call that was given something else since its items were read, the call that is there now. */
export function asWritten<T extends Item>({ rewritten }: Fragment, item: T): T {
  // A call is only ever replaced by a call.
  return (rewritten?.get(item) as T | undefined) ?? item;
}
