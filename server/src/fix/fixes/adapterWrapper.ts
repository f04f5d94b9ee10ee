/** Adds a function in C's calling shape to the adapter, around the method that the bindings have. */
import { supplyFor } from '../adapter/offers';
import type { PlacedEdit } from '../fix';
import type { Fixer } from '../offer';
import { isUnsafeHere } from '../unsafeContext';
import { writtenCall, writtenPath } from '../writtenPath';

export const adapterWrapper: Fixer = (given, context) => {
  const { problem } = given;
  const supply = supplyFor(given, context);
  if (supply === undefined) return undefined;
  if (typeof supply === 'string')
    return problem.kind === 'call' ? { id: 'adapterWrapper', reason: supply } : undefined;
  const { own } = supply.entry;
  if (own.k !== 'call') return undefined;
  const { reference, unit, scope } = problem;
  const count = reference?.argumentCount;
  const { params, isUnsafe } = own.wrapper;
  if (problem.kind === 'call' && count !== undefined && count !== params.length)
    return {
      id: 'adapterWrapper',
      reason: `the call has ${count} arguments, and \`${problem.name}\` takes ${params.length} in C`,
    };
  let edits: readonly PlacedEdit[] = [];
  if (problem.kind === 'call' && isUnsafe && unit && scope !== undefined && !isUnsafeHere(unit, scope)) {
    const path = writtenPath(context.world, problem);
    if (typeof path === 'string') return { id: 'adapterWrapper', reason: path };
    const call = writtenCall(path, count);
    if (call === undefined)
      return { id: 'adapterWrapper', reason: 'the call has to stand in `unsafe`, and its end is not found' };
    const { file } = path;
    edits = [
      { file, start: path.start, end: path.start, newText: 'unsafe { ' },
      { file, start: call.end, end: call.end, newText: ' }' },
    ];
  }
  return {
    id: 'adapterWrapper',
    title: supply.title + (edits.length === 0 ? '' : ', and call it in `unsafe`'),
    sure: 'plain',
    wishes: { ...supply.wishes, edits },
  };
};
