/** A stand-in has a name that the other side lacks: code that uses it compiles with the stand-in only. */
import { differenceIn, type ExplainRow } from '../parity/explain';

export const parityMissing: ExplainRow = (row) => {
  const { own, missing } = row;
  if (!missing) return undefined;
  const { where, elsewhere } = missing;
  const method = differenceIn(row, 'kind')?.there.startsWith('method') ? 'the method ' : '';
  const there =
    elsewhere === undefined
      ? '; nor is it anywhere in the bindings'
      : `; the bindings have it as ${method}\`${elsewhere}\``;
  return {
    code: 'parity-missing',
    severity: 'warning',
    message: `\`${own.title}\` is in this stand-in only: \`${where}\` has no such name on the other side${there}`,
  };
};
