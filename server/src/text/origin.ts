/** Where something in an edited text was before. */
import { inOrder, type TextEdit } from './edit';

/** The offset that an offset of the edited text had in the old one; what is new was where its edit begins. */
export function offsetBefore(edits: readonly TextEdit[], offset: number): number {
  let shift = 0;
  for (const { start, end, newText } of inOrder(edits)) {
    const from = start + shift;
    if (offset < from) break;
    if (offset < from + newText.length) return start;
    shift += newText.length - (end - start);
  }
  return offset - shift;
}
