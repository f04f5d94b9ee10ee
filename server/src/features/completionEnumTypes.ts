/** C's enums are modules here: where a type is wanted, it is the `Type` in them. */
import { lookupIn } from '../query';
import { TYPE } from '../resolve/definitions';
import type { World } from '../resolve/world';
import type { CompletionItem } from './completion';

/** For a module of constants the type of these, by the same way; `undefined` for everything else. */
export function typeInside(world: World, item: CompletionItem): CompletionItem | undefined {
  const { label, target } = item;
  const module = target?.definition.module;
  if (!module?.crate.bindings || !module.items[TYPE].has('Type')) return undefined;
  const there = lookupIn(world, module, 'Type', TYPE);
  if (there?.k !== 'found') return undefined;
  const written = `${label}::Type`;
  return {
    ...item,
    label: written,
    kind: 'type',
    written,
    target: { name: 'Type', namespace: TYPE, definition: there.definition },
  };
}
