/** Kernel calls that are written out where they stand, as the strategy of the fixes has it; calls that take `unsafe`. */
import { placesOf } from '../diagnose/bindingsIndex';
import { bufferAccess } from '../fix/bufferAccess';
import type { FixContext, FixSettings } from '../fix/context';
import type { FileEdits } from '../fix/fix';
import { strategyOf } from '../fix/fixes';
import { bufferHead } from '../fix/fixes/ipcBufferCall';
import { typedMethodOf, typeOfTyped } from '../fix/fixes/typedCall';
import type { FeatureWish } from '../fix/offer';
import { methodFor } from '../fix/rewriteCalls';
import { isUnsafeHere } from '../fix/unsafeContext';
import { write } from '../fix/write';
import { startOf, type Trial } from '../query';
import { itemText } from '../syntax/print';
import { namesLike } from './completionSupplies';
import type { FeatureContext } from './context';
import { parametersOf } from './signature';

/** What is written for a name and the path before it. */
export interface Template {
  /** UTF-16 offset in the file from which on it stands. */
  readonly start: number;
  /** Rust, and names of what a person fills in. */
  readonly pieces: readonly (string | { readonly name: string })[];
}

export interface WrittenOut {
  readonly name: string;
  readonly template: Template;
  /** Rust in short: what is called. */
  readonly calls: string;
  /** Features of the `sel4` crate that it needs. */
  readonly features: readonly FeatureWish[];
}

/** As many names are looked at closely; with more the list is incomplete. */
const MOST = 40;

/** Kernel calls by C's names, written as the bindings or the typed interface have them; none where an adapter has functions for them. */
export function writtenOut(
  context: FeatureContext,
  trial: Trial,
  { typed, isIncomplete }: { readonly typed: string; readonly isIncomplete: boolean },
  settings: FixSettings,
): { readonly list: readonly WrittenOut[]; readonly incomplete: boolean } {
  const fixes: FixContext = { ...context, settings };
  const none = { list: [], incomplete: false };
  const start = startOfPath(trial);
  const possible = namesLike(context, typed);
  if (start === undefined || (possible === undefined ? isIncomplete : possible.length === 0)) return none;
  const access = bufferAccess(trial.unit.crate, fixes);
  if (typeof access === 'string') return none;
  const strategy = strategyOf(fixes);
  if (strategy === 'adapter') return none;
  if (possible === undefined) return { list: [], incomplete: true };
  const list = possible.slice(0, MOST).flatMap(({ name }): readonly WrittenOut[] => {
    const method = methodFor(name, fixes);
    if (method === undefined || typeof method === 'string') return [];
    const call =
      (strategy === 'typed' ? typedPieces(name, trial, access.sel4, fixes) : undefined) ??
      bufferPieces(method.name, access.sel4, fixes);
    const features = call.onBuffer ? access.features : [];
    return call.pieces.length === 0
      ? []
      : [{ name, template: { start, pieces: call.pieces }, calls: call.calls, features }];
  });
  return { list, incomplete: possible.length > MOST };
}

interface Call {
  readonly pieces: Template['pieces'];
  readonly calls: string;
  readonly onBuffer: boolean;
}

/** The method of the IPC buffer, with the parameters that the bindings give it. */
function bufferPieces(method: string, sel4: string, context: FixContext): Call {
  const item = placesOf(context.world, method).find(({ kind }) => kind === 'method')?.item;
  const head = `${bufferHead(sel4, context)}.${method}`;
  const pieces = item ? [`${head}(`, ...separated(namesIn(itemText(item))), '))'] : [];
  return { pieces, calls: `${head}(…))`, onBuffer: true };
}

/** The method of a capability; `undefined` where the typed interface has none. */
function typedPieces(name: string, trial: Trial, sel4: string, context: FixContext): Call | undefined {
  const method = typedMethodOf(name, context);
  const type = method && typeOfTyped(method, trial.unit.crate, sel4, context);
  if (method === undefined || type === undefined) return undefined;
  const cut = method.path.lastIndexOf('::');
  const receiver = type.slice(type.lastIndexOf('::') + 2).toLowerCase();
  const own = `.${method.path.slice(cut + 2)}(`;
  const pieces = [{ name: receiver }, own, ...separated(namesIn(method.signature)), ')'];
  const calls = `${type.replace(/^sel4::/, `${sel4}::`)}${method.path.slice(cut)}(…)`;
  return { pieces, calls, onBuffer: false };
}

function namesIn(signature: string): readonly string[] {
  return parametersOf(signature).map(({ name }) => name);
}

function separated(names: readonly string[]): Template['pieces'] {
  return names.flatMap((name, at) => (at === 0 ? [{ name }] : [', ', { name }]));
}

/** A call of an unsafe function where none may be called; `undefined` where it may. */
export function inUnsafe(trial: Trial, name: string, parameters: readonly string[]): Template | undefined {
  const { occurrence, unit, start: nameStart } = trial;
  const { written } = occurrence;
  const reference =
    written.k === 'reference' ? occurrence.unit.fragment.references[written.index] : undefined;
  const start = startOfPath(trial);
  if (!reference || start === undefined || isUnsafeHere(occurrence.unit, reference.scope)) return undefined;
  const path = unit.text.slice(start, nameStart);
  return { start, pieces: [`unsafe { ${path}${name}(`, ...separated(parameters), ') }'] };
}

/** Where the path begins that the name stands in; `undefined` for methods and for paths over several lines. */
function startOfPath({ occurrence, unit, start }: Trial): number | undefined {
  const { written, unit: tried } = occurrence;
  const reference = written.k === 'reference' ? tried.fragment.references[written.index] : undefined;
  if (!reference || reference.qualified || reference.global) return undefined;
  if (reference.kind !== 'value' && reference.kind !== 'call') return undefined;
  const path = tried.text.slice(startOf(tried.fragment.referenceSpans, reference.at), occurrence.start);
  const from = start - path.length;
  return path.includes('\n') || unit.text.slice(from, start) !== path ? undefined : from;
}

/** The edits of manifests that turn features on. */
export function featureEditsOf(
  context: FeatureContext,
  features: readonly FeatureWish[],
): readonly FileEdits[] {
  return features.length === 0 ? [] : write([{ features }], { ...context, settings: {} });
}
