/** A stand-in has a name that the other side lacks: code that uses it compiles with the stand-in only. */
import { isTypedPath } from '../../bindings/crates';
import { TELL_US } from '../calls/fields';
import { differenceIn, type ExplainRow } from '../parity/explain';
import type { DiagnoseContext } from '../problem';
import { needWords, whereWords } from './needed-option';

export const parityMissing: ExplainRow = (row, context) => {
  const { own, missing } = row;
  if (!missing) return undefined;
  const { where, elsewhere } = missing;
  const others = elsewhere === undefined ? configurationsWith(own.name, context) : [];
  const isGuess = !context.certain && others.some((name) => context.possible.has(name));
  const method = differenceIn(row, 'kind')?.there.startsWith('method') ? 'the method ' : '';
  let there = '; nor is it anywhere in the bindings';
  if (elsewhere !== undefined) there = `; the bindings have it as ${method}\`${elsewhere}\``;
  else if (others.length > 0)
    there = `: it exists only ${whereWords(others, context)}${needWords(own.name, others, context)}`;
  return {
    code: 'parity-missing',
    severity: isGuess ? 'information' : 'warning',
    message: `\`${own.title}\` is in this stand-in only: \`${where}\` has no such name on the other side${there}`,
    ...(isGuess ? { help: TELL_US } : {}),
  };
};

/** Built-in configurations whose bindings have a name that those of the view have not. */
function configurationsWith(name: string, { catalog }: DiagnoseContext): readonly string[] {
  const places = catalog
    .knownName(name)
    .filter(({ namespace, path }) => namespace !== 'field' && !isTypedPath(path));
  return [...new Set(places.flatMap(({ configurations }) => configurations))];
}
