/** `members = ["crates/*"]`: folders that a pattern means. */
import type { FileSystem } from './model';
import { joinPath } from './paths';

/** Deeper folders than this are not looked for by `**`: symbolic links may form a circle. */
const MAX_DEPTH = 20;
/** So many folders are enough for any workspace; a pattern that finds more is cut there. */
const MAX_FOUND = 10_000;
/** Folders that are looked into: a symbolic link may lead out into the whole disk. */
const MAX_VISITED = 50_000;

/** Does the text hold a character that makes it a pattern? */
export function isPattern(text: string): boolean {
  return ['*', '?', '['].some((character) => text.includes(character));
}

/**
 * Absolute paths of the folders that a pattern means (`*`, `?`, `[a-z]`, `[!a]`, `**`), sorted, as Rust's `glob` crate
 * finds them. A symbolic link is followed once: a folder that has been seen under its real path is not entered again.
 */
export function expandGlob(files: FileSystem, folder: string, pattern: string): string[] {
  const parts = pattern
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    // `**` after `**` adds nothing.
    .filter((part, index, all) => part !== '**' || all[index - 1] !== '**');
  const found = new Set<string>();
  /** Several `**` lead to one folder in many ways: the rest of the pattern is looked for there once. */
  const visited = new Set<string>();
  const visit = (at: string, index: number, depth: number, seen: readonly string[]): void => {
    if (found.size >= MAX_FOUND || visited.size >= MAX_VISITED || depth > MAX_DEPTH) return;
    const key = `${index} ${at}`;
    if (visited.has(key)) return;
    visited.add(key);
    const part = parts[index];
    if (part === undefined) {
      if (files.kind(at) === 'folder') found.add(at);
      return;
    }
    if (!isPattern(part)) {
      visit(joinPath(at, part), index + 1, depth + 1, seen);
      return;
    }
    const deep = part === '**';
    if (deep) visit(at, index + 1, depth, seen);
    for (const name of files.list(at)) {
      if (!deep && !matches(name, part)) continue;
      const path = joinPath(at, name);
      if (files.kind(path) !== 'folder') continue;
      if (!deep) visit(path, index + 1, depth + 1, seen);
      else {
        const real = files.real(path);
        if (!seen.includes(real)) visit(path, index, depth + 1, [...seen, real]);
      }
    }
  };
  visit(pattern.startsWith('/') ? '/' : folder, 0, 0, [files.real(folder)]);
  return [...found].sort();
}

/** Does a name match a pattern without slashes? Linear in practice: a `*` is tried anew only at the last one. */
export function matches(name: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    const step = inPattern < pattern.length ? oneCharacter(name[at]!, pattern, inPattern) : undefined;
    if (pattern[inPattern] === '*') {
      star = inPattern;
      starAt = at;
      inPattern += 1;
    } else if (step !== undefined) {
      inPattern = step;
      at += 1;
    } else if (star !== -1) {
      inPattern = star + 1;
      starAt += 1;
      at = starAt;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

/** Index behind the pattern's element if it takes this character. */
function oneCharacter(character: string, pattern: string, at: number): number | undefined {
  if (pattern[at] === '?') return at + 1;
  if (pattern[at] !== '[') return pattern[at] === character ? at + 1 : undefined;
  const negated = pattern[at + 1] === '!';
  const first = at + (negated ? 2 : 1);
  const end = pattern.indexOf(']', first + 1);
  if (end === -1) return undefined;
  let inside = false;
  for (let from = first; from < end; from++) {
    if (pattern[from + 1] === '-' && from + 2 < end) {
      if (character >= pattern[from]! && character <= pattern[from + 2]!) inside = true;
      from += 2;
    } else if (pattern[from] === character) inside = true;
  }
  return inside === negated ? undefined : end + 1;
}
