/** A struct, union or enum of a stand-in is made of other parts on the other side. */
import {
  differenceIn,
  type ExplainRow,
  followsFrom,
  otherSide,
  sentence,
  severityOf,
} from '../parity/explain';

export const parityFields: ExplainRow = (row, _context, pair) => {
  const difference = differenceIn(row, 'fields');
  if (!difference) return undefined;
  const help = followsFrom(difference);
  return {
    code: 'parity-fields',
    severity: severityOf(difference),
    message: `\`${row.own.title}\` is made of other parts than ${otherSide(row, pair)}: ${sentence(difference.points)}`,
    ...(help === undefined ? {} : { help }),
  };
};
