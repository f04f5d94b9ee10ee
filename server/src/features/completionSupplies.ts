/** Names that a place would have if the workspace's adapter were given them, as the fixes would do it. */
import { allPlaces, placesOf } from '../diagnose/bindingsIndex';
import { modulesWithBindings } from '../diagnose/findPath';
import type { Problem } from '../diagnose/problem';
import { type Adapter, adaptersBelow, adaptersOf } from '../fix/adapter/find';
import { type Supply, supplyOf } from '../fix/adapter/offers';
import { adapterNamed, looksInto } from '../fix/adapter/reach';
import { wantedBy } from '../fix/adapter/standing';
import type { FixContext, FixSettings } from '../fix/context';
import type { FileEdits } from '../fix/fix';
import { strategyOf } from '../fix/fixes';
import { write } from '../fix/write';
import { enclosingModule, scopeAround, type Trial } from '../query';
import type { Definition } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { ReferenceKind } from '../syntax/summary';
import { type Importable, matching } from './completionImports';
import type { CompletionKind } from './completionKind';
import type { FeatureContext } from './context';

/** One name that the adapter would be given. */
export interface Suppliable {
  readonly name: string;
  readonly kind: CompletionKind;
  /** Names of parameters of a function. */
  readonly parameters?: readonly string[];
  readonly supply: Supply;
  /** It has to be imported too. */
  readonly importing?: Importable;
}

/** As many names are looked at closely; with more the list is incomplete. */
const MOST = 40;

/** Less than that behind `seL4_` says nothing of what is meant. */
const SHORTEST = 3;

/** Kinds of places that the adapter's names can stand in. */
const SUPPLIED: ReadonlySet<ReferenceKind> = new Set([
  'value',
  'call',
  'type',
  'genericArgument',
  'identifierPattern',
  'pathPattern',
]);

/** What is completed, and what is known of it. */
export interface Wanted {
  /** What is typed of the name. */
  readonly typed: string;
  /** What the path before the name has reached. */
  readonly inside?: Definition | undefined;
  /** Names that can stand there as it is. */
  readonly isThere: (name: string) => boolean;
  /** A name that is not in scope may be imported. */
  readonly imports: boolean;
  /** It is known already that more is to be asked for. */
  readonly isIncomplete: boolean;
}

/** Names that the place would have, those that begin with what is typed first; none where fixes do not use the adapter. */
export function suppliable(
  context: FeatureContext,
  trial: Trial,
  wanted: Wanted,
  settings: FixSettings,
): { readonly list: readonly Suppliable[]; readonly incomplete: boolean } {
  const fixes: FixContext = { ...context, settings };
  const none = { list: [], incomplete: false };
  const alike = namesLike(context, wanted.typed);
  const possible = alike?.filter(({ name }) => !wanted.isThere(name));
  if (possible === undefined ? wanted.isIncomplete : possible.length === 0) return none;
  const reach = reachOf(fixes, trial, wanted);
  if (!reach) return none;
  if (possible === undefined) return { list: [], incomplete: true };
  const list = possible.slice(0, MOST).flatMap(({ name }): readonly Suppliable[] => {
    const { problem, path } = reach;
    const supply = supplyOf({ ...problem, name }, name, wantedBy(problem.kind), fixes);
    if (supply === undefined || typeof supply === 'string') return [];
    // A function is no pattern.
    if (supply.entry.own.k === 'call' && problem.kind.endsWith('Pattern')) return [];
    const importing = path && { path: `${path}::${name}`, file: trial.unit.file, offset: trial.start };
    return [{ ...suppliableOf(context, name, supply), ...(importing ? { importing } : {}) }];
  });
  return { list, incomplete: possible.length > MOST };
}

/**
 * A problem whose name would be looked for in the adapter; `path`: if the adapter's path has to be imported from. Nothing
 * where fixes do not use the adapter.
 */
function reachOf(
  fixes: FixContext,
  { occurrence, unit, scope, start, end }: Trial,
  { inside, imports }: Wanted,
): { readonly problem: Problem; readonly path?: string } | undefined {
  const { world } = fixes;
  const { written, unit: tried } = occurrence;
  if (written.k !== 'reference' && written.k !== 'import') return undefined;
  const reference = written.k === 'reference' ? tried.fragment.references[written.index] : undefined;
  if (reference && !SUPPLIED.has(reference.kind)) return undefined;
  const around = reference?.scope ?? scopeAround(tried, occurrence.start);
  const problem: Problem = {
    failure: { segment: written.segment, rustcCode: '', why: 'absent', ...(inside ? { inside } : {}) },
    segments: reference?.segments ?? (written.k === 'import' ? written.leaf.segments : []),
    name: '',
    kind: reference?.kind ?? 'import',
    crate: unit.crate,
    module: enclosingModule(world, tried, around),
    place: { file: unit.file, start, end },
    unit: tried,
    scope: around,
  };
  const isLookedInto = (adapter: Adapter): boolean => looksInto(world, problem, adapter.module);
  // Which adapter it is all of the workspace says: that is asked only where one could be of use.
  const below = adaptersBelow(fixes, unit.crate);
  const isReached = below.some(isLookedInto);
  if (!isReached && (!imports || inside)) return undefined;
  const seen = isReached ? [] : modulesWithBindings(world, enclosingModule(world, unit, scope));
  const isSeen = below.some(({ module }) => seen.some((each) => each.module === module));
  if (!(isReached || isSeen) || strategyOf(fixes) !== 'adapter') return undefined;
  if (isReached) return { problem };
  const named = adapterNamed(fixes, seen, unit.crate);
  if (typeof named !== 'object') return undefined;
  const { definition } = named.module;
  return {
    problem: { ...problem, failure: { ...problem.failure, inside: definition } },
    path: named.path.join('::'),
  };
}

const names = new WeakMap<object, readonly { readonly name: string; readonly lower: string }[]>();

/** Names of the bindings and of C that fit what is typed; `undefined` where that is too short to tell. */
export function namesLike(context: FeatureContext, typed: string): readonly KernelName[] | undefined {
  if (typed.replace(/^seL4_/i, '').length < SHORTEST) return undefined;
  return matching(allNames(context), typed, ({ lower }) => lower);
}

interface KernelName {
  readonly name: string;
  readonly lower: string;
}

/** Names of the bindings and of C. Getters and setters of the bindings' structs are nothing that C calls so. */
function allNames({ world, knowledge }: FeatureContext): readonly KernelName[] {
  const places = allPlaces(world);
  return remembered(names, places, () =>
    [...new Set([...places.keys(), ...knowledge.names()])].flatMap((name) => {
      const lower = name.toLowerCase();
      return lower.startsWith('sel4_') ? [{ name, lower }] : [];
    }),
  );
}

function suppliableOf(
  { world }: FeatureContext,
  name: string,
  supply: Supply,
): Omit<Suppliable, 'importing'> {
  const { own } = supply.entry;
  if (own.k === 'call') {
    const parameters = own.wrapper.params.map((parameter) => parameter.name);
    return { name, kind: 'function', parameters, supply };
  }
  if (own.k === 'number') return { name, kind: 'constant', supply };
  const [place] = placesOf(world, own.path.split('::').at(-1) ?? '');
  const kind = place?.kind === 'method' || place === undefined ? 'constant' : place.kind;
  return { name, kind, supply };
}

/** The edits that give the adapter the name, as the workspace is now; none where the adapter is gone. */
export function supplyEdits(
  context: FeatureContext,
  { adapter, entry, wishes }: Supply,
): readonly FileEdits[] {
  const fixes: FixContext = { ...context, settings: {} };
  const now = adaptersOf(fixes).find(({ path }) => path === adapter.path);
  return now ? write([{ ...wishes, adapter: { adapter: now, entry } }], fixes) : [];
}
