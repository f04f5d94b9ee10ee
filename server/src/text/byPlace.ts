/** A stretch of a file; UTF-16 offsets. */
interface Placed {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Order by file and position, for `sort`. */
export function byPlace(a: Placed, b: Placed): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start || a.end - b.end;
}
