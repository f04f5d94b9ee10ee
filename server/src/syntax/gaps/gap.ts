import type { Removed, RemovedMacro, Span } from './removed';
import { type Pieces, PUNCTUATION, WORD } from './scan';

/** A text cut into pieces, and the questions that gaps ask of it. */
export class Code {
  readonly count: number;
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
  /** Index of the piece that closes the bracket at `i`; `count` if nothing does. */
  closing(i: number): number {
    let depth = 0;
    for (let at = i; at < this.count; at++) {
      if (this.isOpening(at)) depth++;
      else if (this.isClosing(at) && --depth === 0) return at;
    }
    return this.count;
  }
  /** Index behind the `<…>` that begins at `i`; `i` itself if none does. */
  afterAngles(i: number): number {
    if (!this.is(i, '<')) return i;
    let depth = 0;
    for (let at = i; at < this.count; at++) {
      if (this.isOpening(at)) at = this.closing(at);
      else if (this.is(at, '<')) depth++;
      else if (this.is(at, '>') && !this.is(at - 1, '-') && --depth === 0) return at + 1;
      else if (this.is(at, ';') || this.isClosing(at)) break;
    }
    return i;
  }
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
  /** Blanks an attribute `outer` (with its brackets) before the piece at `before`, unless it is blank already. */
  removeAttribute(outer: Span, inner: Span, before: number): void {
    if (this.list.some(({ start, text }) => start <= outer[0] && outer[1] <= start + text.length)) return;
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
