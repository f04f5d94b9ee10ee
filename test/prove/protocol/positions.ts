/** Positions of the protocol, worked out here by hand: the server's own code is what is tried. */
import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';

export type Encoding = 'utf-8' | 'utf-16' | 'utf-32';

/** Position of a UTF-16 offset that lies within no surrogate pair and no `\r\n`. */
export function positionAt(text: string, offset: number, encoding: Encoding): Position {
  const before = text.slice(0, offset);
  // LSP 3.17, "Text Documents": line ends are `\n`, `\r\n` and `\r`.
  const ends = [...before.matchAll(/\r\n|\n|\r/g)];
  const last = ends.at(-1);
  const rest = before.slice(last === undefined ? 0 : last.index + last[0].length);
  const character =
    encoding === 'utf-16'
      ? rest.length
      : encoding === 'utf-32'
        ? [...rest].length
        : Buffer.byteLength(rest, 'utf8');
  return { line: ends.length, character };
}

function rangeOf(text: string, start: number, end: number, encoding: Encoding): Range {
  return { start: positionAt(text, start, encoding), end: positionAt(text, end, encoding) };
}

/** How a change is sent: what differs, in two parts, or the whole text. */
export type Form = 'range' | 'two' | 'whole';

/** Changes that lead from one text to another, as an editor sends them. */
export function changesBetween(
  before: string,
  after: string,
  form: Form,
  encoding: Encoding,
): TextDocumentContentChangeEvent[] {
  if (form === 'whole') return [{ text: after }];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  while (start > 0 && (splits(before, start) || splits(after, start))) start--;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  while (same > 0 && (splits(before, before.length - same) || splits(after, after.length - same))) same--;
  const end = before.length - same;
  const put = after.slice(start, after.length - same);
  if (form === 'range') return [{ range: rangeOf(before, start, end, encoding), text: put }];
  // What goes first, then what comes, at its place in the text that the first change leaves.
  const between = before.slice(0, start) + before.slice(end);
  if (splits(between, start)) return [{ text: after }];
  return [
    { range: rangeOf(before, start, end, encoding), text: '' },
    { range: rangeOf(between, start, start, encoding), text: put },
  ];
}

/** Whether an offset lies where no position is: inside of a surrogate pair or of a line's end. */
function splits(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  return (before === 13 && after === 10) || (isHigh(before) && after >= 0xdc00 && after < 0xe000);
}

const isHigh = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
