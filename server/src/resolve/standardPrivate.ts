/** What modules of std have for themselves is not listed: modules without a public path, and what they import. */
import type { ExternalCrate } from '../bindings/model';
import type { Module } from './definitions';
import { remembered } from './remembered';
import type { World } from './world';

export const PRIVATE_IN_STANDARD = 'what a module of std has for itself';

const STANDARD = ['core', 'alloc', 'std'] as const;

/** Private modules of the roots (rustc 1.95), of which nothing is listed. */
const OF_ROOTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'core',
    new Set(['bool', 'core_arch', 'core_simd', 'escape', 'internal_macros', 'macros', 'tuple', 'unit']),
  ],
  ['alloc', new Set(['macros', 'raw_vec'])],
  ['std', new Set(['backtrace_rs', 'macros', 'panicking', 'sealed', 'std_float', 'sys'])],
]);

/** Public things that its documentation leaves out, which macros of std write mostly (rustc 1.95). */
const HIDDEN: ReadonlySet<string> = new Set([
  ...[
    '_eprint',
    '_print',
    'bignum',
    'const_panic',
    'dec2flt',
    'diy_float',
    'flt2dec',
    'from_elem',
    'internals',
  ],
  ...['local_impl', 'panic_2015', 'panic_2021', 'panicking', 'rt', 'rust_oom', 'sort', 'unicode'],
]);

/**
 * Whether a module of std may have a private thing of a name that it does not list (E0603 instead of "not there"). They
 * define or import nothing but what std has somewhere, or the modules in which that is defined.
 */
export function mayBePrivateInStandard(world: World, { crate, parent }: Module, name: string): boolean {
  if (!crate.fromTree || !STANDARD.some((standard) => standard === crate.name)) return false;
  if (HIDDEN.has(name)) return true;
  if (!parent) return OF_ROOTS.get(crate.name)?.has(name) === true;
  return STANDARD.some((standard) => {
    const tree = world.standard.external(standard);
    return tree !== undefined && namesOf(tree).has(name);
  });
}

const names = new WeakMap<ExternalCrate, ReadonlySet<string>>();

/** Every name in a crate, those in the paths at which things are defined among them. */
function namesOf(tree: ExternalCrate): ReadonlySet<string> {
  return remembered(names, tree, () => {
    const all = new Set<string>();
    for (const listed of tree.modules.values())
      for (const { name, definition } of listed) {
        all.add(name);
        for (const segment of definition?.split('::') ?? []) all.add(segment);
      }
    return all;
  });
}
