/** What a proof is: something tried many times with numbers from a seed, that must never go wrong. */

export interface ProofOptions {
  /** Where the random numbers start: the same seed tries the same things. */
  readonly seed: number;
  /** How often to try: programs, edits, inputs or kills, as the proof says. */
  readonly budget: number;
  /** One line on how far it is; called as often as one likes. */
  progress(line: string): void;
}

/** Something that went wrong, made as small as it goes. */
export interface Failure {
  /** One line: what was expected, and what happened. */
  readonly title: string;
  /** With this seed and a budget of 1 it happens again. */
  readonly seed: number;
  /** The smallest input that still does it: a fixture, a list of edits, a file. */
  readonly input: string;
  readonly details: readonly string[];
}

export interface ProofResult {
  /** What was counted, in the order to be shown: `references judged` → 100,000. */
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  /** What more is to be shown, line by line. */
  readonly table?: readonly string[];
}

export interface Proof {
  /** On the command line: `npm run prove -- names`. */
  readonly name: string;
  /** One line for the help. */
  readonly what: string;
  /** What the budget counts: `programs`. It is the option's name too: `--programs N`. */
  readonly unit: string;
  /** Budget of `npm run prove` without options. */
  readonly budget: number;
  /** Rejects with {@link CannotProve} where nothing can be tried here. */
  run(options: ProofOptions): Promise<ProofResult>;
}

/** The proof cannot be had on this machine: no rustc, a full disk. Said in one line, exit code 2. */
export class CannotProve extends Error {}
