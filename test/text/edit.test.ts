import { describe, expect, it } from 'vitest';
import { applyEdits, overlappingEdits } from '../../server/src/text/edit';

describe('edits of a text', () => {
  it('all mean the old text, in whatever order they come', () => {
    const edits = [
      { start: 8, end: 13, newText: 'moon' },
      { start: 0, end: 5, newText: 'Good night' },
    ];
    expect(applyEdits('Hello,  world', edits)).toBe('Good night,  moon');
  });

  it('insert several times at one place, in the order given', () => {
    const edits = ['a', 'b', 'c'].map((newText) => ({ start: 1, end: 1, newText }));
    expect(applyEdits('[]', edits)).toBe('[abc]');
  });

  it('may touch, but not overlap', () => {
    const first = { start: 0, end: 2, newText: 'x' };
    const touching = { start: 2, end: 4, newText: 'y' };
    expect(overlappingEdits([touching, first])).toBeUndefined();
    expect(applyEdits('abcd', [touching, first, { start: 2, end: 2, newText: '-' }])).toBe('x-y');
    const inside = { start: 1, end: 1, newText: '!' };
    expect(overlappingEdits([first, inside])).toEqual([first, inside]);
    expect(() => applyEdits('abcd', [first, inside])).toThrow('edits 0..2 and 1..1 overlap');
    expect(() => applyEdits('abcd', [first, first])).toThrow(RangeError);
  });

  it('must lie in the text', () => {
    expect(() => applyEdits('ab', [{ start: 1, end: 3, newText: '' }])).toThrow('edit 1..3 does not fit');
    expect(() => applyEdits('ab', [{ start: 2, end: 1, newText: '' }])).toThrow(RangeError);
  });
});
