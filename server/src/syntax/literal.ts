/** What string literals stand for. Rules: Rust reference, "Tokens", string literals. */

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '0': '\0',
  "'": "'",
  '"': '"',
};

/** The inside of a string literal, character by character with the place where each was written. */
export interface LiteralContent {
  /** What the literal stands for; in byte and C strings `\xff` becomes the character of that number. */
  readonly value: string;
  /** For each UTF-16 unit of `value` its offset in the literal's text, then the offset of the closing quote. */
  readonly offsets: readonly number[];
  /** `''`, `'b'` or `'c'`. */
  readonly prefix: string;
}

/** Reads a string literal (plain, raw, byte, C). Undefined for other literals, a suffix, or a bad escape. */
export function readStringLiteral(text: string): LiteralContent | undefined {
  let at = 0;
  const prefix = text[0] === 'b' || text[0] === 'c' ? text[0] : '';
  at += prefix.length;
  const raw = text[at] === 'r';
  if (raw) at++;
  const hashesAt = at;
  while (raw && text[at] === '#') at++;
  const closing = `"${text.slice(hashesAt, at)}`;
  if (text[at] !== '"' || text.length < at + 1 + closing.length || !text.endsWith(closing)) return undefined;
  const end = text.length - closing.length;
  const offsets: number[] = [];
  let value = '';
  const push = (character: string, offset: number): void => {
    for (let i = 0; i < character.length; i++) offsets.push(offset);
    value += character;
  };
  at++;
  while (at < end) {
    const character = text[at]!;
    if (character === '\r' && text[at + 1] === '\n') {
      at++;
    } else if (character === '\\' && !raw) {
      const next = readEscape(text, at, end);
      if (next === undefined) return undefined;
      push(next.character, at);
      at = next.end;
    } else if (character === '"' && !raw) {
      return undefined;
    } else {
      push(character, at++);
    }
  }
  offsets.push(end);
  return { value, offsets, prefix };
}

function readEscape(text: string, at: number, end: number): { character: string; end: number } | undefined {
  const kind = text[at + 1];
  if (kind === undefined || at + 1 >= end) return undefined;
  const simple = SIMPLE_ESCAPES[kind];
  if (simple !== undefined) return { character: simple, end: at + 2 };
  if (kind === '\n' || kind === '\r') {
    let next = at + 1;
    while (next < end && ' \t\n\r'.includes(text[next]!)) next++;
    return { character: '', end: next };
  }
  const closing = kind === 'u' && text[at + 2] === '{' ? text.indexOf('}', at + 3) : -1;
  if (kind !== 'x' && closing < 0) return undefined;
  const digits = kind === 'x' ? text.slice(at + 2, at + 4) : text.slice(at + 3, closing).replaceAll('_', '');
  const value = hexadecimal(digits);
  if (value < 0 || value > 0x10ffff || (kind === 'x' && digits.length < 2)) return undefined;
  return { character: String.fromCodePoint(value), end: kind === 'x' ? at + 4 : closing + 1 };
}

/** At most six digits; -1 if there is anything else. */
function hexadecimal(digits: string): number {
  if (digits.length === 0 || digits.length > 6) return -1;
  let value = 0;
  for (const digit of digits.toLowerCase()) {
    const index = '0123456789abcdef'.indexOf(digit);
    if (index < 0) return -1;
    value = value * 16 + index;
  }
  return value;
}

/**
 * The string that a string literal's text stands for: `"a\n"`, `r#"…"#`, `b"…"`, `c"…"`.
 * Undefined if it is no string literal, has a suffix, or does not end.
 */
export function unquote(text: string): string | undefined {
  return readStringLiteral(text)?.value;
}
