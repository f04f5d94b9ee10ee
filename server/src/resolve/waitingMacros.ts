/**
 * Which calls of macros rustc can read at once. What an included file or another macro brings is read to the end, calls in
 * it included, before imports are looked at again; a call whose macro only an import brings waits for that.
 */
import type { Attribute, Item } from '../syntax/summary';
import { type Import, MACRO, type Module, type TextualScope, TYPE } from './definitions';
import { lookupIn } from './lookup';
import { textualNamed } from './textualConflicts';
import type { World } from './world';

/** Whether the macro of a path is there only when imports have been resolved. */
export function waitsForImports(
  world: World,
  module: Module,
  segments: readonly string[],
  textual: TextualScope | undefined,
): boolean {
  if (segments.length === 1 && textualNamed(textual, segments[0] ?? '')) return false;
  return mayWait(world, module, segments, false, (via) => via !== undefined);
}

/** Whether something may still come to a module that a macro's path leads through, or is there by an import that `waits`. */
function mayWait(
  world: World,
  module: Module,
  segments: readonly string[],
  fromRoot: boolean,
  waits: (via: Import | undefined) => boolean,
): boolean {
  let inside = fromRoot ? module.crate.root : module;
  for (const [at, name] of segments.entries()) {
    let next: Module | undefined;
    if (name === '$crate') return false;
    if (name === 'crate') next = module.crate.root;
    else if (name === 'self') next = module.normal;
    else if (name === 'super') next = (at === 0 ? module.normal : inside).parent?.normal;
    else {
      const found = lookupIn(world, inside, name, at === segments.length - 1 ? MACRO : TYPE);
      // What is not in the module is a crate, or of the preludes: these are there.
      if (!found) return (at > 0 || fromRoot) && mayStillBring(inside, name);
      if (found.k !== 'found' || waits(found.via)) return true;
      next = found.definition.module;
    }
    if (!next || next.crate !== module.crate) return false;
    inside = next;
  }
  return false;
}

function mayStillBring({ globs, imports, readsMore }: Module, name: string): boolean {
  return readsMore || globs.length > 0 || imports.has(name);
}

/**
 * Whether rustc tries a macro that is not there again until nothing else is left: it is sure at once of a path that leads into
 * a module to which nothing may come.
 */
export function isAskedForAgain(
  world: World,
  module: Module,
  segments: readonly string[],
  global: boolean,
): boolean {
  if (segments.length === 1) return true;
  // Before edition 2018 a path begins at the root then; else with a crate, which is there.
  if (global && module.crate.edition > 2015) return false;
  return mayWait(world, module, segments, global, () => false);
}

/** The same for attributes of an item. */
export function isAnyAskedForAgain(world: World, module: Module, attributes: readonly Attribute[]): boolean {
  return attributes.some(({ path }) => {
    const global = path.startsWith('::');
    return isAskedForAgain(world, module, (global ? path.slice(2) : path).split('::'), global);
  });
}

/** An item is there only when rustc gives up a derive or attribute of it, and may bring anything to its module until then. */
export function noteStuck(module: Module, item: Item): void {
  module.isStuck = true;
  module.crate.stuck.add(item);
}
