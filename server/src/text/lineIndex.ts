/** Where a character offset is, in lines and columns, for editors (LSP) and for rustc's way of counting. */

/** How an editor counts columns: bytes of UTF-8, UTF-16 code units, or code points (LSP 3.17, PositionEncodingKind). */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/** 0-based line and column, the column in units of the encoding. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Prefix sums are kept for every block of this many UTF-16 units: columns cost at most one block's scan. */
const BLOCK = 512;

const LF = 10;
const CR = 13;

/**
 * Line and column of offsets in one text, and back.
 * Offsets are UTF-16 indices into the string. Lines end with `\n`, `\r\n` or a lone `\r` as in LSP; the methods whose
 * names say `rustc` count only `\n`, 1-based, in code points, as rustc's JSON does.
 * Out-of-range arguments are clamped. One long line costs no more than many short ones.
 */
export class LineIndex {
  readonly text: string;
  /** Offset where each LSP line begins. */
  readonly #starts: readonly number[];
  /** Offset where each rustc line begins; the same array unless there are lone `\r`. */
  readonly #rustcStarts: readonly number[];
  /** UTF-8 bytes and code points before each block, made when first asked for. */
  #sums: { readonly bytes: Float64Array; readonly points: Float64Array } | undefined;

  constructor(text: string) {
    this.text = text;
    if (text.includes('\r')) {
      this.#starts = startsWithCarriageReturns(text);
      this.#rustcStarts = startsAfterLineFeeds(text);
    } else {
      this.#starts = startsAfterLineFeeds(text);
      this.#rustcStarts = this.#starts;
    }
  }

  /** Number of LSP lines, at least 1. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset of the first character of a 0-based LSP line; clamped. */
  lineStart(line: number): number {
    return this.#starts[clamp(line, this.#starts.length - 1)]!;
  }

  /** Offset just behind the last character of a 0-based LSP line, without its line end; clamped. */
  lineEnd(line: number): number {
    return contentEnd(this.text, this.#starts, clamp(line, this.#starts.length - 1), true);
  }

  /** Text of a 0-based LSP line without its line end; empty when there is no such line. */
  lineText(line: number): string {
    return line >= 0 && line < this.lineCount
      ? this.text.slice(this.lineStart(line), this.lineEnd(line))
      : '';
  }

  /** LSP position of an offset; clamped to the text. An offset inside a surrogate pair counts as the pair's start. */
  positionAt(offset: number, encoding: PositionEncoding): Position {
    const at = clamp(offset, this.text.length);
    const line = lineOf(this.#starts, at);
    const start = this.#starts[line]!;
    // A position between `\r` and `\n` does not exist in LSP: it is the end of the line.
    const within = Math.min(at, this.lineEnd(line));
    if (encoding === 'utf-16') return { line, character: within - start };
    const end = this.#characterStart(within);
    return { line, character: this.#units(end, encoding) - this.#units(start, encoding) };
  }

  /** Offset of an LSP position; lines and columns beyond the end are clamped to the end of the text or of the line. */
  offsetAt(position: Position, encoding: PositionEncoding): number {
    if (position.line < 0) return 0;
    if (position.line >= this.lineCount) return this.text.length;
    const line = Math.trunc(position.line);
    const start = this.lineStart(line);
    const end = this.lineEnd(line);
    const character = Math.max(0, Math.trunc(position.character) || 0);
    if (encoding === 'utf-16') return Math.min(start + character, end);
    return Math.min(this.#offsetOfUnits(this.#units(start, encoding) + character, encoding), end);
  }

  /** 1-based line and column of an offset as rustc prints them: lines end with `\n` only, columns count code points. */
  rustcPosition(offset: number): { readonly line: number; readonly column: number } {
    const at = this.#characterStart(clamp(offset, this.text.length));
    const line = lineOf(this.#rustcStarts, at);
    const start = this.#rustcStarts[line]!;
    return { line: line + 1, column: this.#units(at, 'utf-32') - this.#units(start, 'utf-32') + 1 };
  }

  /** Offset of a 1-based line and column as rustc prints them; clamped. */
  rustcOffset(line: number, column: number): number {
    if (line < 1) return 0;
    if (line > this.#rustcStarts.length) return this.text.length;
    const start = this.#rustcStarts[line - 1]!;
    const end = contentEnd(this.text, this.#rustcStarts, line - 1, false);
    return Math.min(
      this.#offsetOfUnits(this.#units(start, 'utf-32') + Math.max(0, column - 1), 'utf-32'),
      end,
    );
  }

  /** Text of a 1-based rustc line without `\n` or `\r\n`; empty when there is no such line. */
  rustcLineText(line: number): string {
    const start = this.#rustcStarts[line - 1];
    return start === undefined
      ? ''
      : this.text.slice(start, contentEnd(this.text, this.#rustcStarts, line - 1, true));
  }

  #characterStart(offset: number): number {
    return isPairAt(this.text, offset - 1) ? offset - 1 : offset;
  }

  /** Bytes or code points before an offset. */
  #units(offset: number, encoding: 'utf-8' | 'utf-32'): number {
    const block = Math.floor(offset / BLOCK);
    const sums = this.#blockSums();
    let sum = (encoding === 'utf-8' ? sums.bytes : sums.points)[block]!;
    for (let at = block * BLOCK; at < offset; at++) sum += unitsAt(this.text, at, encoding);
    return sum;
  }

  /** The largest character start with at most so many bytes or code points before it. */
  #offsetOfUnits(units: number, encoding: 'utf-8' | 'utf-32'): number {
    const sums = this.#blockSums()[encoding === 'utf-8' ? 'bytes' : 'points'];
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (sums[middle]! <= units) low = middle;
      else high = middle - 1;
    }
    let at = low * BLOCK;
    let sum = sums[low]!;
    while (at < this.text.length) {
      const here = unitsAt(this.text, at, encoding);
      if (sum + here > units) break;
      sum += here;
      at += 1;
    }
    return this.#characterStart(at);
  }

  #blockSums(): { readonly bytes: Float64Array; readonly points: Float64Array } {
    if (this.#sums !== undefined) return this.#sums;
    const { text } = this;
    const blocks = Math.floor(text.length / BLOCK) + 1;
    const bytes = new Float64Array(blocks);
    const points = new Float64Array(blocks);
    let byteSum = 0;
    let pointSum = 0;
    for (let at = 0; at < text.length; at++) {
      if (at % BLOCK === 0) {
        bytes[at / BLOCK] = byteSum;
        points[at / BLOCK] = pointSum;
      }
      byteSum += unitsAt(text, at, 'utf-8');
      pointSum += unitsAt(text, at, 'utf-32');
    }
    if (text.length % BLOCK === 0) {
      bytes[blocks - 1] = byteSum;
      points[blocks - 1] = pointSum;
    }
    this.#sums = { bytes, points };
    return this.#sums;
  }
}

/** Bytes or code points that the unit at `at` adds: a pair counts whole at its first half, and 0 at its second. */
function unitsAt(text: string, at: number, encoding: 'utf-8' | 'utf-32'): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return 1;
  const utf8 = encoding === 'utf-8';
  if (code < 0x800) return utf8 ? 2 : 1;
  if (code < 0xd800 || code > 0xdfff) return utf8 ? 3 : 1;
  if (isPairAt(text, at)) return utf8 ? 4 : 1;
  if (isPairAt(text, at - 1)) return 0;
  // A lone half becomes U+FFFD when it is written as UTF-8.
  return utf8 ? 3 : 1;
}

function isPairAt(text: string, at: number): boolean {
  if (at < 0) return false;
  const first = text.charCodeAt(at);
  if (!(first >= 0xd800 && first <= 0xdbff)) return false;
  const second = text.charCodeAt(at + 1);
  return second >= 0xdc00 && second <= 0xdfff;
}

function startsAfterLineFeeds(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function startsWithCarriageReturns(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
  }
  return starts;
}

/** End of a line's content: in front of its `\n`, and of `\r` or `\r\n` if carriage returns count. */
function contentEnd(text: string, starts: readonly number[], line: number, carriageReturns: boolean): number {
  const next = starts[line + 1];
  if (next === undefined) return text.length;
  const start = starts[line]!;
  let end = next;
  if (end > start && text.charCodeAt(end - 1) === LF) end -= 1;
  else if (end > start && text.charCodeAt(end - 1) === CR) return end - 1;
  if (carriageReturns && end > start && text.charCodeAt(end - 1) === CR) end -= 1;
  return end;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function clamp(value: number, high: number): number {
  return value > 0 ? Math.min(Math.trunc(value), high) : 0;
}
