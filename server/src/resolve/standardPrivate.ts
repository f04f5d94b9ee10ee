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

/**
 * Whether a module of std may have a thing of a name that it does not list: a private one (E0603 instead of "not there"), or
 * one that its documentation leaves out. They define or import nothing but what std has somewhere, or the modules in which
 * that is defined.
 */
export function mayBePrivateInStandard(world: World, { crate, parent }: Module, name: string): boolean {
  if (!crate.fromTree || !STANDARD.some((standard) => standard === crate.name)) return false;
  if (world.standard.hidden().has(name)) return true;
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
