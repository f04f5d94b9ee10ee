/**
 * Values made for a call by unsafe functions outside of `unsafe` (E0133): rustc says so only once the call itself
 * resolves, so that who mends the call has to mend them too.
 */
import type { Problem } from '../diagnose/problem';
import { type WrittenCall, type WrittenPath, writtenCall, writtenPath } from '../diagnose/written/path';
import { tokenAt } from '../diagnose/written/tokens';
import { VALUE } from '../resolve/definitions';
import { lookupFrom } from '../resolve/scopes';
import { contextAt, endOf, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { resolveReference } from '../types/references';
import type { PlacedEdit } from './fix';
import { isUnsafeFunction, isUnsafeHere } from './unsafeContext';

/** What is put into `unsafe`, and the edits that do it. */
export interface UnsafeArguments {
  readonly edits: readonly PlacedEdit[];
  /** The calls as written. */
  readonly calls: readonly string[];
}

/** Local variables in the arguments of a call whose values come from unsafe functions outside of `unsafe`. */
export function unsafeArguments(
  world: World,
  problem: Problem,
  path: WrittenPath,
  call: WrittenCall,
): UnsafeArguments {
  const edits: PlacedEdit[] = [];
  const calls: string[] = [];
  const { unit } = problem;
  for (const reference of unit?.fragment.references ?? []) {
    if (unit === undefined || reference.kind !== 'value' || reference.segments.length !== 1) continue;
    const table = unit.fragment.referenceSpans;
    const offset = startOf(table, reference.at);
    const place = placeOf(unit, offset, endOf(table, reference.at), world.sources);
    if (place?.file !== path.file || place.start < call.open || place.end > call.end) continue;
    const [name = ''] = reference.segments;
    const found = lookupFrom(world, unit, reference.scope, { name, namespace: VALUE, context: 0 });
    if (found?.k !== 'local') continue;
    const { init } = found.binding;
    if (init?.k !== 'call' || init.on.k !== 'path') continue;
    const made = wrapped(world, found.unit, init.on.reference);
    if (made === undefined || edits.some((edit) => edit.start === made[0].start)) continue;
    edits.push(made[0], made[1]);
    calls.push(made[2]);
  }
  return { edits, calls };
}

/** The two edits that put a call into `unsafe`; nothing where it is safe, or is in `unsafe` already. */
function wrapped(
  world: World,
  unit: Unit,
  index: number,
): readonly [PlacedEdit, PlacedEdit, string] | undefined {
  const reference = unit.fragment.references[index];
  if (reference === undefined || isUnsafeHere(unit, reference.scope)) return undefined;
  const outcome = resolveReference(world, unit, index);
  if (outcome.k !== 'resolved') return undefined;
  const isUnsafe = isUnsafeFunction(outcome.definition);
  if (!isUnsafe || contextAt(unit, startOf(unit.fragment.referenceSpans, reference.at)) !== 0)
    return undefined;
  const { segments } = reference;
  const path = writtenPath(world, {
    unit,
    reference,
    segments,
    failure: { segment: segments.length - 1 },
  });
  const call = typeof path === 'string' ? undefined : writtenCall(path, reference.argumentCount);
  if (typeof path === 'string' || call === undefined) return undefined;
  return [...inUnsafe(path, call), path.source.text.slice(path.start, call.end)];
}

/** Edits that put a call into an `unsafe` block, in parentheses where the block would be a statement of its own. */
export function inUnsafe(path: WrittenPath, call: WrittenCall): readonly [PlacedEdit, PlacedEdit] {
  const { file, start } = path;
  const { end } = call;
  const [open, close] = endsAsBlock(path, call) ? ['(', ')'] : ['', ''];
  return [
    { file, start, end: start, newText: `${open}unsafe { ` },
    { file, start: end, end, newText: ` }${close}` },
  ];
}

/** Behind these a block in braces is all of a statement, or of an arm, unless `.` or `?` follows. */
const BEGINS_STATEMENT: ReadonlySet<string> = new Set(['{', '}', ';', '=>']);

/** Whether a block in place of a call would end what goes on behind the call: `unsafe { f() } == 0`. */
export function endsAsBlock({ source, start }: WrittenPath, { end }: WrittenCall): boolean {
  const { tokens } = source;
  const at = tokenAt(source, start);
  const before = tokens[at - 1]?.text ?? '';
  const isArm = before === '>' && tokens[at - 2]?.text === '=' && tokens[at - 2]?.joint === true;
  const behind = tokens[tokenAt(source, end - 1) + 1];
  const goesOn = behind?.text === 'as' || (behind?.kind === 'punctuation' && !',;.?'.includes(behind.text));
  return goesOn && BEGINS_STATEMENT.has(isArm ? '=>' : before);
}
