/**
 * What is claimed of two sides, judged by rustc. `PARITY=200 npx vitest run test/judge/parity` asks about that many random
 * pairs; `PARITY_FROM` is the first seed.
 */
import { describe, expect, test } from 'vitest';
import { whyNoRustc } from '../../support/rustc';
import { parts } from '../../support/sel4Workspace';
import { ask } from './ask';
import { claimsOf } from './claims';
import { generateSides } from './generate';
import { compareModules, counterpartsIn, MODULES, sidesText } from './pairs';

const count = Number(process.env.PARITY ?? 2);
const from = Number(process.env.PARITY_FROM ?? 1);
const seeds = Array.from({ length: count }, (_, index) => from + index);

describe.skipIf(whyNoRustc() !== undefined)('random sides', () => {
  test.each(seeds)('differ where rustc says so, seed %i', { timeout: 120_000 }, async (seed) => {
    const { mock, real } = generateSides(seed);
    const { rows, unknown } = await compareModules(
      `pub mod mock {\n${mock}\n}\npub mod real {\n${real}\n}\n`,
    );
    expect(unknown).toEqual([]);
    const { parser } = await parts();
    const sides = sidesText(parser, mock, real, counterpartsIn(rows));
    const judged = await ask(
      sides,
      rows.flatMap((row) => claimsOf(row, MODULES)),
    );
    expect(judged.wrong).toEqual([]);
    expect(judged.claims).toBeGreaterThan(20);
    // What cannot be told is said, and is little: lifetimes.
    expect(rows.flatMap(({ verdict }) => verdict.unknown).length).toBeLessThan(3);
  });
});
