/** Names that items of a crate may have, as far as its texts tell, without reading it. */
import { remembered } from '../resolve/remembered';
import { asWritten } from '../syntax/asWritten';
import type { Fragment } from '../syntax/summary';
import { wordsIn } from '../text/words';
import { allItems, type CrateTexts } from './files';

/** Each once: a text is asked for other names after every letter that is typed. */
type Words = ReadonlySet<string>;

/** What a text says of names of items. */
interface Names {
  /** In lower case. */
  readonly items: readonly string[];
  /** Words of calls of macros among items: of their paths, and of what they are given. */
  readonly calls: readonly Words[];
  /** Macros by example, with the words of their bodies. */
  readonly macros: readonly { readonly name: string; readonly body: Words }[];
  /** Names that imports give to others: the other one first. */
  readonly renamed: readonly (readonly [string, string])[];
}

/**
 * Crates that may have an item or module of a name that is wanted: it is written there, or in the body of a macro that
 * is called there. `wanted` is asked with names in lower case; `others` are crates that macros may come from, too.
 */
export function cratesWithItems(
  crates: readonly CrateTexts[],
  others: readonly CrateTexts[],
  wanted: (name: string) => boolean,
): readonly CrateTexts[] {
  const isWanted = (word: string): boolean => wanted(word.toLowerCase());
  const writing = macrosWriting([...crates, ...others].flatMap(namesOf), isWanted);
  return crates.filter((crate) =>
    namesOf(crate).some(
      ({ items, calls }) =>
        items.some(wanted) ||
        calls.some(
          (words) => writing === 'any' || someWord(words, (word) => isWanted(word) || writing.has(word)),
        ),
    ),
  );
}

/** Names of macros by example that may write a wanted word; `'any'`: macros may define others that do. */
function macrosWriting(
  all: readonly Names[],
  isWanted: (word: string) => boolean,
): ReadonlySet<string> | 'any' {
  const writing = new Set<string>();
  for (let before = -1; before < writing.size; ) {
    before = writing.size;
    for (const { macros, renamed } of all) {
      for (const { name, body } of macros)
        if (!writing.has(name) && someWord(body, (word) => isWanted(word) || writing.has(word))) {
          if (body.has('macro_rules')) return 'any';
          writing.add(name);
        }
      for (const [name, alias] of renamed) if (writing.has(name)) writing.add(alias);
    }
  }
  const defines = (words: Words): boolean => words.has('macro_rules') && someWord(words, isWanted);
  return all.some(({ calls }) => calls.some(defines)) ? 'any' : writing;
}

const known = new WeakMap<Fragment, Names>();

function namesOf({ texts }: CrateTexts): readonly Names[] {
  return texts.map(({ fragment }) => remembered(known, fragment, () => namesIn(fragment)));
}

function namesIn(fragment: Fragment): Names {
  const items = allItems(fragment);
  // `#[proc_macro_derive(Name)]` names a macro.
  const names = items.flatMap(({ name, attributes = [] }) => [
    name,
    ...attributes.flatMap(({ args }) => [...wordsIn(args)]),
  ]);
  return {
    items: [...new Set(names.map((name) => name.toLowerCase()))],
    calls: items.flatMap((item) =>
      item.kind === 'macroCall'
        ? [new Set([...item.segments.flatMap(wordsOf), ...wordsIn(asWritten(fragment, item).text)])]
        : [],
    ),
    macros: items.flatMap((item) =>
      item.kind === 'macroDefinition' ? [{ name: item.name, body: new Set(wordsIn(item.body)) }] : [],
    ),
    renamed: items.flatMap((item) =>
      item.kind === 'use'
        ? item.leaves.flatMap(({ alias, segments }) =>
            alias === undefined ? [] : [[segments.at(-1) ?? '', alias] as const],
          )
        : [],
    ),
  };
}

function wordsOf(text: string): readonly string[] {
  return [...wordsIn(text)];
}

function someWord(words: Words, isWanted: (word: string) => boolean): boolean {
  for (const word of words) if (isWanted(word)) return true;
  return false;
}
