/** Pairs of modules that the workspace names itself. */
import type { WrittenPair } from '../../project/metadata/parity';
import type { ProjectProblem } from '../../project/model';
import { type CrateMap, type Module, TYPE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import type { World } from '../../resolve/world';
import type { Pair } from './sides';

export interface NamedPairs {
  readonly pairs: readonly Pair[];
  readonly problems: readonly ProjectProblem[];
}

/** The modules behind written paths; a path that leads to none is a problem, unless the view cannot tell. */
export function namedPairs(world: World, written: readonly WrittenPair[]): NamedPairs {
  const pairs: Pair[] = [];
  const problems: ProjectProblem[] = [];
  for (const pair of written) {
    const say = (side: 'mock' | 'real', message: string): void => {
      problems.push(
        pair.problem(side, message, 'write the path of a module from the name of its crate on: `sel4::sys`'),
      );
    };
    const [mock, real] = (['mock', 'real'] as const).map((side) => {
      const found = moduleAt(world, pair[side]);
      if (typeof found !== 'string') return found;
      say(side, found);
      return undefined;
    });
    if (mock && mock === real) say('real', 'a module cannot stand in for itself');
    else if (mock && real) pairs.push({ mock, real, mockText: pair.mock, realText: pair.real });
  }
  return { pairs, problems };
}

/** The module at a path, `undefined` where it cannot be told, or what is wrong with the path. */
function moduleAt(world: World, path: string): Module | string | undefined {
  if (path.trim() === '') return 'a path is missing';
  const [first = '', ...rest] = path.split('::').map((segment) => segment.trim());
  const crate = crateOf(world, first);
  if (!crate) return `\`${path}\` leads to no module: there is no crate \`${first}\` here`;
  let module = crate.root;
  let walked = first;
  for (const segment of rest) {
    const found = lookupIn(world, module, segment, TYPE);
    if (found?.k === 'unknown' || found?.k === 'poison' || found?.k === 'ambiguous') return undefined;
    const inner = found?.definition.module;
    if (!inner) return `\`${path}\` leads to no module: there is no module \`${segment}\` in \`${walked}\``;
    module = inner;
    walked = `${walked}::${segment}`;
  }
  return module;
}

/** A library of the project, or what the bindings stand for. */
function crateOf(world: World, name: string): CrateMap | undefined {
  const node = world.project.crates.find(
    (candidate) => candidate.name === name && candidate.kind === 'lib' && !candidate.test,
  );
  if (node) return world.crate(node.index);
  const packageName = name.replaceAll('_', '-');
  const known = world.bindings?.external(name) ?? world.bindings?.skeleton(packageName);
  return known ? world.external(packageName, []) : undefined;
}
