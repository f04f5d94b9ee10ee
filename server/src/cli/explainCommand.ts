/** `kaal-sel4 explain NAME`. */
import { loadCatalog, loadKnowledge } from '../analysis/nodeParts';
import { explain, explainJson, explainText } from './explain';
import { Failure } from './failure';
import type { Output } from './output';
import type { ExplainOptions } from './program';
import { choosePaint } from './style';

const NEAR_NAMES = 5;

/** @returns 0 if the name is known, else 1 */
export async function explainCommand(name: string, options: ExplainOptions, output: Output): Promise<number> {
  const catalog = loadCatalog();
  const explanation = explain(name, {
    ...loadKnowledge(),
    configurations: catalog.configurations(),
    knownName: (text) => catalog.knownName(text),
    nearNames: (text) => catalog.nearNames(text, NEAR_NAMES),
  });
  const [problem] = catalog.problems;
  if (problem) throw new Failure(`${problem.file}: ${problem.message}`, problem.help);
  const text =
    options.format === 'json'
      ? `${JSON.stringify(explainJson(explanation), undefined, 2)}\n`
      : explainText(explanation, choosePaint(process.env, output.isTerminal));
  await output.write(text);
  return explanation.known ? 0 : 1;
}
