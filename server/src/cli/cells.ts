/** Text as a terminal shows it: what each character looks like and how many columns it takes. */

/** One character as it is shown: its text on the terminal and how many columns that takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** UTF-16 offset in the line. */
  readonly at: number;
}

const TAB = '    ';

/**
 * A line as a terminal shows it: tabs become four blanks (as in rustc), control characters their visible
 * symbols, direction overrides a replacement character, so that nothing in a file can move the cursor.
 */
export function cells(line: string): Cell[] {
  const out: Cell[] = [];
  let at = 0;
  for (const character of line) {
    const shown = visible(character);
    out.push({ text: shown, width: shown === character ? widthOf(character) : displayWidth(shown), at });
    at += character.length;
  }
  return out;
}

/** Columns that a text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** A text that may hold anything (a path, a message), made safe to print on one line. */
export function printable(text: string): string {
  let out = '';
  for (const character of text) out += character === '\n' ? ' ' : visible(character);
  return out;
}

function visible(character: string): string {
  if (character === '\t') return TAB;
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  if (code >= 0x80 && code < 0xa0) return '\ufffd';
  // Bidirectional overrides and isolates, and the line separators that some terminals obey.
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return '\ufffd';
  if (code === 0x2028 || code === 0x2029) return '\ufffd';
  if (code === 0x200d) return '';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return character;
}

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** East Asian wide and full-width blocks and emoji (Unicode's EastAsianWidth.txt, W and F, joined to blocks). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26a1, 0x26a1],
  [0x26bd, 0x26be],
  [0x26d4, 0x26d4],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

function widthOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (WIDE.some(([first, last]) => code >= first && code <= last)) return 2;
  return ZERO_WIDTH.test(character) ? 0 : 1;
}
