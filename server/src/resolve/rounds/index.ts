/** Asks what rustc's rounds of import resolution make of a name that globs bring more than once. */
import { type CrateMap, type Module, type Namespace, TYPE } from '../definitions';
import type { World } from '../world';
import { type FoundInRounds, Rounds } from './rounds';

const made = new WeakMap<CrateMap | Module, Rounds>();

/**
 * The first of several names, and another one if rustc complains; `undefined` where that cannot be told. The crate must
 * have been read.
 */
export function foundInRounds(
  world: World,
  module: Module,
  name: string,
  namespace: Namespace,
): FoundInRounds | undefined {
  const { crate } = module;
  if (crate.node === undefined || crate.collecting) return undefined;
  const key = module.isInBody ? module : crate;
  let rounds = made.get(key);
  if (!rounds) {
    rounds = new Rounds(world, crate, [
      ...crate.modules.filter((one) => !one.isInBody),
      ...(module.isInBody ? aroundInBody(module) : []),
    ]);
    made.set(key, rounds);
  }
  return rounds.found(module, name, namespace);
}

/** The blocks around a module in a body, and the modules that are defined in them. */
function aroundInBody(inner: Module): readonly Module[] {
  const all = new Set<Module>();
  for (let at: Module | undefined = inner; at?.isInBody; at = at.parent) all.add(at);
  for (const module of all)
    for (const { definition } of module.items[TYPE].values())
      if (definition.module?.isInBody) all.add(definition.module);
  return [...all];
}
