/** Paths that are right in the view, and are not there with a mock that has the name by itself. */
import type { Problem } from '../diagnose/problem';
import { cfgText } from '../project/cfgOpposite';
import type { CfgPredicate } from '../project/cfgPredicate';
import { moduleWhere } from '../resolve/alternative';
import { type Definition, type Module, NAMESPACES } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { walkPrefix } from '../resolve/paths';
import { variantOf } from '../resolve/variants';
import type { World } from '../resolve/world';
import { memberOf } from '../types/associated';
import { headOf } from '../types/types';
import { inTheWay } from './inPlace';
import type { Conditional } from './otherCfgs';
import { moduleBehind, namespacesBehind } from './otherPrefix';

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
  if (!condition || cfg.length > 1 || kernel.length > 0) return undefined;
  for (const { module, old, written } of starts(world, problem, path)) {
    const there = moduleWhere(world, module, cfgText(condition));
    if (!there || namespacesBehind(world, there, old).length === 0) continue;
    const differs = written.findIndex((segment, at) => segment !== old[at]);
    const from = Math.min(differs, old.length - 1);
    const missing = missingIn(world, there, written, from, problem.kind === 'import');
    return missing && ` (${inWords(condition)}: \`${ownerOf(world, there, old)}\` has ${missing})`;
  }
  return undefined;
}

/** A module whose names are others under a cfg, with what is looked for from there: the path that fails, and the new one. */
interface Start {
  readonly module: Module;
  readonly old: readonly string[];
  readonly written: readonly string[];
}

function* starts(
  world: World,
  { failure, module, segments }: Problem,
  path: readonly string[],
): Iterable<Start> {
  const { segment } = failure;
  const inside = failure.inside?.module;
  if (path[0] === '') return;
  for (let length = 1; inside && length < path.length; length++) {
    const step = walkPrefix(world, { module }, path.slice(0, length), false, []);
    if (step.k === 'found' && step.definition.module === inside)
      yield {
        module: inside,
        old: ['self', segments[segment] ?? ''],
        written: ['self', ...path.slice(length)],
      };
  }
  // What the imports of a block bring under the cfg is not looked into.
  if (!module.block) yield { module, old: segments.slice(0, segment + 1), written: path };
}

/** What of a path a module does not have, in words, from a segment on; nothing where it may have all of it. */
function missingIn(
  world: World,
  module: Module,
  path: readonly string[],
  from: number,
  isImport: boolean,
): string | undefined {
  const prefix = path.slice(0, -1);
  const last = path.at(-1) ?? '';
  const words = (end: number): string => `\`${path.slice(from, end).join('::')}\``;
  const step = walkPrefix(world, { module }, prefix.length === 0 ? ['self'] : prefix, false, []);
  switch (step.k) {
    case 'failed':
      return step.failure.why === 'absent' || step.failure.why === 'no-crate'
        ? `no ${words(step.failure.segment + 1)}`
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
        return isAbsent ? `no ${words(path.length)}` : undefined;
      }
      const nothing = `no module ${words(path.length - 1)}`;
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

/** Where what a path leads to comes from. */
function ownerOf(world: World, module: Module, path: readonly string[]): string {
  const inside = moduleBehind(world, module, path.slice(0, -1));
  for (const namespace of NAMESPACES) {
    const found = inside && lookupIn(world, inside, path.at(-1) ?? '', namespace);
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
