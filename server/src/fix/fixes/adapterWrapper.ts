/** Adds a function in C's calling shape to the adapter, around the method that the bindings have. */
import type { Problem } from '../../diagnose/problem';
import { writtenCall, writtenPath } from '../../diagnose/written/path';
import { plural } from '../../text/count';
import { supplyFor } from '../adapter/offers';
import type { FixContext } from '../context';
import type { PlacedEdit } from '../fix';
import type { Fixer } from '../offer';
import { inUnsafe, unsafeArguments } from '../unsafeArguments';
import { isUnsafeHere } from '../unsafeContext';

export const adapterWrapper: Fixer = (given, context) => {
  const { problem } = given;
  const supply = supplyFor(given, context);
  if (supply === undefined) return undefined;
  if (typeof supply === 'string')
    return problem.kind === 'call' ? { id: 'adapterWrapper', reason: supply } : undefined;
  const { own } = supply.entry;
  if (own.k !== 'call') return undefined;
  const count = problem.reference?.argumentCount;
  const { params, isUnsafe } = own.wrapper;
  if (problem.kind === 'call' && count !== undefined && count !== params.length)
    return {
      id: 'adapterWrapper',
      reason: `the call has ${plural(count, 'argument')}, and \`${problem.name}\` takes ${params.length} in C`,
    };
  const site = problem.kind === 'call' ? callSite(problem, isUnsafe, context) : NOTHING;
  if (typeof site === 'string') return { id: 'adapterWrapper', reason: site };
  return {
    id: 'adapterWrapper',
    title: supply.title + site.note,
    sure: 'plain',
    wishes: { ...supply.wishes, edits: site.edits },
  };
};

/** What has to change where the function is called. */
interface CallSite {
  readonly edits: readonly PlacedEdit[];
  readonly note: string;
}

const NOTHING: CallSite = { edits: [], note: '' };

/** `unsafe` around the call and around what is made for it; a sentence where that cannot be written. */
function callSite(problem: Problem, isUnsafe: boolean, { world }: FixContext): CallSite | string {
  const { unit, scope, reference } = problem;
  if (unit === undefined || scope === undefined) return NOTHING;
  const bare = isUnsafe && !isUnsafeHere(unit, scope);
  const path = writtenPath(world, problem);
  const call = typeof path === 'string' ? undefined : writtenCall(path, reference?.argumentCount);
  if (typeof path === 'string' || call === undefined) {
    if (!bare) return NOTHING;
    return typeof path === 'string' ? path : 'the call has to stand in `unsafe`, and its end is not found';
  }
  const made = unsafeArguments(world, problem, path, call);
  const edits = [...(bare ? inUnsafe(path, call) : []), ...made.edits];
  const values = made.calls.map((text) => `, and put \`${text}\` in \`unsafe\``).join('');
  return { edits, note: (bare ? ', and call it in `unsafe`' : '') + values };
}
