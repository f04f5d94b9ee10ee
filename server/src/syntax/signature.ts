/** A function's signature with its parameters' names and types as text. */
import { withoutRaw } from './keywords';
import { tokenize } from './lexer';
import type { Token } from './token';
import { splitTopLevel } from './tokenTrees';

/** A type as far as its outermost layer goes. Texts are on one line, without `r#`, spaced as rustfmt does. */
export type TypeShape =
  /** A path without arguments. */
  | { readonly k: 'path' }
  | { readonly k: 'reference'; readonly unique: boolean; readonly of: TypeText }
  | { readonly k: 'option'; readonly of: TypeText }
  | { readonly k: 'tuple'; readonly of: readonly TypeText[] }
  | { readonly k: 'other' };

export interface TypeText {
  readonly text: string;
  readonly shape: TypeShape;
}

export interface Parameter {
  /** Without `r#`. */
  readonly name: string;
  readonly type: TypeText;
}

export interface Signature {
  readonly name: string;
  readonly receiver?: '&self' | '&mut self' | 'self';
  /** Without the receiver. */
  readonly params: readonly Parameter[];
  /** Absent: `()`. */
  readonly ret?: TypeText;
}

/** Reads `fn name(&mut self, a: A) -> B`, words such as `pub` in front and `where` behind left out; `undefined` for what is no signature. */
export function readSignature(text: string): Signature | undefined {
  const tokens = tokenize(text);
  const at = tokens.findIndex((token) => token.text === 'fn');
  const name = at < 0 ? undefined : tokens[at + 1];
  const open = tokens.findIndex((token, index) => index > at && token.text === '(');
  if (name?.kind !== 'identifier' || open < 0) return undefined;
  const close = closing(tokens, open);
  if (close < 0) return undefined;
  const parts = splitTopLevel(tokens.slice(open + 1, close), ',');
  const merged = joinGenerics(parts);
  const first = merged[0];
  const receiver = first && receiverOf(first);
  const params: Parameter[] = [];
  for (const part of receiver === undefined ? merged : merged.slice(1)) {
    const colon = part.findIndex((token) => token.text === ':' && !token.joint);
    const written = part[colon - 1];
    if (colon < 1 || written?.kind !== 'identifier') return undefined;
    params.push({ name: withoutRaw(written.text), type: readType(part.slice(colon + 1)) });
  }
  const ret = returned(tokens.slice(close + 1));
  return {
    name: withoutRaw(name.text),
    ...(receiver === undefined ? {} : { receiver }),
    params,
    ...(ret === undefined || ret.text === '()' ? {} : { ret }),
  };
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const { kind } = tokens[at] as Token;
    if (kind === 'open') depth++;
    else if (kind === 'close' && --depth === 0) return at;
  }
  return -1;
}

/** `A<B, C>` was split at its comma. */
function joinGenerics(parts: readonly Token[][]): Token[][] {
  const joined: Token[][] = [];
  let depth = 0;
  for (const part of parts) {
    const last = joined.at(-1);
    if (depth > 0 && last) last.push(comma(last), ...part);
    else joined.push([...part]);
    for (const [index, { text }] of part.entries()) {
      if (text === '<') depth++;
      else if (text === '>' && part[index - 1]?.text !== '-') depth--;
    }
  }
  return joined;
}

function comma(before: readonly Token[]): Token {
  const end = before.at(-1)?.end ?? 0;
  return { kind: 'punctuation', text: ',', start: end, end: end + 1, source: 0, context: 0 };
}

function receiverOf(part: readonly Token[]): Signature['receiver'] {
  if (part.at(-1)?.text !== 'self') return undefined;
  if (part[0]?.text !== '&') return 'self';
  return part.some((token) => token.text === 'mut') ? '&mut self' : '&self';
}

function returned(tokens: readonly Token[]): TypeText | undefined {
  if (tokens[0]?.text !== '-' || tokens[1]?.text !== '>') return undefined;
  const end = tokens.findIndex(({ text }) => text === 'where' || text === '{' || text === ';');
  return readType(tokens.slice(2, end < 0 ? undefined : end));
}

function readType(tokens: readonly Token[]): TypeText {
  return { text: onOneLine(tokens), shape: shapeOf(tokens) };
}

function shapeOf(tokens: readonly Token[]): TypeShape {
  const [first, second] = tokens;
  const last = tokens.at(-1);
  if (first?.text === '&' && second?.kind !== 'lifetime') {
    const unique = second?.text === 'mut';
    return { k: 'reference', unique, of: readType(tokens.slice(unique ? 2 : 1)) };
  }
  if (first?.text === '(' && closing(tokens, 0) === tokens.length - 1) {
    const parts = joinGenerics(splitTopLevel(tokens.slice(1, -1), ','));
    return { k: 'tuple', of: parts.map(readType) };
  }
  if (first?.text === 'Option' && second?.text === '<' && last?.text === '>')
    return { k: 'option', of: readType(tokens.slice(2, -1)) };
  const isPath = tokens.length > 0 && tokens.every(({ kind, text }) => kind === 'identifier' || text === ':');
  return { k: isPath ? 'path' : 'other' };
}

/** Tokens of a type on one line. */
function onOneLine(tokens: readonly Token[]): string {
  let text = '';
  let before: Token | undefined;
  for (const token of tokens) {
    const words = before !== undefined && isWord(before) && isWord(token);
    const apart = before?.text === ',' || before?.text === ';' || before?.text === '=' || token.text === '=';
    text += (words || apart ? ' ' : '') + withoutRaw(token.text);
    before = token;
  }
  return text;
}

function isWord({ kind }: Token): boolean {
  return kind === 'identifier' || kind === 'lifetime' || kind === 'literal';
}

/** Words that cannot be the name of a variable (Rust reference, "Keywords", strict and reserved ones). */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move ' +
    'mut pub ref return self Self static struct super trait true type unsafe use where while abstract become box do ' +
    'final gen macro override priv try typeof unsized virtual yield'
  ).split(' '),
);

/** A name as a variable can be called: keywords with `r#` in front. */
export function variableName(name: string): string {
  return KEYWORDS.has(name) ? `r#${name}` : name;
}
