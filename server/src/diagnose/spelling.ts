/** Paths that would work at a place. */
import { isVisible, type Module, TYPE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { walkPrefix } from '../resolve/paths';
import { lookupFrom } from '../resolve/scopes';
import type { World } from '../resolve/world';
import type { Problem } from './problem';

/**
 * Ways to write `module::name` (a member of a module of the bindings) where the problem stands, shortest first.
 * Only paths that resolve and are visible from there; empty if nothing leads to the bindings.
 */
export function spell(
  world: World,
  problem: Problem,
  target: Module,
  rest: readonly string[],
): readonly string[] {
  const found: string[] = [];
  const { module, failure, segments } = problem;
  const tail = (prefix: readonly string[]): string => [...prefix, ...rest].join('::');
  const container = failure.inside?.module;
  const root = target.parent === undefined || isRootOfBindings(target);
  if (container && !root) {
    const here = lookupIn(world, container, target.name, TYPE);
    if (here?.k === 'found' && here.definition === target.definition && isVisible(here.visibility, module))
      found.push(tail([...segments.slice(0, failure.segment), target.name]));
  }
  if (!root && problem.unit && problem.scope !== undefined) {
    const here = lookupFrom(world, problem.unit, problem.scope, {
      name: target.name,
      namespace: TYPE,
      context: 0,
    });
    if (here?.k === 'found' && here.definition === target.definition) found.push(tail([target.name]));
  }
  for (const dependency of module.crate.node?.dependencies ?? []) {
    for (const middle of [['sys'], []]) {
      const path = [dependency.name, ...middle, ...(root ? [] : [target.name])];
      const step = walkPrefix(world, { module }, path, false, []);
      if (step.k !== 'found' || !step.definition.module) continue;
      const same = root
        ? leadsTo(world, step.definition.module, target, rest[0] ?? '')
        : step.definition === target.definition;
      if (same) found.push(tail(path));
    }
  }
  return [...new Set(found)];
}

function isRootOfBindings(module: Module): boolean {
  // Private modules of the generated crate whose names are re-exported at its root.
  return module.parent?.parent === undefined && module.definition.item?.visibility.k === 'private';
}

function leadsTo(world: World, module: Module, target: Module, name: string): boolean {
  for (const namespace of [0, 1] as const) {
    const found = lookupIn(world, module, name, namespace);
    if (found?.k === 'found' && found.definition.parent === target) return true;
  }
  return false;
}
