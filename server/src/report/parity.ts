/** How far stand-ins (mocks) are like what they stand in for: numbers and what cannot be told. */
import type { PairResult, ParityResult, Row } from '../diagnose/parity/result';

export interface ParitySummary {
  /** The module with two faces, or the stand-in's path. */
  readonly module: string;
  /** How the sides are told apart: a cfg or a path. */
  readonly standIn: string;
  readonly real: string;
  /** Names that were held against each other. */
  readonly names: number;
  readonly same: number;
  readonly different: number;
  /** Of these, how many differ only because types do that they are made of; and which types. */
  readonly following: number;
  readonly from: readonly string[];
  readonly missing: number;
  /** What cannot be told of names, and why. */
  readonly unknown: readonly { readonly name: string; readonly what: string; readonly reason: string }[];
}

/** One summary for each pair that has names to compare. */
export function paritySummaries(result: ParityResult): readonly ParitySummary[] {
  return result.pairs.map(summaryOf).filter(({ names, unknown }) => names + unknown.length > 0);
}

function summaryOf(pair: PairResult): ParitySummary {
  const names = new Map<string, Row[]>();
  for (const row of pair.rows) names.set(row.own.title, [...(names.get(row.own.title) ?? []), row]);
  const from = new Set<string>();
  let [same, different, following, missing] = [0, 0, 0, 0];
  const unknown = pair.unknown.map(({ name, reason }) => ({ name, what: 'name', reason }));
  for (const [name, rows] of names) {
    const differences = rows.flatMap(({ verdict }) => verdict.differences);
    const open = rows.flatMap(({ verdict }) => verdict.unknown);
    unknown.push(...open.map(({ aspect, reason }) => ({ name, what: aspect, reason })));
    for (const { follows } of differences) for (const each of follows) from.add(each);
    if (rows.some((row) => row.missing)) missing++;
    else if (differences.length > 0) {
      different++;
      if (differences.every(({ follows }) => follows.length > 0)) following++;
    } else if (open.length === 0) same++;
  }
  return {
    module: pair.title,
    standIn: pair.mockText,
    real: pair.realText,
    names: names.size,
    same,
    different,
    following,
    from: [...from],
    missing,
    unknown,
  };
}
