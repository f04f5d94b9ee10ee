/** Mending everything: what is said, and that a look at it stands under one tick. */
import { describe, expect, it } from 'vitest';
import { filesIn, leftSentence, toBeTicked, whyNothing } from '../../client/src/fixAllText';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const document = (uri: string) => ({
  textDocument: { uri, version: null },
  edits: [{ range, newText: uri, annotationId: uri }],
});
const edit = {
  documentChanges: [document('file:///a.rs'), document('file:///b.rs')],
  changeAnnotations: { 'file:///a.rs': { label: 'a.rs' }, 'file:///b.rs': { label: 'b.rs' } },
};
const left = [
  { name: 'seL4_A', reason: 'a guess' },
  { name: 'seL4_B', reason: 'two ways' },
];

describe('mending everything', () => {
  it('counts files, of older clients too', () => {
    expect(filesIn(edit)).toBe(2);
    expect(filesIn({ changes: { 'file:///a.rs': [] } })).toBe(1);
    expect(filesIn({})).toBe(0);
  });

  it('stands under one tick for a look, with every edit as it was', () => {
    const shown = toBeTicked(edit, 44);
    expect(Object.values(shown.changeAnnotations ?? {})).toMatchObject([
      { label: 'Mend 44 seL4 names', needsConfirmation: true },
    ]);
    const [id] = Object.keys(shown.changeAnnotations ?? {});
    expect(shown.documentChanges).toEqual(
      edit.documentChanges.map((change) => ({
        ...change,
        edits: change.edits.map((one) => ({ ...one, annotationId: id })),
      })),
    );
    // What is written at once asks nothing.
    expect(JSON.stringify(edit)).not.toContain('needsConfirmation');
  });

  it('says what is left, and why there is nothing', () => {
    expect(leftSentence([])).toBe('Nothing else needs mending');
    expect(leftSentence(left)).toBe('Left to you: seL4_A (a guess), and 1 more');
    expect(whyNothing([], undefined)).toBe('there is nothing to mend');
    expect(whyNothing(left, undefined)).toBe(
      'nothing can be mended without you: `seL4_A` (a guess), and 1 more',
    );
    expect(whyNothing(left, 'x')).toBe('nothing was changed, because the result would not be right: x');
  });
});
