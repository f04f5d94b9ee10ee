/** Names that a text gives to a module: all but those of derives are there before rustc looks for the macros that it calls. */
import type { Item } from '../syntax/summary';
import type { Module } from './definitions';
import { hasDerive } from './late';
import { isKeyword } from './paths';
import { remembered } from './remembered';
import type { Unit } from './unit';

const names = new WeakMap<readonly Item[], ReadonlySet<string>>();

/** Whether a macro's path begins with a name that its own text gives to the module, but that has not been read yet. */
export function beginsFurtherDown(
  module: Module,
  unit: Unit,
  { segments, global }: { readonly segments: readonly string[]; readonly global?: true },
): boolean {
  const [first = ''] = segments;
  if (segments.length < 2 || global || isKeyword(first)) return false;
  if (module.items[0].has(first) || module.imports.has(first)) return false;
  const { item } = module.definition;
  const items = unit.modules[0] === module ? unit.fragment.items : item?.kind === 'module' && item.items;
  return items ? remembered(names, items, () => namesOf(items)).has(first) : false;
}

function namesOf(items: readonly Item[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const item of items)
    if (item.kind === 'use') {
      for (const { alias, glob, segments } of item.leaves)
        if (!glob) found.add(alias ?? segments.at(-1) ?? '');
    } else if (hasDerive(item)) continue;
    else if (item.kind !== 'macroDefinition' && item.kind !== 'macroCall' && 'name' in item)
      found.add(item.name);
  return found;
}
