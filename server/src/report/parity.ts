/** How far stand-ins (mocks) are like what they stand in for, in numbers. */
import type { ComparedName, ComparedPair, ParityListing } from '../diagnose/parity/listing';

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

/** The numbers of one pair. */
export function paritySummary({ module, standIn, real, names }: ComparedPair): ParitySummary {
  const compared = names.filter(({ unknown }) => !unknown.some(({ aspect }) => aspect === 'name'));
  const different = compared.filter((name) => !name.missing && name.differences.length > 0);
  return {
    module,
    standIn,
    real,
    names: compared.length,
    same: compared.filter(isSame).length,
    different: different.length,
    following: different.filter(follows).length,
    from: [...new Set(names.flatMap(({ differences }) => differences.flatMap((each) => each.follows)))],
    missing: compared.filter(({ missing }) => missing).length,
    unknown: names.flatMap(({ name, unknown }) =>
      unknown.map(({ aspect, reason }) => ({ name, what: aspect, reason })),
    ),
  };
}

/** Pairs that have names to compare. */
export function comparedPairs({ pairs }: ParityListing): readonly ComparedPair[] {
  return pairs.filter(({ names }) => names.length > 0);
}

/** One summary for each pair that has names to compare. */
export function paritySummaries(listing: ParityListing): readonly ParitySummary[] {
  return comparedPairs(listing).map(paritySummary);
}

/** Whether all that could be told of a name is the same on both sides, and all could. */
function isSame({ missing, differences, unknown }: ComparedName): boolean {
  return !missing && differences.length === 0 && unknown.length === 0;
}

/** Whether a name differs only because others do. */
export function follows({ differences }: ComparedName): boolean {
  return differences.every((difference) => difference.follows.length > 0);
}
