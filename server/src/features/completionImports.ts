/** Names of the bindings that are not in scope where they are typed, with the `use` that brings them in. */
import { allPlaces, type BindingPlace } from '../diagnose/bindingsIndex';
import { importPaths, modulesWithBindings } from '../diagnose/findPath';
import { isBindingName } from '../diagnose/ours';
import { namesOfWorkspace } from '../diagnose/ownName';
import { adapterFor } from '../fix/adapter/find';
import type { FixContext, FixSettings } from '../fix/context';
import type { PlacedEdit } from '../fix/fix';
import { strategyOf } from '../fix/fixes';
import { insertUse, whyNotInScope } from '../fix/insertUse';
import {
  candidatesIn,
  enclosingModule,
  lookupIn,
  rootUnits,
  scopeAround,
  type Target,
  type Trial,
} from '../query';
import { type Definition, type Module, TYPE, VALUE } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { FeatureContext } from './context';

/** Where a name comes from, and where its `use` is to go. */
export interface Importable {
  /** `sel4_sys::seL4_CPtr` */
  readonly path: string;
  readonly file: string;
  readonly offset: number;
}

/** As many names are looked at closely; with more the list is incomplete. */
const MOST = 60;

/** Less than that says nothing of what is meant. */
const SHORTEST = 3;

/** Names that begin with what is typed, then those that have it in them; whatever the case. */
export function importable(
  context: FeatureContext,
  { unit, scope, start }: Trial,
  typed: string,
  fits: (definition: Definition) => boolean,
  settings: FixSettings,
): { readonly list: readonly { target: Target; importing: Importable }[]; readonly incomplete: boolean } {
  const list: { target: Target; importing: Importable }[] = [];
  const { world } = context;
  const from = enclosingModule(world, unit, scope);
  if (typed.length < SHORTEST || saysNothing(typed)) return { list, incomplete: true };
  if (modulesWithBindings(world, from).length === 0) return { list, incomplete: false };
  const all = new Map<string, Target & { readonly path: string }>();
  for (const own of ofWorkspace(context, from, typed))
    if (fits(own.definition) && !all.has(own.name)) all.set(own.name, own);
  for (const { path, ...target } of all.values())
    list.push({ target, importing: { path, file: unit.file, offset: start } });
  const places = matching(importablePlaces(context), typed, ({ lower }) => lower);
  for (const { place } of places.slice(0, MOST)) {
    const target = targetOf(context, place, fits);
    const path = target && preferred({ ...context, settings }, importPaths(world, from, place), from);
    if (target && path !== undefined)
      list.push({ target, importing: { path, file: unit.file, offset: start } });
  }
  return { list, incomplete: places.length > MOST };
}

/** What nearly all names begin with. */
const PREFIX = 'sel4_';

/** Only a part of what nearly all names begin with is typed. */
export function saysNothing(typed: string): boolean {
  return typed.length < PREFIX.length && PREFIX.startsWith(typed.toLowerCase());
}

/**
 * Names that begin with what is typed, then those that have in them what is typed behind the usual prefix: `NoErr` alone
 * says enough. `lower` gives a name in lower case.
 */
export function matching<T>(all: Iterable<T>, typed: string, lower: (each: T) => string): readonly T[] {
  const wanted = typed.toLowerCase();
  const rest = wanted.startsWith(PREFIX) ? wanted.slice(PREFIX.length) : wanted;
  const first: T[] = [];
  const others: T[] = [];
  for (const each of all) {
    const name = lower(each);
    if (name.startsWith(wanted)) first.push(each);
    else if (rest.length >= SHORTEST && name.includes(rest)) others.push(each);
  }
  return [...first, ...others];
}

/** What the workspace has of such names beside what is called as in the bindings: its functions, other names of theirs. */
function ofWorkspace(
  context: FeatureContext,
  from: Module,
  typed: string,
): readonly (Target & { readonly path: string })[] {
  const { world } = context;
  const names = (module: Module): Iterable<string> => {
    const own = [...candidatesIn(world, module)].filter((name) => isBindingName(context, name));
    return matching(own, typed, (name) => name.toLowerCase());
  };
  return [...namesOfWorkspace(world, from, names, [TYPE, VALUE])].slice(0, MOST);
}

interface Named {
  readonly lower: string;
  readonly place: BindingPlace;
}

const named = new WeakMap<object, readonly Named[]>();

/** All places but those of methods, which are not imported. */
function importablePlaces({ world }: FeatureContext): readonly Named[] {
  const all = allPlaces(world);
  return remembered(named, all, () =>
    [...all.values()]
      .flat()
      .flatMap((place) => (place.kind === 'method' ? [] : [{ lower: place.name.toLowerCase(), place }])),
  );
}

function targetOf(
  { world }: FeatureContext,
  { name, module, kind }: BindingPlace,
  fits: (definition: Definition) => boolean,
): Target | undefined {
  const namespace = kind === 'type' || kind === 'module' ? TYPE : VALUE;
  const there = lookupIn(world, module, name, namespace);
  if (there?.k !== 'found' || !fits(there.definition)) return undefined;
  return { name, namespace, definition: there.definition };
}

/** Through the adapter where that is how the workspace does it, else the shortest. */
function preferred(context: FixContext, paths: readonly string[], from: Module): string | undefined {
  const [shortest] = paths;
  if (shortest === undefined || paths.length === 1 || strategyOf(context) !== 'adapter') return shortest;
  const adapter = adapterFor(context, () => true);
  if (adapter === undefined || typeof adapter === 'string') return shortest;
  const named = modulesWithBindings(context.world, from).find(({ module }) => module === adapter.module);
  const prefix = named && `${named.path.join('::')}::`;
  return paths.find((path) => prefix !== undefined && path.startsWith(prefix)) ?? shortest;
}

/** The edits that bring the name in; none where there is no place for a `use`. */
export function importEdits(
  { world, cratesOf }: FeatureContext,
  { path, file, offset }: Importable,
): readonly PlacedEdit[] {
  const unit = cratesOf(file)
    .flatMap(rootUnits)
    .find((each) => each.file === file);
  if (!unit) return [];
  const spot = { unit, scope: scopeAround(unit, offset) };
  const segments = path.split('::');
  const inserted =
    whyNotInScope(world, spot, segments.at(-1) ?? '') ?? insertUse(world, spot, { path: segments });
  return typeof inserted === 'string' ? [] : inserted.edits;
}
