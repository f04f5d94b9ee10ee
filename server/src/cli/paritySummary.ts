/** How far stand-ins (mocks) are like what they stand in for, in numbers: a line for `check`, and for JSON. */
import type { ComparedName, ComparedPair, ParityListing } from '../diagnose/parity/listing';
import { printable } from './cells';

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

/** Whether all that could be told of a name is the same on both sides, and all could. */
function isSame({ missing, differences, unknown }: ComparedName): boolean {
  return !missing && differences.length === 0 && unknown.length === 0;
}

/** Whether a name differs only because others do. */
export function follows({ differences }: ComparedName): boolean {
  return differences.every((difference) => difference.follows.length > 0);
}

/** One line for each pair, for the end of `check`: how many names differ, and where to see them. */
export function parityLines(listing: ParityListing | undefined): readonly string[] {
  if (!listing) return [];
  return comparedPairs(listing).map((pair) => {
    const { module, standIn, real } = pair;
    const { names, same } = paritySummary(pair);
    const held = `${printable(module)}, ${printable(standIn)} against ${printable(real)}`;
    return same === names
      ? `${held}: ${plural(names, 'name')}, all the same`
      : `${held}: ${countsText(pair)}; \`kaal-sel4 parity\` lists them`;
  });
}

/** "63 names: 13 different, 50 missing". */
export function countsText(pair: ComparedPair): string {
  const { names, same, different, following, missing, unknown } = paritySummary(pair);
  const because = following === 0 ? '' : ` (${following} by types that do)`;
  const parts = [
    ...(same > 0 ? [`${same} the same`] : []),
    ...(different > 0 ? [`${different} different${because}`] : []),
    ...(missing > 0 ? [`${missing} missing on the other side`] : []),
    ...(unknown.length > 0 ? [`${unknown.length} not known`] : []),
  ];
  return `${plural(names, 'name')}: ${parts.join(', ')}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
