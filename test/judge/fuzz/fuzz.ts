/** Makes programs and asks both rustc and our engine about them. */
import { analyse, reportedBy } from '../../support/checkFixture';
import { describeRow, type Reported } from '../../support/compare';
import { type Fixture, parseFixture } from '../../support/fixture';
import { judge } from '../../support/judge';
import { isAsked } from '../../support/nameCodes';
import { generate } from './generate';

export interface Disagreement {
  readonly wrong: readonly string[];
  readonly missing: readonly string[];
}

export interface FuzzAnswer {
  readonly seed: number;
  readonly text: string;
  readonly disagreement: Disagreement | undefined;
  /** Names that rustc rejects here. */
  readonly errors: number;
  readonly unknown: number;
  readonly total: number;
}

/** Judges the program of one seed. */
export async function fuzz(seed: number): Promise<FuzzAnswer> {
  const text = generate(seed);
  const fixture = parseFixture(text);
  const { disagreement, errors } = await compare(fixture);
  const counts = (await analyse(fixture)).counts();
  return { seed, text, disagreement, errors, unknown: counts.unknown, total: counts.total };
}

const key = (row: Reported): string => `${row.file}:${row.start}:${row.end}:${row.code}`;

async function compare(
  fixture: Fixture,
): Promise<{ disagreement: Disagreement | undefined; errors: number }> {
  const said = await judge(fixture, { remember: false });
  if (!isJudged(said, fixture)) throw new Error('rustc did not look at all names of this program');
  const ours = reportedBy(await analyse(fixture));
  const hidden = said.some((row) => isFailedGlob(row, fixture));
  const theirKeys = new Set(said.map(key));
  const ourKeys = new Set(ours.map(key));
  const asked = said.filter((row) => isAsked(row.code, row.message));
  const missing = asked.filter((row) => !ourKeys.has(key(row)));
  const wrong = ours.filter((row) => !theirKeys.has(key(row)) && !(hidden && SILENCED.has(row.code)));
  const show = (row: Reported): string => describeRow(row, fixture.files);
  return {
    errors: asked.length,
    disagreement:
      missing.length + wrong.length === 0
        ? undefined
        : { wrong: wrong.map(show), missing: missing.map(show) },
  };
}

/** Whether rustc got as far as names everywhere: no syntax errors, and no errors in a crate that others need. */
function isJudged(said: readonly Reported[], { crates }: Fixture): boolean {
  const needed = crates.filter((crate) =>
    crates.some((other) => other.dependencies.some((d) => d.crate === crate.name)),
  );
  return said.every(
    (row) =>
      (row.code !== '' || isAsked(row.code, row.message)) &&
      !needed.some((crate) => row.file.startsWith(`${crate.folder}/`)),
  );
}

/** What a failed glob anywhere in the crate hides from rustc's report. */
const SILENCED = new Set(
  'E0404 E0405 E0411 E0422 E0423 E0424 E0425 E0433 E0531 E0532 E0573 E0574 E0575 E0576'.split(' '),
);

function isFailedGlob(row: Reported, { files }: Fixture): boolean {
  if (row.code !== 'E0432') return false;
  const text = files.get(row.file) ?? '';
  return text.slice(row.start, text.indexOf(';', row.start)).endsWith('*');
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
