/** Whether a name may be written as something else where it stands. */
import type { Problem } from '../diagnose/problem';
import { allOf, cfgText } from '../project/cfgOpposite';
import { type CrateMap, NAMESPACES, TYPE } from '../resolve/definitions';
import { namespaceOf } from '../resolve/kinds';
import type { World } from '../resolve/world';
import { type Conditions, conditionsAround, conditionsIn } from './conditions';
import { type Conditional, meets, modulesAround } from './otherCfgs';
import { namesElsewhere } from './otherGlobs';
import { behindOtherPrefix } from './otherPrefix';

/** Why the name of a problem may not be written as something else: under another cfg it is there, and would no longer be used. */
export function whyNotInPlace(world: World, problem: Problem): string | undefined {
  const [item] = inTheWay(world, problem);
  if (item === undefined) return undefined;
  const text = cfgText(allOf([...item.cfg, ...item.kernel]));
  const where = text === undefined ? 'under a cfg' : `where \`${text}\` holds`;
  return `\`${nameOf(problem)}\` is defined ${where}, and would no longer be used there`;
}

/** What has the name of a problem under other cfgs, where the place that names it is compiled, too. */
export function inTheWay(world: World, problem: Problem): readonly Conditional[] {
  const { failure, segments, unit, scope = 0, module, kind, record } = problem;
  const inside = failure.inside?.module;
  const around = inside ? [inside] : unit ? modulesAround(world, unit, scope) : [module];
  if (!inside && failure.segment > 0) return [];
  const isLast = failure.segment === segments.length - 1;
  const isEither = kind === 'import' || kind === 'genericArgument';
  const namespaces = isEither ? NAMESPACES : [isLast ? namespaceOf(kind) : TYPE];
  // Another crate's features are its own.
  const own = (crate: CrateMap | undefined): Conditions =>
    crate === module.crate
      ? conditionsAround(world, module, unit, scope, record?.item.attributes)
      : conditionsIn();
  return [
    ...namesElsewhere(world, around, nameOf(problem)).filter((each) =>
      meets(each, namespaces, own(around[0]?.crate)),
    ),
    ...behindOtherPrefix(world, problem).filter((each) => meets(each, namespaces, own(each.from.crate))),
  ];
}

function nameOf({ failure, segments }: Problem): string {
  return segments[failure.segment] ?? '';
}
