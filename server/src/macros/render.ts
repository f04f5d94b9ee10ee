/** Tokens back to text. */
import type { Token } from '../syntax/token';

export interface RenderedTokens {
  readonly text: string;
  /** UTF-16 offset in `text` of each token; a token without text has the offset of what follows it. */
  readonly starts: readonly number[];
  /** The token at an offset of `text`; undefined between tokens and for what stands nowhere (`source` -1). */
  origin(offset: number): Token | undefined;
  /** UTF-16 offset in `text` at which the token begins that `origin` has there. */
  startAt(offset: number): number | undefined;
  /**
   * The tokens between a pair of delimiters of `text`, such as a call's arguments: `start` is just behind the
   * opening one, `end` at the closing one. Unlike text read anew, they keep their origin and know what a fragment was.
   */
  inside(start: number, end: number): Token[];
  /** Whether the token at an offset of `text` is all of what a fragment of a kind (`path`) matched. */
  isAllOf(fragment: string, offset: number): boolean;
}

/** Joins tokens to a text that reads back as the same tokens; delimiters around fragments have no text of their own. */
export function renderTokens(tokens: readonly Token[]): RenderedTokens {
  const parts: string[] = [];
  const starts: number[] = [];
  let length = 0;
  let previous: Token | undefined;
  for (const token of tokens) {
    if (token.text === '') {
      starts.push(length);
      continue;
    }
    if (previous !== undefined && needsSpace(previous, token)) {
      parts.push(' ');
      length++;
    }
    starts.push(length);
    parts.push(token.text);
    length += token.text.length;
    previous = token;
  }
  const text = parts.join('');
  /** Index of the last token with text that begins before an offset; -1 if there is none. */
  const before = (offset: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    let index = low - 1;
    while (index >= 0 && tokens[index]!.text === '') index--;
    return index;
  };
  const origin = (offset: number): Token | undefined => {
    const index = before(offset + 1);
    const token = tokens[index];
    if (token === undefined || token.source === -1) return undefined;
    return offset < starts[index]! + token.text.length ? token : undefined;
  };
  const startAt = (offset: number): number | undefined => origin(offset) && starts[before(offset + 1)];
  const inside = (start: number, end: number): Token[] => {
    let last = before(end) + 1;
    // Groups that end here have no text.
    while (tokens[last]?.text === '') last++;
    return tokens.slice(before(start) + 1, last);
  };
  const isAllOf = (fragment: string, offset: number): boolean => {
    const index = before(offset + 1);
    return tokens[index - 1]?.fragment === fragment && tokens[index + 1]?.fragment === fragment;
  };
  return { text, starts, origin, startAt, inside, isAllOf };
}

const isWord = (kind: Token['kind']): boolean =>
  kind === 'identifier' || kind === 'lifetime' || kind === 'literal';

/** Whether two tokens would run together, or be hard to read, without a space. */
function needsSpace(left: Token, right: Token): boolean {
  if (isWord(left.kind)) {
    if (isWord(right.kind)) return true;
    if (right.kind === 'open') return right.text === '{';
    if (right.kind !== 'punctuation') return false;
    // `r #"x"`, `1 .abs()`; `a` and `::` may stand together.
    return right.text === '#' || left.kind === 'literal' || !',;.:?!'.includes(right.text);
  }
  if (left.kind === 'punctuation') {
    if (right.kind === 'punctuation') return !left.joint;
    if (left.text === ',' || left.text === ';') return true;
    return left.text === '#' && right.kind === 'literal';
  }
  if (left.kind === 'close') {
    if (right.kind === 'punctuation') return !',;.:?'.includes(right.text);
    return left.text === '}' || right.kind !== 'close';
  }
  return left.text === '{' && right.text !== '}';
}
