/** From two texts to the edits that make one of the other, line by line. */
import { diffLines } from 'diff';
import type { TextEdit } from './edit';

/** Edits for `before`; lines that both texts have stay untouched. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const edits: { start: number; end: number; newText: string }[] = [];
  let at = 0;
  let open: { start: number; end: number; newText: string } | undefined;
  for (const { value, added, removed } of diffLines(before, after)) {
    if (!added && !removed) {
      at += value.length;
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = { start: at, end: at, newText: '' };
      edits.push(open);
    }
    if (added) open.newText += value;
    else {
      at += value.length;
      open.end = at;
    }
  }
  return edits;
}
