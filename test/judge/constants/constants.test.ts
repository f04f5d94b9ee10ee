/**
 * `CONSTANTS=200 npx vitest run test/judge/constants` asks about that many made-up programs of 60 constants each;
 * `CONSTANTS_FROM` is the first seed.
 */
import { describe, expect, test } from 'vitest';
import { whyNoRustc } from '../../support/rustc';
import { compareConstants } from './constants';

const count = Number(process.env.CONSTANTS ?? 2);
const from = Number(process.env.CONSTANTS_FROM ?? 1);
const seeds = Array.from({ length: count }, (_, index) => from + index);

describe.skipIf(whyNoRustc() !== undefined)('values of constants', () => {
  test.each(seeds)('are those of rustc, seed %i', { timeout: 120_000 }, async (seed) => {
    const answer = await compareConstants(seed, 60);
    expect(answer.disagreements).toEqual([]);
    // Casts of an `if` whose branches are bare numbers.
    expect(answer.unknown.filter((line) => !line.includes('whose type is not plain'))).toEqual([]);
    expect(answer.known).toBeGreaterThan(15);
  });
});
