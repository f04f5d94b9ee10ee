/** Who wants a name: the modules whose globs lead to where it is looked for. */
import { type EffectiveVisibility, isVisible, type Module, narrower } from './definitions';

/**
 * Modules whose globs led somewhere: a name must be visible from each, which it is where it is visible from the innermost
 * module that they are all inside of. `last` is the one whose glob leads straight to where the name is looked for.
 */
export type Importers =
  | { readonly around: Module; readonly last: Module; readonly isOne: boolean }
  | 'another crate'
  | undefined;

/** How a look-up came to a module. */
export interface Way {
  /** What is brought reaches no further. */
  readonly limit: EffectiveVisibility;
  readonly importers: Importers;
}

/** True if `a` reaches further than `b`. */
export function isWider(a: EffectiveVisibility, b: EffectiveVisibility): boolean {
  return a !== b && narrower(a, b) === b;
}

/** One glob leads here. */
export function isFirst(importers: Importers): boolean {
  return importers !== undefined && importers !== 'another crate' && importers.isOne;
}

/** Whether a name may be seen by all who want it. */
export function isVisibleToAll(visibility: EffectiveVisibility, importers: Importers): boolean {
  if (visibility === 'public' || importers === undefined) return true;
  return importers !== 'another crate' && isVisible(visibility, importers.around);
}

/** Whether the module whose glob leads here sees a name that is too private for others before it. */
export function isSeenByLast(visibility: EffectiveVisibility, importers: Importers): boolean {
  if (importers === undefined || importers === 'another crate' || importers.isOne) return false;
  return isVisible(visibility, importers.last);
}

/** A module's glob leads on. */
export function withImporter(importers: Importers, module: Module): Importers {
  if (importers === 'another crate') return importers;
  if (importers === undefined) return { around: module, last: module, isOne: true };
  return { around: commonModule(importers.around, module), last: module, isOne: false };
}

/** The innermost module that two of one crate are inside of. */
function commonModule(first: Module, second: Module): Module {
  let around = first;
  while (!isVisible(around, second) && around.parent) around = around.parent;
  return around;
}

/** Whether all that one way leads to has been found by another one, with what narrows it down and whom it must be visible to. */
export function isCovered({ limit, importers }: Way, before: Way): boolean {
  if (isWider(limit, before.limit)) return false;
  if (importers === undefined || importers === 'another crate') return before.importers === importers;
  // Where it was looked for without importers, nothing had to be visible to them.
  if (before.importers === undefined || before.importers === 'another crate')
    return before.importers === undefined;
  return isVisible(importers.around, before.importers.around);
}
