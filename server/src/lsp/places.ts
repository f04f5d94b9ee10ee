/** From offsets in files to positions of the protocol. */
import type { Position, Range } from 'vscode-languageserver';
import { LineIndex, type PositionEncoding } from '../text/lineIndex';

/** Line tables by path, kept as long as the text is the same. */
export class LineTables {
  private readonly kept = new Map<string, LineIndex>();

  /** The table of a text; the one that was made last for the path if it was of this text. */
  of(path: string, text: string): LineIndex {
    const known = this.kept.get(path);
    if (known?.text === text) return known;
    const made = new LineIndex(text);
    this.kept.set(path, made);
    return made;
  }

  /** Forgets a path. */
  drop(path: string): void {
    this.kept.delete(path);
  }
}

interface Lines {
  readonly index: LineIndex;
  /** Characters in front of what analyses see: a client may keep the byte order mark in its document. */
  readonly before: number;
}

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Places in the texts that an analysis has seen: open documents in the version that was given to it, all others as
 * `textOf` has them now: in the midst of a round a request may give the analyses other texts.
 */
export class Places {
  constructor(
    readonly textOf: (path: string) => string | undefined,
    readonly encoding: PositionEncoding,
    private readonly tables = new LineTables(),
  ) {}

  /** Range of UTF-16 offsets in a file; offsets behind the end are clamped; `undefined` where there is no such file. */
  range(path: string, start: number, end: number): Range | undefined {
    const lines = this.linesOf(path);
    if (lines === undefined) return undefined;
    const { index, before } = lines;
    return {
      start: index.positionAt(start + before, this.encoding),
      end: index.positionAt(end + before, this.encoding),
    };
  }

  /** UTF-16 offsets of a range in a file; clamped; `undefined` where there is no such file. */
  offsets(path: string, { start, end }: Range): readonly [start: number, end: number] | undefined {
    const lines = this.linesOf(path);
    return lines && [this.offsetIn(lines, start), this.offsetIn(lines, end)];
  }

  /** UTF-16 offset of a position in a file; clamped; `undefined` where there is no such file. */
  offset(path: string, position: Position): number | undefined {
    const lines = this.linesOf(path);
    return lines && this.offsetIn(lines, position);
  }

  private offsetIn({ index, before }: Lines, position: Position): number {
    return Math.max(0, index.offsetAt(position, this.encoding) - before);
  }

  /** Position of a line and column as rustc counts them (from 1, columns in characters). */
  rustcPosition(path: string, line: number, column: number): Position | undefined {
    const lines = this.linesOf(path);
    if (lines === undefined) return undefined;
    const { index, before } = lines;
    // rustc counts a byte order mark as nothing.
    return index.positionAt(index.rustcOffset(line, column) + (line === 1 ? before : 0), this.encoding);
  }

  private linesOf(path: string): Lines | undefined {
    const text = this.textOf(path);
    if (text === undefined) return undefined;
    return { index: this.tables.of(path, text), before: text.startsWith(BYTE_ORDER_MARK) ? 1 : 0 };
  }
}
