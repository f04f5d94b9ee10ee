/** Makes programs and asks both rustc and our engine about them. */
import { analyse, reportedBy } from '../../support/checkFixture';
import { describeRow, type Reported } from '../../support/compare';
import { type Fixture, parseFixture } from '../../support/fixture';
import { judge } from '../../support/judge';
import { isAsked } from '../../support/nameCodes';
import { generate } from './generate';

export interface Disagreement {
  /** What we report and rustc does not. */
  readonly wrong: readonly string[];
  /** What rustc reports and we do not. */
  readonly missing: readonly string[];
}

export interface FuzzAnswer {
  readonly seed: number;
  readonly text: string;
  readonly disagreement: Disagreement | undefined;
  /** Names that rustc rejects here. */
  readonly errors: number;
}

/** Judges the program of one seed. */
export async function fuzz(seed: number): Promise<FuzzAnswer> {
  const text = await withoutFailedGlobs(generate(seed));
  return { seed, text, ...(await compare(parseFixture(text))) };
}

/** Whether the program still has a disagreement of this direction and code. */
export function stillDisagrees(
  direction: 'wrong' | 'missing',
  code: string,
): (text: string) => Promise<boolean> {
  return async (text) => {
    const fixture = parseFixture(text);
    // Our engine answers at once, rustc does not.
    if (direction === 'wrong' && !reportedBy(await analyse(fixture)).some((row) => row.code === code))
      return false;
    const { disagreement } = await compare(fixture);
    return disagreement?.[direction].some((row) => row.includes(` [${code}] `)) ?? false;
  };
}

const key = (row: Reported): string => `${row.file}:${row.start}:${row.end}:${row.code}`;

async function compare(
  fixture: Fixture,
): Promise<{ disagreement: Disagreement | undefined; errors: number }> {
  const said = await judge(fixture, { remember: false });
  if (!isJudged(said, fixture)) throw new Error('rustc did not look at all names of this program');
  const ours = reportedBy(await analyse(fixture));
  const theirKeys = new Set(said.map(key));
  const ourKeys = new Set(ours.map(key));
  const asked = said.filter((row) => isAsked(row.code, row.message));
  const missing = asked.filter((row) => !ourKeys.has(key(row)));
  const wrong = ours.filter((row) => !theirKeys.has(key(row)));
  const show = (row: Reported): string => describeRow(row, fixture.files);
  return {
    errors: asked.length,
    disagreement:
      missing.length + wrong.length === 0
        ? undefined
        : { wrong: wrong.map(show), missing: missing.map(show) },
  };
}

/** Whether rustc got as far as names everywhere: no syntax errors, no failed globs, no errors in a crate that others need. */
function isJudged(said: readonly Reported[], fixture: Fixture): boolean {
  const needed = fixture.crates.filter((crate) =>
    fixture.crates.some((other) => other.dependencies.some((dependency) => dependency.crate === crate.name)),
  );
  return said.every(
    (row) =>
      (row.code !== '' || isAsked(row.code, row.message)) &&
      !isFailedGlob(row, fixture) &&
      !needed.some((crate) => row.file.startsWith(`${crate.folder}/`)),
  );
}

const IMPORT_CODES = new Set(['E0432', 'E0433', 'E0603', 'E0364', 'E0365']);

/** Whether the error stands in a `use …::*`. */
function isFailedGlob(row: Reported, { files }: Fixture): boolean {
  const text = files.get(row.file) ?? '';
  const statement = text.slice(row.start, text.indexOf(';', row.start));
  return IMPORT_CODES.has(row.code) && /^[\w:]*\*$/.test(statement);
}

/**
 * The program with its failed globs blanked out. A failed glob hides errors all over its crate and makes sound imports
 * fail: rustc cannot be a judge of the rest while it is there.
 */
async function withoutFailedGlobs(text: string): Promise<string> {
  let best = text;
  for (let round = 0; round < 10; round += 1) {
    const fixture = parseFixture(best);
    const failed = (await judge(fixture, { remember: false })).filter((row) => isFailedGlob(row, fixture));
    if (failed.length === 0) break;
    const files = new Map(fixture.files);
    for (const { file, start } of failed) {
      const rust = files.get(file)!;
      const from = rust.lastIndexOf('use ', start);
      const end = rust.indexOf(';', start) + 1;
      files.set(file, rust.slice(0, from) + 'use {};'.padEnd(end - from) + rust.slice(end));
    }
    best = best.replaceAll(/^\/\/- (\S+).*\n(?:(?!\/\/-).*\n?)*/gm, (crate: string, path: string) => {
      return `${crate.slice(0, crate.indexOf('\n') + 1)}${files.get(path) ?? ''}`;
    });
  }
  return best;
}
