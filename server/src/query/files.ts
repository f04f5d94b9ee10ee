/** Which files may name something: a look at their texts, which costs next to nothing, before any name is resolved. */

import type { CrateMap } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import type { Fragment } from '../syntax/summary';
import { hasWord, wordsIn } from '../text/words';
import { Recent } from './recent';

export interface FileOfCrate {
  readonly crate: CrateTexts;
  readonly file: string;
}

/** A crate by the texts of its files: whether it has to be read depends on what they say. */
export interface CrateTexts {
  /** Of crates of the project. */
  readonly index: number | undefined;
  readonly texts: readonly Pick<Unit, 'file' | 'text' | 'fragment'>[];
  /** Reads it, unless it has been read. */
  read(): CrateMap;
}

/** The texts of a crate that has been read. */
export function textsOfCrate(map: CrateMap): CrateTexts {
  return { index: map.node?.index, texts: rootUnits(map), read: () => map };
}

/** Files of the crates whose text has the word, or that call a macro whose body has it; `onlyFile`: no other is looked at. */
export function filesNaming(
  crates: readonly CrateTexts[],
  word: string,
  onlyFile?: string,
): readonly FileOfCrate[] {
  const words = [word, ...macrosNaming(crates, word)];
  const found: FileOfCrate[] = [];
  for (const crate of crates) {
    for (const one of crate.texts)
      if ((onlyFile === undefined || one.file === onlyFile) && words.some((each) => mentions(one, each)))
        found.push({ crate, file: one.file });
  }
  return found;
}

/** Of each text whether it has a word; a text that changes gets another fragment. */
const having = new Recent<WeakMap<Fragment, boolean>>(() => new WeakMap());

function mentions({ fragment, text }: CrateTexts['texts'][number], word: string): boolean {
  return remembered(having.of(word), fragment, () => hasWord(text, word));
}

/** Names of macros by example whose expansion may have the word: in their bodies, or through others that they call. */
function macrosNaming(crates: readonly CrateTexts[], word: string): readonly string[] {
  const names: string[] = [];
  const pending = [word];
  for (let wanted = pending.pop(); wanted !== undefined; wanted = pending.pop())
    for (const crate of crates)
      for (const [name, words] of macroBodies(crate))
        if (words.has(wanted) && name !== word && !names.includes(name)) {
          names.push(name);
          pending.push(name);
        }
  return names;
}

const bodies = new WeakMap<Unit['fragment'], readonly (readonly [string, ReadonlySet<string>])[]>();

/** Macros that files of a crate define, with the words of their bodies. */
function* macroBodies({ texts }: CrateTexts): Iterable<readonly [string, ReadonlySet<string>]> {
  for (const { fragment } of texts)
    yield* remembered(bodies, fragment, () =>
      allItems(fragment).flatMap((item) =>
        item.kind === 'macroDefinition' ? [[item.name, new Set(wordsIn(item.body))] as const] : [],
      ),
    );
}

type Item = Unit['fragment']['items'][number];

/** Items of a fragment, those of inline modules and of blocks included; members are not. */
export function allItems(fragment: Unit['fragment']): readonly Item[] {
  return [...fragment.items, ...fragment.scopes.flatMap((scope) => scope.items ?? [])].flatMap(withInner);
}

function withInner(item: Item): readonly Item[] {
  return item.kind === 'module' ? [item, ...(item.items ?? []).flatMap(withInner)] : [item];
}

/** Units that are whole files on disk. */
export function rootUnits(crate: CrateMap): readonly Unit[] {
  return crate.units.filter((unit) => unit.source.k === 'file' && !unit.virtual);
}
