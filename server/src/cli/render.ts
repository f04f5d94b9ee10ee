/** One finding as text, in the form that rustc has taught everybody to read. */
import type { Finding, Severity } from '../diagnose/finding';
import { LineIndex } from '../text/lineIndex';
import { type Cell, cells, displayWidth, printable } from './cells';
import type { Paint } from './style';

export interface RenderOptions {
  readonly paint: Paint;
  /** Columns that a source line may take; longer ones are cut around the span. */
  readonly width: number;
  /** Text of a file; `undefined` if it cannot be read (then only the place is missing). */
  readonly textOf: (file: string) => string | undefined;
  /** How a file is called in the output. */
  readonly nameOf: (file: string) => string;
}

const SEVERITY_WORD: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'hint',
};

/**
 * Renders findings one by one and keeps the line tables of the files it has seen.
 * The result of {@link finding} ends without a line break.
 */
export class Renderer {
  private readonly sources = new Map<string, LineIndex | undefined>();

  constructor(private readonly options: RenderOptions) {}

  /** @param notes extra lines, such as the views in which the finding holds */
  finding(finding: Finding, notes: readonly string[] = []): string {
    const { paint, nameOf } = this.options;
    const word = SEVERITY_WORD[finding.severity];
    const head =
      paint(finding.severity, `${word}[${finding.code}]`) +
      paint('strong', `: ${printable(finding.message)}`);
    const source = this.source(finding.file);
    const place = source?.rustcPosition(finding.start);
    const gutter = String(place?.line ?? 0).length;
    const indent = ' '.repeat(gutter);
    const where = `${printable(nameOf(finding.file))}${place ? `:${place.line}:${place.column}` : ''}`;
    const lines = [head, `${indent}${paint('gutter', '-->')} ${where}`];
    const bar = `${indent} ${paint('gutter', '|')}`;
    if (source && place && finding.end > finding.start) {
      const label = finding.rustcCode === undefined ? '' : ` ${finding.rustcCode} in rustc`;
      lines.push(bar, ...this.snippet(source, finding, place.line, label), bar);
    }
    const remarks: string[] = [];
    if (finding.help) remarks.push(`${paint('strong', 'help')}: ${printable(finding.help)}`);
    for (const note of notes) remarks.push(`${paint('strong', 'note')}: ${printable(note)}`);
    for (const remark of remarks) lines.push(`${indent} ${paint('gutter', '=')} ${remark}`);
    for (const related of finding.related) {
      // A definition inside a built-in snapshot is no file that a person could open from a terminal.
      const there = this.source(related.file)?.rustcPosition(related.start);
      if (there === undefined) continue;
      lines.push(`${paint('note', 'note')}${paint('strong', `: ${printable(related.message)}`)}`);
      const at = `${printable(nameOf(related.file))}:${there.line}:${there.column}`;
      lines.push(`${indent}${paint('gutter', '-->')} ${at}`);
    }
    return lines.join('\n');
  }

  private snippet(source: LineIndex, finding: Finding, line: number, label: string): string[] {
    const { paint, width } = this.options;
    const lineStart = source.rustcOffset(line, 1);
    const start = finding.start - lineStart;
    const text = source.rustcLineText(line);
    // A span over several lines is underlined to the end of its first one.
    const goesOn = finding.end - lineStart > text.length;
    const end = goesOn ? text.length : finding.end - lineStart;
    const cut = cutAround(text, start, end, width);
    const carets = '^'.repeat(Math.max(1, cut.spanWidth)) + (goesOn ? '...' : '');
    const gutter = paint('gutter', `${line} |`);
    const indent = ' '.repeat(String(line).length);
    const shown = cut.text.trimEnd();
    return [
      shown === '' ? gutter : `${gutter} ${shown}`,
      `${indent} ${paint('gutter', '|')} ${' '.repeat(cut.before)}${paint(finding.severity, carets + label)}`,
    ];
  }

  private source(file: string): LineIndex | undefined {
    if (!this.sources.has(file)) {
      const text = this.options.textOf(file);
      this.sources.set(file, text === undefined ? undefined : new LineIndex(text));
    }
    return this.sources.get(file);
  }
}

interface Cut {
  readonly text: string;
  /** Columns before the span. */
  readonly before: number;
  /** Columns that the span takes. */
  readonly spanWidth: number;
}

const DOTS = '...';

/** Characters beside a span that are looked at, for each column: some take none, hardly any that many. */
const PER_COLUMN = 8;

/**
 * Chooses the part of a line that is shown: all of it if it fits, else a window with the span in it and
 * `...` where something was left out. `start` and `end` are UTF-16 offsets in the line.
 */
function cutAround(whole: string, start: number, end: number, width: number): Cut {
  // Of a line of a megabyte only what may be shown is looked at.
  const reach = width * PER_COLUMN;
  const begin = beginOfCharacter(whole, start - reach);
  const stop = beginOfCharacter(whole, Math.min(end, start + reach) + reach);
  const line = cells(whole.slice(begin, stop));
  const first = indexAt(line, start - begin);
  const last = Math.max(indexAt(line, Math.min(end, stop) - begin), first);
  const wide = (from: number, to: number): number =>
    line.slice(from, to).reduce((sum, cell) => sum + cell.width, 0);
  const text = (from: number, to: number): string =>
    line
      .slice(from, to)
      .map((cell) => cell.text)
      .join('');
  if (begin === 0 && stop === whole.length && wide(0, line.length) <= width) {
    return { text: text(0, line.length), before: wide(0, first), spanWidth: wide(first, last) };
  }
  const room = Math.max(width - 2 * DOTS.length, 1);
  let from = first;
  let to = first;
  let used = 0;
  while (to < last && used + line[to]!.width <= room) used += line[to++]!.width;
  const spanWidth = used;
  // What is left goes to both sides in turn, so that the span stays in the middle where it can.
  let grew = true;
  while (grew) {
    grew = false;
    if (to < line.length && to >= last && used + line[to]!.width <= room) {
      used += line[to++]!.width;
      grew = true;
    }
    if (from > 0 && used + line[from - 1]!.width <= room) {
      used += line[--from]!.width;
      grew = true;
    }
  }
  const left = from > 0 || begin > 0 ? DOTS : '';
  const right = to < line.length || stop < whole.length ? DOTS : '';
  return {
    text: `${left}${text(from, to)}${right}`,
    before: displayWidth(left) + wide(from, first),
    spanWidth,
  };
}

/** An offset clamped to the text, moved in front of a surrogate pair that it lies within. */
function beginOfCharacter(text: string, offset: number): number {
  const at = Math.min(Math.max(offset, 0), text.length);
  const isWithin = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
  return at > 0 && isWithin ? at - 1 : at;
}

function indexAt(line: readonly Cell[], offset: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (line[middle]!.at < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
