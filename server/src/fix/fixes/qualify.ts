/** Writes a path that resolves in place of one that does not. */

import { type OwnName, plainOwnName } from '../../diagnose/ownName';
import type { Problem } from '../../diagnose/problem';
import { spell } from '../../diagnose/spelling';
import { type WrittenPath, writtenPath } from '../../diagnose/written/path';
import { callInUnsafe } from '../callInUnsafe';
import type { FixContext, NamedCase } from '../context';
import type { PlacedEdit } from '../fix';
import { meantBy } from '../naming';
import type { Fixer, No, Offer } from '../offer';
import { pathPastFailure } from '../pastFailure';
import { targetsOf } from '../targets';
import { isUnsafeFunction } from '../unsafeContext';

export const qualify: Fixer = (given, context) => {
  const { problem, finding } = given;
  if (problem.kind === 'import' || problem.kind === 'method' || problem.kind === 'macro') return undefined;
  if (finding.code === 'undeclared-crate') return undefined;
  const own = plainOwnName(context.world, problem);
  if (own) return ofWorkspace(problem, own, context);
  const isLast = problem.failure.segment === problem.segments.length - 1;
  const path = bestPath(given, context) ?? (isLast ? undefined : anotherWay(given, context));
  if (path === undefined) return undefined;
  const found = writtenPath(context.world, problem);
  if (typeof found === 'string') return { id: 'qualify', reason: found };
  const written = path.whole ? { ...found, end: found.pathEnd } : found;
  return {
    id: 'qualify',
    title: `Write \`${path.text}\`${path.note}`,
    sure: path.sure,
    ...(path.hereOnly ? { hereOnly: true } : {}),
    wishes: {
      edits: [pathEdit(written, path.text, problem.reference?.shorthand ? problem.name : undefined)],
    },
  };
};

/** The path to what the workspace has of that name. */
function ofWorkspace(problem: Problem, own: OwnName, context: FixContext): Offer | No {
  const written = writtenPath(context.world, problem);
  const site = callInUnsafe(problem, problem.kind === 'call' && isUnsafeFunction(own.definition), context);
  if (typeof written === 'string' || typeof site === 'string')
    return { id: 'qualify', reason: typeof written === 'string' ? written : (site as string) };
  const field = problem.reference?.shorthand ? problem.name : undefined;
  const path = pathEdit(written, own.path, field);
  // Two insertions at one place would be in nobody's order.
  const before = site.edits.find(({ start, end }) => start === end && start === path.start);
  const edits = site.edits.filter((edit) => edit !== before);
  return {
    id: 'qualify',
    title: `Write \`${own.path}\`${site.note}`,
    sure: 'plain',
    wishes: { edits: [{ ...path, newText: (before?.newText ?? '') + path.newText }, ...edits] },
  };
}

interface BestPath {
  readonly text: string;
  readonly note: string;
  readonly sure: Offer['sure'];
  readonly hereOnly?: boolean;
  /** In place of the whole path, not only of what is in front of the segment at fault and itself. */
  readonly whole?: true;
}

function bestPath(given: NamedCase, context: FixContext): BestPath | undefined {
  const { problem, finding } = given;
  const { world } = context;
  if (finding.code === 'enum-module-as-type') {
    const [text] = finding.candidates;
    return text === undefined ? undefined : { text, note: '', sure: 'plain' };
  }
  for (const target of targetsOf(given, context)) {
    const { place, sameName, guess } = target;
    const [text] = spell(world, problem, place);
    if (text === undefined) continue;
    const meant = sameName || guess ? undefined : meantBy(problem.name, context);
    const plain = sameName || meant?.everywhere === true;
    const sure = guess ? 'guess' : plain ? 'plain' : 'meant';
    return { text, note: meant?.note ?? '', sure, hereOnly: meant?.everywhere === false };
  }
  return undefined;
}

function anotherWay({ problem }: NamedCase, context: FixContext): BestPath | undefined {
  const text = pathPastFailure(problem, context);
  return text === undefined ? undefined : { text, note: '', sure: 'meant', whole: true };
}

/** Replaces the path up to the segment at fault; what both have in common stays untouched. */
export function pathEdit(written: WrittenPath, replacement: string, field?: string): PlacedEdit {
  const { file, source, start, end } = written;
  if (field !== undefined) return { file, start, end, newText: `${field}: ${replacement}` };
  const before = source.text.slice(start, end).split('::');
  const after = replacement.split('::');
  const shorter = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shorter && before[prefix] === after[prefix]) prefix++;
  if (prefix === before.length)
    return {
      file,
      start: end,
      end,
      newText: after
        .slice(prefix)
        .map((segment) => `::${segment}`)
        .join(''),
    };
  let suffix = 0;
  while (suffix < shorter - prefix && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  const length = (segments: readonly string[]): number => segments.join('::').length;
  const from = start + (prefix === 0 ? 0 : length(before.slice(0, prefix)) + 2);
  const middle = after.slice(prefix, after.length - suffix).join('::');
  if (suffix === 0) return { file, start: from, end, newText: middle };
  const kept = end - length(before.slice(before.length - suffix));
  return { file, start: from, end: kept, newText: middle === '' ? '' : `${middle}::` };
}
