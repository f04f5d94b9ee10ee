/**
 * `FUZZ=200 npx vitest run test/judge/fuzz` asks about that many made-up programs; `FUZZ_FROM` is the first seed.
 * A disagreement is shown as the smallest program that still has it: worth a fixture.
 */
import { describe, expect, test } from 'vitest';
import { engineExists } from '../../support/checkFixture';
import { parseFixture } from '../../support/fixture';
import { whyNoRustc } from '../../support/rustc';
import { type Disagreement, fuzz, stillDisagrees } from './fuzz';
import { generate } from './generate';
import { shrink } from './shrink';

const count = Number(process.env.FUZZ ?? 0);
const from = Number(process.env.FUZZ_FROM ?? 1);
const seeds = Array.from({ length: Math.max(count, 1) }, (_, index) => from + index);

test('a seed always makes the same program, and one that can be read', () => {
  expect(generate(7)).toBe(generate(7));
  expect(generate(7)).not.toBe(generate(8));
  expect(parseFixture(generate(7)).crates.length).toBeGreaterThan(0);
});

test('shrinking leaves only what is needed', async () => {
  const program = '//- /src/lib.rs\nmod a {\n    pub fn f() { one(); two(); }\n}\nfn g() {}\n';
  const small = await shrink(program, async (text) => text.includes('two()'));
  expect(small).toBe('//- /src/lib.rs\nmod a {\n    fn f() { two(); }\n}\n');
});

describe.skipIf(count === 0 || whyNoRustc() !== undefined || !engineExists())(
  'rustc and the engine agree',
  () => {
    test.each(seeds)('on seed %i', { timeout: 600_000 }, async (seed) => {
      const answer = await fuzz(seed).catch((error: unknown) => {
        if (String(error).includes('did not look at all names')) return undefined;
        throw error;
      });
      if (answer?.disagreement === undefined) return;
      const { direction, code } = kindOf(answer.disagreement);
      const small = await shrink(answer.text, stillDisagrees(direction, code));
      expect.fail(
        `${direction} [${code}] in\n${small}\n${JSON.stringify(answer.disagreement, undefined, 2)}`,
      );
    });
  },
);

function kindOf({ wrong, missing }: Disagreement): { direction: 'wrong' | 'missing'; code: string } {
  const row = wrong[0] ?? missing[0]!;
  return { direction: wrong.length > 0 ? 'wrong' : 'missing', code: / \[(\w*)\] /.exec(row)?.[1] ?? '' };
}
