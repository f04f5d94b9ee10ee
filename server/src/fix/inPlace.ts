/** Whether a name may be written as something else where it stands. */
import type { Problem } from '../diagnose/problem';
import { allOf, cfgText } from '../project/cfgOpposite';
import { NAMESPACES, TYPE } from '../resolve/definitions';
import { namespaceOf } from '../resolve/kinds';
import type { World } from '../resolve/world';
import { conditionsAround, conditionsIn } from './conditions';
import { meets, modulesAround } from './otherCfgs';
import { namesElsewhere } from './otherGlobs';

/** Why the name of a problem may not be written as something else: under another cfg it is there, and would no longer be used. */
export function whyNotInPlace(world: World, problem: Problem): string | undefined {
  const { failure, segments, unit, scope = 0, module, kind, record } = problem;
  const name = segments[failure.segment] ?? '';
  const inside = failure.inside?.module;
  const around = inside ? [inside] : unit ? modulesAround(world, unit, scope) : [module];
  if (!inside && failure.segment > 0) return undefined;
  const isLast = failure.segment === segments.length - 1;
  const isEither = kind === 'import' || kind === 'genericArgument';
  const namespaces = isEither ? NAMESPACES : [isLast ? namespaceOf(kind) : TYPE];
  const elsewhere = namesElsewhere(world, around, name);
  // Another crate's features are its own.
  const isSameCrate = around[0]?.crate === module.crate;
  const own = isSameCrate
    ? conditionsAround(world, module, unit, scope, record?.item.attributes)
    : conditionsIn();
  const item = elsewhere.find((each) => meets(each, namespaces, own));
  if (item === undefined) return undefined;
  const text = cfgText(allOf([...item.cfg, ...item.kernel]));
  const where = text === undefined ? 'under a cfg' : `where \`${text}\` holds`;
  return `\`${name}\` is defined ${where}, and would no longer be used there`;
}
