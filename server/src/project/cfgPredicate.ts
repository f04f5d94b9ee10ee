/** Reads the text of a `cfg` predicate into a tree. A tiny reader of its own: this room knows no Rust parser. */

/** A configuration predicate (Rust reference, "Conditional compilation"). Offsets count in the text that was read. */
export type CfgPredicate =
  | { readonly k: 'flag'; readonly name: string; readonly start: number; readonly end: number }
  | {
      readonly k: 'pair';
      readonly name: string;
      readonly value: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly k: 'all' | 'any' | 'not'; readonly of: readonly CfgPredicate[] }
  | { readonly k: 'literal'; readonly value: boolean }
  /** Something that is no predicate, or one that needs the compiler (`version("1.80")`, `accessible(a::b)`). */
  | { readonly k: 'unclear' };

export interface CfgToken {
  readonly k: 'name' | 'text' | 'punct' | 'other' | 'end';
  /** Name without `r#`, value of a string literal, or the character itself. */
  readonly text: string;
  /** A name written `r#name`: never a keyword or literal. */
  readonly raw?: true;
  readonly start: number;
  readonly end: number;
}

/** Deeper nesting is not written by people; it is unclear. */
const MAX_DEPTH = 100;
const UNCLEAR: CfgPredicate = { k: 'unclear' };

/** Attributes repeat: the same few texts are asked for over and over. */
const known = new Map<string, CfgPredicate>();
const MAX_KNOWN = 2000;

/**
 * Reads `feature = "x"`, `(all(a, not(b)))`, with or without outer parentheses. Anything that is not exactly one
 * predicate (empty, two of them, a missing parenthesis) is `unclear`.
 */
export function parseCfg(args: string): CfgPredicate {
  const before = known.get(args);
  if (before !== undefined) return before;
  const tokens = new CfgTokens(args);
  const wrapped = tokens.take('(');
  const predicate = readPredicate(tokens, 0);
  if (wrapped) {
    tokens.take(',');
    if (!tokens.take(')')) return remember(args, UNCLEAR);
  }
  return remember(args, tokens.peek.k === 'end' ? predicate : UNCLEAR);
}

function remember(args: string, predicate: CfgPredicate): CfgPredicate {
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(args, predicate);
  return predicate;
}

/** Reads one predicate; stops in front of what it does not understand. */
export function readPredicate(tokens: CfgTokens, depth: number): CfgPredicate {
  const first = tokens.peek;
  if (first.k !== 'name' || depth > MAX_DEPTH) return UNCLEAR;
  tokens.next();
  if (tokens.take('(')) return readList(tokens, first, depth);
  if (tokens.take('=')) {
    const value = tokens.next();
    if (value.k !== 'text') return UNCLEAR;
    return { k: 'pair', name: first.text, value: value.text, start: first.start, end: value.end };
  }
  if (!first.raw && (first.text === 'true' || first.text === 'false')) {
    return { k: 'literal', value: first.text === 'true' };
  }
  return { k: 'flag', name: first.text, start: first.start, end: first.end };
}

function readList(tokens: CfgTokens, name: CfgToken, depth: number): CfgPredicate {
  const operator = name.text;
  if (operator !== 'all' && operator !== 'any' && operator !== 'not') {
    tokens.skipToClosing();
    return UNCLEAR;
  }
  const of: CfgPredicate[] = [];
  while (!tokens.take(')')) {
    if (tokens.peek.k === 'end') return UNCLEAR;
    of.push(readPredicate(tokens, depth + 1));
    if (tokens.take(',')) continue;
    if (tokens.take(')')) break;
    tokens.skipToClosing();
    return UNCLEAR;
  }
  return operator === 'not' && of.length !== 1 ? UNCLEAR : { k: operator, of };
}

/** The tokens of attribute arguments, one ahead. */
export class CfgTokens {
  readonly text: string;
  /** Where the token ends that `next` gave last. */
  last = 0;
  #at = 0;
  #peek: CfgToken | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get peek(): CfgToken {
    this.#peek ??= this.#read();
    return this.#peek;
  }

  next(): CfgToken {
    const token = this.peek;
    this.#peek = undefined;
    this.last = token.end;
    return token;
  }

  /** Steps over this punctuation; false, and nothing happens, if it is not next. */
  take(punct: string): boolean {
    if (this.peek.k !== 'punct' || this.peek.text !== punct) return false;
    this.next();
    return true;
  }

  /** Steps behind the parenthesis that closes the group we are in. */
  skipToClosing(): void {
    for (let open = 1; open > 0; ) {
      const token = this.next();
      if (token.k === 'end') return;
      if (token.k !== 'punct') continue;
      if (OPENING.includes(token.text)) open += 1;
      else if (CLOSING.includes(token.text)) open -= 1;
    }
  }

  #read(): CfgToken {
    const { text } = this;
    this.#skipBlank();
    const start = this.#at;
    const first = text[start];
    if (first === undefined) return { k: 'end', text: '', start, end: start };
    const literal = this.#stringLiteral();
    if (literal !== undefined) return { k: 'text', text: literal, start, end: this.#at };
    const raw = first === 'r' && text[start + 1] === '#' && isNameStart(text[start + 2]);
    if (isNameStart(first)) {
      this.#at += raw ? 3 : 1;
      while (isNamePart(text[this.#at])) this.#at += 1;
      const name = text.slice(raw ? start + 2 : start, this.#at);
      return { k: 'name', text: name, start, end: this.#at, ...(raw ? { raw: true } : {}) };
    }
    this.#at += 1;
    return { k: PUNCTUATION.includes(first) ? 'punct' : 'other', text: first, start, end: this.#at };
  }

  #skipBlank(): void {
    const { text } = this;
    for (;;) {
      while (this.#at < text.length && isBlank(text[this.#at]!)) this.#at += 1;
      if (text.startsWith('//', this.#at)) {
        const end = text.indexOf('\n', this.#at);
        this.#at = end === -1 ? text.length : end;
      } else if (text.startsWith('/*', this.#at)) {
        this.#skipBlockComment();
      } else return;
    }
  }

  #skipBlockComment(): void {
    const { text } = this;
    let open = 0;
    do {
      if (text.startsWith('/*', this.#at)) {
        open += 1;
        this.#at += 2;
      } else if (text.startsWith('*/', this.#at)) {
        open -= 1;
        this.#at += 2;
      } else this.#at += 1;
    } while (open > 0 && this.#at < text.length);
  }

  /** Value of a string literal that begins here, plain or raw; `undefined` if none does or it has no end. */
  #stringLiteral(): string | undefined {
    const { text } = this;
    let open = this.#at;
    if (text[open] === 'r') {
      open += 1;
      while (text[open] === '#') open += 1;
      if (text[open] !== '"') return undefined;
      const closing = `"${'#'.repeat(open - this.#at - 1)}`;
      const end = text.indexOf(closing, open + 1);
      if (end === -1) return undefined;
      this.#at = end + closing.length;
      return text.slice(open + 1, end);
    }
    if (text[open] !== '"') return undefined;
    for (let end = open + 1; end < text.length; end++) {
      if (text[end] === '\\') end += 1;
      else if (text[end] === '"') {
        this.#at = end + 1;
        return unescaped(text.slice(open + 1, end));
      }
    }
    return undefined;
  }
}

const OPENING = '([{';
const CLOSING = ')]}';
const PUNCTUATION = '()[]{},=:#!';
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  0: '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** Rust's escapes in a string literal (reference, "String literals"); an unknown one stays as it is written. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  let value = '';
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '\\') {
      value += text[at];
      continue;
    }
    at += 1;
    const letter = text[at] ?? '';
    if (letter === 'x') {
      value += String.fromCharCode(Number.parseInt(text.slice(at + 1, at + 3), 16) || 0);
      at += 2;
    } else if (letter === 'u' && text[at + 1] === '{') {
      const end = text.indexOf('}', at);
      const code = Number.parseInt(text.slice(at + 2, end).replaceAll('_', ''), 16);
      value += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      at = end === -1 ? text.length : end;
    } else if (letter === '\n' || letter === '\r') {
      while (at + 1 < text.length && isBlank(text[at + 1]!)) at += 1;
    } else value += Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : `\\${letter}`;
  }
  return value;
}

function isBlank(character: string): boolean {
  return character.trim() === '';
}

function isNameStart(character: string | undefined): boolean {
  return character !== undefined && (isLetter(character) || character === '_');
}

function isNamePart(character: string | undefined): boolean {
  return (
    character !== undefined &&
    (isLetter(character) || character === '_' || (character >= '0' && character <= '9'))
  );
}

function isLetter(character: string): boolean {
  return (
    (character >= 'a' && character <= 'z') ||
    (character >= 'A' && character <= 'Z') ||
    character.charCodeAt(0) > 0x7f
  );
}
