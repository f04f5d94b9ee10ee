/** Writing calls of C's functions anew where they stand: one call, or all calls of what was imported. */
import type { Problem } from '../diagnose/problem';
import {
  MADE_BY_MACRO,
  type WrittenCall,
  type WrittenPath,
  writtenCall,
  writtenPath,
} from '../diagnose/written/path';
import { withExpansions } from '../query/units';
import type { Unit } from '../resolve/unit';
import { plural } from '../text/count';
import { resolveReference } from '../types/references';
import { seesNamesOf } from './adapter/reach';
import { ownConfiguration, standingIn } from './adapter/standing';
import { type Wrapper, wrapperOf } from './adapter/wrapper';
import { bufferAccess, featureText } from './bufferAccess';
import type { FixContext } from './context';
import type { FixId, PlacedEdit } from './fix';
import { meantBy } from './naming';
import type { No, Offer } from './offer';
import { unsafeArguments } from './unsafeArguments';

/** A method of the IPC buffer. */
export interface BufferMethod {
  readonly name: string;
  readonly wrapper: Wrapper;
}

/** One call that is to be written anew. */
export interface CallSite {
  readonly unit: Unit;
  readonly scope: number;
  readonly path: WrittenPath;
  readonly call: WrittenCall;
  readonly method: BufferMethod;
  /** Name of the `sel4` crate there. */
  readonly sel4: string;
}

/** How calls are written anew. */
export interface Rewriting {
  readonly id: FixId;
  readonly kind?: Offer['kind'];
  /** Rust in short, for the title; a sentence where the method has none of this kind. */
  shown(method: BufferMethod, sel4: string): { readonly text: string } | string | undefined;
  /** The edits for one call; a sentence where they cannot be made. */
  edits(site: CallSite): readonly PlacedEdit[] | string;
}

/** What is offered for a call, or for a failing import of a function. */
export function rewriteCalls(
  problem: Problem,
  rewriting: Rewriting,
  context: FixContext,
): Offer | No | undefined {
  const { kind, failure, segments, name, record } = problem;
  const { id } = rewriting;
  if (kind !== 'call' && kind !== 'import') return undefined;
  if (failure.why !== 'absent' && failure.why !== 'wrong-kind') return undefined;
  if (failure.segment < segments.length - 1) return undefined;
  const method = methodFor(name, context);
  if (method === undefined) return undefined;
  if (typeof method === 'string') return { id, reason: method };
  const access = bufferAccess(problem.crate, context);
  if (typeof access === 'string') return { id, reason: access };
  const { sel4, features } = access;
  const shown = rewriting.shown(method, sel4);
  if (shown === undefined) return undefined;
  if (typeof shown === 'string') return { id, reason: shown };
  const places = kind === 'import' ? importedCalls(problem, context) : [problem];
  if (typeof places === 'string') return { id, reason: places };
  const edits: PlacedEdit[] = [];
  for (const place of places) {
    const site = siteOf(place, method, sel4, context);
    if (typeof site === 'string') return { id, reason: site };
    const here = rewriting.edits(site);
    if (typeof here === 'string') return { id, reason: here };
    edits.push(...here, ...madeUnsafely(place, site, context));
  }
  const unimports =
    record?.item.kind === 'use' ? [{ unit: record.unit, item: record.item, leaf: record.leaf }] : [];
  const meant = meantBy(name, context);
  const where = kind === 'import' ? ` where it is called (${places.length}×), and import nothing for it` : '';
  return {
    id,
    title: [`Write \`${shown.text}\`${where}${meant?.note ?? ''}`, ...features.map(featureText)].join(', '),
    ...(rewriting.kind && { kind: rewriting.kind }),
    sure: meant === undefined || meant.everywhere ? 'plain' : 'meant',
    wishes: { edits, features, unimports },
  };
}

/** Values that are made for the call by unsafe functions come into `unsafe`: rustc asks for that once the call resolves. */
function madeUnsafely(
  problem: Problem,
  { path, call }: CallSite,
  { world }: FixContext,
): readonly PlacedEdit[] {
  return unsafeArguments(world, problem, path, call).edits;
}

/** The method of the IPC buffer that a name of C stands for; a sentence where its shape is too strange. */
export function methodFor(name: string, context: FixContext): BufferMethod | string | undefined {
  const configuration = ownConfiguration(context);
  if (configuration === undefined) return undefined;
  const standing = standingIn(name, 'function', configuration, context);
  if (standing?.k !== 'call' || standing.on !== context.knowledge.calling.buffer.type) return undefined;
  const wrapper = wrapperOf(standing, configuration, context.knowledge);
  return typeof wrapper === 'string' ? wrapper : { name: standing.method, wrapper };
}

function siteOf(
  problem: Problem,
  method: BufferMethod,
  sel4: string,
  { world }: FixContext,
): CallSite | string {
  const { unit, reference } = problem;
  if (unit === undefined || reference === undefined) return MADE_BY_MACRO;
  const path = writtenPath(world, problem);
  if (typeof path === 'string') return path;
  const call = writtenCall(path, reference.argumentCount);
  if (call === undefined) return 'the end of the call is not found';
  const { params } = method.wrapper;
  if (call.args.length !== params.length)
    return `the call has ${plural(call.args.length, 'argument')}, and \`${problem.name}\` takes ${params.length} in C`;
  return { unit, scope: reference.scope, path, call, method, sel4 };
}

/** Calls of what a failing import should have brought in; a sentence where it is needed for more than that. */
function importedCalls(problem: Problem, { world }: FixContext): readonly Problem[] | string {
  const { record, name, crate } = problem;
  if (record?.item.kind !== 'use' || record.unit.source.k !== 'file') return MADE_BY_MACRO;
  if (record.item.visibility.k !== 'private') return 'others may import it from here';
  if (record.item.attributes !== undefined)
    return 'the `use` has attributes: whether it is there everywhere is not known';
  const local = record.leaf.alias ?? name;
  // A macro may write twice what it is given once.
  const calls = new Map<string, Problem>();
  for (const unit of crate.units.flatMap((each) => [...withExpansions(world, each)]))
    for (const [index, reference] of unit.fragment.references.entries()) {
      const { segments, scope, kind } = reference;
      if (segments[0] !== local || !seesNamesOf(world, unit, scope, record.module)) continue;
      const outcome = resolveReference(world, unit, index).k;
      if (outcome === 'local' || outcome === 'resolved') continue;
      if (outcome === 'inactive') return `\`${local}\` is called where this view does not look`;
      if (kind !== 'call' || segments.length > 1) return `\`${local}\` is not only called`;
      const failure = { ...problem.failure, segment: 0 };
      const called = { ...problem, kind, unit, scope, reference, segments, name: local, failure };
      const written = writtenPath(world, called);
      if (typeof written === 'string') return written;
      calls.set(`${written.start} ${written.file}`, called);
    }
  return calls.size > 0 ? [...calls.values()] : `\`${local}\` is not called here`;
}
