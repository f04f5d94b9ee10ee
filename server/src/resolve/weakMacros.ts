/** Macros that must not hide others: what globs bring, and what is read late. */

import { type Definition, type Lookup, MACRO, type Module, type PathFailure } from './definitions';
import { twoThings } from './failures';
import { lookupIn } from './lookup';
import { type Fits, inPreludes, isSameMacro } from './macroPreludes';
import { comesAfter } from './outerMeanings';
import type { Unit } from './unit';
import type { World } from './world';

/**
 * A macro that a glob brings, or that is read late, must not hide another one that stands further out; two globs must
 * not bring different ones (reference, "Name resolution": ambiguities).
 */
export function weakness(
  world: World,
  scope: Module,
  name: string,
  found: Extract<Lookup, { k: 'found' | 'ambiguous' }>,
  unit: Unit | undefined,
  fits: Fits,
): { readonly ambiguous?: PathFailure } {
  if (scope.crate.collecting) return {};
  const twice = twoMacros(found, scope, 0);
  if (twice || found.k === 'ambiguous') return twice ? { ambiguous: twice } : {};
  const isWeak = found.via?.leaf.glob ? found.via.module === scope : comesAfter(scope, found, unit);
  const { definition } = found;
  if (!isWeak || definition.uncertain) return {};
  for (const outer of macrosBehind(world, scope, name, fits)) {
    if (outer === 'failed import') return { ambiguous: twoThings() };
    if (!isSameMacro(outer, definition) && !outer.uncertain) return { ambiguous: twoThings(outer) };
  }
  return {};
}

/** The second macro that globs of this crate bring. */
export function twoMacros(found: Lookup, { crate }: Module, segment: number): PathFailure | undefined {
  return found.k === 'ambiguous' && found.crate === crate ? twoThings(found.other, segment) : undefined;
}

/** Macros of a name that stand further out than a scope, and imports of it that fail there. */
function* macrosBehind(
  world: World,
  scope: Module,
  name: string,
  fits: Fits,
): Iterable<Definition | 'failed import'> {
  for (let at = scope.block && scope.parent; at; at = at.block && at.parent) {
    const found = lookupIn(world, at, name, MACRO);
    if (found?.k === 'poison' && !found.glob && !found.via?.uncertain) yield 'failed import';
    if ((found?.k === 'found' || found?.k === 'ambiguous') && fits(found.definition)) yield found.definition;
  }
  for (const { found } of inPreludes(world, scope, name, fits))
    if (found.k === 'found') yield found.definition;
}
