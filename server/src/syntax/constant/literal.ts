/** Numbers, characters and truth values as literals. Rules: Rust reference, "Tokens", literals. */
import type { ConstantExpression } from './expression';

const SUFFIXES: ReadonlySet<string> = new Set([
  ...['u8', 'u16', 'u32', 'u64', 'u128', 'usize'],
  ...['i8', 'i16', 'i32', 'i64', 'i128', 'isize'],
]);

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };

/** Longer numbers fit no type. */
const MOST_DIGITS = 200;

/**
 * What a literal's text stands for: integers of every form, `'c'`, `b'c'`. Anything else (floats, strings, a digit that
 * its base does not have) is `other`.
 */
export function readLiteral(text: string): ConstantExpression {
  if (text.startsWith("b'")) {
    const value = readCharacter(text.slice(1));
    return value === undefined || value > 255
      ? { k: 'other', what: 'a byte that is not understood' }
      : { k: 'integer', value: BigInt(value), suffix: 'u8' };
  }
  if (text.startsWith("'")) {
    const value = readCharacter(text);
    return value === undefined
      ? { k: 'other', what: 'a character that is not understood' }
      : { k: 'character', value };
  }
  if (isDigit(text.charCodeAt(0))) return readInteger(text);
  return { k: 'other', what: 'a literal that is no integer' };
}

function readInteger(text: string): ConstantExpression {
  const radix = text[0] === '0' ? RADIX[text[1] ?? ''] : undefined;
  const digitsAt = radix === undefined ? 0 : 2;
  const base = radix ?? 10;
  let at = digitsAt;
  let digits = '';
  while (at < text.length) {
    const character = text[at] as string;
    // In a hexadecimal number a suffix begins with `u` or `i`, which are no digits.
    if (character !== '_' && !isDigitOf(character, base)) break;
    if (character !== '_') digits += character;
    at++;
  }
  const suffix = text.slice(at);
  if (digits === '' || digits.length > MOST_DIGITS || (suffix !== '' && !SUFFIXES.has(suffix)))
    return { k: 'other', what: 'a literal that is no integer' };
  const prefix = radix === undefined ? '' : text.slice(0, 2);
  const value = BigInt(prefix + digits);
  return suffix === '' ? { k: 'integer', value } : { k: 'integer', value, suffix };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isDigitOf(character: string, base: number): boolean {
  const value = '0123456789abcdef'.indexOf(character.toLowerCase());
  return value >= 0 && value < base;
}

const ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  '\\': 92,
  '0': 0,
  "'": 39,
  '"': 34,
};

/** Code point of `'c'` with its quotes; `undefined` for anything that is not exactly one character. */
function readCharacter(text: string): number | undefined {
  if (!text.endsWith("'") || text.length < 3) return undefined;
  const inside = text.slice(1, -1);
  if (inside[0] !== '\\') {
    const code = inside.codePointAt(0) ?? 0;
    return String.fromCodePoint(code).length === inside.length ? code : undefined;
  }
  const simple = inside.length === 2 ? ESCAPES[inside[1] as string] : undefined;
  if (simple !== undefined) return simple;
  if (inside[1] === 'x' && inside.length === 4) return hexadecimal(inside.slice(2));
  if (inside.startsWith('\\u{') && inside.endsWith('}'))
    return hexadecimal(inside.slice(3, -1).replaceAll('_', ''));
  return undefined;
}

function hexadecimal(digits: string): number | undefined {
  if (digits === '' || digits.length > 6) return undefined;
  for (const digit of digits) if (!isDigitOf(digit, 16)) return undefined;
  return Number.parseInt(digits, 16);
}
