/** Text edits as plain data. */

/** Replace the characters `start..end` (UTF-16 offsets) by `newText`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * The first two edits that touch the same characters, or `undefined`. Insertions at one place do not overlap each other,
 * nor an edit that begins or ends there.
 */
export function overlappingEdits(edits: readonly TextEdit[]): readonly [TextEdit, TextEdit] | undefined {
  const sorted = inOrder(edits);
  let last: TextEdit | undefined;
  for (const edit of sorted) {
    if (last !== undefined && edit.start < last.end) return [last, edit];
    if (last === undefined || edit.end >= last.end) last = edit;
  }
  return undefined;
}

/**
 * The text with all edits made; their offsets mean the old text, their order does not matter, except that insertions at
 * one place come out in the order given.
 * Throws a RangeError when edits overlap or lie outside the text: a caller that computed them is wrong then.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  for (const { start, end } of edits) {
    if (!(start >= 0 && end >= start && end <= text.length)) {
      throw new RangeError(`edit ${start}..${end} does not fit a text of ${text.length} characters`);
    }
  }
  const overlap = overlappingEdits(edits);
  if (overlap !== undefined) {
    const [a, b] = overlap;
    throw new RangeError(`edits ${a.start}..${a.end} and ${b.start}..${b.end} overlap`);
  }
  const parts: string[] = [];
  let at = 0;
  for (const edit of inOrder(edits)) {
    parts.push(text.slice(at, edit.start), edit.newText);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Edits by start; an insertion in front of what begins at the same place. `sort` is stable, so equal ones keep their order. */
export function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}
