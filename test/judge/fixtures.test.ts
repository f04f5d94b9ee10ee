import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { annotateFixtures } from '../support/annotate';
import { checkFixture } from '../support/checkFixture';
import { differencesFromRustc } from '../support/compare';
import { parseFixture, splitFixtures } from '../support/fixture';
import { whyNoRustc } from '../support/rustc';

const FIXTURES = resolve(import.meta.dirname, '../fixtures');
const why = whyNoRustc();

for (const file of readdirSync(FIXTURES).filter((name) => name.endsWith('.rs.txt'))) {
  const path = join(FIXTURES, file);
  // `UPDATE=1` puts rustc's carets into the file: read what it wrote.
  if (process.env.UPDATE === '1') writeFileSync(path, await annotateFixtures(readFileSync(path, 'utf8')));
  const programs = splitFixtures(readFileSync(path, 'utf8'));

  describe.skipIf(why !== undefined)(
    `rustc agrees with ${file}${why === undefined ? '' : ` (skipped: ${why})`}`,
    () => {
      test.each(programs)('$title (line $line)', async ({ text }) => {
        expect(await differencesFromRustc(parseFixture(text))).toEqual([]);
      });
    },
  );

  describe(`the engine agrees with ${file}`, () => {
    test.each(programs)('$title (line $line)', async ({ text }) => {
      expect(await checkFixture(parseFixture(text))).toEqual({ wrong: [], missing: [] });
    });
  });
}
