/** Which names of the kernel a file uses, whatever the view: what a `cfg` takes out is used in another one. */
import type { Fragment, Item, ReferenceKind, SpanIndex } from '../../syntax/summary';
import { wordsIn } from '../../text/words';

/** What a name stands for where it is used, as far as the place tells. */
export type Role = 'function' | 'type' | 'value' | 'any';

export interface Use {
  readonly name: string;
  readonly role: Role;
  /** Absolute path. */
  readonly file: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** Uses of the names that `isName` accepts, in order of position. Names in arguments of macros are taken as they stand. */
export function usesIn(
  file: string,
  text: string,
  fragment: Fragment,
  isName: (name: string) => boolean,
): readonly Use[] {
  const found: Use[] = [];
  const add = (name: string, role: Role, spans: readonly number[], at: SpanIndex): void => {
    const start = spans[2 * at];
    const end = spans[2 * at + 1];
    if (start !== undefined && end !== undefined && isName(name))
      found.push({ name, role, file, start, end });
  };
  const addWords = (spans: readonly number[], at: SpanIndex): void => {
    const from = spans[2 * at];
    const to = spans[2 * at + 1];
    if (from === undefined || to === undefined) return;
    for (const { word, start } of placedWords(text, from, to))
      if (isName(word)) found.push({ name: word, role: 'any', file, start, end: start + word.length });
  };
  const visit = (items: readonly Item[]): void => {
    for (const item of items) {
      const spans = item.inBlock ? fragment.blockSpans : fragment.itemSpans;
      if (item.kind === 'use')
        for (const { segments, at } of item.leaves)
          for (const [index, segment] of segments.entries()) add(segment, 'any', spans, at + index);
      else if (item.kind === 'macroCall') addWords(spans, item.textAt);
      else if (item.kind === 'macroDefinition') addWords(spans, item.bodyAt);
      else if (item.kind === 'module') visit(item.items ?? []);
      else if (item.kind === 'impl' || item.kind === 'trait') visit(item.members);
    }
  };
  visit(fragment.items);
  for (const scope of fragment.scopes) if (scope.items) visit(scope.items);
  for (const { segments, kind, at } of fragment.references)
    for (const [index, segment] of segments.entries()) {
      const role = index === segments.length - 1 ? roleOf(kind) : 'any';
      add(segment, role, fragment.referenceSpans, at + index);
    }
  for (const call of fragment.calls) addWords(fragment.referenceSpans, call.at);
  return distinct(found.sort((a, b) => a.start - b.start));
}

function roleOf(kind: ReferenceKind): Role {
  switch (kind) {
    case 'call':
    case 'method':
      return 'function';
    case 'type':
    case 'trait':
    case 'structLiteral':
    case 'structPattern':
      return 'type';
    case 'value':
    case 'pathPattern':
    case 'identifierPattern':
      return 'value';
    default:
      return 'any';
  }
}

function* placedWords(
  text: string,
  from: number,
  to: number,
): Iterable<{ readonly word: string; readonly start: number }> {
  let at = from;
  for (const word of wordsIn(text, from, to)) {
    const start = text.indexOf(word, at);
    yield { word, start };
    at = start + word.length;
  }
}

/** A leaf of a `use` and what stands for it may be noted twice. */
function distinct(uses: readonly Use[]): readonly Use[] {
  return uses.filter(
    (use, index) => use.start !== uses[index - 1]?.start || use.name !== uses[index - 1]?.name,
  );
}
