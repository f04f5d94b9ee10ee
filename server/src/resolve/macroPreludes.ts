/** Macros that are in scope without being imported: of `#[macro_use]` crates, of the standard ones, of the compiler. */

import { type Definition, type Import, MACRO, type Module, type PathFailure } from './definitions';
import { twoThings } from './failures';
import { resolveImport } from './imports';
import { isStandardAttribute, isStandardDerive } from './knownMacros';
import { isLateText } from './late';
import { lookupIn } from './lookup';
import { preludeLookup } from './preludes';
import { isWithin, type Unit } from './unit';
import type { World } from './world';

/** Leaves out macros of another kind than what is called. */
export type Fits = (definition: Definition) => boolean;

/** Whether the compiler itself provides a macro, so that it is there without the preludes too. */
function isBuiltInMacro(name: string): boolean {
  return BUILT_IN.has(name) || isStandardDerive(name) || isStandardAttribute(name);
}

/** Macros that the compiler itself provides (std: `rustc_builtin_macro`, and `panic`). */
const BUILT_IN = new Set([
  ...[
    'assert',
    'asm',
    'cfg',
    'column',
    'compile_error',
    'concat',
    'concat_bytes',
    'env',
    'file',
    'format_args',
  ],
  ...['global_asm', 'include', 'include_bytes', 'include_str', 'line', 'module_path', 'option_env', 'panic'],
  ...['stringify', 'unreachable'],
]);

/** What macros of a name there are outside of all modules: of `#[macro_use]` crates, then of the standard ones. */
export function* inPreludes(
  world: World,
  module: Module,
  name: string,
  fits: Fits,
): Iterable<{
  readonly found:
    | { readonly k: 'found'; readonly definition: Definition }
    | { readonly k: 'unknown'; readonly reason: string };
  /** The `#[macro_use] extern crate`. */
  readonly by?: Import;
}> {
  const { crate } = module;
  // Without the preludes what the module itself names is left, and what is built into the compiler.
  const bare = module.normal.noImplicitPrelude;
  for (const { record, only } of bare && crate.edition > 2015 ? [] : crate.macroUse) {
    if (only && !only.includes(name)) continue;
    const source = resolveImport(world, record).source?.module;
    const found = source && lookupIn(world, source, name, MACRO);
    if (found?.k === 'unknown') yield { found };
    if (found?.k === 'found' && fits(found.definition))
      yield { found: { k: 'found', definition: found.definition }, by: record };
  }
  const prelude = preludeLookup(world, module, name, MACRO, isBuiltInMacro(name));
  if (prelude?.k === 'found' && fits(prelude.definition))
    yield { found: { k: 'found', definition: prelude.definition } };
  if (crate.noCore || (bare && !isBuiltInMacro(name))) return;
  for (const standard of crate.noStd ? (['core'] as const) : (['std', 'core'] as const)) {
    const found = lookupIn(world, world.standardCrate(standard).root, name, MACRO);
    if (found?.k === 'found' && fits(found.definition))
      yield { found: { k: 'found', definition: found.definition } };
  }
}

/** What `#[macro_use]` of an included file brings must not hide from other texts (`from`) what the prelude has. */
export function withPrelude(
  world: World,
  { unit, module }: Import,
  found: Definition,
  from: Unit | undefined,
): { readonly ambiguous?: PathFailure } {
  const { crate } = module;
  if (!isLateText(crate, unit) || (from && isWithin(from, unit))) return {};
  const standard = world.standardCrate(crate.noStd ? 'core' : 'std');
  const other = lookupIn(world, standard.root, found.name, MACRO);
  if (other?.k !== 'found' || other.definition === found) return {};
  return { ambiguous: twoThings(other.definition) };
}

/** Of what std re-exports of core each may be listed for itself. */
export function isSameMacro(a: Definition, b: Definition): boolean {
  return a === b || (a.name === b.name && a.crate?.node === undefined && b.crate?.node === undefined);
}
