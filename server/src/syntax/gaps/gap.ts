import type { Removed, RemovedMacro, Span } from './removed';
import { type Pieces, PUNCTUATION, WORD } from './scan';

/** A text cut into pieces, and the questions that gaps ask of it. */
export class Code {
  readonly count: number;
  private closers: Int32Array | undefined;
  constructor(
    readonly text: string,
    readonly pieces: Pieces,
  ) {
    this.count = pieces.count;
  }
  start(i: number): number {
    return this.pieces.start[i] as number;
  }
  end(i: number): number {
    return this.pieces.end[i] as number;
  }
  kind(i: number): number {
    return i >= 0 && i < this.count ? (this.pieces.kind[i] as number) : 0;
  }
  /** Piece `i` is exactly this word. */
  isWord(i: number, word: string): boolean {
    if (this.kind(i) !== WORD || this.end(i) - this.start(i) !== word.length) return false;
    return this.text.startsWith(word, this.start(i));
  }
  isAnyWord(i: number): boolean {
    return this.kind(i) === WORD;
  }
  /** Piece `i` is this punctuation character. */
  is(i: number, character: string): boolean {
    return this.kind(i) === PUNCTUATION && this.text[this.start(i)] === character;
  }
  isOpening(i: number): boolean {
    return this.is(i, '(') || this.is(i, '[') || this.is(i, '{');
  }
  isClosing(i: number): boolean {
    return this.is(i, ')') || this.is(i, ']') || this.is(i, '}');
  }
  /** Pieces `i` and `i + 1` stand together without anything between. */
  joined(i: number): boolean {
    return i + 1 < this.count && this.end(i) === this.start(i + 1);
  }
  /** Index of the piece that closes the bracket at `i`; `count` if none does, or one of another shape. */
  closing(i: number): number {
    this.closers ??= matchBrackets(this);
    return this.closers[i] ?? this.count;
  }
  /** Index behind the `<…>` that begins at `i`; `i` itself if none does. */
  afterAngles(i: number): number {
    if (!this.is(i, '<')) return i;
    let depth = 0;
    const end = Math.min(this.count, i + REACH);
    for (let at = i; at < end; at++) {
      if (this.isOpening(at)) at = this.closing(at);
      else if (this.is(at, '<')) depth++;
      else if (this.is(at, '>') && !this.is(at - 1, '-') && --depth === 0) return at + 1;
      else if (this.is(at, ';') || this.isClosing(at)) break;
    }
    return i;
  }
}

/** Generic lists are no longer than so many pieces: a search that finds no end must not cost the whole text. */
export const REACH = 2000;

/** For every opening bracket the index of the piece that closes it; `count` for everything else. */
function matchBrackets(code: Code): Int32Array {
  const result = new Int32Array(code.count).fill(code.count);
  const open: number[] = [];
  for (let i = 0; i < code.count; i++) {
    if (code.isOpening(i)) open.push(i);
    else if (code.isClosing(i)) {
      const from = open.pop();
      // One bracket of the wrong shape makes all around it doubtful.
      if (from === undefined || !fits(code.text[code.start(from)], code.text[code.start(i)])) open.length = 0;
      else result[from] = i;
    }
  }
  return result;
}

function fits(open: string | undefined, close: string | undefined): boolean {
  return (
    (open === '(' && close === ')') || (open === '[' && close === ']') || (open === '{' && close === '}')
  );
}

/** Collects replacements of the same length, and what was taken out. */
export class Edits {
  readonly list: { readonly start: number; readonly text: string }[] = [];
  private readonly visibilities = new Map<number, Span>();
  private readonly attributes = new Map<number, Span[]>();
  private readonly macros = new Map<number, RemovedMacro>();
  readonly removed: Removed = {
    visibilities: this.visibilities,
    attributes: this.attributes,
    macros: this.macros,
  };

  /** How many pieces have been taken out and noted. */
  get removals(): number {
    return this.visibilities.size + this.attributes.size + this.macros.size;
  }
  /** Drops the replacements that the test refuses; offsets are UTF-16. */
  keep(wanted: (start: number, end: number, index: number) => boolean): void {
    const kept = this.list.filter(({ start, text }, index) => wanted(start, start + text.length, index));
    this.list.splice(0, this.list.length, ...kept);
  }

  replace(start: number, text: string): void {
    this.list.push({ start, text });
  }
  /** Puts blanks in the place of `[start, end)`. */
  blank(start: number, end: number): void {
    this.replace(start, ' '.repeat(end - start));
  }
  /** Blanks a visibility before the piece at `before`. */
  removeVisibility(span: Span, before: number): void {
    this.blank(span[0], span[1]);
    this.visibilities.set(before, span);
  }
  /** Blanks an attribute `outer` (with its brackets) before the piece at `before`. */
  removeAttribute(outer: Span, inner: Span, before: number): void {
    this.blank(outer[0], outer[1]);
    this.attributes.set(before, [...(this.attributes.get(before) ?? []), inner]);
  }
  /** Puts a `;` in the place of a macro definition. */
  removeMacro(whole: Span, macro: RemovedMacro, visibility: Span | undefined): void {
    this.replace(whole[0], `;${' '.repeat(whole[1] - whole[0] - 1)}`);
    this.macros.set(whole[0], macro);
    if (visibility !== undefined) this.visibilities.set(whole[0], visibility);
  }
}

/** A form of Rust that the grammar cannot parse, and how to write it so that it can, in the same length. */
export interface Gap {
  readonly name: string;
  /** Rust that the grammar gets wrong; a test says so, and fails when the grammar has learned it. */
  readonly examples: readonly string[];
  /** Texts that are all in every file that has the form: looked for first. */
  readonly needs: readonly string[];
  /** `broken`: start and end of the regions that did not parse; empty if that is not known yet. */
  rewrite(code: Code, edits: Edits, broken: readonly number[]): void;
}
