/** What a name stands for in one kernel configuration, by the built-in tables or by the view's own bindings. */
import { isTypedPath } from '../../bindings/crates';
import type { Configuration } from '../../bindings/data';
import type { KnownName } from '../../bindings/model';
import { type BindingPlace, placesOf } from '../../diagnose/bindingsIndex';
import type { DiagnoseContext, Problem } from '../../diagnose/problem';
import type { FieldData } from '../../knowledge/data';
import type { FixContext } from '../context';

export type Standing =
  /** Something that can be re-exported: a path from the bindings' root. */
  | { readonly k: 'item'; readonly path: string }
  /** A number that has no name in the bindings. */
  | {
      readonly k: 'number';
      readonly value: number;
      readonly type: string;
      readonly of: 'right' | 'attribute';
    }
  /** A field of the IPC buffer that C's function reads or writes. */
  | { readonly k: 'field'; readonly field: FieldData }
  /** A method or associated function: a call of it has to be written. */
  | { readonly k: 'call'; readonly on: string; readonly method: string; readonly signature: string };

/** What a name is wanted as. */
export type Wanted = 'function' | 'value' | 'type' | 'any';

/** What the place of a problem needs. */
export function wantedBy(kind: Problem['kind']): Wanted {
  switch (kind) {
    case 'call':
      return 'function';
    case 'type':
    case 'structLiteral':
    case 'structPattern':
      return 'type';
    case 'import':
    case 'genericArgument':
      return 'any';
    default:
      return 'value';
  }
}

/** Built-in configurations of the versions that the view's bindings are of. */
export function familyOf({ world, catalog }: DiagnoseContext): readonly Configuration[] {
  const nearest = catalog.configuration(world.bindings?.nearest() ?? '');
  const all = catalog.configurations();
  if (nearest === undefined) return [];
  const { sel4Commit, rustSel4Commit } = nearest.origin;
  return all.filter(
    ({ origin }) => origin.sel4Commit === sel4Commit && origin.rustSel4Commit === rustSel4Commit,
  );
}

/** The configuration that the view looks at; nothing where the built-in ones have none like it. */
export function ownConfiguration({ world, catalog }: DiagnoseContext): Configuration | undefined {
  return catalog.configuration(world.bindings?.nearest() ?? '');
}

/** What `name` stands for in a configuration; `undefined` where that kernel has no such thing. */
export function standingIn(
  name: string,
  wanted: Wanted,
  configuration: Configuration,
  context: FixContext,
): Standing | undefined {
  const { knowledge } = context;
  const { arch } = configuration;
  const right = knowledge.capRight(name);
  if (right) return { k: 'number', value: right.word, type: knowledge.calling.rights.word, of: 'right' };
  const own = knowledge.takesUnion(name) ? undefined : placesIn(name, wanted, configuration, context);
  if (own) return own;
  const field = wanted === 'type' ? undefined : knowledge.bufferField(name);
  if (field) return { k: 'field', field };
  const meanings = knowledge.cAlias(name, arch)?.meanings ?? [];
  const nearest = knowledge.invented(name, arch)?.nearest;
  for (const meaning of nearest ? [...meanings, nearest] : meanings) {
    if (!('place' in meaning))
      return { k: 'number', value: meaning.literal, type: meaning.type, of: 'attribute' };
    const found = knowledge.takesUnion(name)
      ? undefined
      : placeIn(meaning.place.path, wanted, configuration, context);
    if (found) return found;
  }
  return undefined;
}

/** The view's own bindings are asked for the view's own configuration: they may be newer than what is built in. */
function isOwn(configuration: Configuration, context: FixContext): boolean {
  const { origin } = context.world.bindings ?? {};
  return origin?.kind === 'generated' && configuration === ownConfiguration(context);
}

/** By the tables; of the view's own configuration only what its crate has, which another bindgen may have made. */
function knownPlaces(name: string, configuration: Configuration, context: FixContext): readonly Candidate[] {
  const isMissing = configuration === ownConfiguration(context) && placesOf(context.world, name).length === 0;
  if (isMissing) return [];
  return context.catalog.knownName(name).flatMap((place) => ofKnown(place, configuration) ?? []);
}

function placesIn(
  name: string,
  wanted: Wanted,
  configuration: Configuration,
  context: FixContext,
): Standing | undefined {
  const candidates = isOwn(configuration, context)
    ? placesOf(context.world, name).flatMap((place) => ofPlace(place) ?? [])
    : knownPlaces(name, configuration, context);
  const fitting = candidates.filter((each) => fits(each, wanted));
  fitting.sort((a, b) => rank(a, wanted) - rank(b, wanted));
  return fitting[0]?.standing;
}

function placeIn(
  path: string,
  wanted: Wanted,
  configuration: Configuration,
  context: FixContext,
): Standing | undefined {
  const name = path.split('::').at(-1) ?? path;
  const candidates = isOwn(configuration, context)
    ? placesOf(context.world, name).flatMap((place) => ofPlace(place) ?? [])
    : knownPlaces(name, configuration, context);
  return candidates.find((each) => each.path === path && fits(each, wanted))?.standing;
}

interface Candidate {
  readonly path: string;
  readonly what: 'function' | 'constant' | 'type' | 'module' | 'call';
  readonly standing: Standing;
}

function fits({ what }: Candidate, wanted: Wanted): boolean {
  switch (wanted) {
    case 'function':
      return what === 'function' || what === 'call';
    case 'value':
      return what !== 'type' && what !== 'module';
    case 'type':
      return what === 'type';
    default:
      return true;
  }
}

/** An import means a constant or a type rather than a call; constants of an enum's module before others. */
function rank({ what, path }: Candidate, wanted: Wanted): number {
  if (what === 'call') return wanted === 'any' ? 3 : 0;
  if (what === 'constant') return path.includes('::') ? 0 : 1;
  return 2;
}

function ofKnown(place: KnownName, configuration: Configuration): Candidate | undefined {
  const { path, namespace, kind, details } = place;
  if (isTypedPath(path) || !place.configurations.includes(configuration.name)) return undefined;
  const text = details.find((each) => each.configurations.includes(configuration.name))?.text ?? '';
  if (namespace === 'assoc') {
    if (kind !== 'method' && kind !== 'assoc_fn') return undefined;
    const cut = path.lastIndexOf('::');
    const on = path.slice(0, cut);
    return {
      path,
      what: 'call',
      standing: { k: 'call', on, method: path.slice(cut + 2), signature: text },
    };
  }
  if (namespace === 'field' || kind === 'ctor') return undefined;
  const what =
    kind === 'const' ? 'constant' : kind === 'fn' ? 'function' : kind === 'module' ? 'module' : 'type';
  return { path, what, standing: { k: 'item', path } };
}

function ofPlace(place: BindingPlace): Candidate | undefined {
  const { name, kind, module, item, external } = place;
  if (kind === 'method') {
    if (external === undefined || item?.kind !== 'function') return undefined;
    const path = `${external}::${name}`;
    return {
      path,
      what: 'call',
      standing: { k: 'call', on: external, method: name, signature: item.signature },
    };
  }
  // Private modules of the crate are not part of a path: their names are re-exported at the root.
  const hidden = module.parent === undefined || module.definition.item?.visibility.k === 'private';
  const path = hidden ? name : `${module.name}::${name}`;
  return { path, what: kind, standing: { k: 'item', path } };
}
