/** rustc checks no methods and associated items in a crate where `-> impl Missing` names a trait that is not there. */
import type { BoundRef, FunctionItem, TypeRef } from '../syntax/summary';
import type { CrateMap, Module } from './definitions';
import { walkPrefix } from './paths';
import { remembered } from './remembered';
import type { World } from './world';

const answers = new WeakMap<CrateMap, boolean>();

/** True if a return type of the crate has an `impl` of a trait that does not resolve. */
export function returnsMissingTrait(world: World, crate: CrateMap): boolean {
  return remembered(answers, crate, () => compute(world, crate));
}

function compute(world: World, crate: CrateMap): boolean {
  for (const module of crate.modules)
    for (const { definition } of module.items[1].values())
      if (definition.item?.kind === 'function' && isMissing(world, module, definition.item)) return true;
  for (const record of crate.impls)
    for (const item of record.item.members)
      if (item.kind === 'function' && isMissing(world, record.module, item)) return true;
  return false;
}

function isMissing(world: World, module: Module, item: FunctionItem): boolean {
  return (
    item.ret !== undefined &&
    boundsIn(item.ret).some((bound) => {
      const step = walkPrefix(world, { module }, bound.segments, bound.global === true, []);
      return step.k === 'failed';
    })
  );
}

function boundsIn(type: TypeRef): readonly BoundRef[] {
  switch (type.k) {
    case 'impl':
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
