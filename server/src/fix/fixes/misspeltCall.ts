/** Writes the kernel call that a misspelt one is spelt like, and gives the adapter what it needs for that. */
import type { Problem } from '../../diagnose/problem';
import { writtenPath } from '../../diagnose/written/path';
import { isVisible, VALUE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { lookupFrom } from '../../resolve/scopes';
import { supplyOf } from '../adapter/offers';
import type { FixContext } from '../context';
import type { Fixer } from '../offer';

const ID = 'misspeltCall';

/** Names that are tried. */
const MOST_NAMES = 6;

export const misspeltCall: Fixer = ({ finding, problem }, context) => {
  const { failure, segments, kind, name, reference } = problem;
  if (finding.code !== 'unresolved-name' || kind !== 'call' || failure.segment < segments.length - 1)
    return undefined;
  for (const near of context.catalog.nearNames(name, MOST_NAMES)) {
    if (!context.knowledge.isBufferMethod(near)) continue;
    const there = isThere(problem, near, context);
    const supply = there ? undefined : supplyOf(problem, near, 'function', context);
    if (!there && (supply === undefined || typeof supply === 'string')) continue;
    const own = typeof supply === 'object' ? supply.entry.own : undefined;
    if (own?.k === 'call' && own.wrapper.params.length !== reference?.argumentCount) continue;
    const path = writtenPath(context.world, problem);
    if (typeof path === 'string') return { id: ID, reason: path };
    const edits = [{ file: path.file, start: path.end - name.length, end: path.end, newText: near }];
    const also =
      typeof supply === 'object'
        ? `, and ${supply.title.charAt(0).toLowerCase()}${supply.title.slice(1)}`
        : '';
    return {
      id: ID,
      title: `Write \`${near}\` instead of \`${name}\`${also}`,
      sure: 'guess',
      wishes: { ...(typeof supply === 'object' ? supply.wishes : {}), edits },
    };
  }
  return undefined;
};

/** Whether the right name is found where the wrong one is looked for. */
function isThere(problem: Problem, name: string, { world }: FixContext): boolean {
  const { failure, unit, scope, module } = problem;
  const inside = failure.inside?.module;
  if (inside) {
    const found = lookupIn(world, inside, name, VALUE);
    return found?.k === 'found' && isVisible(found.visibility, module);
  }
  if (unit === undefined || scope === undefined) return false;
  return lookupFrom(world, unit, scope, { name, namespace: VALUE, context: 0 })?.k === 'found';
}
