/** From offsets in files to positions of the protocol. */
import type { Range } from 'vscode-languageserver';
import type { FileSystem } from '../project/model';
import { LineIndex, type PositionEncoding } from '../text/lineIndex';
import type { OpenDocument } from './documents';

/**
 * Line tables of the texts that an analysis has seen: open documents in the version that was given to it, all others
 * from disk. Made anew for each round of reporting, so that a file that changed meanwhile is read again.
 */
export class Places {
  private readonly lines = new Map<string, LineIndex | undefined>();

  constructor(
    private readonly applied: (path: string) => OpenDocument | undefined,
    private readonly files: FileSystem,
    readonly encoding: PositionEncoding,
  ) {}

  /** Range of UTF-16 offsets in a file; offsets behind the end are clamped; `undefined` where there is no such file. */
  range(path: string, start: number, end: number): Range | undefined {
    const lines = this.linesOf(path);
    if (lines === undefined) return undefined;
    return { start: lines.positionAt(start, this.encoding), end: lines.positionAt(end, this.encoding) };
  }

  /** UTF-16 offsets of a range in a file; clamped; `undefined` where there is no such file. */
  offsets(path: string, { start, end }: Range): readonly [start: number, end: number] | undefined {
    const lines = this.linesOf(path);
    return lines && [lines.offsetAt(start, this.encoding), lines.offsetAt(end, this.encoding)];
  }

  /** UTF-16 offset of a position in a file; clamped; `undefined` where there is no such file. */
  offset(path: string, position: Range['start']): number | undefined {
    return this.linesOf(path)?.offsetAt(position, this.encoding);
  }

  private linesOf(path: string): LineIndex | undefined {
    if (this.lines.has(path)) return this.lines.get(path);
    const text = this.applied(path)?.text ?? this.files.readText(path);
    const lines = text === undefined ? undefined : new LineIndex(text);
    this.lines.set(path, lines);
    return lines;
  }
}
