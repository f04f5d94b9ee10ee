/** Where a look-up goes on above a block's anonymous module. */
import type { Module } from './definitions';

/** The module whose names are visible around a block: its lexical parent; `undefined` at a normal module. */
export function parentScopeLookup(module: Module): Module | undefined {
  return module.block ? module.parent : undefined;
}
