/** Mending everything: what is said, and what is shown. */
import { describe, expect, it } from 'vitest';
import { counted, filesIn, leftSentence, textAfter, whyNothing } from '../../client/src/fixAllText';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const document = (uri: string) => ({
  textDocument: { uri, version: null },
  edits: [{ range, newText: uri }],
});
const edit = { documentChanges: [document('file:///a.rs'), document('file:///b.rs')] };
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

  it('shows what a file would be', () => {
    const text = 'one\ntwo\nthree\n';
    const at = (line: number, character: number) => ({ line, character });
    const offsetAt = ({ line, character }: { line: number; character: number }) =>
      text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
    const edits = [
      { range: { start: at(2, 0), end: at(2, 5) }, newText: '3' },
      { range: { start: at(0, 0), end: at(0, 0) }, newText: 'a' },
      { range: { start: at(0, 0), end: at(0, 0) }, newText: 'b' },
    ];
    expect(textAfter(text, edits, offsetAt)).toBe('abone\ntwo\n3\n');
    expect(textAfter(text, [], offsetAt)).toBe(text);
  });

  it('counts', () => {
    expect([counted(1, 'name'), counted(0, 'file'), counted(44, 'name')]).toEqual([
      '1 name',
      '0 files',
      '44 names',
    ]);
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
