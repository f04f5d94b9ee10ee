/** The proof that rustc and the engine agree on programs that other people wrote for rustc. */

import { analyseFiles, FOLDER, reportedBy } from '../../support/checkFixture';
import type { Reported } from '../../support/compare';
import { describeRow } from '../../support/compare';
import { judge } from '../../support/judge';
import { isAsked } from '../../support/nameCodes';
import { type Agreement, AgreementSums, agreement } from '../names/agreement';
import { stopsEarly } from '../names/rounds';
import { needRustc } from '../needRustc';
import { CannotProve, type Failure, type Proof, type ProofOptions, type ProofResult } from '../proof';
import { programsIn, type WrittenProgram } from './collect';

export const programs: Proof = {
  name: 'programs',
  what: 'programs that others wrote (Rust files and Markdown below the folder in PROGRAMS): rustc and the engine agree',
  unit: 'texts',
  budget: 1000,
  run: (options) => {
    const folder = process.env.PROGRAMS;
    if (folder === undefined) throw new CannotProve('say in PROGRAMS in which folder there are programs');
    return prove(options, programsIn(folder));
  },
};

const ROOT = '/src/main.rs';

/** Compares the given programs, each alone, beginning with number `seed`. */
export async function prove(
  { seed, budget, progress }: ProofOptions,
  all: readonly WrittenProgram[],
): Promise<ProofResult> {
  needRustc();
  if (all.length === 0) throw new CannotProve('there are no programs in the folder that PROGRAMS names');
  const sums = new AgreementSums();
  const failures: Failure[] = [];
  const most = Math.min(budget, all.length);
  for (let index = 0; index < most; index += 1) {
    progress(`${index} of ${most} programs, ${failures.length} with disagreements`);
    const at = (seed + index) % all.length;
    const program = all[at]!;
    const found = await compare(program);
    if (sums.add(found)) failures.push(failure(program, found, at));
  }
  return { counts: sums.counts('programs'), failures };
}

/** `'early'` where rustc looks at no names, or has no answer. */
async function compare({ text, edition }: WrittenProgram): Promise<Agreement | 'early'> {
  const manifest = `[package]\nname = "program"\nversion = "0.1.0"\nedition = "${edition}"\n`;
  const files = new Map([
    [ROOT, text],
    ['/Cargo.toml', manifest],
  ]);
  const crate = { name: 'program', folder: '', root: ROOT, edition, dependencies: [], features: [], on: [] };
  const errors = await judge({ files, crates: [crate] }, { remember: false }).catch(() => undefined);
  // Files that it wants and has not end it before names are looked at.
  const isEarly = (row: Reported): boolean =>
    stopsEarly(row) ||
    /^(couldn't read|file not found|mismatched closing|this file contains)/.test(row.message);
  if (!errors || errors.some(isEarly)) return 'early';
  const placed = new Map([...files].map(([path, content]) => [FOLDER + path, content]));
  const analysis = await analyseFiles(placed, { view: { arch: 'x86_64' }, allNames: true });
  const ours = reportedBy(analysis).filter(({ code, message }) => isAsked(code, message));
  return agreement(ours, { errors, content: errors.length === 0 }, analysis.answers(FOLDER + ROOT), files);
}

function failure({ name, text }: WrittenProgram, { wrong, missed }: Agreement, seed: number): Failure {
  const files = new Map([[ROOT, text]]);
  const rows = [
    ...wrong.map((row) => `we alone: ${describeRow(row, files)}`),
    ...missed.map((row) => `rustc alone: ${describeRow(row, files)}`),
  ];
  return { title: `${name}: ${rows[0]}`, seed, input: name, details: rows.slice(1) };
}
