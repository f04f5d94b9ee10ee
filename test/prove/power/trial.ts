/** A made-up program with all that rustc says of it, to be judged against one engine after the other. */
import type { CreateAnalysis } from '../../support/checkFixture';
import type { FixtureCrate } from '../../support/fixture';
import { generate } from '../names/generate';
import { type Answer, Oracle } from '../names/oracle';
import type { Program } from '../names/pieces';
import { type Disagreement, type Judged, judgeProgram } from '../names/rounds';

export interface Verdict {
  /** References with a verdict. */
  readonly references: number;
  /** The first disagreement that our own engine does not have. */
  readonly found: Disagreement | undefined;
}

/** One program. rustc is asked once, however many engines there are: what it is asked does not depend on them. */
export class Trial {
  readonly #program: Program;
  readonly #answers = new Map<string, Promise<Answer>>();
  /** What our own engine gets wrong. */
  readonly #known: ReadonlySet<string>;

  private constructor(program: Program, answers: ReadonlyMap<string, Promise<Answer>>, known: Judged) {
    this.#program = program;
    this.#answers = new Map(answers);
    this.#known = new Set(known.disagreements.map(describe));
  }

  /** The program of a seed. Rejects where rustc cannot be asked. */
  static async of(seed: number): Promise<Trial> {
    const program = generate(seed);
    const answers = new Map<string, Promise<Answer>>();
    const oracle = new Oracle();
    try {
      const ask = (files: ReadonlyMap<string, string>, crate: FixtureCrate): Promise<Answer> => {
        const answer = oracle.ask(files, crate);
        answers.set(question(files, crate), answer);
        return answer;
      };
      return new Trial(program, answers, await judgeProgram(program, { ask }));
    } finally {
      oracle.close();
    }
  }

  /** How many disagreements our own engine has here. */
  get known(): number {
    return this.#known.size;
  }

  async judge(engine: CreateAnalysis): Promise<Verdict> {
    const ask = (files: ReadonlyMap<string, string>, crate: FixtureCrate): Promise<Answer> => {
      const answer = this.#answers.get(question(files, crate));
      if (!answer) throw new Error('rustc is asked something else because of an engine');
      return answer;
    };
    const { disagreements, verdicts } = await judgeProgram(this.#program, { ask }, engine);
    return {
      references: verdicts.size,
      found: disagreements.find((one) => !this.#known.has(describe(one))),
    };
  }
}

function question(files: ReadonlyMap<string, string>, { name }: FixtureCrate): string {
  return JSON.stringify([name, ...files]);
}

function describe({ kind, crate, row }: Disagreement): string {
  return `${kind} ${crate} ${row}`;
}
