/** Two sides as text: what the engine compares and rustc judges. */

import { compareAll } from '../../../server/src/diagnose/parity/compare';
import type { PairResult, Row } from '../../../server/src/diagnose/parity/result';
import type { Pair } from '../../../server/src/diagnose/parity/sides';
import type { DiagnoseContext } from '../../../server/src/diagnose/problem';
import { TYPE } from '../../../server/src/resolve/definitions';
import type { World } from '../../../server/src/resolve/world';
import type { RustParser } from '../../../server/src/syntax/api';
import { FOLDER } from '../../support/checkFixture';
import { parseFixture } from '../../support/fixture';
import { parts } from '../../support/sel4Workspace';
import { crateNamed, definitionAt, worldOf } from '../../support/world';
import type { Spelling } from './claims';

/** A context for comparing in a world that has been opened by hand. */
export async function contextOf(world: World, arch: string): Promise<DiagnoseContext> {
  const { catalog, knowledge } = await parts();
  return {
    world,
    catalog,
    knowledge,
    arch,
    sameArch: new Set(),
    possible: new Set(),
    certain: true,
    asked: undefined,
  };
}

/** Compares the modules `mock` and `real` of one crate. */
export async function compareModules(text: string): Promise<PairResult> {
  const files = new Map([...parseFixture(text).files].map(([path, content]) => [FOLDER + path, content]));
  const world = await worldOf(files, FOLDER, { arch: 'x86_64' });
  const { root } = crateNamed(world, 'fixture');
  const [mock, real] = ['mock', 'real'].map((name) => definitionAt(world, root, name, TYPE).module!);
  const pair: Pair = { mock: mock!, real: real!, mockText: 'mock', realText: 'real' };
  const result = compareAll(await contextOf(world, 'x86_64'), [pair]);
  return result.pairs[0]!;
}

/**
 * The program for rustc: both sides, and copies of the stand-in (`unified`, `own_S`) in which every struct, or every one
 * but `S`, is that of the other side.
 */
export function sidesText(
  parser: RustParser,
  mock: string,
  real: string,
  counterparts: ReadonlyMap<string, string>,
): string {
  const structs = [...counterparts.keys()];
  const copy = (name: string, keep?: string): string =>
    `mod ${name} { ${replaceStructs(parser, mock, counterparts, keep)} }`;
  return [
    `mod mock { ${mock} }`,
    `mod real { ${real} }`,
    copy('unified'),
    ...structs.map((name) => copy(`own_${name}`, name)),
  ]
    .map((text) => text.replaceAll('\n', ' '))
    .join('\n');
}

/** Structs with the same name on both sides, by name; the value is the path on the other side. */
export function counterpartsIn(rows: readonly Row[]): ReadonlyMap<string, string> {
  return new Map(
    rows
      .filter(({ own, there }) => own.item.kind === 'struct' && own.title === own.name && there !== undefined)
      .map(({ own }) => [own.name, `crate::real::${own.name}`]),
  );
}

export const MODULES: Spelling = {
  unified: (title) => `crate::unified::${title}`,
  own: (struct, title) => `crate::own_${struct}::${title}`,
  missing: (name) => `crate::real::${name}`,
  there: ({ against, there, own }) => {
    if (there?.parent) return `${there.parent.path()}::${there.name}`;
    return against === '' ? `crate::real::${own.name}` : `crate::real::${against}`;
  },
};

/** Structs become imports, impls of structs vanish, bodies of functions do nothing. */
function replaceStructs(
  parser: RustParser,
  text: string,
  counterparts: ReadonlyMap<string, string>,
  keep: string | undefined,
): string {
  const fragment = parser.lowerFile(text);
  const cuts: { start: number; end: number; text: string }[] = [];
  for (const item of fragment.items) {
    const isStruct = item.kind === 'struct' && counterparts.has(item.name) && item.name !== keep;
    const isImpl =
      item.kind === 'impl' &&
      item.self.k === 'path' &&
      counterparts.has(item.self.segments[0] ?? '') &&
      item.self.segments[0] !== keep;
    if (!isStruct && !isImpl && item.kind !== 'function') continue;
    const at = fragment.itemSpans[2 * item.at]!;
    // The innermost scope of an item that holds its name is the item's own.
    const scopes = fragment.scopes.filter(
      ({ kind, start, end }) => kind === 'item' && start <= at && at < end,
    );
    const scope = scopes.at(-1);
    if (!scope) throw new Error(`no extent of ${item.name}`);
    if (item.kind === 'function') {
      const body = fragment.scopes.find(
        ({ kind, start, end }) => kind === 'block' && start > at && end <= scope.end,
      );
      if (body) cuts.push({ start: body.start, end: body.end, text: '{ loop {} }' });
      continue;
    }
    // Attributes in front stay; they do no harm before a `use`, `repr` and `derive` aside.
    const start = beforeAttributes(text, scope.start);
    cuts.push({ start, end: scope.end, text: isStruct ? `pub use ${counterparts.get(item.name)};` : '' });
  }
  let result = text;
  for (const cut of cuts.sort((a, b) => b.start - a.start))
    result = result.slice(0, cut.start) + cut.text + result.slice(cut.end);
  return result;
}

/** `#[repr(C)]` and `#[derive(…)]` in front of an item go with it. */
function beforeAttributes(text: string, start: number): number {
  let at = start;
  for (;;) {
    const before = text.slice(0, at).trimEnd();
    if (!before.endsWith(']')) return at;
    const open = before.lastIndexOf('#[');
    if (open < 0) return at;
    at = open;
  }
}
