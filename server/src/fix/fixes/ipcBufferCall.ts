/** Calls a kernel call in place as what the bindings have: a method of the IPC buffer. */

import type { WrittenCall, WrittenPath } from '../../diagnose/written/path';
import { type Adaptation, adaptArguments } from '../adapt';
import { tokensInside, whyNotInClosure, withoutUnsafe } from '../callSite';
import type { FixContext } from '../context';
import type { PlacedEdit } from '../fix';
import type { Fixer } from '../offer';
import { type CallSite, rewriteCalls } from '../rewriteCalls';
import { endsAsBlock } from '../unsafeArguments';
import { isUnsafeHere } from '../unsafeContext';

export const ipcBufferCall: Fixer = ({ problem }, context) =>
  rewriteCalls(
    problem,
    {
      id: 'ipcBufferCall',
      shown: ({ name }, sel4) => ({ text: `${bufferHead(sel4, context)}.${name}(…))` }),
      edits: (site) => callEdits(site, context),
    },
    context,
  );

/** The closure that is given the IPC buffer, up to the buffer's own part. */
export function bufferHead(sel4: string, { knowledge }: FixContext, buffer = 'ipc_buffer'): string {
  const { access, inner } = knowledge.calling.buffer;
  return `${sel4}::${access}(|${buffer}| ${buffer}.${inner}()`;
}

function callEdits(site: CallSite, context: FixContext): readonly PlacedEdit[] | string {
  const { unit, scope, path, call, sel4, method } = site;
  const why = whyNotInClosure(context.world, unit, path, call);
  if (why !== undefined) return why;
  const words = new Set(tokensInside(path, call).map(({ text }) => text));
  const fresh = (word: string): string => (words.has(word) ? `kernel_${word}` : word);
  const badge = fresh('badge');
  const isUnsafe = isUnsafeHere(unit, scope);
  const adaptation = adaptArguments(
    { unit, scope, path, call, isUnsafe, sys: `${sel4}::sys::`, badge },
    method.wrapper,
    context,
  );
  if (typeof adaptation === 'string') return adaptation;
  const written = `${bufferHead(sel4, context, fresh('ipc_buffer'))}.${method.name}`;
  const pair = method.wrapper.pattern === undefined ? undefined : { info: fresh('info'), badge };
  return [...around(path, call, written, pair, adaptation), ...outOfUnsafe(site, adaptation, context)];
}

/** The closure around the call; the badge is taken out of the pair that the bindings return. */
function around(
  path: WrittenPath,
  call: WrittenCall,
  written: string,
  pair: { readonly info: string; readonly badge: string } | undefined,
  { edits, badge }: Adaptation,
): PlacedEdit[] {
  const taken = pair !== undefined && badge !== undefined;
  const { file, start, pathEnd } = path;
  const { end } = call;
  const [open, close] = endsAsBlock(path, call) ? ['(', ')'] : ['', ''];
  const before = taken ? `${open}{ let (${pair.info}, ${pair.badge}) = ` : '';
  const behind = pair === undefined ? ')' : taken ? `); ${badge} ${pair.info} }${close}` : ').0';
  return [
    { file, start, end: pathEnd, newText: before + written },
    ...edits,
    { file, start: end, end, newText: behind },
  ];
}

/** The method is safe: `unsafe` around nothing else goes, unless the new arguments need it. */
function outOfUnsafe(
  { unit, path, call }: CallSite,
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
