/** A name with the path to what the workspace has of it, in `unsafe` where a call of it needs that. */
import type { Problem } from '../diagnose/problem';
import { writtenPath } from '../diagnose/written/path';
import { callInUnsafe } from './callInUnsafe';
import type { FixContext } from './context';
import type { PlacedEdit } from './fix';
import { pathEdit } from './pathEdit';

/** The edits, and what a title says of them behind the path; a sentence where that cannot be written. */
export function callThroughPath(
  problem: Problem,
  to: string,
  isUnsafe: boolean,
  context: Pick<FixContext, 'world'>,
): { readonly edits: readonly PlacedEdit[]; readonly note: string } | string {
  const written = writtenPath(context.world, problem);
  if (typeof written === 'string') return written;
  const site = callInUnsafe(problem, problem.kind === 'call' && isUnsafe, context);
  if (typeof site === 'string') return site;
  const path = pathEdit(written, to, problem.reference?.shorthand ? problem.name : undefined);
  // Two insertions at one place would be in nobody's order.
  const before = site.edits.find(({ start, end }) => start === end && start === path.start);
  const edits = site.edits.filter((edit) => edit !== before);
  return {
    edits: [{ ...path, newText: (before?.newText ?? '') + path.newText }, ...edits],
    note: site.note,
  };
}
