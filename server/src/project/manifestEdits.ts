/** Small edits of a manifest that leave everything else as it is. */
import { parse } from 'smol-toml';
import type { TextEdit } from '../text/edit';
import { type Place, type TomlPath, type TomlSpot, tomlLayout } from './tomlLayout';

/**
 * Edits that make a dependency ask for a feature: `place` are the keys that lead to it (`['dependencies', 'sel4']`). None
 * where it has the feature; `undefined` where it is not written in a way that is known.
 */
export function addFeature(
  text: string,
  place: readonly string[],
  feature: string,
): readonly TextEdit[] | undefined {
  const spots = spotsOf(text).filter(({ path }) => startsWith(path, place));
  const features = [...place, 'features'];
  const written = spots.find(({ path, value }) => value && same(path, features));
  if (written) return intoList(text, written.value!, spots, features, feature);
  const whole = spots.find(({ path, value }) => value && same(path, place));
  if (whole) return intoValue(text, whole.value!, spots, feature);
  const last = spots.at(-1);
  if (last === undefined) return undefined;
  // `sel4.workspace = true`, or keys below `[dependencies.sel4]`.
  const table = tableAt(text, last);
  if (table === undefined || table.some((key) => typeof key === 'number')) return undefined;
  const key = features.slice(table.length).join('.');
  return [lineBehind(text, endOf(last), `${key} = [${JSON.stringify(feature)}]`)];
}

/**
 * Keys that lead to a dependency of the package, by its name in `extern` position, for all platforms that have it; those
 * for tests and build scripts are left out.
 */
export function dependencyPlaces(text: string, externName: string): readonly (readonly string[])[] {
  const places: (readonly string[])[] = [];
  for (const { path } of spotsOf(text)) {
    const at = path[0] === 'target' ? 2 : 0;
    const key = path[at + 1];
    if (path[at] !== 'dependencies' || String(key).replaceAll('-', '_') !== externName) continue;
    const place = path.slice(0, at + 2).map(String);
    if (!places.some((known) => same(known, place))) places.push(place);
  }
  return places;
}

/** Names that the manifest of a workspace has for its members' dependencies, as they are written. */
export function workspaceDependencies(text: string): readonly string[] {
  const found = spotsOf(text).filter(({ path }) => startsWith(path, ['workspace', 'dependencies']));
  return [...new Set(found.flatMap(({ path }) => (path.length > 2 ? [String(path[2])] : [])))];
}

/** The edit that adds a line to a table such as `['dependencies']`, which is made where it is not there. */
export function addLine(text: string, table: readonly string[], line: string): TextEdit | undefined {
  if (!isToml(text)) return undefined;
  const { spots } = tomlLayout(text);
  const header = spots.find((spot) => spot.header && same(spot.path, table));
  if (header) {
    const from = spots.indexOf(header);
    const next = spots.findIndex((spot, index) => index > from && spot.header);
    return lineBehind(text, endOf(spots.at(next < 0 ? -1 : next - 1)!), line);
  }
  const end = text.trimEnd().length;
  const lineEnd = lineEndOf(text);
  const before = end === 0 ? '' : lineEnd + lineEnd;
  const newText = `${before}[${table.join('.')}]${lineEnd}${line}${end === text.length ? lineEnd : ''}`;
  return { start: end, end, newText };
}

/** The same few manifests are asked about over and over. */
const known = new Map<string, readonly TomlSpot[]>();
const MOST_KNOWN = 8;

/** Where the keys of a text stand; nothing in what is no TOML. */
function spotsOf(text: string): readonly TomlSpot[] {
  let spots = known.get(text);
  if (spots === undefined) {
    spots = isToml(text) ? tomlLayout(text).spots : [];
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, spots);
  }
  return spots;
}

function isToml(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The table whose lines a key is one of, or that a header begins. */
function tableAt(text: string, spot: TomlSpot): TomlPath | undefined {
  if (spot.header) return spot.path;
  const { regions } = tomlLayout(text);
  const { start } = spot.key;
  return regions.find((region) => region.kind === 'table' && region.start <= start && start < region.end)
    ?.path;
}

function endOf({ header, key, value }: TomlSpot): number {
  return header ? key.end : (value ?? key).end;
}

function intoValue(
  text: string,
  value: Place,
  below: readonly TomlSpot[],
  feature: string,
): readonly TextEdit[] | undefined {
  const added = `features = [${JSON.stringify(feature)}]`;
  const written = text.slice(value.start, value.end);
  if (written.startsWith('"') || written.startsWith("'"))
    return [{ ...value, newText: `{ version = ${written}, ${added} }` }];
  if (!written.startsWith('{')) return undefined;
  const inside = below.filter(({ key }) => value.start < key.start && key.end < value.end);
  if (inside.length === 0) return [{ ...value, newText: `{ ${added} }` }];
  const end = Math.max(...inside.map(endOf));
  return [{ start: end, end, newText: `, ${added}` }];
}

function intoList(
  text: string,
  list: Place,
  below: readonly TomlSpot[],
  path: TomlPath,
  feature: string,
): readonly TextEdit[] | undefined {
  if (text[list.start] !== '[') return undefined;
  const elements = below.filter((spot) => startsWith(spot.path, path) && spot.path.length > path.length);
  const quoted = JSON.stringify(feature);
  if (elements.some(({ key }) => text.slice(key.start + 1, key.end - 1) === feature)) return [];
  const last = elements.at(-1);
  if (last === undefined) return [{ ...list, newText: `[${quoted}]` }];
  const { start, end } = last.key;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indentation = text.slice(lineStart, start);
  if (indentation.trim() !== '' || lineStart <= list.start)
    return [{ start: end, end, newText: `, ${quoted}` }];
  return [{ start: end, end, newText: `,${lineEndOf(text)}${indentation}${quoted}` }];
}

/** A line of its own behind the line of an offset. */
function lineBehind(text: string, offset: number, line: string): TextEdit {
  const found = text.indexOf('\n', offset);
  const lineEnd = lineEndOf(text);
  if (found < 0) return { start: text.length, end: text.length, newText: lineEnd + line };
  const at = found + 1;
  return { start: at, end: at, newText: line + lineEnd };
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function startsWith(path: TomlPath, prefix: TomlPath): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
}

function same(a: TomlPath, b: TomlPath): boolean {
  return a.length === b.length && startsWith(a, b);
}
