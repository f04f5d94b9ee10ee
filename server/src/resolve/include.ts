/** The file that an `include!` names. */

import { knowsPackage } from '../bindings/crates';
import { joinPath as join, parentFolder as parentOf } from '../project/paths';
import { tokenize, unquote } from '../syntax/lexer';
import type { Item } from '../syntax/summary';
import type { Token } from '../syntax/token';
import type { CrateMap } from './definitions';
import type { Unit } from './unit';
import type { World } from './world';

export type Included =
  | {
      readonly k: 'file';
      readonly path: string;
      readonly generated: boolean;
      /** It is, or would be, bindings: other packages generate other things. */
      readonly bindings?: true;
    }
  /** A generated file out of a snapshot. */
  | { readonly k: 'items'; readonly file: string; readonly items: readonly Item[] };

/**
 * Evaluates the argument of `include!`: literals, `concat!`, `env!("OUT_DIR")`, `env!("CARGO_MANIFEST_DIR")`.
 * `undefined` where it is anything else.
 */
export function includedFile(world: World, map: CrateMap, unit: Unit, text: string): Included | undefined {
  const tokens = tokenize(text, { start: 1, end: Math.max(1, text.length - 1) });
  const parts = evaluate(tokens, 0, tokens.length, 0);
  if (!parts) return undefined;
  const path = parts.join('');
  if (path.startsWith(outDir)) {
    const name = path.slice(outDir.length).replace(/^\/+/, '');
    const { bindings } = world;
    const onDisk = bindings?.path(map.packageName, name);
    if (onDisk !== undefined) return { k: 'file', path: onDisk, generated: true, bindings: true };
    const isTheirs = !map.node?.foreign && knowsPackage(bindings, map.packageName);
    const items = isTheirs ? bindings?.items(map.packageName, name) : undefined;
    if (items) return { k: 'items', file: `kaal-sel4:/${map.packageName}/${name}`, items };
    const missing = { k: 'file', path: `${outDir}/${name}`, generated: true } as const;
    return isTheirs ? { ...missing, bindings: true } : missing;
  }
  const manifest = map.node && parentOf(map.node.manifestPath);
  if (path.startsWith(manifestDir)) {
    if (manifest === undefined) return undefined;
    return { k: 'file', path: join(manifest, `.${path.slice(manifestDir.length)}`), generated: false };
  }
  return { k: 'file', path: join(parentOf(unit.file), path), generated: false };
}

const outDir = '$OUT_DIR';
const manifestDir = '$CARGO_MANIFEST_DIR';

/** Deeper `concat!` in `concat!` is not followed: each level looks through all that it holds. */
const DEEPEST = 32;

/** What the tokens from `from` up to, but not including, `to` come to; `undefined` where that cannot be told. */
function evaluate(tokens: readonly Token[], from: number, to: number, depth: number): string[] | undefined {
  const end = tokens[to - 1]?.text === ',' && to > from ? to - 1 : to;
  const first = tokens[from];
  if (!first || end <= from || depth > DEEPEST) return undefined;
  if (end - from === 1 && first.kind === 'literal') {
    const value = unquote(first.text);
    return value === undefined ? undefined : [value];
  }
  if (first.kind !== 'identifier') return undefined;
  // `core::concat!(…)` and `std::env!(…)` mean the same.
  if (tokens[from + 1]?.text === ':' && tokens[from + 2]?.text === ':')
    return evaluate(tokens, from + 3, end, depth + 1);
  const isCall = tokens[from + 1]?.text === '!' && tokens[from + 2]?.kind === 'open';
  if (!isCall || tokens[end - 1]?.kind !== 'close') return undefined;
  const [start, stop] = [from + 3, end - 1];
  if (first.text === 'env') {
    const name = start < stop ? unquote(tokens[start]!.text) : undefined;
    if (name === 'OUT_DIR') return [outDir];
    return name === 'CARGO_MANIFEST_DIR' ? [manifestDir] : undefined;
  }
  if (first.text !== 'concat') return undefined;
  const all: string[] = [];
  let nested = 0;
  let begin = start;
  for (let at = start; at <= stop; at++) {
    const token = at < stop ? tokens[at] : undefined;
    if (token?.kind === 'open') nested++;
    else if (token?.kind === 'close') nested--;
    if (token && !(nested === 0 && token.text === ',')) continue;
    if (at > begin) {
      const part = evaluate(tokens, begin, at, depth + 1);
      if (!part) return undefined;
      all.push(...part);
    }
    begin = at + 1;
  }
  return all;
}
