/** Two versions of a crate held against each other: names added, removed, moved, changed. */
import type { CrateMap, Definition } from '../resolve/definitions';
import type { World } from '../resolve/world';
import { tokenize } from '../syntax/lexer';
import type { Identity } from '../types/identity';
import { compareThings } from './compare';
import { type Difference, NOTHING, type Verdict } from './difference';
import { type Entry, type EntryKind, entryKey, isInTypes } from './entry';
import { inventory } from './inventory';
import { compareTypes, type Sides, typed, typedDefinition } from './types';
import { wordsUpToParameters } from './upToParameters';

export interface Changed {
  readonly from: Entry;
  readonly to: Entry;
  readonly differences: readonly Difference[];
  /** Only the text is another (names of parameters, of generic ones too): no caller notices. */
  readonly onlyWritten?: true;
}

export interface Versions {
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
  /** The same name at another path; `differences`: what else is another. */
  readonly moved: readonly Changed[];
  readonly changed: readonly Changed[];
  /** What cannot be told, with why: it is written in another way. */
  readonly unknown: readonly { readonly from: Entry; readonly to: Entry; readonly reason: string }[];
  /** Names that both have. */
  readonly shared: number;
}

/** One version of a crate, in the world that its names are looked up in. */
export interface Version {
  readonly world: World;
  readonly crate: CrateMap;
}

/** A version with all that it offers, by {@link entryKey}. */
export interface ReadVersion {
  readonly world: World;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Goes through all names of a version once, for as many comparisons as there are to be. */
export function readVersion({ world, crate }: Version): ReadVersion {
  return { world, entries: byKey(inventory(world, crate)) };
}

/** Everything by path; `from` is the older one. Neither is changed. */
export function compareVersions(from: Version, to: Version): Versions {
  const two = between(readVersion(from), readVersion(to));
  const { pairs, removed, added, movedPairs } = two;
  const sides = withMended(two.sides, pairs);

  const changed: Changed[] = [];
  const unknown: { from: Entry; to: Entry; reason: string }[] = [];
  for (const [a, b] of pairs) {
    const change = changeOf(sides, a, b);
    if (change.k === 'changed') changed.push({ from: a, to: b, differences: change.differences });
    if (change.k === 'written') changed.push({ from: a, to: b, differences: [], onlyWritten: true });
    if (change.k === 'unknown') unknown.push({ from: a, to: b, reason: change.reason });
  }
  const moved = movedPairs.map(
    ([a, b]): Changed => ({ from: a, to: b, differences: verdictOf(sides, a, b).differences }),
  );
  const gone = new Set(moved.flatMap(({ from: a, to: b }) => [a, b]));
  const children = new Set(
    [...added, ...removed, ...changed.map((one) => one.from)].map(({ owner }) => owner),
  );
  return {
    added: sorted(added.filter((entry) => !gone.has(entry))),
    removed: sorted(removed.filter((entry) => !gone.has(entry))),
    moved: [...moved].sort((a, b) => order(a.from, b.from)),
    // What is said of fields and variants one by one is not said of their type again.
    changed: changed
      .filter(({ from: { kind, path }, to }) => kind !== to.kind || !isInTypes(kind) || !children.has(path))
      .sort((a, b) => order(a.from, b.from)),
    unknown: unknown.sort((a, b) => order(a.from, b.from)),
    shared: pairs.length,
  };
}

/** What two versions have both, what one of them has only, and what counts as one thing in them. */
export interface Between {
  readonly pairs: readonly (readonly [Entry, Entry])[];
  readonly removed: readonly Entry[];
  readonly added: readonly Entry[];
  readonly movedPairs: readonly (readonly [Entry, Entry])[];
  readonly sides: Sides;
}

/** Lays two versions side by side, without comparing anything yet. */
export function between(from: ReadVersion, to: ReadVersion): Between {
  const [before, after] = [from.entries, to.entries];
  const pairs = [...before].flatMap(([key, entry]): readonly (readonly [Entry, Entry])[] => {
    const other = after.get(key);
    return other ? [[entry, other]] : [];
  });
  const removed = [...before].flatMap(([key, entry]) => (after.has(key) ? [] : [entry]));
  const added = [...after].flatMap(([key, entry]) => (before.has(key) ? [] : [entry]));
  const movedPairs = movedOf(removed, added, [...before.values(), ...after.values()]);
  const sides = sidesOf(from.world, to.world, before.values(), after.values(), movedPairs);
  return { pairs, removed, added, movedPairs, sides };
}

/** What going over from one entry to another changes. */
export type Change =
  | { readonly k: 'same' }
  | { readonly k: 'changed'; readonly differences: readonly Difference[] }
  /** Only the text is another: no caller notices. */
  | { readonly k: 'written' }
  | { readonly k: 'unknown'; readonly reason: string };

/** Compares two entries of one path; what is written alike is the same where nothing else can be told. */
export function changeOf(sides: Sides, a: Entry, b: Entry): Change {
  const { differences, unknown } = verdictOf(sides, a, b);
  if (differences.length > 0) return { k: 'changed', differences };
  if (isWrittenAlike(a, b)) return { k: 'same' };
  const [first] = unknown;
  if (first && !isAlikeButForParameters(a, b)) return { k: 'unknown', reason: first.reason };
  return first || FUNCTIONS.includes(a.kind) ? { k: 'written' } : { k: 'same' };
}

/** Names that are at one place in each version, and not at the same. */
function movedOf(
  removed: readonly Entry[],
  added: readonly Entry[],
  all: readonly Entry[],
): readonly (readonly [Entry, Entry])[] {
  const places = new Map<string, number>();
  for (const { name } of all) places.set(name, (places.get(name) ?? 0) + 1);
  return removed.flatMap((entry): readonly (readonly [Entry, Entry])[] => {
    const other = places.get(entry.name) === 2 ? added.find(({ name }) => name === entry.name) : undefined;
    if (!other || entry.kind === 'field' || other.kind === 'field') return [];
    return isInTypes(entry.kind) === isInTypes(other.kind) ? [[entry, other]] : [];
  });
}

/** Kinds whose text says more than what was compared: names of parameters. */
const FUNCTIONS: readonly EntryKind[] = ['fn', 'method', 'assoc_fn'];

/** The same words, however they are laid out: rustfmt may have been at work on one side only. */
function isWrittenAlike(a: Entry, b: Entry): boolean {
  const words = ({ text }: Entry): string =>
    tokenize(text)
      .map((token) => token.text)
      .filter((word) => word !== ',')
      .join(' ');
  return a.text === b.text || words(a) === words(b);
}

/** Generic parameters have other names, and all else is the same. */
function isAlikeButForParameters(a: Entry, b: Entry): boolean {
  return wordsUpToParameters(a.text, around(a)) === wordsUpToParameters(b.text, around(b));
}

/** Generic parameters of the struct that a field is in. */
function around({ of }: Entry): readonly string[] {
  return of.k === 'field' ? [...(of.type.environment.generics ?? [])] : [];
}

function byKey(entries: readonly Entry[]): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const entry of entries) if (!found.has(entryKey(entry))) found.set(entryKey(entry), entry);
  return found;
}

function order(a: Entry, b: Entry): number {
  return a.path === b.path ? (a.kind < b.kind ? -1 : 1) : a.path < b.path ? -1 : 1;
}

function sorted(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort(order);
}

/** Two versions as sides: types that others reach by the same path, or that moved, count as one. */
function sidesOf(
  here: World,
  there: World,
  before: Iterable<Entry>,
  after: Iterable<Entry>,
  moved: readonly (readonly [Entry, Entry])[],
): Sides {
  const paths = new Map<Definition, string>();
  for (const [{ path }, { of }] of moved) if (of.k === 'definition') paths.set(of.definition, path);
  for (const { of, path } of [...before, ...after])
    if (of.k === 'definition' && !paths.has(of.definition)) paths.set(of.definition, path);
  const pathOf = (definition: Definition): string => paths.get(definition) ?? definitionPath(definition);
  const counterparts: Sides['counterparts'] = (a, b) => a === b || pathOf(a) === pathOf(b);
  return { here, there, counterparts, mended: new Map(), later: true };
}

/** Where a definition stands, whoever can see it there. */
export function definitionPath({ crate, parent, name, of }: Definition): string {
  const place = parent?.path(true) ?? crate?.name ?? '';
  return of ? `${place}::${of.name}::${name}` : `${place}::${name}`;
}

/** Notes aliases that mean something else now: what only follows from them is told apart. */
function withMended(sides: Sides, pairs: readonly (readonly [Entry, Entry])[]): Sides {
  const mended = new Map<Definition, { readonly name: string; readonly meaning: Identity }>();
  for (const [a, b] of pairs) {
    if (a.kind !== 'type_alias' || b.kind !== 'type_alias') continue;
    if (a.of.k !== 'definition' || b.of.k !== 'definition') continue;
    if (!verdictOf(sides, a, b).differences.some(({ aspect }) => aspect === 'type')) continue;
    const { identity } = typedDefinition(sides.there, b.of.definition);
    mended.set(a.of.definition, { name: a.path, meaning: identity });
  }
  const first = { ...sides, mended };
  // Aliases of aliases follow from those.
  const roots = new Map(mended);
  for (const [a, b] of pairs) {
    if (a.of.k !== 'definition' || !mended.has(a.of.definition)) continue;
    if (verdictOf(first, a, b).differences.every(({ follows }) => follows.length > 0))
      roots.delete(a.of.definition);
  }
  return { ...sides, mended: roots };
}

/** What holding two entries against each other says, whatever their paths. */
export function verdictOf(sides: Sides, a: Entry, b: Entry): Verdict {
  const [x, y] = [a.of, b.of];
  if (x.k === 'field' && y.k === 'field') {
    const verdict = compareTypes(sides, x.type, typed(sides.there, y.type));
    if (verdict.k === 'same') return NOTHING;
    if (verdict.k === 'unknown') return { ...NOTHING, unknown: [{ aspect: 'type', reason: verdict.reason }] };
    const { here, there, follows } = verdict;
    const points = [`its type is ${here}, there ${there}`];
    return { ...NOTHING, differences: [{ aspect: 'type', here, there, points, follows }] };
  }
  if (x.k === 'member' || y.k === 'member' || x.k === 'field' || y.k === 'field') return ofTexts(a, b);
  const verdict = compareThings(sides, x, y);
  if (a.kind !== 'type_alias' || b.kind !== 'type_alias') return verdict;
  // What the type behind it is made of is said of that type.
  return { ...verdict, differences: verdict.differences.filter(({ aspect }) => aspect !== 'fields') };
}

/** Members of a crate that is known by its public tree have their text only. */
function ofTexts(a: Entry, b: Entry): Verdict {
  if (a.kind === b.kind && isAlikeButForParameters(a, b)) return NOTHING;
  const aspect = a.kind === b.kind ? 'signature' : 'kind';
  const [here, there] = aspect === 'kind' ? [a.kind, b.kind] : [a.text, b.text];
  return {
    ...NOTHING,
    differences: [{ aspect, here, there, points: [`it is \`${here}\`, there \`${there}\``], follows: [] }],
  };
}
