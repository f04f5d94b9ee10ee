/** UTF-16 start and end offset. */
export type Span = readonly [number, number];

/** A `macro name(…) { … }`. */
export interface RemovedMacro {
  readonly name: Span;
  /** Its rules: what is between the braces, or for `macro name(…) {…}` all from `(` to `}`. */
  readonly body: Span;
}

/** What a rewriting took out of a text though it matters, by the offset of what it stood before. */
export interface Removed {
  /** `pub`, `pub(crate)` … */
  readonly visibilities: ReadonlyMap<number, Span>;
  /** Attributes, without `#[` and `]`. */
  readonly attributes: ReadonlyMap<number, readonly Span[]>;
  /** By the offset of the `;` that stands in their place. */
  readonly macros: ReadonlyMap<number, RemovedMacro>;
}

export const NOTHING_REMOVED: Removed = { visibilities: new Map(), attributes: new Map(), macros: new Map() };
