/**
 * rustc checks no methods and associated items (E0599) in a crate where a trait is missing that an impl, a bound or
 * a return type names.
 */

import type { CrateMap, Module } from '../resolve/definitions';
import { walkPrefix } from '../resolve/paths';
import { remembered } from '../resolve/remembered';
import { PRIVATE_IN_STANDARD } from '../resolve/standardPrivate';
import type { World } from '../resolve/world';
import type { BoundRef, GenericParam, Item, TypeRef } from '../syntax/summary';

const answers = new WeakMap<CrateMap, boolean>();

/** True if a trait that the crate's items name does not resolve. */
export function namesMissingTrait(world: World, crate: CrateMap): boolean {
  return remembered(answers, crate, () => compute(world, crate));
}

function compute(world: World, crate: CrateMap): boolean {
  const missing = (module: Module, item: Item): boolean =>
    boundsOf(item).some((bound) => isMissing(world, module, bound));
  for (const module of crate.modules)
    for (const names of [module.items[0], module.items[1]])
      for (const { definition } of names.values())
        if (definition.item && missing(module, definition.item)) return true;
  for (const { item, module } of crate.impls) {
    if (item.trait && isMissing(world, module, item.trait)) return true;
    if (missing(module, item) || item.members.some((member) => missing(module, member))) return true;
  }
  return false;
}

function isMissing(world: World, module: Module, bound: BoundRef): boolean {
  const [first] = bound.segments;
  if (first === undefined || first === '$crate') return false;
  const step = walkPrefix(world, { module }, bound.segments, bound.global === true, []);
  return (
    step.k === 'failed' ||
    step.k === 'type' ||
    step.k === 'poison' ||
    // A name of std's that is not public is none for the compiler.
    (step.k === 'unknown' && step.reason === PRIVATE_IN_STANDARD) ||
    (step.k === 'found' && step.definition.kind !== 'trait')
  );
}

function boundsOf(item: Item): readonly BoundRef[] {
  const ofParams = (params: readonly GenericParam[] | undefined): readonly BoundRef[] =>
    (params ?? []).flatMap((param) => param.bounds ?? []);
  switch (item.kind) {
    case 'function':
      return [
        ...ofParams(item.generics),
        ...item.params.flatMap(boundsIn),
        ...(item.ret ? boundsIn(item.ret) : []),
      ];
    case 'trait':
      return [...ofParams(item.generics), ...item.supertraits, ...item.members.flatMap(boundsOf)];
    case 'struct':
    case 'union':
    case 'enum':
    case 'alias':
    case 'impl':
      return ofParams(item.generics);
    default:
      return [];
  }
}

function boundsIn(type: TypeRef): readonly BoundRef[] {
  switch (type.k) {
    case 'impl':
    case 'dyn':
      return type.bounds;
    case 'reference':
    case 'pointer':
    case 'slice':
    case 'array':
      return boundsIn(type.of);
    case 'tuple':
      return type.of.flatMap(boundsIn);
    case 'path':
      return (type.args ?? []).flatMap(boundsIn);
    default:
      return [];
  }
}
