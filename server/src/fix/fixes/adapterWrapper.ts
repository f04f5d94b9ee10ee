/** Adds a function in C's calling shape to the adapter, around the method that the bindings have. */
import { plural } from '../../text/count';
import { supplyFor } from '../adapter/offers';
import { callInUnsafe, NOTHING } from '../callInUnsafe';
import type { Fixer } from '../offer';

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
  const site = problem.kind === 'call' ? callInUnsafe(problem, isUnsafe, context) : NOTHING;
  if (typeof site === 'string') return { id: 'adapterWrapper', reason: site };
  return {
    id: 'adapterWrapper',
    title: supply.title + site.note,
    sure: 'plain',
    wishes: { ...supply.wishes, edits: site.edits },
  };
};
