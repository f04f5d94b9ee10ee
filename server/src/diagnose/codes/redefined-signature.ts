/** A function of the workspace has the name of a kernel call and another signature than the bindings'. */
import { differenceIn, type ExplainRow, sentence, severityOf } from '../parity/explain';

export const redefinedSignature: ExplainRow = (row) => {
  const difference = differenceIn(row, 'signature');
  if (!difference) return undefined;
  return {
    code: 'redefined-signature',
    severity: severityOf(difference),
    message: `\`${row.own.title}\` has another signature than the bindings' \`${row.against}\`: ${sentence(difference.points)}`,
    help: 'if that is on purpose, say so in the line before: `// kaal-sel4: allow(redefined-signature) why`',
  };
};
