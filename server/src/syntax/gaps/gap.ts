import type { Placeholders } from '../lower/lowering';
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
    return (
      this.kind(i) === WORD &&
      this.end(i) - this.start(i) === word.length &&
      this.text.startsWith(word, this.start(i))
    );
  }
  /** Piece `i` is this punctuation character. */
  is(i: number, character: string): boolean {
    return this.kind(i) === PUNCTUATION && this.text[this.start(i)] === character;
  }
  wordAt(i: number): string {
    return this.kind(i) === WORD ? this.text.slice(this.start(i), this.end(i)) : '';
  }
  /** Index of the piece that closes the bracket at `i`; `count` if nothing does. */
  closing(i: number): number {
    let depth = 0;
    for (let at = i; at < this.count; at++) {
      if (this.is(at, '(') || this.is(at, '[') || this.is(at, '{')) depth++;
      else if ((this.is(at, ')') || this.is(at, ']') || this.is(at, '}')) && --depth === 0) return at;
    }
    return this.count;
  }
}

/** Collects replacements of the same length. */
export class Edits {
  readonly list: { readonly start: number; readonly text: string }[] = [];
  readonly placeholders = new Map<number, Placeholders extends ReadonlyMap<number, infer F> ? F : never>();

  replace(start: number, text: string): void {
    this.list.push({ start, text });
  }
  /** Puts blanks in the place of `[start, end)`. */
  blank(start: number, end: number): void {
    this.replace(start, ' '.repeat(end - start));
  }
}

/** A form of Rust that the grammar cannot parse, and how to write it so that it can, in the same length. */
export interface Gap {
  readonly name: string;
  /** Rust that the grammar gets wrong; a test says so, and fails when the grammar has learned it. */
  readonly example: string;
  /** Texts that are all in every file that has the form: looked for first. */
  readonly needs: readonly string[];
  rewrite(code: Code, edits: Edits): void;
}
