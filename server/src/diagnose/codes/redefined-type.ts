/** A constant of the workspace has a name of the kernel and another type than in the bindings. */
import { differenceIn, type ExplainRow, replacementOf, severityOf } from '../parity/explain';

export const redefinedType: ExplainRow = (row, context) => {
  const difference = differenceIn(row, 'type');
  if (!difference) return undefined;
  const { here, there, repair } = difference;
  return {
    code: 'redefined-type',
    severity: severityOf(difference),
    message: `the type of \`${row.own.title}\` is ${here} here, but ${there} in the bindings (\`${row.against}\`)`,
    ...(repair === undefined ? {} : { help: `write \`${repair}\`, or re-export what the bindings have` }),
    ...replacementOf(row, 'type', repair, context),
  };
};
