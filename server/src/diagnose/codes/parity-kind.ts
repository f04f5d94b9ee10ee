/** A name of a stand-in is another kind of thing on the other side. */
import { differenceIn, type ExplainRow, otherSide } from '../parity/explain';

export const parityKind: ExplainRow = (row, _context, pair) => {
  const difference = differenceIn(row, 'kind');
  // Where the name itself is missing, what the bindings have elsewhere is told with that.
  if (!difference || row.missing) return undefined;
  const { here, there } = difference;
  return {
    code: 'parity-kind',
    severity: 'warning',
    message: `\`${row.own.title}\` is ${article(here)} in this stand-in, but ${article(there)} ${otherSide(row, pair)}`,
  };
};

function article(words: string): string {
  return /^[aeiou]/.test(words) ? `an ${words}` : `a ${words}`;
}
