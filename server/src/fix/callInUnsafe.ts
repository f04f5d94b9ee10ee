/** What has to change around a call once it resolves: unsafe functions are called in `unsafe`. */
import type { Problem } from '../diagnose/problem';
import { writtenCall, writtenPath } from '../diagnose/written/path';
import type { FixContext } from './context';
import type { PlacedEdit } from './fix';
import { inUnsafe, unsafeArguments } from './unsafeArguments';
import { isUnsafeHere } from './unsafeContext';

export interface CallSite {
  readonly edits: readonly PlacedEdit[];
  /** For a title, behind what else is said. */
  readonly note: string;
}

export const NOTHING: CallSite = { edits: [], note: '' };

/** `unsafe` around the call and around what is made for it; a sentence where that cannot be written. */
export function callInUnsafe(
  problem: Problem,
  isUnsafe: boolean,
  { world }: Pick<FixContext, 'world'>,
): CallSite | string {
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
