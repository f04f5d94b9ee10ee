/**
 * Rust's tokens as macros see them. Rules: Rust reference, "Lexical structure".
 * Comments are skipped; so are doc comments, unless asked for: only a macro's arguments need them.
 */
import type { Token } from './token';

export { unquote } from './literal';
export { matchDelimiters, splitTopLevel } from './tokenTrees';

export interface TokenizeOptions {
  /** UTF-16 offsets of the part of the text to read; offsets in tokens still count from the text's beginning. */
  readonly start?: number;
  readonly end?: number;
  /** Goes into every token; 0 if absent. */
  readonly source?: number;
  readonly context?: number;
  /** Doc comments become `#[doc = "…"]`, as macros are given them; all six tokens have the comment's offsets. */
  readonly docComments?: boolean;
  /** True for the last token that is wanted; asked for each in order. */
  readonly isLast?: (token: Token) => boolean;
}

/** Kinds of characters below 128; everything above is white space or part of an identifier. */
const OTHER = 0;
const SPACE = 1;
const WORD = 2;
const DIGIT = 3;
const PUNCTUATION = 4;
const OPEN = 5;
const CLOSE = 6;

const KINDS = new Uint8Array(128);
const CHARACTERS: string[] = [];
for (let code = 0; code < 128; code++) CHARACTERS.push(String.fromCharCode(code));
const setKinds = (characters: string, kind: number): void => {
  for (let i = 0; i < characters.length; i++) KINDS[characters.charCodeAt(i)] = kind;
};
setKinds('\t\n\v\f\r ', SPACE);
setKinds('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', WORD);
setKinds('0123456789', DIGIT);
setKinds('!#$%&*+,-./:;<=>?@^|~', PUNCTUATION);
setKinds('([{', OPEN);
setKinds(')]}', CLOSE);

/** More hashes around a raw string are an error in rustc too. */
const MAXIMAL_HASHES = 255;

const NEWLINE = 10;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const STAR = 42;
const DOT = 46;
const SLASH = 47;
const BACKSLASH = 92;
const LOWER_B = 98;
const LOWER_C = 99;
const LOWER_R = 114;

/** Unicode's Pattern_White_Space beyond ASCII, and the byte order mark. */
function isWideSpace(code: number): boolean {
  return (
    code === 0x85 ||
    code === 0x200e ||
    code === 0x200f ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0xfeff
  );
}

function kindOf(code: number): number {
  if (code < 128) return code < 0 ? OTHER : KINDS[code]!;
  return isWideSpace(code) ? SPACE : WORD;
}

const startsWord = (code: number): boolean => kindOf(code) === WORD;

function continuesWord(code: number): boolean {
  const kind = kindOf(code);
  return kind === WORD || kind === DIGIT;
}

/**
 * Splits a text into tokens. Never fails: what is not closed ends at the end, and a character that Rust does not
 * know becomes punctuation. A `#!` line at the very start is skipped.
 */
export function tokenize(text: string, options: TokenizeOptions = {}): Token[] {
  const source = options.source ?? 0;
  const context = options.context ?? 0;
  const limit = Math.min(options.end ?? text.length, text.length);
  const tokens: Token[] = [];
  let at = Math.max(options.start ?? 0, 0);

  /** -1 behind the end. */
  const code = (offset: number): number => (offset < limit ? text.charCodeAt(offset) : -1);
  const push = (kind: Token['kind'], end: number): undefined => {
    tokens.push({ kind, text: text.slice(at, end), start: at, end, source, context });
    at = end;
  };
  const wordEnd = (from: number): number => {
    let end = from;
    while (end < limit) {
      const c = text.charCodeAt(end);
      const kind = c < 128 ? KINDS[c]! : kindOf(c);
      if (kind !== WORD && kind !== DIGIT) break;
      end++;
    }
    return end;
  };
  /** A literal may have a suffix: `1u8`, `"x"suffix`. */
  const pushLiteral = (end: number): undefined => push('literal', startsWord(code(end)) ? wordEnd(end) : end);

  /** Past a comment; what it documents gets an attribute if that is asked for. */
  const comment = (end: number, closing: number): undefined => {
    const mark = options.docComments ? docMark(text, at, end) : '';
    if (mark !== '') {
      const inside = text.slice(at + 3, end - closing);
      const literal = `r###"${inside}"###`;
      const add = (kind: Token['kind'], tokenText: string): number =>
        tokens.push({ kind, text: tokenText, start: at, end, source, context });
      add('punctuation', '#');
      if (mark === '!') add('punctuation', '!');
      add('open', '[');
      add('identifier', 'doc');
      add('punctuation', '=');
      add('literal', literal);
      add('close', ']');
    }
    at = end;
  };
  const lineEnd = (from: number): number => {
    const end = text.indexOf('\n', from);
    return end < 0 || end > limit ? limit : end;
  };
  const blockCommentEnd = (from: number): number => {
    let depth = 1;
    let end = from + 2;
    while (end < limit && depth > 0) {
      const c = text.charCodeAt(end++);
      if (c === SLASH && code(end) === STAR) {
        depth++;
        end++;
      } else if (c === STAR && code(end) === SLASH) {
        depth--;
        end++;
      }
    }
    return end;
  };
  /** `from` is just behind the opening quote. */
  const stringEnd = (from: number): number => {
    let end = from;
    while (end < limit) {
      const c = text.charCodeAt(end++);
      if (c === QUOTE) return end;
      if (c === BACKSLASH) end++;
    }
    return limit;
  };
  /** `from` is at the hashes or the quote behind `r`; -1 if no raw string begins there. */
  const rawStringEnd = (from: number): number => {
    let quote = from;
    while (code(quote) === HASH) quote++;
    if (code(quote) !== QUOTE || quote - from > MAXIMAL_HASHES) return -1;
    const closing = `"${'#'.repeat(quote - from)}`;
    const end = text.indexOf(closing, quote + 1);
    return end < 0 || end + closing.length > limit ? limit : end + closing.length;
  };
  /** `from` is just behind the apostrophe of a character literal. */
  const characterEnd = (from: number): number => {
    const first = text.codePointAt(from) ?? 0;
    const second = from + (first > 0xffff ? 2 : 1);
    if (first !== BACKSLASH && code(second) === APOSTROPHE) return second + 1;
    let end = from;
    while (end < limit) {
      const c = text.charCodeAt(end);
      if (c === APOSTROPHE) return end + 1;
      if (c === SLASH || (c === NEWLINE && code(end + 1) !== APOSTROPHE)) return end;
      end += c === BACKSLASH ? 2 : 1;
    }
    return limit;
  };
  const lifetimeOrCharacter = (): void => {
    const first = at + 1 < limit ? text.codePointAt(at + 1)! : 0;
    const second = at + 1 + (first > 0xffff ? 2 : 1);
    if (code(second) === APOSTROPHE || !continuesWord(code(at + 1))) {
      pushLiteral(characterEnd(at + 1));
      return;
    }
    const raw = text.startsWith('r#', at + 1) && startsWord(code(at + 3));
    const end = wordEnd(raw ? at + 3 : at + 1);
    if (code(end) === APOSTROPHE) pushLiteral(end + 1);
    else push('lifetime', end);
  };
  const digitsEnd = (from: number): number => {
    let end = from;
    while (kindOf(code(end)) === DIGIT || code(end) === 95) end++;
    return end;
  };
  const exponentEnd = (from: number): number => {
    const letter = code(from) | 32;
    if (letter !== 101) return from;
    let end = from + 1;
    if (code(end) === 43 || code(end) === 45) end++;
    const digits = digitsEnd(end);
    // `1e` and `1em` are an integer with a suffix.
    for (let i = end; i < digits; i++) if (kindOf(code(i)) === DIGIT) return digits;
    return from;
  };
  const number = (): void => {
    const base = code(at + 1) | 32;
    if (code(at) === 48 && (base === 98 || base === 111 || base === 120)) {
      // `0xffu8`: digits and suffix are one word.
      pushLiteral(wordEnd(at + 2));
      return;
    }
    let end = digitsEnd(at + 1);
    // `1..2` is a range, `1.foo()` a call, `1.` a float.
    if (code(end) === DOT && code(end + 1) !== DOT && !startsWord(code(end + 1))) {
      end++;
      if (kindOf(code(end)) === DIGIT) end = exponentEnd(digitsEnd(end));
    } else {
      end = exponentEnd(end);
    }
    pushLiteral(end);
  };
  /** What begins with `r`, `b` or `c`: perhaps a raw identifier or a literal with a prefix. */
  const word = (): undefined => {
    const first = code(at);
    const next = code(at + 1);
    if (next === HASH || next === QUOTE || next === APOSTROPHE || next === LOWER_R) {
      if (first === LOWER_R && next === HASH && startsWord(code(at + 2)))
        return push('identifier', wordEnd(at + 2));
      if (first === LOWER_B && next === APOSTROPHE) return pushLiteral(characterEnd(at + 2));
      if (first !== LOWER_R && next === QUOTE) return pushLiteral(stringEnd(at + 2));
      const hashes = first === LOWER_R ? at + 1 : next === LOWER_R ? at + 2 : -1;
      const end = hashes < 0 ? -1 : rawStringEnd(hashes);
      if (end >= 0) return pushLiteral(end);
    }
    push('identifier', wordEnd(at + 1));
  };

  if (at === 0 && text.startsWith('#!') && !isInnerAttribute(text)) at = lineEnd(0);
  const { isLast } = options;
  let asked = 0;
  while (at < limit || (isLast !== undefined && asked < tokens.length)) {
    if (isLast !== undefined && asked < tokens.length) {
      if (isLast(tokens[asked++]!)) break;
      continue;
    }
    const c = text.charCodeAt(at);
    switch (c < 128 ? KINDS[c] : kindOf(c)) {
      case SPACE:
        at++;
        break;
      case WORD:
        if (c === LOWER_R || c === LOWER_B || c === LOWER_C) word();
        else push('identifier', wordEnd(at + 1));
        break;
      case DIGIT:
        number();
        break;
      case OPEN:
        tokens.push({ kind: 'open', text: CHARACTERS[c]!, start: at, end: ++at, source, context });
        break;
      case CLOSE:
        tokens.push({ kind: 'close', text: CHARACTERS[c]!, start: at, end: ++at, source, context });
        break;
      case PUNCTUATION: {
        const next = at + 1 < limit ? text.charCodeAt(at + 1) : -1;
        if (c === SLASH && next === SLASH) comment(lineEnd(at), 0);
        else if (c === SLASH && next === STAR) comment(blockCommentEnd(at), 2);
        else if (kindOf(next) === PUNCTUATION && !(next === SLASH && startsComment(code(at + 2)))) {
          const text = CHARACTERS[c]!;
          tokens.push({ kind: 'punctuation', text, start: at, end: ++at, joint: true, source, context });
        } else {
          tokens.push({ kind: 'punctuation', text: CHARACTERS[c]!, start: at, end: ++at, source, context });
        }
        break;
      }
      default:
        if (c === QUOTE) pushLiteral(stringEnd(at + 1));
        else if (c === APOSTROPHE) lifetimeOrCharacter();
        else push('punctuation', at + 1);
    }
  }
  return tokens;
}

/** Third character of a doc comment (`/`, `*` or `!`); empty for others, also for four slashes or three stars. */
function docMark(text: string, start: number, end: number): string {
  const mark = text[start + 2] ?? '';
  if (mark === '!') return mark;
  if (mark !== text[start + 1] || text[start + 3] === mark) return '';
  return mark === '*' && end - start < 5 ? '' : mark;
}

const startsComment = (second: number): boolean => second === SLASH || second === STAR;

/** Tells `#![…]` (white space and comments may stand before the bracket) from a `#!/bin/…` line. */
function isInnerAttribute(text: string): boolean {
  const [first] = tokenize(` ${text.slice(2, 2 + 4096)}`);
  return first?.text === '[';
}
