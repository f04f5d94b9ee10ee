/** A made-up program as a tree of pieces: it can be repaired and shrunk by its structure, never by its text. */
import type { FixtureCrate } from '../../support/fixture';

export type Piece = string | Slot | Part | File | readonly Piece[];

/** What a planted reference is: it decides nothing, and is counted. */
export type SlotKind =
  | 'import'
  | 'glob'
  | 'value'
  | 'callee'
  | 'type'
  | 'generic argument'
  | 'trait'
  | 'pattern'
  | 'literal'
  | 'method'
  | 'associated'
  | 'macro'
  | 'derive'
  | 'attribute'
  | 'visibility'
  | 'extern crate';

/** A planted reference. `neutral` stands in its place when it has failed, and always compiles there. */
export interface Slot {
  readonly k: 'slot';
  readonly id: number;
  readonly kind: SlotKind;
  readonly body: Piece;
  readonly neutral: Piece;
}

/** Something that can be left out: an item, a statement, an attribute, a word. `instead` then stands in its place. */
export interface Part {
  readonly k: 'part';
  readonly id: number;
  readonly size: 'item' | 'statement' | 'detail';
  readonly body: Piece;
  readonly instead: Piece;
}

/** A file of its own; where it stands in the tree nothing is written. It is there as long as what declares it is. */
export interface File {
  readonly k: 'file';
  /** With a leading slash, from the workspace's root. */
  readonly path: string;
  readonly body: Piece;
}

/** A crate of the program; `root` holds its files. */
export interface ProgramCrate extends Omit<FixtureCrate, 'expected'> {
  readonly pieces: Piece;
}

export interface Program {
  readonly seed: number;
  /** What is seen in the plan of the modules rather than in their text: cyclic globs, shadowed names. */
  readonly shapes?: ReadonlyMap<string, number>;
  /** Those that others need come first. */
  readonly crates: readonly ProgramCrate[];
}

/** What has been done to a program: slots that hold their neutral text, parts and crates that are left out. */
export interface Changes {
  readonly neutral: ReadonlySet<number>;
  readonly out: ReadonlySet<number>;
  readonly crates: ReadonlySet<string>;
}

export const UNCHANGED: Changes = { neutral: new Set(), out: new Set(), crates: new Set() };

/** Where a slot's own text stands, or a part's. Offsets are in UTF-16 units. */
export interface Place {
  readonly id: number;
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface SlotPlace extends Place {
  readonly kind: SlotKind;
  readonly crate: string;
}

export interface Rendered {
  readonly files: ReadonlyMap<string, string>;
  readonly crates: readonly FixtureCrate[];
  /** Slots that hold their reference, inner ones after those around them. */
  readonly slots: readonly SlotPlace[];
  /** Parts that are there, inner ones after those around them. */
  readonly parts: readonly Place[];
}

/** Gives each slot and part of a program a number. */
export class Pieces {
  #next = 1;

  slot(kind: SlotKind, body: Piece, neutral: Piece): Slot {
    this.#next += 1;
    return { k: 'slot', id: this.#next, kind, body, neutral };
  }

  part(size: Part['size'], body: Piece, instead: Piece = ''): Part {
    this.#next += 1;
    return { k: 'part', id: this.#next, size, body, instead };
  }
}

/** The program's text with some changes. */
export function render(program: Program, changes: Changes = UNCHANGED): Rendered {
  const files = new Map<string, string>();
  const slots: SlotPlace[] = [];
  const parts: Place[] = [];
  const crates = program.crates.filter(({ name }) => !changes.crates.has(name));
  for (const crate of crates) {
    const write = (piece: Piece, file: string, at: number): string => {
      if (typeof piece === 'string') return piece;
      if ('length' in piece) {
        let text = '';
        for (const inner of piece) text += write(inner, file, at + text.length);
        return text;
      }
      switch (piece.k) {
        case 'file': {
          files.set(piece.path, '');
          files.set(piece.path, write(piece.body, piece.path, 0));
          return '';
        }
        case 'slot': {
          if (changes.neutral.has(piece.id)) return write(piece.neutral, file, at);
          const index = slots.length;
          slots.push({ id: piece.id, kind: piece.kind, crate: crate.name, file, start: at, end: at });
          const text = write(piece.body, file, at);
          slots[index] = { ...slots[index]!, end: at + text.length };
          return text;
        }
        case 'part': {
          if (changes.out.has(piece.id)) return write(piece.instead, file, at);
          const index = parts.length;
          parts.push({ id: piece.id, file, start: at, end: at });
          const text = write(piece.body, file, at);
          parts[index] = { ...parts[index]!, end: at + text.length };
          return text;
        }
      }
    };
    write(crate.pieces, '', 0);
  }
  const there = new Set(crates.map(({ name }) => name));
  return {
    files,
    crates: crates.map(({ pieces: _, ...crate }) => ({
      ...crate,
      dependencies: crate.dependencies.filter((dependency) => there.has(dependency.crate)),
    })),
    slots,
    parts,
  };
}

/** The innermost of several places around a span; `undefined` if none is. */
export function innermost<T extends Place>(
  places: readonly T[],
  span: { readonly file: string; readonly start: number; readonly end: number },
): T | undefined {
  let best: T | undefined;
  for (const place of places) {
    if (place.file !== span.file || place.start > span.start || place.end < span.end) continue;
    if (best === undefined || place.end - place.start <= best.end - best.start) best = place;
  }
  return best;
}

/** Every slot and part of a piece, in order, those inside after those around. */
export function* walk(piece: Piece): Iterable<Slot | Part> {
  if (typeof piece === 'string') return;
  if ('length' in piece) {
    for (const inner of piece) yield* walk(inner);
    return;
  }
  if (piece.k !== 'file') yield piece;
  yield* walk(piece.body);
}
