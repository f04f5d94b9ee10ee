/** What a piece of code is, as far as looking for a few words in it needs. */
export const WORD = 1;
export const PUNCTUATION = 2;
/** Strings, characters, numbers, lifetimes. */
export const LITERAL = 3;

/** Pieces of code in order, without comments and white space; punctuation is one character a piece. */
export interface Pieces {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * Cuts `[from, to)` of a text into pieces. It never fails: what is unterminated ends at `to`.
 * Source of the rules: the Rust reference, "Lexical structure".
 */
export function scan(text: string, from = 0, to = text.length): Pieces {
  let kind = new Uint8Array(1024);
  let start = new Int32Array(1024);
  let end = new Int32Array(1024);
  let count = 0;
  for (let i = from; i < to; ) {
    const begin = i;
    const c = text.charCodeAt(i);
    let what = PUNCTUATION;
    if (c <= 32) {
      i++;
      continue;
    }
    if (c === 47 && text.charCodeAt(i + 1) === 47) {
      const line = text.indexOf('\n', i);
      i = line < 0 || line > to ? to : line;
      continue;
    }
    if (c === 47 && text.charCodeAt(i + 1) === 42) {
      i = endOfBlockComment(text, i, to);
      continue;
    }
    if (isWordStart(c)) {
      i = endOfWord(text, i);
      what = WORD;
      const prefixed = afterPrefix(text, begin, i, to);
      if (prefixed > 0) {
        i = prefixed;
        if (text.charCodeAt(begin + 1) !== 35 || !isWordStart(text.charCodeAt(begin + 2))) what = LITERAL;
      }
    } else if (c === 34) {
      i = endOfString(text, i + 1, 34, to);
      what = LITERAL;
    } else if (c === 39) {
      i = endOfQuote(text, i, to);
      what = LITERAL;
    } else if (c >= 48 && c <= 57) {
      i = endOfNumber(text, i);
      what = LITERAL;
    } else {
      i++;
    }
    if (i > to) i = to;
    if (count === kind.length) {
      kind = grown(kind, new Uint8Array(count * 2));
      start = grown(start, new Int32Array(count * 2));
      end = grown(end, new Int32Array(count * 2));
    }
    kind[count] = what;
    start[count] = begin;
    end[count++] = i;
  }
  return { count, kind, start, end };
}

function grown<T extends Uint8Array | Int32Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}

/** Whether an identifier may begin with the UTF-16 unit; all beyond ASCII count. */
export function isWordStart(c: number): boolean {
  return (c >= 97 && c <= 122) || c === 95 || (c >= 65 && c <= 90) || c >= 128;
}

function endOfWord(text: string, at: number): number {
  let i = at;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (!isWordStart(c) && !(c >= 48 && c <= 57)) break;
  }
  return i;
}

/** End of a raw identifier, raw string, byte or C string whose prefix is `[begin, end)`; 0 if it is a plain word. */
function afterPrefix(text: string, begin: number, end: number, to: number): number {
  if (end - begin > 2) return 0;
  const next = text.charCodeAt(end);
  if (next !== 34 && next !== 35 && next !== 39) return 0;
  const prefix = text.slice(begin, end);
  if (next === 39) return prefix === 'b' ? endOfQuote(text, end, to) : 0;
  if (prefix === 'r' || prefix === 'br' || prefix === 'cr') {
    let hashes = 0;
    while (text.charCodeAt(end + hashes) === 35) hashes++;
    if (text.charCodeAt(end + hashes) === 34) {
      const close = text.indexOf(`"${'#'.repeat(hashes)}`, end + hashes + 1);
      return close < 0 ? to : close + 1 + hashes;
    }
    return prefix === 'r' && hashes === 1 && isWordStart(text.charCodeAt(end + 1))
      ? endOfWord(text, end + 1)
      : 0;
  }
  if (next === 34 && (prefix === 'b' || prefix === 'c')) return endOfString(text, end + 1, 34, to);
  return 0;
}

function endOfString(text: string, at: number, quote: number, to: number): number {
  for (let i = at; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) i++;
    else if (c === quote) return i + 1;
  }
  return to;
}

/** End of a character literal or a lifetime. */
function endOfQuote(text: string, at: number, to: number): number {
  const c = text.charCodeAt(at + 1);
  if (c === 92) return endOfString(text, at + 1, 39, to);
  const wide = c >= 0xd800 && c < 0xdc00 ? 2 : 1;
  if (text.charCodeAt(at + 1 + wide) === 39) return at + 2 + wide;
  // An empty one ends there: rustc says so, and goes on.
  if (c === 39) return at + 2;
  return isWordStart(c) ? endOfWord(text, at + 1) : at + 1;
}

function endOfNumber(text: string, at: number): number {
  let i = endOfWord(text, at);
  if (text.charCodeAt(i) === 46 && isDigit(text.charCodeAt(i + 1))) i = endOfWord(text, i + 1);
  return i;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function endOfBlockComment(text: string, at: number, to: number): number {
  let depth = 1;
  for (let i = at + 2; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 47 && text.charCodeAt(i + 1) === 42) {
      depth++;
      i++;
    } else if (c === 42 && text.charCodeAt(i + 1) === 47) {
      i++;
      if (--depth === 0) return i + 1;
    }
  }
  return to;
}
