/** A type of a stand-in, or the type of one of its constants, is another one on the other side. */
import {
  differenceIn,
  type ExplainRow,
  followsFrom,
  otherSide,
  replacementOf,
  severityOf,
} from '../parity/explain';

export const parityType: ExplainRow = (row, context, pair) => {
  const difference = differenceIn(row, 'type');
  if (!difference) return undefined;
  const { here, there, repair } = difference;
  const what = row.own.item.kind === 'const' ? `the type of \`${row.own.title}\`` : `\`${row.own.title}\``;
  const help = followsFrom(difference) ?? (repair === undefined ? undefined : `write \`${repair}\``);
  return {
    code: 'parity-type',
    severity: severityOf(difference),
    message: `${what} is ${here} in this stand-in, but ${there} ${otherSide(row, pair)}`,
    ...(help === undefined ? {} : { help }),
    ...replacementOf(row, 'type', repair, context),
  };
};
