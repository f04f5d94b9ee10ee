/** How much of a text is read at all: beyond, nothing is known of it. */

/** UTF-16 units: five times the largest file that bindgen writes for seL4. Anything costs a second for a million of them. */
export const MOST_UNITS = 5_000_000;

/** Calls of the parser's progress callback that a text may cost; real Rust, broken or not, takes a tenth of that. */
export function mostProgress(length: number): number {
  return 2_000 + length / 4;
}

/** Times that a piece of the text may be read; a raw string that is opened again and again is read from each place on. */
export function mostReads(pieces: number): number {
  return 400 + 60 * pieces;
}

/** Bytes that the parser's module may grow to; it could take twice that, and would then abort. */
export const MOST_MEMORY = 1 << 30;

/** Milliseconds, where neither of these tells. */
export function mostMilliseconds(length: number): number {
  return 20_000 + length / 100;
}

/** UTF-16 units: larger files are read in one piece; nobody types into them. */
export const MOST_IN_PARTS = 1_000_000;
