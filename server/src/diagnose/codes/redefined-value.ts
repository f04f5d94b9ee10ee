/** A constant of the workspace has a name of the kernel and another value than the kernel's. */
import { differenceIn, type ExplainRow, replacementOf, toKernel } from '../parity/explain';
import { otherConfigurations } from '../parity/otherConfigurations';

export const redefinedValue: ExplainRow = (row, context) => {
  const difference = differenceIn(row, 'value');
  if (!difference) return undefined;
  const { here, there, repair } = difference;
  const others = otherConfigurations(row, here, context);
  return {
    code: 'redefined-value',
    severity: others.length > 0 ? 'information' : 'warning',
    message: `\`${row.own.title}\` is ${here} here, but ${there} ${toKernel(row)}`,
    ...(repair === undefined || others.length > 0 ? {} : { help: `write \`${repair}\`` }),
    ...(others.length > 0
      ? { help: `it is ${here} in other kernel configurations (${others.join(', ')})` }
      : replacementOf(row, 'value', repair, context)),
  };
};
