/** `use name;`: all that one name means, each namespace by itself. */

import {
  type Import,
  type Lookup,
  MACRO,
  type Module,
  NAMESPACES,
  type Namespace,
  type PathFailure,
  type TextualScope,
  TYPE,
} from './definitions';
import { saysTwoThings, twoThings } from './failures';
import { lookupIn } from './lookup';
import { outerConflict, primitive } from './outerMeanings';
import type { PathStart, Step } from './paths';
import { externCrateNamed, preludeLookup } from './preludes';
import { isPrimitive } from './primitives';
import { textualNamed } from './textualConflicts';
import type { World } from './world';

/** What a module has but for what the import brings whose path is looked at: it does not stand for its own segments. */
export function besides(
  world: World,
  importing: Import | undefined,
  module: Module,
  name: string,
  namespace: Namespace,
): Lookup | undefined {
  const lookup = lookupIn(world, module, name, namespace, importing);
  return lookup?.k === 'poison' && importing !== undefined && lookup.via === importing ? undefined : lookup;
}

/** All namespaces of one name; `use m;` also sees a `macro_rules!` before it (`textual`), but not before edition 2018. */
export function wholeNames(
  world: World,
  module: Module,
  name: string,
  importing: Import | undefined,
  textual: TextualScope | undefined,
): Step | undefined {
  const names = NAMESPACES.map((namespace) => besides(world, importing, module, name, namespace));
  const macro = textualNamed(textual, name);
  if (macro) {
    names[MACRO] = { k: 'found', definition: macro.definition, visibility: 'public' };
    return { k: 'names', names };
  }
  const soft = names.find((lookup) => lookup?.k === 'unknown' || lookup?.k === 'poison');
  if (names.some((lookup) => lookup?.k === 'found' || lookup?.k === 'ambiguous'))
    return { k: 'names', names };
  return soft?.k === 'unknown' || soft?.k === 'poison' ? soft : undefined;
}

/**
 * Namespaces that a scope has nothing of for a whole import: each is looked for further out by itself. What a glob brings
 * must not stand further out, too.
 */
export function completed(
  world: World,
  { module, importing }: PathStart,
  from: Module,
  name: string,
  names: readonly (Lookup | undefined)[],
  failures: PathFailure[],
): readonly (Lookup | undefined)[] {
  return NAMESPACES.map((namespace) => {
    let found = names[namespace];
    let scope: Module | undefined = from;
    while (scope && isOpen(found)) {
      scope = scope.block && scope.parent;
      const outer: Lookup | undefined = scope && besides(world, importing, scope, name, namespace);
      if (outer) found = outer;
    }
    if (isOpen(found)) return beyond(world, module, name, namespace) ?? names[namespace];
    if (scope) outerConflict(world, scope, name, failures, importing?.unit, namespace);
    const isSaid = saysTwoThings(failures);
    if (found?.k === 'ambiguous' && found.crate === module.crate && !isSaid)
      failures.push(twoThings(found.other));
    return found;
  });
}

/** Nothing that hides what stands further out. */
function isOpen(lookup: Lookup | undefined): boolean {
  return !lookup || (lookup.k === 'unknown' && !lookup.explicit) || (lookup.k === 'poison' && !!lookup.glob);
}

/** What a name means beyond all modules: a crate, something of the prelude, or a primitive type. */
export function beyond(world: World, module: Module, name: string, namespace: Namespace): Lookup | undefined {
  const isType = namespace === TYPE;
  const crate =
    isType && !module.normal.noImplicitPrelude
      ? externCrateNamed(world, module.crate, name, false)
      : undefined;
  if (crate) return { k: 'found', definition: crate, visibility: 'public' };
  const prelude = preludeLookup(world, module, name, namespace);
  if (prelude || !isType || !isPrimitive(name)) return prelude;
  return { k: 'found', definition: primitive(name), visibility: 'public' };
}

/** What the prelude has of a name. */
export function preludeNames(world: World, module: Module, name: string): Step | undefined {
  const names = NAMESPACES.map((namespace) => preludeLookup(world, module, name, namespace));
  return names.some((lookup) => lookup) ? { k: 'names', names } : undefined;
}
