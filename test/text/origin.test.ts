import { describe, expect, it } from 'vitest';
import { offsetBefore } from '../../server/src/text/origin';

describe('where something was before the edits', () => {
  // `a: E, b: F` becomes `a: E::T, b`.
  const edits = [
    { start: 6, end: 10, newText: 'b' },
    { start: 4, end: 4, newText: '::T' },
  ];
  it.each([
    ['what stands before them stays', 3, 3],
    ['what is new was where it was put', 5, 4],
    ['what stands behind moves back', 7, 4],
    ['in front of a change', 9, 6],
    ['behind all', 10, 10],
  ])('%s', (_what, now, before) => {
    expect(offsetBefore(edits, now)).toBe(before);
  });
});
