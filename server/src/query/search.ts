/** All places where something is named. */

import type { CrateMap, Definition, Import } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import { type Place, placeOf } from '../resolve/unit';
import type { World } from '../resolve/world';
import { isReserved } from '../syntax/keywords';
import type { Fragment } from '../syntax/summary';
import { byPlace } from '../text/byPlace';
import { allItems, type CrateTexts, filesNaming } from './files';
import { keyOf, keyOfAlias, placeOfBinding } from './identity';
import { chainOf, type Meaning, type Target } from './meaning';
import { placesNamed } from './named';
import { importOf } from './records';
import type { Occurrence } from './written';

/** One place where something is named. */
export interface Use {
  readonly place: Place;
  readonly occurrence: Occurrence;
  readonly meaning: Meaning;
  /** The name of the item, import or local itself, not a reference to it. */
  readonly isDefinition: boolean;
}

/** Whether the occurrence is the place that defines the name. */
export function definesName({ written }: Occurrence): boolean {
  return (
    written.k === 'item' ||
    written.k === 'variant' ||
    written.k === 'binding' ||
    written.k === 'alias' ||
    written.k === 'externCrate'
  );
}

/** Keys of everything that a meaning is: definitions, or the local. */
export function keysOf(world: World, meaning: Meaning): readonly string[] {
  if (meaning.local) return [keyOfLocal(world, meaning.local)];
  return meaning.targets.map(({ definition }) => keyOf(world, definition));
}

/** Key of a local: its place. */
export function keyOfLocal(world: World, { unit, scope, name }: NonNullable<Meaning['local']>): string {
  const place = placeOfBinding(world, unit, scope, { name, at: -1 });
  return `local:${place?.file ?? ''}:${place?.start ?? -1}:${name}`;
}

/** What gave a name its spelling. */
export interface Spelling {
  readonly key: string;
  /** The first import on the way that renames it; absent: the definition itself. */
  readonly alias?: Import;
}

/** Names with one key are spelt alike, and change together when one is renamed. */
export function spellingOf(world: World, target: Target): Spelling {
  for (const record of chainOf(world, target))
    if (isAlias(record)) return { key: keyOfAlias(world, record), alias: record };
  return { key: keyOf(world, target.definition) };
}

function isAlias({ leaf }: Import): boolean {
  return leaf.alias !== undefined && leaf.alias !== '_';
}

/** The import whose own name after `as` an occurrence is. */
export function aliasAt(world: World, { unit, written }: Occurrence): Import | undefined {
  if (written.k === 'alias') return importOf(world, unit, written.item, written.leaf);
  if (written.k !== 'externCrate' || written.item.name === written.item.crate) return undefined;
  return importOf(world, unit, written.item);
}

/** Words by which paths name a module without its name. */
function keywordsFor({ kind }: Definition): readonly string[] {
  return kind === 'module' ? ['super', 'self', 'crate'] : [];
}

/**
 * Finds all uses of definitions in the files of some crates; names that imports give them are followed. `spelt` is how
 * one of them is named where one asks.
 */
export function usesOf(
  world: World,
  crates: readonly CrateTexts[],
  definitions: readonly Definition[],
  spelt: string,
  onlyFile?: string,
): readonly Use[] {
  const wanted = new Set(definitions.map((definition) => keyOf(world, definition)));
  return search(
    world,
    crates,
    [spelt, ...definitions.map(({ name }) => name), ...definitions.flatMap(keywordsFor)],
    (_, meaning) => meaning.targets.some(({ definition }) => wanted.has(keyOf(world, definition))),
    onlyFile,
  );
}

/**
 * Finds everything that is spelt like one of `names` and satisfies `wanted`; an alias that does is followed under its own name. With
 * `onlyFile` nothing is looked for in other files. `rejected` is told of names that are spelt alike but are not wanted, once for
 * each crate and expansion that has them.
 */
export function search(
  world: World,
  crates: readonly CrateTexts[],
  names: readonly string[],
  wanted: (occurrence: Occurrence, meaning: Meaning) => boolean,
  onlyFile?: string,
  rejected?: (use: Use) => void,
): readonly Use[] {
  const found = new Map<string, Use>();
  const done = new Set<string>();
  const searched = new Set(crates.map(({ index }) => index));
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (done.has(name)) continue;
    done.add(name);
    if (isReserved(name, 2015)) {
      // `use super as up`: only what comes of it is looked for.
      for (const crate of crates) if (mayRename(crate, name)) crate.read();
      pending.push(...aliasesOf(world, name));
      continue;
    }
    if (!onlyFile) pending.push(...aliasesOf(world, name, searched));
    for (const { crate, file } of filesNaming(crates, name, onlyFile)) {
      for (const { occurrence, meaning: meaningThere } of placesNamed(world, crate.read(), file, name)) {
        const place = placeOf(occurrence.unit, occurrence.start, occurrence.end, world.sources);
        if (!place) continue;
        const key = `${place.file}:${place.start}:${place.end}`;
        if (found.has(key) && !rejected) continue;
        const meaning = meaningThere();
        const use = { place, occurrence, meaning, isDefinition: definesName(occurrence) };
        if (!wanted(occurrence, meaning)) {
          rejected?.(use);
          continue;
        }
        if (!found.has(key)) found.set(key, use);
        const { written } = occurrence;
        const alias =
          written.k === 'import' && written.segment === written.leaf.segments.length - 1
            ? written.leaf.alias
            : undefined;
        if (alias !== undefined && alias !== '_') pending.push(alias);
      }
    }
  }
  return inOrder(found.values());
}

const aliases = new WeakMap<CrateMap, Map<string, Set<string>>>();

/** Whether imports of a crate may give another name to what one word stands for, as far as its texts tell. */
function mayRename({ texts }: CrateTexts, word: string): boolean {
  return texts.some(({ fragment }) => {
    const words = remembered(renamed, fragment, () => renamedIn(fragment));
    return words === 'any' || words.has(word);
  });
}

const renamed = new WeakMap<Fragment, ReadonlySet<string> | 'any'>();

/** Last words of the paths that imports of a text give another name; `'any'`: macros may bring others. */
function renamedIn(fragment: Fragment): ReadonlySet<string> | 'any' {
  const words = new Set<string>();
  for (const item of allItems(fragment)) {
    if (item.kind === 'macroCall') return 'any';
    if (item.kind === 'use')
      for (const { alias, segments } of item.leaves)
        if (alias !== undefined) words.add(segments.at(-1) ?? '');
  }
  return words;
}

/** Names that imports of crates give to things of a name; `except` are searched themselves. */
function aliasesOf(
  world: World,
  name: string,
  except: ReadonlySet<number | undefined> = new Set(),
): readonly string[] {
  const found: string[] = [];
  for (const crate of [...world.crates.values(), ...world.externals.values()]) {
    if (crate.node && except.has(crate.node.index)) continue;
    const index = remembered(aliases, crate, () => {
      const made = new Map<string, Set<string>>();
      for (const module of crate.modules)
        for (const [alias, records] of module.imports)
          for (const { leaf } of records) {
            const last = leaf.segments.at(-1);
            if (leaf.alias !== undefined && last !== undefined)
              remembered(made, last, () => new Set()).add(alias);
          }
      return made;
    });
    found.push(...(index.get(name) ?? []));
  }
  return found;
}

/** Uses in order of file and position. */
export function inOrder(uses: Iterable<Use>): readonly Use[] {
  return [...uses].sort((a, b) => byPlace(a.place, b.place));
}
