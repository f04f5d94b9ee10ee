/** Holds findings of one text against what rustc says of it, where nothing is repaired and asked again. */
import type { NameAnswer } from '../../../server/src/query/answers';
import { FOLDER } from '../../support/checkFixture';
import type { Reported } from '../../support/compare';
import { isAskedOfNames } from '../../support/nameCodes';
import { isUndecided, whyHidden } from './hiding';
import type { Answer } from './oracle';

export interface Agreement {
  /** rustc's errors about names. */
  readonly errors: number;
  /** Of those that we do not report, the ones that we call unknown. */
  readonly unknown: number;
  /** Findings that rustc does not report because of other errors. */
  readonly hidden: number;
  readonly wrong: readonly Reported[];
  readonly missed: readonly Reported[];
}

/** `names` are what became of every name in the files that rustc has judged. */
export function agreement(
  ours: readonly Reported[],
  { errors, content }: Answer,
  names: readonly NameAnswer[],
  files: ReadonlyMap<string, string>,
): Agreement {
  const key = (row: Reported): string => `${row.file}:${row.start}:${row.end}:${row.code}`;
  const ourKeys = new Set(ours.map(key));
  const theirKeys = new Set(errors.map(key));
  const blind = names.filter(({ answer }) => answer === 'unknown');
  const isUnknown = (row: Reported): boolean =>
    blind.some((name) => name.file === FOLDER + row.file && name.start < row.end && row.start < name.end);
  const asked = errors.filter(({ code, message }) => isAskedOfNames(code, message));
  const alone = asked.filter((row) => !ourKeys.has(key(row)) && !isUndecided(row, errors, files));
  const missed = alone.filter((row) => !isUnknown(row));
  const missingTrait = errors.some(({ code }) => code === 'E0405' || code === 'E0404');
  const round = { said: errors, files, missingTrait, around: () => undefined };
  const refuted = ours.filter((row) => !theirKeys.has(key(row)));
  const wrong = refuted.filter((row) => content || whyHidden(row, round) === undefined);
  return {
    errors: asked.length,
    unknown: alone.length - missed.length,
    hidden: refuted.length - wrong.length,
    wrong,
    missed,
  };
}

/** Adds up what many texts showed, each judged once. */
export class AgreementSums {
  private readonly sums = { early: 0, judged: 0, errors: 0, unknown: 0, hidden: 0, wrong: 0, missed: 0 };

  /** Takes one text in; `'early'`: rustc looked at no names. True where it and the engine disagree. */
  add(found: Agreement | 'early'): found is Agreement {
    const { sums } = this;
    if (found === 'early') {
      sums.early += 1;
      return false;
    }
    sums.judged += 1;
    sums.errors += found.errors;
    sums.unknown += found.unknown;
    sums.hidden += found.hidden;
    sums.wrong += found.wrong.length;
    sums.missed += found.missed.length;
    return found.wrong.length + found.missed.length > 0;
  }

  /** To be shown; `what` was judged. */
  counts(what: string): Readonly<Record<string, number>> {
    const { early, judged, errors, unknown, hidden, wrong, missed } = this.sums;
    return {
      [what]: judged,
      'rustc ended early': early,
      'errors of rustc about names': errors,
      'hidden in rustc': hidden,
      'false (ours alone)': wrong,
      'missed (rustc alone)': missed,
      'rejected by rustc, unknown to us': unknown,
    };
  }
}
