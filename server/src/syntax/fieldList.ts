/** The braces of a struct literal or pattern, as far as names of fields go. */
import { withoutRaw } from './keywords';
import { matchDelimiters, tokenize } from './lexer';
import type { Token } from './token';

export interface WrittenField {
  /** Without `r#`; a number for tuple structs. */
  readonly name: string;
  /** UTF-16 offsets of the name. */
  readonly start: number;
  readonly end: number;
  /** Behind its value or pattern. */
  readonly stop: number;
}

export interface FieldList {
  readonly fields: readonly WrittenField[];
  /** `..` or `..base` stands at the end. */
  readonly rest: boolean;
  /** Offsets of what follows the `..`. */
  readonly base?: { readonly start: number; readonly end: number };
  /** Attributes stand in it: which fields there are depends on them. */
  readonly attributes: boolean;
  /** Offset behind the closing brace. */
  readonly end: number;
}

/** Longer lists are no structs. */
const LONGEST = 100_000;

/** Words that may stand before a name in a pattern. */
const BINDING_MODES: ReadonlySet<string> = new Set(['ref', 'mut', 'box']);

/** Reads the braces that follow a path that ends at `from`, generic arguments in between or not; `undefined` if none do. */
export function readFieldList(text: string, from: number): FieldList | undefined {
  let depth = 0;
  let inBraces = false;
  let isFirst = true;
  const isLast = ({ kind, text: word }: Token): boolean => {
    if (isFirst && word !== '{' && word !== ':' && word !== '<') return true;
    isFirst = false;
    if (kind === 'open') {
      inBraces ||= depth === 0 && word === '{';
      depth++;
    }
    return kind === 'close' && --depth <= 0 && (inBraces || depth < 0);
  };
  const tokens = tokenize(text, { start: from, end: from + LONGEST, isLast });
  const open = behindGenerics(tokens, 0);
  if (tokens[open]?.text !== '{') return undefined;
  const partners = matchDelimiters(tokens);
  const close = partners[open] ?? -1;
  if (close < 0) return undefined;
  const fields: WrittenField[] = [];
  let rest = false;
  let base: FieldList['base'];
  let attributes = false;
  for (let i = open + 1; i < close; ) {
    let next = i;
    while (next < close && tokens[next]?.text !== ',') {
      const partner = partners[next] ?? -1;
      next = partner > next ? partner + 1 : next + 1;
    }
    const token = tokens[i] as Token;
    if (token.text === '#') attributes = true;
    else if (token.text === '.') {
      rest = true;
      const [first, last] = [tokens[i + 2], tokens[next - 1]];
      if (first && last && next > i + 2) base = { start: first.start, end: last.end };
    } else {
      const name = nameOf(tokens.slice(i, next));
      if (!name) return undefined;
      fields.push(name);
    }
    i = next + 1;
  }
  return { fields, rest, ...(base ? { base } : {}), attributes, end: (tokens[close] as Token).end };
}

/** The field that `name: …`, `name`, `ref mut name` or `0: …` is about. */
function nameOf(tokens: readonly Token[]): WrittenField | undefined {
  const [first, second] = tokens;
  if (!first) return undefined;
  const isNamed = second?.text === ':';
  const token = isNamed || tokens.length === 1 ? first : tokens.at(-1);
  const modes = tokens.slice(0, -1);
  if (!token || (!isNamed && modes.some(({ text }) => !BINDING_MODES.has(text)))) return undefined;
  if (token.kind !== 'identifier' && !(isNamed && token.kind === 'literal')) return undefined;
  return {
    name: withoutRaw(token.text),
    start: token.start,
    end: token.end,
    stop: (tokens.at(-1) ?? token).end,
  };
}

/** Index behind `::<…>` or `<…>`; the index itself where no generic arguments begin. */
function behindGenerics(tokens: readonly Token[], from: number): number {
  let at = from;
  if (tokens[at]?.text === ':' && tokens[at + 1]?.text === ':') at += 2;
  if (tokens[at]?.text !== '<') return from;
  let depth = 0;
  for (; at < tokens.length; at++) {
    const { text, kind } = tokens[at] as Token;
    if (kind !== 'punctuation') continue;
    if (text === '<') depth++;
    // The `>` of an arrow closes nothing.
    else if (text === '>' && !(tokens[at - 1]?.joint && tokens[at - 1]?.text === '-') && --depth === 0)
      return at + 1;
  }
  return from;
}

/** Offset behind the generic arguments `::<…>` that follow a path which ends at `from`; `from` where there are none. */
export function endOfGenerics(text: string, from: number): number {
  if (!text.startsWith(':', from) && text.slice(from, from + 40).trimStart()[0] !== ':') return from;
  const tokens = tokenize(text, { start: from, end: Math.min(text.length, from + 4000) });
  const behind = behindGenerics(tokens, 0);
  return behind === 0 ? from : (tokens[behind - 1] as Token).end;
}

/** Whether an attribute stands directly in the parentheses that follow `from`: how many arguments there are depends on it. */
export function hasAttributesInCall(text: string, from: number): boolean {
  let depth = 0;
  let isMarked = false;
  let found = false;
  const isLast = ({ kind, text: word }: Token): boolean => {
    found = isMarked && word === '[';
    isMarked = depth === 1 && word === '#';
    if (kind === 'open') depth++;
    return found || (kind === 'close' && --depth <= 0);
  };
  tokenize(text, { start: from, end: from + 20_000, isLast });
  return found;
}
