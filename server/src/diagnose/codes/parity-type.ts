/** A type of a stand-in, or the type of one of its constants, is another one on the other side. */
import {
  differenceIn,
  type ExplainRow,
  followsFrom,
  otherSide,
  replacementOf,
  severityOf,
} from '../parity/explain';
import type { Row } from '../parity/result';

export const parityType: ExplainRow = (row, context, pair) => {
  const difference = differenceIn(row, 'type');
  if (!difference) return undefined;
  const { here, there, repair } = difference;
  const what = row.own.item.kind === 'const' ? `the type of \`${row.own.title}\`` : `\`${row.own.title}\``;
  const written = repair === undefined ? undefined : `write \`${repair}\``;
  const help = followsFrom(difference) ?? withFollowers(written, row);
  return {
    code: 'parity-type',
    severity: severityOf(difference),
    message: `${what} is ${here} in this stand-in, but ${there} ${otherSide(row, pair)}`,
    ...(help === undefined ? {} : { help }),
    ...replacementOf(row, 'type', repair, context),
  };
};

/** How much else would be mended with it. */
function withFollowers(help: string | undefined, { followers }: Row): string | undefined {
  if (followers === undefined) return help;
  const more = followers === 1 ? '1 other name follows' : `${followers} other names follow`;
  return help === undefined ? `${more} from it` : `${help}; ${more} from it`;
}
