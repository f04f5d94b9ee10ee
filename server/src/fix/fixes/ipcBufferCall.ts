/** Calls a kernel call in place as what the bindings have: a method of the IPC buffer. */
import type { Problem } from '../../diagnose/problem';
import { resolveReference } from '../../resolve/references';
import type { Unit } from '../../resolve/unit';
import { type Adaptation, adaptArguments } from '../adapt';
import { seesNamesOf } from '../adapter/reach';
import { ownConfiguration, standingIn } from '../adapter/standing';
import { type Wrapper, wrapperOf } from '../adapter/wrapper';
import { bufferAccess, featureText } from '../bufferAccess';
import { tokensInside, whyNotInClosure, withoutUnsafe } from '../callSite';
import type { FixContext } from '../context';
import type { PlacedEdit } from '../fix';
import { meantBy } from '../naming';
import type { Fixer } from '../offer';
import { isUnsafeHere } from '../unsafeContext';
import { MADE_BY_MACRO, type WrittenCall, type WrittenPath, writtenCall, writtenPath } from '../writtenPath';

const ID = 'ipcBufferCall';

export const ipcBufferCall: Fixer = ({ problem }, context) => {
  const { kind, failure, segments, name } = problem;
  if (kind !== 'call' && kind !== 'import') return undefined;
  if (failure.why !== 'absent' && failure.why !== 'wrong-kind') return undefined;
  if (failure.segment < segments.length - 1) return undefined;
  const method = methodFor(name, context);
  if (method === undefined) return undefined;
  if (typeof method === 'string') return { id: ID, reason: method };
  const access = bufferAccess(problem.crate, context);
  if (typeof access === 'string') return { id: ID, reason: access };
  const { sel4, features } = access;
  const places = kind === 'import' ? importedCalls(problem, context) : [problem];
  if (typeof places === 'string') return { id: ID, reason: places };
  const edits: PlacedEdit[] = [];
  for (const place of places) {
    const here = callEdits(place, sel4, method, context);
    if (typeof here === 'string') return { id: ID, reason: here };
    edits.push(...here);
  }
  const { record } = problem;
  const unimports =
    record?.item.kind === 'use' ? [{ unit: record.unit, item: record.item, leaf: record.leaf }] : [];
  const meant = meantBy(name, context);
  const where = kind === 'import' ? ` where it is called (${places.length}×), and import nothing for it` : '';
  const title = `Write \`${head(sel4, context)}.${method.name}(…)\`${where}`;
  return {
    id: ID,
    title: [title + (meant?.note ?? ''), ...features.map(featureText)].join(', '),
    sure: meant === undefined || meant.everywhere ? 'plain' : 'meant',
    wishes: { edits, features, unimports },
  };
};

/** Calls of what a failing import should have brought in; a sentence where it is needed for more than that. */
function importedCalls(problem: Problem, { world }: FixContext): readonly Problem[] | string {
  const { record, name, crate } = problem;
  if (record === undefined || record.item.kind !== 'use') return MADE_BY_MACRO;
  if (record.item.visibility.k !== 'private') return 'others may import it from here';
  if (record.item.attributes !== undefined)
    return 'the `use` has attributes: whether it is there everywhere is not known';
  const local = record.leaf.alias ?? name;
  const calls: Problem[] = [];
  for (const unit of crate.units)
    for (const [index, reference] of unit.fragment.references.entries()) {
      const { segments, scope, kind } = reference;
      if (segments[0] !== local || !seesNamesOf(world, unit, scope, record.module)) continue;
      const outcome = resolveReference(world, unit, index).k;
      if (outcome === 'local' || outcome === 'resolved') continue;
      if (outcome === 'inactive') return `\`${local}\` is called where this view does not look`;
      if (kind !== 'call' || segments.length > 1) return `\`${local}\` is not only called`;
      const failure = { ...problem.failure, segment: 0 };
      calls.push({ ...problem, kind, unit, scope, reference, segments, name: local, failure });
    }
  return calls.length > 0 ? calls : `\`${local}\` is not called here`;
}

interface BufferMethod {
  readonly name: string;
  readonly wrapper: Wrapper;
}

/** The method of the IPC buffer that a name of C stands for; a sentence where its shape is too strange. */
function methodFor(name: string, context: FixContext): BufferMethod | string | undefined {
  const configuration = ownConfiguration(context);
  if (configuration === undefined) return undefined;
  const standing = standingIn(name, 'function', configuration, context);
  if (standing?.k !== 'call' || standing.on !== context.knowledge.calling.buffer.type) return undefined;
  const wrapper = wrapperOf(standing, configuration, context.knowledge);
  return typeof wrapper === 'string' ? wrapper : { name: standing.method, wrapper };
}

function head(sel4: string, { knowledge }: FixContext, buffer = 'ipc_buffer'): string {
  const { access, inner } = knowledge.calling.buffer;
  return `${sel4}::${access}(|${buffer}| ${buffer}.${inner}()`;
}

function callEdits(
  problem: Problem,
  sel4: string,
  { name, wrapper }: BufferMethod,
  context: FixContext,
): readonly PlacedEdit[] | string {
  const { world } = context;
  const { unit, reference } = problem;
  if (unit === undefined || reference === undefined) return MADE_BY_MACRO;
  const path = writtenPath(world, problem);
  if (typeof path === 'string') return path;
  const call = writtenCall(path, reference.argumentCount);
  if (call === undefined) return 'the end of the call is not found';
  if (call.args.length !== wrapper.params.length)
    return `the call has ${call.args.length} arguments, and \`${problem.name}\` takes ${wrapper.params.length} in C`;
  const why = whyNotInClosure(world, unit, path, call);
  if (why !== undefined) return why;
  const words = new Set(tokensInside(path, call).map(({ text }) => text));
  const fresh = (word: string): string => (words.has(word) ? `kernel_${word}` : word);
  const badge = fresh('badge');
  const isUnsafe = isUnsafeHere(unit, reference.scope);
  const site = { unit, scope: reference.scope, path, call, isUnsafe, sys: `${sel4}::sys::`, badge };
  const adaptation = adaptArguments(site, wrapper, context);
  if (typeof adaptation === 'string') return adaptation;
  const written = `${head(sel4, context, fresh('ipc_buffer'))}.${name}`;
  const result = { info: fresh('info'), badge };
  return [
    ...around(path, call, written, wrapper.pattern === undefined ? undefined : result, adaptation),
    ...outOfUnsafe(site, adaptation, context),
  ];
}

/** The closure around the call; the badge is taken out of the pair that the bindings return. */
function around(
  { file, start, pathEnd }: WrittenPath,
  { end }: WrittenCall,
  written: string,
  pair: { readonly info: string; readonly badge: string } | undefined,
  { edits, badge }: Adaptation,
): PlacedEdit[] {
  const taken = pair !== undefined && badge !== undefined;
  const before = taken ? `{ let (${pair.info}, ${pair.badge}) = ` : '';
  const behind = pair === undefined ? ')' : taken ? `); ${badge} ${pair.info} }` : ').0';
  return [
    { file, start, end: pathEnd, newText: before + written },
    ...edits,
    { file, start: end, end, newText: behind },
  ];
}

/** The method is safe: `unsafe` around nothing else goes, unless the new arguments need it. */
function outOfUnsafe(
  { unit, path, call }: { readonly unit: Unit; readonly path: WrittenPath; readonly call: WrittenCall },
  { edits, badge }: Adaptation,
  { world }: FixContext,
): readonly PlacedEdit[] {
  const needed =
    badge?.startsWith('if ') ||
    edits.some(({ newText }) => newText.includes('*') || newText.includes('.as_'));
  if (needed) return [];
  const inside = (edit: PlacedEdit): boolean =>
    edits.some((other) => other.start <= edit.start && edit.end <= other.end);
  return withoutUnsafe(world, unit, path, call).filter((edit) => !inside(edit));
}
