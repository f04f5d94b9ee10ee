/** What is asked of a place right after an edit, before its file is checked again, is what one hears once it has been. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { analyse, analyseFiles, FOLDER } from '../support/checkFixture';
import { parseFixture, splitFixtures } from '../support/fixture';

const FIXTURES = join(__dirname, '../fixtures');
const fixtureFiles = readdirSync(FIXTURES).filter((name) => name.endsWith('.txt'));

let withProblem = 0;

describe('hover', () => {
  it.each(fixtureFiles)('%s', async (name) => {
    for (const { title, text } of splitFixtures(readFileSync(join(FIXTURES, name), 'utf8'))) {
      const fixture = parseFixture(text);
      const living = await analyse(fixture);
      const findings = living.allFindings();
      let blanks = 0;
      for (const [path, content] of fixture.files) {
        if (!path.endsWith('.rs')) continue;
        const file = FOLDER + path;
        const marked = findings
          .filter((finding) => finding.file === file)
          .flatMap((f) => [f.start, f.end - 1]);
        const others = [...content.matchAll(/\b\w/g)]
          .map(({ index }) => index)
          .filter((_, at) => at % 29 === 0);
        // All of them would take minutes.
        for (const offset of [...new Set([...marked, ...others])].filter((_, at) => at % 5 === 0)) {
          blanks++;
          living.applyChange([{ path: file, text: content + (blanks % 2 === 0 ? '' : '\n') }]);
          const early = living.features.hover(file, offset);
          living.findings(file);
          const hover = living.features.hover(file, offset);
          if (hover?.problem) withProblem++;
          expect.soft(early, `${title} ${path} ${offset}`).toEqual(hover);
        }
      }
    }
  });

  it('was asked where something is wrong', () => {
    expect(withProblem).toBeGreaterThan(50);
  });
});

const LIB = `${FOLDER}/src/lib.rs`;
const SOURCE = `
pub fn seL4_Yield() {}
pub fn first() { seL4_Yield(); seL4_Gone(); }
pub fn second() { seL4_Yield(); seL4_Yield(); }
`;

async function opened() {
  const files = new Map([
    [`${FOLDER}/Cargo.toml`, '[package]\nname = "fixture"'],
    [LIB, SOURCE],
  ]);
  const analysis = await analyseFiles(files, { view: {} });
  analysis.allFindings();
  analysis.recomputed();
  return analysis;
}

test('a hover in a body says what is wrong there, and checks no file for it', async () => {
  const analysis = await opened();
  const text = SOURCE.replace('second() { ', 'second() { let a = 1; ');
  analysis.applyChange([{ path: LIB, text }]);
  expect(analysis.features.hover(LIB, text.indexOf('seL4_Gone'))?.problem?.code).toBe('unresolved-name');
  expect(analysis.recomputed().checked).toEqual([]);
});

test('references are those of now, wherever an edit has moved them', async () => {
  const analysis = await opened();
  const spots = (text: string): readonly number[] =>
    (analysis.features.references(LIB, text.indexOf('seL4_Yield'), true) ?? []).map(
      ({ place }) => place.start,
    );
  const written = (text: string): readonly number[] =>
    [...text.matchAll(/seL4_Yield/g)].map(({ index }) => index);
  expect(spots(SOURCE)).toEqual(written(SOURCE));
  for (const [before, after] of [
    ['first() { ', 'first() { let a = 1; '],
    ['seL4_Yield(); seL4_Gone', 'seL4_Yiel(); seL4_Gone'],
    ['seL4_Gone()', 'seL4_Yield()'],
    ['pub fn seL4_Yield', 'fn other() {}\npub fn seL4_Yield'],
  ] as const) {
    const text = SOURCE.replace(before, after);
    analysis.applyChange([{ path: LIB, text }]);
    expect(spots(text), after).toEqual(written(text));
    analysis.applyChange([{ path: LIB, text: SOURCE }]);
    expect(spots(SOURCE), `${after} taken back`).toEqual(written(SOURCE));
  }
});
