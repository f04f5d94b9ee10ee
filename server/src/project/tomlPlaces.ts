/** Where a key stands in a TOML text, for messages. */
import type { Place, TomlLayout, TomlPath, TomlSpot } from './tomlLayout';

export type { Place } from './tomlLayout';

/**
 * The place of a key such as `['package', 'edition']`, or of the longest part of it that is written somewhere (the header
 * of `[package]`); `{}` if nothing is. A number in `keys` is an entry of a list; tables written `[[so]]` are also found
 * without one: the first is meant.
 */
export function locateKey(layout: TomlLayout, keys: TomlPath): Place | { start?: never; end?: never } {
  return longest(layout, keys)?.key ?? {};
}

/** The place of a key's value, or of an entry of a list; where that is not found, of the key as {@link locateKey} has it. */
export function locateValue(layout: TomlLayout, keys: TomlPath): Place | { start?: never; end?: never } {
  const spot = longest(layout, keys);
  if (!spot) return {};
  return spot.value && reach(spot.path, keys) === keys.length ? spot.value : spot.key;
}

function longest({ spots }: TomlLayout, keys: TomlPath): TomlSpot | undefined {
  let best: TomlSpot | undefined;
  let bestLength = 0;
  for (const spot of spots) {
    const length = reach(spot.path, keys);
    if (length <= bestLength) continue;
    best = spot;
    bestLength = length;
    if (length === keys.length) break;
  }
  return best;
}

/** How many of `keys` a path stands for: all of its own parts, or all of `keys`; else 0. */
function reach(path: TomlPath, keys: TomlPath): number {
  let at = 0;
  for (const part of path) {
    if (at === keys.length) return at;
    if (part === keys[at]) at += 1;
    else if (typeof part !== 'number' || typeof keys[at] === 'number') return 0;
  }
  return at;
}

/** The place of a string with exactly this value, at or behind an offset; `{}` if it is written in another way. */
export function locateString(text: string, value: string, from = 0): Place | { start?: never; end?: never } {
  for (const quote of ['"', "'"]) {
    const at = text.indexOf(quote + value + quote, from);
    if (at !== -1) return { start: at, end: at + value.length + 2 };
  }
  return {};
}
