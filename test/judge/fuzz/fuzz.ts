/** Makes programs, asks rustc and our engine, and makes what they disagree on as small as it can. */
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

/** What a failed glob anywhere in the crate hides from rustc's report. */
const SILENCED = new Set(['E0425', 'E0433', 'E0531', 'E0422', 'E0405', 'E0423', 'E0532', 'E0573', 'E0574']);

function isFailedGlob(row: Reported, { files }: Fixture): boolean {
  if (row.code !== 'E0432' && row.code !== 'E0433') return false;
  const text = files.get(row.file) ?? '';
  const rest = text.slice(row.end, text.indexOf(';', row.end));
  return rest.endsWith('*');
}

/**
 * The program with as many pieces left out as possible such that `same` still holds. A piece is a line with all that
 * is indented below it, a statement, or an arm between braces; unbalanced leftovers are simply not the same any more.
 */
export async function shrink(text: string, same: (text: string) => Promise<boolean>): Promise<string> {
  let best = text;
  for (let changed = true; changed; ) {
    changed = false;
    for (const candidate of pieces(best)) {
      if (candidate.length < best.length && (await same(candidate).catch(() => false))) {
        best = candidate;
        changed = true;
        break;
      }
    }
  }
  return best;
}

function* pieces(text: string): Generator<string> {
  const lines = text.split('\n');
  for (let from = 0; from < lines.length; from += 1) {
    const indent = /^ */.exec(lines[from]!)![0].length;
    if (lines[from]!.startsWith('//-')) continue;
    let to = from + 1;
    if (lines[from]!.endsWith('{')) {
      while (to < lines.length && !lines[to]!.startsWith(`${' '.repeat(indent)}}`)) to += 1;
      to += 1;
    }
    yield [...lines.slice(0, from), ...lines.slice(to)].join('\n');
  }
  // Braces with what is in them, statements, arguments: from the largest to the smallest.
  const spans: [number, number][] = [];
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '{' || char === '(') open.push(at);
    else if (char === '}' || char === ')') {
      const start = open.pop();
      if (start !== undefined && text.slice(start, at).indexOf('\n') < 0) spans.push([start + 1, at]);
    }
  }
  for (const [start, end] of spans.sort((a, b) => b[1] - b[0] - (a[1] - a[0]))) {
    const inner = text.slice(start, end);
    yield text.slice(0, start) + text.slice(end);
    for (const statement of inner.matchAll(/[^;,]+[;,]/g)) {
      yield text.slice(0, start + statement.index) +
        text.slice(start + statement.index + statement[0].length);
    }
  }
  for (const word of text.matchAll(/#\[cfg\([^)]*\)\] |pub(\([a-z]+\))? |let \w+ = |(?<=\{ )\w+ => /g)) {
    yield text.slice(0, word.index) + text.slice(word.index + word[0].length);
  }
}

/** Whether the program still has a disagreement about an error of the same code, in the same direction. */
export function stillDisagrees(like: Disagreement): (text: string) => Promise<boolean> {
  const code = (row: string): string => /\[(\w*)\]/.exec(row)?.[1] ?? '';
  return async (text) => {
    const { disagreement } = await compare(parseFixture(text));
    if (disagreement === undefined) return false;
    const [wrong, missing] = [like.wrong[0], like.missing[0]];
    return wrong !== undefined
      ? disagreement.wrong.some((row) => code(row) === code(wrong))
      : disagreement.missing.some((row) => code(row) === code(missing!));
  };
}
