/** From wishes to the edits of each file. */
import type { TextEdit } from '../text/edit';
import type { FileEdits } from './fix';
import type { Wishes } from './offer';

/** All edits that the wishes ask for, one list a file, each edit once. */
export function write(wishes: readonly Wishes[]): readonly FileEdits[] {
  const files = new Map<string, Map<string, TextEdit>>();
  for (const { edits } of wishes)
    for (const { file, start, end, newText } of edits) {
      const list = files.get(file) ?? new Map<string, TextEdit>();
      list.set(`${start} ${end} ${newText}`, { start, end, newText });
      files.set(file, list);
    }
  return [...files].map(([file, edits]) => ({
    file,
    edits: [...edits.values()].sort((a, b) => a.start - b.start || a.end - b.end),
  }));
}
