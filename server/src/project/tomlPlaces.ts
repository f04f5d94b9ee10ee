/** Where a key stands in a TOML text, for messages: the TOML reader does not say. */

export interface Place {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/**
 * The place of a key such as `['package', 'edition']`, or of the longest part of it that is written somewhere (the header
 * of `[package]`); `{}` if nothing is. Looks at lines only: `[a.b]` headers, `a.b = …` and the first key of `{ … }` on
 * the line; a multi-line string that looks like a key may mislead it, which costs a misplaced message and no more.
 */
export function locateKey(text: string, keys: readonly string[]): Place | { start?: never; end?: never } {
  let best: Place | undefined;
  let bestLength = 0;
  let header: readonly string[] = [];
  let lineStart = 0;
  while (lineStart <= text.length && bestLength < keys.length) {
    const found = text.indexOf('\n', lineStart);
    const lineEnd = found === -1 ? text.length : found;
    const line = text.slice(lineStart, lineEnd);
    const indent = line.length - line.trimStart().length;
    const isHeader = line[indent] === '[';
    const from = isHeader ? (line[indent + 1] === '[' ? indent + 2 : indent + 1) : indent;
    const { names, end } = readKey(line, from);
    const follows = line.slice(end).trimStart()[0];
    if (names.length > 0 && follows === (isHeader ? ']' : '=')) {
      const full = isHeader ? names : [...header, ...names];
      if (isHeader) header = names;
      let length = isPrefix(full, keys) ? full.length : isPrefix(keys, full) ? keys.length : 0;
      let place: Place = { start: lineStart + from, end: lineStart + end };
      const inner = length === full.length ? keys[length] : undefined;
      if (inner !== undefined && !isHeader) {
        const at = innerKey(line, end, inner);
        if (at !== -1) {
          length += 1;
          place = { start: lineStart + at, end: lineStart + at + inner.length };
        }
      }
      if (length > bestLength) {
        best = place;
        bestLength = length;
      }
    }
    lineStart = lineEnd + 1;
  }
  return best ?? {};
}

/** The place of a string with exactly this value, at or behind an offset; `{}` if it is written in another way. */
export function locateString(text: string, value: string, from = 0): Place | { start?: never; end?: never } {
  for (const quote of ['"', "'"]) {
    const at = text.indexOf(quote + value + quote, from);
    if (at !== -1) return { start: at, end: at + value.length + 2 };
  }
  return {};
}

/** Reads a dotted key: `a."b c".d`. */
function readKey(line: string, from: number): { readonly names: readonly string[]; readonly end: number } {
  const names: string[] = [];
  let at = from;
  for (;;) {
    while (line[at] === ' ' || line[at] === '\t') at += 1;
    const start = at;
    const quote = line[at];
    if (quote === '"' || quote === "'") {
      const end = closingQuote(line, at);
      if (end === -1) return { names: [], end: at };
      names.push(
        quote === '"' ? line.slice(start + 1, end).replaceAll('\\"', '"') : line.slice(start + 1, end),
      );
      at = end + 1;
    } else {
      while (isBareKey(line.charCodeAt(at))) at += 1;
      if (at === start) return { names: [], end: at };
      names.push(line.slice(start, at));
    }
    const end = at;
    while (line[at] === ' ' || line[at] === '\t') at += 1;
    if (line[at] !== '.') return { names, end };
    at += 1;
  }
}

function closingQuote(line: string, open: number): number {
  for (let at = open + 1; at < line.length; at++) {
    if (line[open] === '"' && line[at] === '\\') at += 1;
    else if (line[at] === line[open]) return at;
  }
  return -1;
}

/** `key =` inside an inline table on the same line. */
function innerKey(line: string, from: number, key: string): number {
  for (let at = line.indexOf(key, from); at !== -1; at = line.indexOf(key, at + 1)) {
    const before = line[at - 1];
    const after = line.slice(at + key.length).trimStart()[0];
    if ((before === ' ' || before === '{' || before === ',') && (after === '=' || after === '.')) return at;
  }
  return -1;
}

function isPrefix(short: readonly string[], long: readonly string[]): boolean {
  return short.length <= long.length && short.every((name, index) => name === long[index]);
}

/** A–Z, a–z, 0–9, `-`, `_`. */
function isBareKey(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 45 ||
    code === 95
  );
}
