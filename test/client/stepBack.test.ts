import { describe, expect, it } from 'vitest';
import type { Range } from 'vscode';
import { beside } from '../../client/src/stepBack';

const range = (line: number, start: number, end: number) =>
  ({ start: { line, character: start }, end: { line, character: end } }) as Range;
const own = [
  {
    range: range(1, 4, 17),
    message: 'seL4_NoError is a constant of the module seL4_Error',
    source: 'kaal-sel4',
  },
  { range: range(2, 0, 9), message: 'another', source: 'kaal-sel4' },
];
const restate = (diagnostic: (typeof own)[number], message: string) => ({ ...diagnostic, message });
const fromRustc = { range: range(1, 4, 17), source: 'rustc' };

describe('beside the compiler’s own diagnostics', () => {
  it('ours are shown where nobody else reports the span', () => {
    const others = [
      { range: range(1, 4, 16), source: 'rustc' },
      { range: range(2, 0, 9), source: 'typos' },
      ...own,
    ];
    expect(beside(own, others, 'stepBack', restate)).toEqual(own);
  });

  it('ours step back where the same span is reported', () => {
    expect(beside(own, [fromRustc], 'stepBack', restate)).toEqual([own[1]]);
  });

  it('or stay and say that it is the same place', () => {
    const [first, second] = beside(own, [fromRustc], 'keep', restate);
    expect(first?.message).toBe(
      'seL4_NoError is a constant of the module seL4_Error\n(the same place is reported by rustc)',
    );
    expect(second).toBe(own[1]);
  });
});
