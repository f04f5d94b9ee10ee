/** Brings the name in with a `use`. */
import { importPaths } from '../../diagnose/findPath';
import { insertUse } from '../insertUse';
import { meantBy } from '../naming';
import type { Fixer } from '../offer';
import { targetsOf } from '../targets';

export const importName: Fixer = (given, context) => {
  const { problem } = given;
  const { world } = context;
  // A path has its own beginning; a `use` cannot help it.
  if (problem.segments.length !== 1 || problem.reference === undefined || problem.failure.why !== 'absent')
    return undefined;
  for (const { place, sameName, guess } of targetsOf(given, context)) {
    if (guess) continue;
    const [path] = importPaths(world, problem.module, place);
    if (path === undefined) continue;
    const alias = sameName ? {} : { alias: problem.name };
    const edits = insertUse(world, problem, { path: path.split('::'), ...alias });
    if (typeof edits === 'string') return { id: 'import', reason: edits };
    const as = sameName ? '' : ` as \`${problem.name}\`${meantBy(problem.name, context)?.note ?? ''}`;
    const hereOnly = !sameName && meantBy(problem.name, context)?.everywhere === false;
    return {
      id: 'import',
      title: `Import \`${path}\`${as}`,
      sure: 'meant',
      ...(hereOnly ? { hereOnly } : {}),
      wishes: { edits },
    };
  }
  return undefined;
};
