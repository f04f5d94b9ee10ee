/** What the path in front of a name leads to under other cfgs: a module of a mock where the view has an import. */
import type { Problem } from '../diagnose/problem';
import { allOf, cfgText } from '../project/cfgOpposite';
import { moduleWhere } from '../resolve/alternative';
import { type Module, TYPE } from '../resolve/definitions';
import { isKeyword, walkPrefix } from '../resolve/paths';
import type { World } from '../resolve/world';
import { type Conditional, modulesAround } from './otherCfgs';
import { namesElsewhere, namespacesIn } from './otherGlobs';

/** A name that a path leads to under a cfg. */
export interface BehindPrefix extends Conditional {
  /** The module in which the path goes on otherwise. */
  readonly from: Module;
}

/** Where the path of a problem leads elsewhere under other cfgs, and has the name there. */
export function behindOtherPrefix(world: World, problem: Problem): readonly BehindPrefix[] {
  const { failure, segments } = problem;
  const path = segments.slice(0, failure.segment);
  return path.flatMap((name, at) => {
    if (name === '' || isKeyword(name)) return [];
    const modules = modulesBefore(world, problem, at);
    return modules.flatMap((from) =>
      namesElsewhere(world, [from], name).flatMap((each): BehindPrefix[] => {
        const { cfg, kernel } = each;
        const there =
          kernel.length === 0 && each.namespaces.includes(TYPE)
            ? moduleWhere(world, from, cfgText(allOf(cfg)))
            : undefined;
        const rest = ['self', ...path.slice(at)];
        const namespaces = there ? namespacesBehind(world, there, [...rest, problem.name]) : [];
        return namespaces.length > 0 ? [{ ...each, namespaces, from }] : [];
      }),
    );
  });
}

/** The modules in which a segment of a problem's path is looked for. */
function modulesBefore(
  world: World,
  { module, segments, unit, scope = 0 }: Problem,
  at: number,
): readonly Module[] {
  if (at === 0) return unit ? modulesAround(world, unit, scope) : [module];
  const step = walkPrefix(world, { module }, segments.slice(0, at), segments[0] === '', []);
  const inside = step.k === 'found' ? step.definition.module : undefined;
  return inside && !inside.crate.bindings ? [inside] : [];
}

/** The namespaces in which a path leads to something for sure. */
export function namespacesBehind(
  world: World,
  module: Module,
  path: readonly string[],
): Conditional['namespaces'] {
  const inside = moduleBehind(world, module, path.slice(0, -1));
  return inside ? namespacesIn(world, inside, path.at(-1) ?? '') : [];
}

/** The module that a path leads to from another one; that one itself where there is no path. */
export function moduleBehind(world: World, module: Module, path: readonly string[]): Module | undefined {
  const step = walkPrefix(world, { module }, path.length === 0 ? ['self'] : path, false, []);
  return step.k === 'found' ? step.definition.module : undefined;
}
