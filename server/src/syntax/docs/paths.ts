/**
 * Paths of items as documentation writes them: `Foo::new()`, `` `struct@Foo` ``, `Vec<T>`, `crate::foo!`. Rules: rustdoc book,
 * "Linking to items by name"; what is left out of a path: `preprocess_link` and `strip_generics_from_path` of rustdoc.
 */
import { tokenize } from '../lexer';
import type { Stretch } from './links';

export type DocNamespace = 'type' | 'value' | 'macro';

export interface DocPath {
  /** Where it is looked for, if it says so. */
  readonly namespace?: DocNamespace;
  /** Names in order, generic arguments left out; offsets in the text that was read. */
  readonly segments: readonly (Stretch & { readonly name: string })[];
}

/** What stands before `@`; primitive types and derives are nothing that can be renamed. */
const BEFORE: Readonly<Record<string, DocNamespace>> = {
  struct: 'type',
  enum: 'type',
  trait: 'type',
  union: 'type',
  module: 'type',
  mod: 'type',
  type: 'type',
  tyalias: 'type',
  typealias: 'type',
  variant: 'type',
  const: 'value',
  constant: 'value',
  static: 'value',
  function: 'value',
  fn: 'value',
  method: 'value',
  value: 'value',
  macro: 'macro',
};

const BEHIND: readonly (readonly [string, DocNamespace])[] = [
  ['!()', 'macro'],
  ['!{}', 'macro'],
  ['![]', 'macro'],
  ['!', 'macro'],
  ['()', 'value'],
];

/** Reads what a link leads to; `undefined` where that is no path of an item. */
export function docPathIn(text: string, { start, end }: Stretch): DocPath | undefined {
  // All of a text may be links: each is read by itself.
  const path = pathOf(text.slice(start, end));
  const moved = path?.segments.map((each) => ({
    name: each.name,
    start: start + each.start,
    end: start + each.end,
  }));
  return path && moved && { ...path, segments: moved };
}

function pathOf(text: string): DocPath | undefined {
  let from = 0;
  let to = text.length;
  const trim = (isLeftOut: RegExp): void => {
    while (from < to && isLeftOut.test(text[from]!)) from++;
    while (to > from && isLeftOut.test(text[to - 1]!)) to--;
  };
  trim(/[\s`]/);
  // A place within the page.
  const anchor = text.indexOf('#');
  if (anchor >= 0) to = Math.min(to, anchor);
  let namespace: DocNamespace | undefined;
  let isField = false;
  const sign = text.indexOf('@');
  if (sign >= 0 && sign < to) {
    const word = text.slice(from, sign).trim();
    isField = word === 'field';
    namespace = isField ? 'type' : BEFORE[word];
    if (namespace === undefined) return undefined;
    from = sign + 1;
  }
  trim(/[\s`]/);
  const suffix = BEHIND.find(([each]) => text.endsWith(each, to) && to - each.length > from);
  if (suffix) {
    namespace ??= suffix[1];
    to -= suffix[0].length;
  }
  trim(/\s/);
  const all = segmentsIn(text, from, to);
  // Of a field what has it is read.
  const segments = isField ? all?.slice(0, -1) : all;
  return segments && { ...(namespace === undefined ? {} : { namespace }), segments };
}

function segmentsIn(text: string, start: number, end: number): DocPath['segments'] | undefined {
  const found: (Stretch & { name: string })[] = [];
  let isNext = true;
  let depth = 0;
  let colons = 0;
  let before = start;
  for (const token of tokenize(text, { start, end })) {
    if (depth === 0 && token.start !== before) return undefined;
    before = token.end;
    if (token.text === '<') depth++;
    else if (token.text === '>') {
      depth--;
      colons = 0;
      isNext = false;
    } else if (depth === 0 && token.text === ':' && found.length > 0 && colons < 2) {
      colons++;
      isNext = colons === 2;
    } else if (depth === 0) {
      if (token.kind !== 'identifier' || !isNext || token.text.startsWith('r#')) return undefined;
      found.push({ name: token.text, start: token.start, end: token.end });
      isNext = false;
      colons = 0;
    }
    if (depth < 0 || (depth > 0 && found.length === 0)) return undefined;
  }
  return found.length === 0 || depth !== 0 || colons !== 0 ? undefined : found;
}
