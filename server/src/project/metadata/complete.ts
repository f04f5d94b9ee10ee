/** What can be written at a place of the project's table. */
import { type Place, type TomlLayout, type TomlPath, type TomlSpot, tomlLayout } from '../tomlLayout';
import { type KeyFacts, keysOf, METADATA_KEY, metadataSchema, type ValueKind, viewSchema } from './schema';

export interface Suggestion {
  readonly label: string;
  /** What is written in place of `replace`. */
  readonly text: string;
  readonly replace: Place;
  readonly kind: 'table' | 'key' | 'value';
  /** What it means. */
  readonly about?: string;
}

/** The words that values may be; `view` gives the names of the views. */
export type Words = (kind: Exclude<ValueKind, 'boolean' | 'view'>) => readonly string[];

/** What can be written at `offset` of a manifest, which may be half-typed; empty outside of the project's table. */
export function completeMetadata(text: string, offset: number, words: Words): readonly Suggestion[] {
  const layout = tomlLayout(text);
  const regions = layout.regions.filter(({ start, end }) => start <= offset && offset <= end);
  const header = regions.find((region) => region.kind === 'header');
  if (header) return headers(text, layout, offset, header.start);
  const region = regions.at(-1);
  if (region === undefined) return [];
  if (region.kind === 'list') return entries(layout, region.path, offset, words);
  const own = layout.spots.filter(
    ({ path, header: isHeader, key }) => !isHeader && isBelow(path, region.path) && key.start >= region.start,
  );
  const key = own.find((spot) => spot.key.start <= offset && offset <= spot.key.end);
  if (key !== undefined) return keys(text, layout, region.path, offset, key);
  const behind = own.findLast(({ from }) => from !== undefined && from <= offset);
  if (behind !== undefined) {
    const { from = 0, value } = behind;
    const end = value?.end ?? from;
    const between = text.slice(end, offset);
    // Behind a value a line break, or a comma inside of braces, begins the next key.
    const isNext = region.kind === 'inline' ? between.includes(',') : between.includes('\n');
    if (!isNext) {
      const isEmpty = value !== undefined && value.start === value.end && between.trim() === '';
      return offset <= end || isEmpty ? values(layout, behind, offset, words) : [];
    }
  }
  return keys(text, layout, region.path, offset, undefined);
}

/** Names of the tables, behind `[`. */
function headers(text: string, layout: TomlLayout, offset: number, start: number): readonly Suggestion[] {
  const owner = layout.spots.some(({ path, header }) => header && path[0] === 'workspace')
    ? 'workspace'
    : 'package';
  const table = `${owner}.metadata.${METADATA_KEY}`;
  const spot = layout.spots.find(({ header, key }) => header && key.start <= offset && offset <= key.end);
  const replace = { start: spot?.key.start ?? start, end: spot?.key.end ?? offset };
  const typed = text.slice(replace.start, offset);
  const has = (name: string): boolean =>
    layout.spots.some((other) => other !== spot && other.header && other.path.join('.') === name);
  return [
    { label: table, about: 'What this project wants of kaal-sel4.' },
    { label: `${table}.views`, about: 'The views that this project cares about, by name.' },
  ]
    .filter(({ label }) => label.startsWith(typed) && !has(label))
    .map(({ label, about }) => ({ label, text: label, replace, kind: 'table', about }));
}

/** Keys that the table may have and does not have yet. */
function keys(
  text: string,
  layout: TomlLayout,
  table: TomlPath,
  offset: number,
  typed: TomlSpot | undefined,
): readonly Suggestion[] {
  const written = typed === undefined ? '' : text.slice(typed.key.start, offset);
  const dot = written.lastIndexOf('.');
  const start = typed === undefined ? offset : typed.key.start + dot + 1;
  // Of `a.b.|` the parts before the last dot belong to the table.
  const inner = dot < 0 ? [] : written.slice(0, dot).split('.');
  const path = [...table, ...inner];
  const known = tableAt(path);
  if (known === undefined) return [];
  const present = new Set(
    layout.spots
      .filter((spot) => spot !== typed && spot.path.length > path.length && isBelow(spot.path, path))
      .map((spot) => spot.path[path.length]),
  );
  const replace = { start, end: typed === undefined ? offset : typed.key.end };
  const isWritten = typed?.from !== undefined;
  return [...known]
    .filter(([name]) => !present.has(name))
    .map(([name, { about, values: kind }]) => ({
      label: name,
      text: isWritten ? name : name + following(name, kind),
      replace,
      kind: 'key',
      about,
    }));
}

/** What stands behind a key that is new. */
function following(name: string, kind: ValueKind | undefined): string {
  if (name === 'views') return '.';
  return kind === 'boolean' ? ' = true' : ' = ';
}

function values(layout: TomlLayout, spot: TomlSpot, offset: number, words: Words): readonly Suggestion[] {
  const facts = factsOf(spot.path);
  if (facts?.values === undefined) return [];
  const { start, end } = spot.value!;
  const replace = offset < start || start === end ? { start: offset, end: offset } : { start, end };
  const list = facts.values === 'feature';
  return wordsOf(facts.values, layout, spot.path, words).map((word) => ({
    label: word,
    text: facts.values === 'boolean' ? word : list ? `["${word}"]` : `"${word}"`,
    replace,
    kind: 'value',
  }));
}

/** Entries of a list that are not in it yet. */
function entries(layout: TomlLayout, list: TomlPath, offset: number, words: Words): readonly Suggestion[] {
  const facts = factsOf(list);
  if (facts?.values === undefined) return [];
  const spot = layout.spots.find(
    ({ path, key }) =>
      path.length === list.length + 1 && isBelow(path, list) && key.start <= offset && offset <= key.end,
  );
  const replace = spot?.key ?? { start: offset, end: offset };
  return wordsOf(facts.values, layout, list, words).map((word) => ({
    label: word,
    text: `"${word}"`,
    replace,
    kind: 'value',
  }));
}

function wordsOf(kind: ValueKind, layout: TomlLayout, path: TomlPath, words: Words): readonly string[] {
  if (kind === 'boolean') return ['true', 'false'];
  if (kind !== 'view') return words(kind);
  const views = [...path.slice(0, -1), 'views'];
  const names = layout.spots
    .filter((spot) => spot.path.length > views.length && isBelow(spot.path, views))
    .map((spot) => String(spot.path[views.length]));
  return [...new Set(names)];
}

/** What is known of the key at a path. */
function factsOf(path: TomlPath): KeyFacts | undefined {
  return tableAt(path.slice(0, -1))?.get(String(path.at(-1)));
}

/** Keys of the table at a path; `undefined` if it is none of ours. */
function tableAt(path: TomlPath): ReadonlyMap<string, KeyFacts> | undefined {
  const [owner, metadata, tool, ...rest] = path;
  if ((owner !== 'workspace' && owner !== 'package') || metadata !== 'metadata' || tool !== METADATA_KEY)
    return undefined;
  if (rest.length === 0) return keysOf(metadataSchema);
  return rest.length === 2 && rest[0] === 'views' ? keysOf(viewSchema) : undefined;
}

function isBelow(path: TomlPath, table: TomlPath): boolean {
  return path.length >= table.length && table.every((part, at) => path[at] === part);
}
