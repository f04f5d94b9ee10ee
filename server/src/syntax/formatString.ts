/**
 * Names that format strings take from their surroundings (`"{name}"`).
 * Rules: std::fmt, "Syntax", and RFC 2795.
 */
import { readStringLiteral } from './literal';

export interface FormatCapture {
  readonly name: string;
  /** UTF-16 offsets in the text of the literal. */
  readonly start: number;
  readonly end: number;
}

/**
 * Names in a format string literal: `{name}`, `{name:?}`, `{:width$}`, `{:.precision$}`. Positions (`{0}`) and
 * `{{` are none. Whether a name is one of the macro's own `name = value` arguments is not known here.
 * Empty for anything that is not a plain or raw string; a placeholder that is not well-formed is left out.
 */
export function formatCaptures(literalText: string): FormatCapture[] {
  const content = readStringLiteral(literalText);
  if (content === undefined || content.prefix !== '' || !content.value.includes('{')) return [];
  const { value, offsets } = content;
  const captures: FormatCapture[] = [];
  let at = 0;
  while (at < value.length) {
    if (value[at] !== '{') {
      at++;
    } else if (value[at + 1] === '{') {
      at += 2;
    } else {
      const found: (readonly [number, number])[] = [];
      const end = placeholder(value, at + 1, found);
      if (end < 0) {
        at++;
        continue;
      }
      for (const [from, to] of found) {
        captures.push({ name: value.slice(from, to), start: offsets[from]!, end: offsets[to]! });
      }
      at = end;
    }
  }
  return captures;
}

/** Reads what stands behind `{`; gives the offset behind `}`, or -1. */
function placeholder(value: string, from: number, found: (readonly [number, number])[]): number {
  let at = skipSpace(value, from);
  const argument = wordEnd(value, at);
  if (argument > at && !isDigit(value[at]!)) found.push([at, argument]);
  at = skipSpace(value, argument);
  if (value[at] === ':') at = specification(value, at + 1, found);
  at = skipSpace(value, at);
  return value[at] === '}' ? at + 1 : -1;
}

/** `[[fill]align][sign]['#']['0'][width]['.' precision][type]` */
function specification(value: string, from: number, found: (readonly [number, number])[]): number {
  let at = from;
  const fill = value.codePointAt(at);
  const behindFill = at + (fill !== undefined && fill > 0xffff ? 2 : 1);
  if (isAlign(value[behindFill])) at = behindFill + 1;
  else if (isAlign(value[at])) at++;
  if (value[at] === '+' || value[at] === '-') at++;
  if (value[at] === '#') at++;
  if (value[at] === '0' && value[at + 1] !== '$') at++;
  at = count(value, at, found);
  if (value[at] === '.') at = value[at + 1] === '*' ? at + 2 : count(value, at + 1, found);
  at = wordEnd(value, at);
  return value[at] === '?' ? at + 1 : at;
}

/** `8`, `0$`, `name$`; a word without `$` is the type that follows. */
function count(value: string, from: number, found: (readonly [number, number])[]): number {
  let digits = from;
  while (digits < value.length && isDigit(value[digits]!)) digits++;
  if (digits > from) return value[digits] === '$' ? digits + 1 : digits;
  const end = wordEnd(value, from);
  if (end === from || value[end] !== '$') return from;
  found.push([from, end]);
  return end + 1;
}

const isAlign = (character: string | undefined): boolean =>
  character === '<' || character === '^' || character === '>';

const isDigit = (character: string): boolean => character >= '0' && character <= '9';

function wordEnd(value: string, from: number): number {
  let at = from;
  while (at < value.length && isWordCharacter(value[at]!)) at++;
  return at;
}

function isWordCharacter(character: string): boolean {
  const lower = character.toLowerCase();
  return isDigit(character) || character === '_' || (lower >= 'a' && lower <= 'z') || character >= '\u00aa';
}

function skipSpace(value: string, from: number): number {
  let at = from;
  while (at < value.length && ' \t\n\r'.includes(value[at]!)) at++;
  return at;
}
