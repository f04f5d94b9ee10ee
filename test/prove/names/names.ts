/** The proof that rustc and the engine agree on the names of made-up programs. */
import { annotateFixtures } from '../../support/annotate';
import { needRustc } from '../needRustc';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { breadthOf } from './breadth';
import { Counts } from './counts';
import { generate } from './generate';
import { Oracle } from './oracle';
import { type Program, render } from './pieces';
import { asFixture } from './print';
import { type Disagreement, judgeProgram, stillDisagrees } from './rounds';
import { shrink } from './shrink';

export const names: Proof = {
  name: 'names',
  what: 'made-up programs: rustc and the engine agree on every name, span by span and code by code',
  unit: 'programs',
  budget: 400,
  run: prove,
};

/** rustc is one process, the engine another: a third program keeps both busy. */
const AT_ONCE = 3;
/** Shrinking takes a hundred questions: this many of each kind and code. */
const SHRUNK_OF_EACH = 2;

async function prove({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  needRustc();
  const counts = new Counts();
  const found: { program: Program; disagreement: Disagreement }[] = [];
  let next = 0;
  let stopped = false;
  const work = async (): Promise<void> => {
    while (next < budget && !stopped) {
      const program = generate(seed + next);
      next += 1;
      progress(`${next} of ${budget} programs, ${counts.judged} references, ${found.length} disagreements`);
      // Where one question cannot be asked, no further ones are.
      const judged = await withOracle((oracle) => judgeProgram(program, oracle)).catch((error: unknown) => {
        stopped = true;
        throw error;
      });
      counts.add(judged, breadthOf(render(program), program.shapes));
      for (const disagreement of judged.disagreements) found.push({ program, disagreement });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const failures: Failure[] = [];
  const shrunk = new Map<string, number>();
  for (const { program, disagreement } of found) {
    const { kind, code } = disagreement;
    const before = shrunk.get(`${kind} ${code}`) ?? 0;
    shrunk.set(`${kind} ${code}`, before + 1);
    if (before >= SHRUNK_OF_EACH) continue;
    progress(`shrinking ${kind} ${code} of seed ${program.seed}`);
    failures.push(await failure(program, disagreement));
  }
  return { counts: counts.rows(), failures };
}

async function withOracle<T>(use: (oracle: Oracle) => Promise<T>): Promise<T> {
  const oracle = new Oracle();
  try {
    return await use(oracle);
  } finally {
    oracle.close();
  }
}

/** A disagreement as the smallest program that has one like it, with rustc's carets. */
export async function failure(program: Program, disagreement: Disagreement): Promise<Failure> {
  const small = await withOracle((oracle) =>
    shrink(program, disagreement.changes, (changes) =>
      stillDisagrees(program, oracle, changes, disagreement),
    ),
  );
  const text = `//# ${disagreement.kind} ${disagreement.code}\n${asFixture(render(program, small))}`;
  const input = await annotateFixtures(text).catch(() => text);
  const whose = disagreement.kind === 'false' ? 'we report, rustc does not' : 'rustc reports, we do not';
  return {
    title: `${whose}: ${disagreement.row}`,
    seed: program.seed,
    input,
    details: [`in crate ${disagreement.crate}; the carets are rustc's`],
  };
}
