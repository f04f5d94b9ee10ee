/** A constant of a stand-in has another value on the other side: everything compiles, and the kernel refuses. */

import { differenceIn, type ExplainRow, otherSide, replacementOf } from '../parity/explain';
import { otherConfigurations } from '../parity/otherConfigurations';
import { neededOption } from './needed-option';

export const parityValue: ExplainRow = (row, context, pair) => {
  const difference = differenceIn(row, 'value');
  if (!difference) return undefined;
  const { here, there, repair } = difference;
  const message = `\`${row.own.title}\` is ${here} in this stand-in, but ${there} ${otherSide(row, pair)}`;
  const others = otherConfigurations(row, here, context);
  if (others.length > 0) {
    const needs = neededOption(row.there?.name ?? row.own.name, others, context);
    return {
      code: 'parity-value',
      severity: 'information',
      message,
      help: `it is ${here} in other kernel configurations (${others.join(', ')}${needs === undefined ? '' : `: with ${needs}`}); name yours with the bindings setting (\`--bindings\`)`,
    };
  }
  return {
    code: 'parity-value',
    severity: 'warning',
    message,
    ...(repair === undefined ? {} : { help: `write \`${repair}\`` }),
    ...replacementOf(row, 'value', repair, context),
  };
};
