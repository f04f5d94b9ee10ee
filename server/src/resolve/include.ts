/** The file that an `include!` names. */

import { joinPath as join, parentFolder as parentOf } from '../project/paths';
import { tokenize, unquote } from '../syntax/lexer';
import type { Item } from '../syntax/summary';
import type { Token } from '../syntax/token';
import type { CrateMap } from './definitions';
import type { Unit } from './unit';
import type { World } from './world';

export type Included =
  | { readonly k: 'file'; readonly path: string; readonly generated: boolean }
  /** A generated file out of a snapshot. */
  | { readonly k: 'items'; readonly file: string; readonly items: readonly Item[] };

/**
 * Evaluates the argument of `include!`: literals, `concat!`, `env!("OUT_DIR")`, `env!("CARGO_MANIFEST_DIR")`.
 * `undefined` where it is anything else.
 */
export function includedFile(world: World, map: CrateMap, unit: Unit, text: string): Included | undefined {
  const tokens = tokenize(text, { start: 1, end: Math.max(1, text.length - 1) });
  const parts = evaluate(tokens);
  if (!parts) return undefined;
  const path = parts.join('');
  if (path.startsWith(outDir)) {
    const name = path.slice(outDir.length).replace(/^\/+/, '');
    const { bindings } = world;
    const onDisk = bindings?.path(map.packageName, name);
    if (onDisk !== undefined) return { k: 'file', path: onDisk, generated: true };
    const items = bindings?.items(map.packageName, name);
    if (items) return { k: 'items', file: `kaal-sel4:/${map.packageName}/${name}`, items };
    return { k: 'file', path: `${outDir}/${name}`, generated: true };
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

function evaluate(tokens: readonly Token[]): string[] | undefined {
  const list = tokens.at(-1)?.text === ',' ? tokens.slice(0, -1) : tokens;
  const [first, second] = list;
  if (!first) return undefined;
  if (list.length === 1 && first.kind === 'literal') {
    const value = unquote(first.text);
    return value === undefined ? undefined : [value];
  }
  if (first.kind !== 'identifier') return undefined;
  // `core::concat!(…)` and `std::env!(…)` mean the same.
  if (second?.text === ':' && list[2]?.text === ':') return evaluate(list.slice(3));
  if (second?.text !== '!' || list[2]?.kind !== 'open' || list.at(-1)?.kind !== 'close') return undefined;
  const inner = list.slice(3, -1);
  if (first.text === 'env') {
    const name = inner[0] && unquote(inner[0].text);
    if (name === 'OUT_DIR') return [outDir];
    return name === 'CARGO_MANIFEST_DIR' ? [manifestDir] : undefined;
  }
  if (first.text !== 'concat') return undefined;
  const all: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= inner.length; at++) {
    const token = inner[at];
    if (token?.kind === 'open') depth++;
    else if (token?.kind === 'close') depth--;
    if (token && !(depth === 0 && token.text === ',')) continue;
    if (at > start) {
      const part = evaluate(inner.slice(start, at));
      if (!part) return undefined;
      all.push(...part);
    }
    start = at + 1;
  }
  return all;
}
