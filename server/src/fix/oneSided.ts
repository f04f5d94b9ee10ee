/** Paths that are right in the view, and are not there with a mock that has the name by itself. */
import type { Problem } from '../diagnose/problem';
import { cfgText } from '../project/cfgOpposite';
import type { CfgPredicate } from '../project/cfgPredicate';
import { crateWhere } from '../resolve/alternative';
import { type Definition, type Module, NAMESPACES } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { walkPrefix } from '../resolve/paths';
import { variantOf } from '../resolve/variants';
import type { World } from '../resolve/world';
import { memberOf } from '../types/associated';
import { headOf } from '../types/types';
import { inTheWay } from './inPlace';
import type { Conditional } from './otherCfgs';

/**
 * Where a path that is written for a problem is not there, in words for a title: ` (not with feature `mock`: …)`. Nothing where
 * that is not proven for all that has the name elsewhere: there the path may compile, and go past the mock.
 */
export function notWhere(world: World, problem: Problem, path: readonly string[]): string | undefined {
  const notes = inTheWay(world, problem).map((item) => noteOf(world, problem, path, item));
  const [note] = notes;
  return notes.every((each) => each === note) ? note : undefined;
}

function noteOf(
  world: World,
  problem: Problem,
  path: readonly string[],
  { cfg, kernel }: Conditional,
): string | undefined {
  const [condition] = cfg;
  const text = condition && cfg.length === 1 && kernel.length === 0 ? cfgText(condition) : undefined;
  const start = startOf(world, problem, path);
  const other = start && text !== undefined ? crateWhere(world, start.module.crate, text) : undefined;
  const there = other?.modules.find((each) => !each.isInBody && each.path() === start?.module.path());
  if (!condition || !start || !there) return undefined;
  const missing = missingIn(world, there, start.path, problem.kind === 'import');
  if (missing === undefined) return undefined;
  const name = problem.segments[problem.failure.segment] ?? '';
  return ` (${inWords(condition)}: \`${ownerOf(world, there, name)}\` has ${missing})`;
}

/** The module whose names are others under the cfg, and what of the path is looked for from there. */
function startOf(
  world: World,
  { failure, module }: Problem,
  path: readonly string[],
): { readonly module: Module; readonly path: readonly string[] } | undefined {
  const inside = failure.inside?.module;
  // What the imports of a block bring under the cfg is not looked into.
  if (path[0] === '' || (!inside && module.block)) return undefined;
  if (!inside) return { module, path };
  for (let length = 1; length < path.length; length++) {
    const step = walkPrefix(world, { module }, path.slice(0, length), false, []);
    if (step.k === 'found' && step.definition.module === inside)
      return { module: inside, path: ['self', ...path.slice(length)] };
  }
  return undefined;
}

/** What of a path a module does not have, in words; nothing where it may have all of it. */
function missingIn(
  world: World,
  module: Module,
  path: readonly string[],
  isImport: boolean,
): string | undefined {
  const prefix = path.slice(0, -1);
  const last = path.at(-1) ?? '';
  const written = (end: number): string =>
    path.slice(path[0] === 'self' || path[0] === 'crate' ? 1 : 0, end).join('::');
  const step = walkPrefix(world, { module }, prefix, false, []);
  switch (step.k) {
    case 'failed':
      return step.failure.why === 'absent' || step.failure.why === 'no-crate'
        ? `no \`${written(step.failure.segment + 1)}\``
        : undefined;
    case 'type':
      return undefined;
    case 'found': {
      const { definition } = step;
      if (definition.module) {
        const inside = definition.module;
        const isAbsent = NAMESPACES.every(
          (namespace) => lookupIn(world, inside, last, namespace) === undefined,
        );
        return isAbsent ? `no \`${written(path.length)}\`` : undefined;
      }
      const nothing = `no module \`${written(path.length - 1)}\``;
      return mayHave(world, definition, last, isImport) ? undefined : nothing;
    }
    default:
      return undefined;
  }
}

/** Whether a type may have a name by itself; a `use` takes variants only. */
function mayHave(world: World, type: Definition, name: string, isImport: boolean): boolean {
  if (type.kind === 'enum' && variantOf(world, type, name)) return true;
  if (isImport) return false;
  if (type.kind !== 'alias') return memberOf(world, type, name).k !== 'absent';
  if (!type.parent) return true;
  const written = { k: 'path' as const, segments: [type.name] };
  const head = headOf(world, { type: written, environment: { module: type.parent } });
  if (head.k !== 'type') return head.k !== 'primitive';
  return head.definition.kind === 'alias' || mayHave(world, head.definition, name, isImport);
}

/** Where a name comes from. */
function ownerOf(world: World, module: Module, name: string): string {
  for (const namespace of NAMESPACES) {
    const found = lookupIn(world, module, name, namespace);
    const owner = found?.k === 'found' ? found.definition.parent : undefined;
    if (owner) return owner.path(true);
  }
  return module.path(true);
}

/** Where something is not that is not there where a predicate holds. */
function inWords(predicate: CfgPredicate): string {
  const negated = predicate.k === 'not' ? predicate.of[0] : undefined;
  const positive = negated ?? predicate;
  const [what, where] =
    positive.k === 'pair' && positive.name === 'feature'
      ? ['with', `feature \`${positive.value}\``]
      : ['where', `\`${cfgText(positive)}\` holds`];
  return `${negated ? 'only' : 'not'} ${what} ${where}`;
}
