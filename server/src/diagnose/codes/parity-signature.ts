/** A function of a stand-in has another signature on the other side. */
import {
  differenceIn,
  type ExplainRow,
  followsFrom,
  otherSide,
  sentence,
  severityOf,
} from '../parity/explain';

export const paritySignature: ExplainRow = (row, _context, pair) => {
  const difference = differenceIn(row, 'signature');
  if (!difference) return undefined;
  const help = followsFrom(difference) ?? (row.onlyCShape ? "that is C's calling shape" : undefined);
  return {
    code: 'parity-signature',
    severity: row.onlyCShape ? 'hint' : severityOf(difference),
    message: `\`${row.own.title}\` has another signature than ${otherSide(row, pair)}: ${sentence(difference.points)}`,
    ...(help === undefined ? {} : { help }),
  };
};
