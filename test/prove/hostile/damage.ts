/** Good texts spoiled: as transfers, editors, merges and disks spoil them, and worse. */
import type { Choices } from '../random';
import type { Content } from './input';

/** Pieces that readers trip over. */
const POISON: readonly string[] = [
  '\0', '\ufeff', '\r', '\r\n', '\n', '\t', '\u2028', '\u2029', '\u200b', '\u202e', '\ud800', '\udc00', '\ud83d',
  '😀', 'é', '\u0301', '\x1b[31m', '\\', '"', "'", '`', '/*', '*/', '//', '///', '//!', '#', '#!', '#[', '#![', 'r#"',
  '"#', 'b"', "b'", 'c"', 'r#', '{', '}', '(', ')', '[', ']', '<', '>', '::', '..=', '...', '=>', '->', '$', '$crate',
  '$(', ')*', '!', '?', '@', '_', '&', '|', ';', ',', '=', '0x', '1e', '1.', "'a", 'unsafe', 'extern', 'macro_rules!',
  'mod', 'use', 'pub', 'impl', 'fn', 'const', 'self', 'super', 'crate', 'Self', 'dyn', 'async', '__proto__',
  'constructor', 'toString', 'hasOwnProperty', 'include!("lib.rs")', '<<<<<<< HEAD\n', '=======\n', '>>>>>>> main\n',
]; // biome-ignore format: a table

/** A text with one to some places spoiled. */
export function spoiled(c: Choices, text: string): string {
  let now = text;
  for (let left = 1 + c.below(c.chance(0.2) ? 40 : 4); left > 0; left--) now = spoil(c, now);
  return now;
}

function spoil(c: Choices, text: string): string {
  const at = c.below(text.length + 1);
  const other = c.below(text.length + 1);
  const [from, to] = at < other ? [at, other] : [other, at];
  const some = 1 + c.below(c.chance(0.2) ? 400 : 8);
  switch (
    c.weighted({
      cut: 2,
      drop: 5,
      put: 8,
      double: 2,
      swap: 2,
      word: 4,
      repeat: 1,
      reverse: 1,
      case: 1,
      upsideDown: 1,
    })
  ) {
    case 'cut':
      return text.slice(0, at);
    case 'drop':
      return text.slice(0, at) + text.slice(at + some);
    case 'put':
      return text.slice(0, at) + c.pick(POISON) + text.slice(at);
    case 'double':
      return text.slice(0, to) + text.slice(from);
    case 'swap':
      return (
        text.slice(0, from) +
        text.slice(to, to + some) +
        text.slice(from + some, to) +
        text.slice(from, from + some) +
        text.slice(to + some)
      );
    case 'word': {
      const words = text.match(/\w+|[^\w\s]/g);
      return words === null ? text : text.slice(0, at) + c.pick(words) + text.slice(at + some);
    }
    case 'repeat':
      return text.slice(0, at) + text.slice(at, at + some).repeat(1 + c.below(50)) + text.slice(at + some);
    case 'reverse':
      return text.slice(0, at) + [...text.slice(at, at + some)].reverse().join('') + text.slice(at + some);
    case 'case':
      return text.slice(0, at) + text.slice(at, at + some).toUpperCase() + text.slice(at + some);
    default:
      return text.slice(at) + text.slice(0, at);
  }
}

/** The bytes of a text, some of them wrong. */
export function spoiledBytes(c: Choices, text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const spoilt = bytes.slice(0, c.chance(0.3) ? c.below(bytes.length + 1) : bytes.length);
  for (let left = c.below(20); left > 0 && spoilt.length > 0; left--)
    spoilt[c.below(spoilt.length)] = c.pick([
      0,
      0x80,
      0xbf,
      0xc0,
      0xe2,
      0xed,
      0xf0,
      0xfe,
      0xff,
      c.below(256),
    ]);
  const start = c.weighted({ none: 12, mark: 2, utf16: 1, utf16Big: 1 });
  if (start === 'mark') return Uint8Array.from([0xef, 0xbb, 0xbf, ...spoilt]);
  if (start === 'none') return spoilt;
  // UTF-16, as some editors of another system write it.
  const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
  return start === 'utf16' ? Uint8Array.from(wide) : Uint8Array.from(wide.swap16());
}

/** As text, or as bytes. */
export function damaged(c: Choices, text: string): Content {
  return c.chance(0.7) ? spoiled(c, text) : spoiledBytes(c, text);
}

/** Letters of all kinds in no order. */
export function noise(c: Choices, length: number): string {
  const alphabet = c.pick(['ascii', 'latin', 'all', 'surrogates', 'poison']);
  let text = '';
  while (text.length < length)
    text +=
      alphabet === 'poison'
        ? c.pick(POISON)
        : alphabet === 'all'
          ? String.fromCodePoint(c.below(0x11_0000))
          : String.fromCharCode(
              alphabet === 'surrogates'
                ? 0xd7f0 + c.below(0x820)
                : c.below(alphabet === 'ascii' ? 128 : 0x250),
            );
  return text;
}

/** JSON with one node replaced, dropped or doubled. */
export function spoiledJson(c: Choices, json: unknown): unknown {
  const copy = structuredClone(json);
  for (let left = 1 + c.below(3); left > 0; left--) {
    let holder: Record<string, unknown> | unknown[] | undefined;
    let at: unknown = copy;
    let key = '';
    for (let depth = c.below(12); depth >= 0; depth--) {
      if (typeof at !== 'object' || at === null) break;
      const keys = Object.keys(at);
      if (keys.length === 0) break;
      holder = at as Record<string, unknown>;
      key = c.pick(keys);
      at = (at as Record<string, unknown>)[key];
    }
    if (holder === undefined) return wrongValue(c);
    const how = c.weighted({ other: 6, gone: 2, more: 1 });
    if (how === 'gone') {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
    } else if (how === 'more')
      (holder as Record<string, unknown>)[c.pick(['__proto__x', 'constructor', '', 'x'])] = wrongValue(c);
    else (holder as Record<string, unknown>)[key] = wrongValue(c);
  }
  return copy;
}

/** A value of any type that JSON has. */
export function wrongValue(c: Choices): unknown {
  return c.pick<unknown>([
    null, true, false, 0, -1, 1, 2 ** 31, 2 ** 53, -(2 ** 53), 1.5, 1e308, '', 'x', '\0', '\ud800', 'seL4_NoError',
    '__proto__', [], {}, [[]], [null], { a: 1 }, ['', 0], 'x'.repeat(10_000), [1, [2, [3, [4]]]],
  ]); // biome-ignore format: a table
}
