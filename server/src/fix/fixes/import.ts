/** Brings the name in with a `use`. */
import { importPaths } from '../../diagnose/findPath';
import { ownName } from '../../diagnose/ownName';
import { callInUnsafe } from '../callInUnsafe';
import { insertUse, whyNotInScope } from '../insertUse';
import type { NewLeaf } from '../mergeUse';
import { meantBy } from '../naming';
import type { Fixer } from '../offer';
import { underAttributes } from '../otherCfgs';
import { targetsOf } from '../targets';
import { isUnsafeFunction } from '../unsafeContext';

export const importName: Fixer = (given, context) => {
  const { problem } = given;
  const { world } = context;
  // A path has its own beginning; a `use` cannot help it.
  if (problem.segments.length !== 1 || problem.reference === undefined || problem.failure.why !== 'absent')
    return undefined;
  // A pattern is meant to be the constant.
  const isPattern = given.finding.code === 'pattern-binds-name';
  const bring = (leaf: NewLeaf): ReturnType<typeof insertUse> =>
    (isPattern ? undefined : whyNotInScope(world, problem, problem.name)) ?? insertUse(world, problem, leaf);
  const own = ownName(world, problem);
  if (own) {
    const inserted = bring({ path: own.path.split('::') });
    const isUnsafe = problem.kind === 'call' && isUnsafeFunction(own.definition);
    const site = callInUnsafe(problem, isUnsafe, context);
    if (typeof inserted === 'string') return { id: 'import', reason: inserted };
    if (typeof site === 'string') return { id: 'import', reason: site };
    const title = `Import \`${own.path}\`${underAttributes(inserted.attributes)}${site.note}`;
    return { id: 'import', title, sure: 'meant', wishes: { edits: [...inserted.edits, ...site.edits] } };
  }
  for (const { place, sameName, guess } of targetsOf(given, context)) {
    if (guess) continue;
    const [path] = importPaths(world, problem.module, place);
    if (path === undefined) continue;
    const alias = sameName ? {} : { alias: problem.name };
    const inserted = bring({ path: path.split('::'), ...alias });
    if (typeof inserted === 'string') return { id: 'import', reason: inserted };
    const as = sameName ? '' : ` as \`${problem.name}\`${meantBy(problem.name, context)?.note ?? ''}`;
    const hereOnly = !sameName && meantBy(problem.name, context)?.everywhere === false;
    return {
      id: 'import',
      title: `Import \`${path}\`${as}${underAttributes(inserted.attributes)}`,
      sure: 'meant',
      ...(hereOnly ? { hereOnly } : {}),
      wishes: { edits: inserted.edits },
    };
  }
  return undefined;
};
