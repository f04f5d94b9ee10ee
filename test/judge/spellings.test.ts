/** Line ends, a byte order mark and tabs move bytes and columns, never answers. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse, reportedBy } from '../support/checkFixture';
import { parseFixture, splitFixtures } from '../support/fixture';
import { judge } from '../support/judge';
import { isAsked } from '../support/nameCodes';
import { whyNoRustc } from '../support/rustc';

const text = readFileSync(resolve(import.meta.dirname, '../fixtures/std-macros.rs.txt'), 'utf8');
const programs = splitFixtures(text).slice(0, 4);
const spellings: Record<string, (rust: string) => string> = {
  'carriage returns': (rust) => rust.replaceAll('\n', '\r\n'),
  tabs: (rust) => rust.replaceAll('    ', '\t'),
  'wide characters before': (rust) => rust.replaceAll(/^( +)/gm, '/* ß 😀 */$1'),
};

describe.skipIf(whyNoRustc() !== undefined)('the engine and rustc agree with', () => {
  for (const [name, spell] of Object.entries(spellings)) {
    test.each(programs)(`${name}: $title`, async ({ text: program }) => {
      const plain = parseFixture(program);
      const files = new Map(
        [...plain.files].map(([path, rust]) => [path, path.endsWith('.rs') ? spell(rust) : rust]),
      );
      const rows = (await judge({ ...plain, files }))
        .filter((row) => isAsked(row.code, row.message))
        .map(({ message: _, ...row }) => row);
      expect(rows.length).toBeGreaterThan(0);
      const analysis = await analyse({ ...plain, files });
      expect(reportedBy(analysis).map(({ message: _, ...row }) => row)).toEqual(rows);
    });
  }
});
