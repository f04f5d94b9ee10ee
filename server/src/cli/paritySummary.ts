/** How far stand-ins (mocks) are like what they stand in for, in numbers: a line for `check`, and for JSON. */
import type { ComparedPair, ParityListing } from '../diagnose/parity/listing';
import { comparedPairs, paritySummary } from '../report/parity';
import { plural } from '../text/count';
import { printable } from './cells';

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
