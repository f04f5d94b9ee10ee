/** Edits of a file made in tokens that come from it: what a call is given, or what it stands for. */
import { tokenize } from '../syntax/lexer';
import type { Token } from '../syntax/token';
import { inOrder, type TextEdit } from '../text/edit';

/** An edit as tokens. */
export interface TokenEdit {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  /** How many tokens stand there now; an insertion has none. */
  readonly count: number;
  /** Where the tokens begin that an insertion stands between; -1 where there is none. */
  readonly before: number;
  readonly behind: number;
}

/** The token that an insertion goes with, by where it begins. */
interface Hook {
  readonly side: 'before' | 'behind';
  readonly start: number;
}

type Span = { readonly start: number; readonly end: number };

/** Where a token stands in the file; `undefined` for tokens of other texts. */
export type PlaceOfToken = (token: Token) => Span | undefined;

/** The edits of a text as tokens, which `all` are those of; what only lays it out is left out. */
export function tokenEdits(all: readonly Token[], edits: readonly TextEdit[]): readonly TokenEdit[] {
  return inOrder(edits).flatMap(({ start, end, newText }) => {
    const tokens = tokenize(newText, { source: -1, docComments: true });
    const from = firstEndingBehind(all, start);
    const to = end > start ? firstEndingBehind(all, end) : from;
    const count = to - from + ((all[to]?.start ?? end) < end ? 1 : 0);
    if (tokens.length + count === 0) return [];
    const [before, behind] = [all[from - 1]?.start ?? -1, all[from]?.start ?? -1];
    return [{ start, end, tokens, count, before, behind }];
  });
}

/** Index of the first token that ends behind an offset. */
function firstEndingBehind(all: readonly Token[], offset: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What insertions go with in a list of tokens: the token before them, or the one behind where `ahead` has the edit's bit. What is
 * made of the list need not have both side by side. `undefined` where there is no such token, or another edit replaces it.
 */
export function hooksIn(
  list: readonly Token[],
  edits: readonly TokenEdit[],
  placeOf: PlaceOfToken,
  ahead: number,
): readonly (Hook | undefined)[] | undefined {
  const places = list.flatMap((token) => placeOf(token) ?? []);
  const hooks = edits.map((edit, nth): Hook | 'none' | undefined => {
    if (edit.count > 0) return undefined;
    const isAhead = ((ahead >> nth) & 1) === 1;
    const near = places.find(({ start }) => start === (isAhead ? edit.behind : edit.before));
    if (!near || edits.some((other) => isIn(near, other))) return 'none';
    return { side: isAhead ? 'before' : 'behind', start: near.start };
  });
  return hooks.some((hook) => hook === 'none') ? undefined : (hooks as readonly (Hook | undefined)[]);
}

/** The list with the edits made wherever their tokens stand; `undefined` where what one replaces does not stand there in one piece. */
export function withEdits(
  list: readonly Token[],
  edits: readonly TokenEdit[],
  hooks: readonly (Hook | undefined)[],
  placeOf: PlaceOfToken,
): readonly Token[] | undefined {
  const places = list.map((token) => placeOf(token));
  const result: Token[] = [];
  for (let at = 0; at < list.length; at++) {
    const place = places[at];
    const edit = place && edits.find((each) => isIn(place, each));
    if (edit) {
      if (!isWhole(places.slice(at, at + edit.count), edit)) return undefined;
      result.push(...edit.tokens);
      at += edit.count - 1;
      continue;
    }
    const hooked = (side: Hook['side']): readonly Token[] =>
      edits.flatMap(({ tokens }, nth) =>
        place && hooks[nth]?.side === side && hooks[nth]?.start === place.start ? tokens : [],
      );
    result.push(...hooked('before'), list[at]!, ...hooked('behind'));
  }
  return result;
}

/** Whether an edit changes what a token is, or what stands beside it. */
export function concerns({ start, end }: Span, edit: TokenEdit): boolean {
  return edit.count > 0 ? isIn({ start, end }, edit) : start === edit.before || start === edit.behind;
}

/** Whether an edit replaces a token, or a part of it. */
function isIn({ start, end }: Span, edit: TokenEdit): boolean {
  return edit.start < end && start < edit.end;
}

/** Whether all that an edit replaces stands there, in its order. */
function isWhole(places: readonly (Span | undefined)[], { start, end, count }: TokenEdit): boolean {
  let last = start;
  for (const place of places) {
    if (!place || place.start < last || place.end > end) return false;
    last = place.end;
  }
  return places.length === count;
}

/** Whether two lists of tokens read the same; the delimiters around fragments, which nobody wrote, do not count. */
export function readTheSame(one: readonly Token[], other: readonly Token[]): boolean {
  const [a, b] = [one, other].map((list) => list.filter(({ fragment }) => fragment === undefined));
  return a!.length === b!.length && a!.every(({ text }, at) => text === b![at]!.text);
}
