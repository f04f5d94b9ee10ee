/** What is counted over all programs, as rows to be shown. */
import type { Judged } from './rounds';

export class Counts {
  #judged = 0;
  #wrong = 0;
  #unknown = 0;
  #programs = 0;
  #givenUp = 0;
  #asked = 0;
  #early = 0;
  #vanished = 0;
  #false = 0;
  #missed = 0;
  readonly #codes = new Map<string, number>();
  readonly #kinds = new Map<string, number>();
  readonly #hidden = new Map<string, number>();
  readonly #others = new Map<string, number>();
  readonly #reasons = new Map<string, number>();
  readonly #uses = new Map<string, number>();
  readonly #users = new Map<string, number>();

  /** References with a verdict. */
  get judged(): number {
    return this.#judged;
  }

  /** `breadth`: how often the program uses each part of Rust. */
  add(judged: Judged, breadth: ReadonlyMap<string, number> = new Map()): void {
    this.#programs += 1;
    merge(this.#uses, breadth);
    for (const what of breadth.keys()) plus(this.#users, what, 1);
    if (judged.givenUp !== undefined) this.#givenUp += 1;
    this.#asked += judged.asked;
    this.#early += judged.early;
    this.#vanished += judged.vanished;
    for (const { kind, rustc, unknown } of judged.verdicts.values()) {
      this.#judged += 1;
      plus(this.#kinds, kind, 1);
      if (rustc === 'error') this.#wrong += 1;
      if (unknown) this.#unknown += 1;
    }
    for (const { kind } of judged.disagreements) {
      if (kind === 'false') this.#false += 1;
      else this.#missed += 1;
    }
    merge(this.#codes, judged.codes);
    merge(this.#hidden, judged.hidden);
    merge(this.#others, judged.others);
    merge(this.#reasons, judged.unknown);
  }

  rows(): Readonly<Record<string, number>> {
    return {
      programs: this.#programs,
      'questions to rustc': this.#asked,
      'references judged': this.#judged,
      'false (ours alone)': this.#false,
      'missed (rustc alone)': this.#missed,
      'unknown references': this.#unknown,
      'unknown, in 1/100 %': Math.round((10_000 * this.#unknown) / Math.max(1, this.#judged)),
      'references that rustc rejects': this.#wrong,
      ...prefixed('  error', this.#codes),
      ...prefixed('  kind:', this.#kinds),
      ...prefixed('  unknown:', this.#reasons),
      'programs given up': this.#givenUp,
      'rounds that rustc ended early': this.#early,
      ...prefixed('  hidden for a round:', this.#hidden),
      'hidden, and gone with the repair': this.#vanished,
      ...prefixed('  other errors:', this.#others),
      ...prefixed('  programs with:', this.#users),
      ...prefixed('  uses of:', this.#uses),
    };
  }
}

function merge(into: Map<string, number>, from: ReadonlyMap<string, number>): void {
  for (const [what, count] of from) plus(into, what, count);
}

function plus(into: Map<string, number>, what: string, count: number): void {
  into.set(what, (into.get(what) ?? 0) + count);
}

function prefixed(prefix: string, counts: ReadonlyMap<string, number>): Record<string, number> {
  const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return Object.fromEntries(rows.map(([what, count]) => [`${prefix} ${what}`, count]));
}
