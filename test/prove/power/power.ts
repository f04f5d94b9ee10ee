/** The proof that the other one proves something: mistakes are put into the engine, and made-up programs find them. */
import { needRustc } from '../needRustc';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { faultyEngine } from './faultyEngine';
import { MISTAKES, type Mistake } from './mistakes';
import { Trial } from './trial';

export const power: Proof = {
  name: 'power',
  what: 'deliberate mistakes in the engine: made-up programs find each of them',
  unit: 'tries',
  budget: 20,
  run: prove,
};

/** Programs of following seeds, made when first asked for. */
class Trials {
  readonly #made: Promise<Trial>[] = [];

  constructor(readonly seed: number) {}

  async at(index: number): Promise<Trial> {
    this.#made[index] ??= Trial.of(this.seed + index);
    return this.#made[index];
  }

  async known(): Promise<number> {
    return (await Promise.all(this.#made)).reduce((sum, { known }) => sum + known, 0);
  }
}

async function prove({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  needRustc();
  const trials = new Trials(seed);
  const table: string[] = [];
  const failures: Failure[] = [];
  let most = 0;
  for (const mistake of MISTAKES) {
    progress(`${table.length} of ${MISTAKES.length} mistakes: ${mistake.rule}`);
    const engine = await faultyEngine(mistake);
    let references = 0;
    let found: string | undefined;
    let programs = 0;
    while (programs < budget && found === undefined) {
      const verdict = await (await trials.at(programs)).judge(engine);
      programs += 1;
      references += verdict.references;
      if (verdict.found) found = `${verdict.found.kind} ${verdict.found.code}`;
    }
    most = Math.max(most, programs);
    const [tried, judged] = [`${programs}`.padStart(4), `${references}`.padStart(8)];
    table.push(`${tried}${judged}  ${mistake.rule}: ${found ?? 'NOT FOUND'}`);
    if (found === undefined) failures.push(notFound(mistake, seed, programs));
  }
  return {
    table: ['programs and references needed, the mistake, and what gave it away', ...table],
    counts: {
      mistakes: MISTAKES.length,
      'not found': failures.length,
      'programs that one of them needed': most,
      'disagreements of our own engine': await trials.known(),
    },
    failures,
  };
}

function notFound({ rule, file, changes }: Mistake, seed: number, programs: number): Failure {
  return {
    title: `not found in ${programs} programs: ${rule}`,
    seed,
    input: changes.map(({ from, to }) => `${from}\n→ ${to}`).join('\n'),
    details: [`the mistake is made in ${file}`],
  };
}
