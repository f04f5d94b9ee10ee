/** Everything that a crate offers to others, name by name: what two versions of it are held against each other by. */

import { type CrateMap, type Definition, type Module, NAMESPACES } from '../resolve/definitions';
import { isVariantActive, variantNames, variantOf } from '../resolve/variants';
import type { World } from '../resolve/world';
import type { Item } from '../syntax/summary';
import { memberNames, memberOf } from '../types/associated';
import { activeFields } from '../types/fields';
import { type Entry, fieldEntry, kindOf, memberEntry, textOf } from './entry';
import { namesIn } from './names';

/**
 * All public names of a crate with what types, enums and impls hold, each under the first path that leads to it; names
 * of other crates that it re-exports are listed, but not what is in them. In no particular order.
 */
export function inventory(world: World, crate: CrateMap): readonly Entry[] {
  const found: Entry[] = [];
  const visited = new Set<Module>();
  const typesDone = new Set<Definition>();
  const writtenAs = namesOfImpls(crate);
  const visit = (module: Module, prefix: string): void => {
    if (visited.has(module)) return;
    visited.add(module);
    const below: (readonly [Module, string])[] = [];
    for (const { name, definition, visibility } of namesIn(world, module, NAMESPACES)) {
      if (visibility !== 'public') continue;
      const path = prefix + name;
      const kind = kindOf(definition);
      if (kind === undefined) continue;
      found.push({ path, name, kind, text: textOf(definition), of: { k: 'definition', definition } });
      if (definition.crate !== crate) continue;
      if (definition.module) below.push([definition.module, `${path}::`]);
      // `type A = B;` has what B has.
      else if (!typesDone.has(definition) && isNominal(definition)) {
        typesDone.add(definition);
        found.push(...contentsOf(world, definition, path));
        found.push(...membersOf(world, definition, path, (item) => writtenAs.get(item), prefix));
      }
    }
    for (const [inner, path] of below) visit(inner, path);
  };
  visit(crate.root, '');
  return found;
}

/** The name of the type that each impl is written for: that of an alias, perhaps. */
function namesOfImpls({ impls }: CrateMap): ReadonlyMap<Item, string> {
  const names = new Map<Item, string>();
  for (const { item } of impls) {
    const name = item.self.k === 'path' ? item.self.segments.at(-1) : undefined;
    if (name !== undefined) for (const member of item.members) names.set(member, name);
  }
  return names;
}

function isNominal({ kind }: Definition): boolean {
  return kind === 'struct' || kind === 'union' || kind === 'enum';
}

/** Public fields of structs, variants of enums. */
function contentsOf(world: World, type: Definition, path: string): readonly Entry[] {
  const { item } = type;
  if (item?.kind === 'struct' || item?.kind === 'union') {
    return (activeFields(world, type, item) ?? []).flatMap((field): readonly Entry[] =>
      field.visibility.k === 'pub' ? fieldEntry(type, field, path) : [],
    );
  }
  return variantNames(type).flatMap((name): readonly Entry[] => {
    const definition = variantOf(world, type, name);
    if (!definition || isVariantActive(world, definition) !== true) return [];
    return [
      {
        path: `${path}::${name}`,
        name,
        kind: 'variant',
        text: textOf(definition),
        of: { k: 'definition', definition },
        owner: path,
      },
    ];
  });
}

/** Public functions and constants of a type's own impls, under the name that the impl is written for. */
function membersOf(
  world: World,
  type: Definition,
  path: string,
  writtenFor: (item: Item) => string | undefined,
  prefix: string,
): readonly Entry[] {
  return [...memberNames(world, type)].flatMap((name): readonly Entry[] => {
    const found = memberOf(world, type, name);
    if (found.k !== 'found') return [];
    const { item } = found.member;
    const spelt = item && writtenFor(item);
    const entry = memberEntry(found.member, name, spelt === undefined ? path : prefix + spelt);
    return entry ? [entry] : [];
  });
}
