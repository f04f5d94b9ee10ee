/** Small edits of a manifest that leave everything else as it is. */
import type { TextEdit } from '../text/edit';
import { readTomlSpans, type TomlEntry, type TomlSection, type TomlValue } from './tomlSpans';

/**
 * Edits that make a dependency ask for a feature: `place` are the keys that lead to it (`['dependencies', 'sel4']`). None
 * where it has the feature; `undefined` where it is not written in a way that is known.
 */
export function addFeature(
  text: string,
  place: readonly string[],
  feature: string,
): readonly TextEdit[] | undefined {
  const sections = readTomlSpans(text);
  if (sections === undefined) return undefined;
  const value = JSON.stringify(feature);
  for (const section of sections) {
    if (section.array) continue;
    const own = section.entries.filter(({ keys }) => startsWith([...section.path, ...keys], place));
    const whole = own.find(({ keys }) => section.path.length + keys.length === place.length);
    if (whole) return intoValue(text, whole.value, value);
    if (own.length === 0 && !same(section.path, place)) continue;
    // `sel4.workspace = true`, or keys below `[dependencies.sel4]`.
    const features = [...place, 'features'];
    const known = own.find(({ keys }) => same([...section.path, ...keys], features));
    if (known) return intoArray(text, known.value, value);
    const key = features.slice(section.path.length).join('.');
    return [lineBehind(text, own.at(-1)?.value.end ?? section.end, `${key} = [${value}]`)];
  }
  return undefined;
}

/**
 * Keys that lead to a dependency of the package, by its name in `extern` position, for all platforms that have it; those
 * for tests and build scripts are left out.
 */
export function dependencyPlaces(text: string, externName: string): readonly (readonly string[])[] {
  const places: (readonly string[])[] = [];
  const add = (place: readonly string[]): void => {
    if (!places.some((known) => same(known, place))) places.push(place);
  };
  for (const { path, array, entries } of readTomlSpans(text) ?? []) {
    if (array) continue;
    for (const keys of [path, ...entries.map((entry) => [...path, ...entry.keys])]) {
      const at = keys[0] === 'target' ? 2 : 0;
      const key = keys[at + 1];
      if (keys[at] === 'dependencies' && key?.replaceAll('-', '_') === externName) add(keys.slice(0, at + 2));
    }
  }
  return places;
}

/** The edit that adds a line to a table such as `['dependencies']`, which is made where it is not there. */
export function addLine(text: string, table: readonly string[], line: string): TextEdit | undefined {
  const sections = readTomlSpans(text);
  if (sections === undefined) return undefined;
  const section = sections.find(({ path, array }) => !array && same(path, table));
  if (section) return lineBehind(text, endOf(section), line);
  const end = text.trimEnd().length;
  const lineEnd = lineEndOf(text);
  const newText = `${lineEnd}${lineEnd}[${table.join('.')}]${lineEnd}${line}${end === text.length ? lineEnd : ''}`;
  return { start: end, end, newText };
}

function endOf(section: TomlSection): number {
  return section.entries.at(-1)?.value.end ?? section.end;
}

function intoValue(text: string, value: TomlValue, feature: string): readonly TextEdit[] | undefined {
  if (value.k === 'string') {
    const version = text.slice(value.start, value.end);
    return [
      { start: value.start, end: value.end, newText: `{ version = ${version}, features = [${feature}] }` },
    ];
  }
  if (value.k !== 'table') return undefined;
  const entries = value.entries ?? [];
  const features = entries.find(({ keys }) => same(keys, ['features']));
  if (features) return intoArray(text, features.value, feature);
  const last: TomlEntry | undefined = entries.at(-1);
  if (last === undefined)
    return [{ start: value.start, end: value.end, newText: `{ features = [${feature}] }` }];
  const { end } = last.value;
  return [{ start: end, end, newText: `, features = [${feature}]` }];
}

function intoArray(text: string, value: TomlValue, feature: string): readonly TextEdit[] | undefined {
  if (value.k !== 'array') return undefined;
  const elements = value.elements ?? [];
  if (elements.some(({ start, end }) => text.slice(start + 1, end - 1) === feature.slice(1, -1))) return [];
  const last = elements.at(-1);
  if (last === undefined) return [{ start: value.start, end: value.end, newText: `[${feature}]` }];
  const { start, end } = last;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indentation = text.slice(lineStart, start);
  if (indentation.trim() !== '' || lineStart <= value.start)
    return [{ start: end, end, newText: `, ${feature}` }];
  return [{ start: end, end, newText: `,${lineEndOf(text)}${indentation}${feature}` }];
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

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b);
}
