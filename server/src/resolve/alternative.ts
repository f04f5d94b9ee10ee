/** A crate as it would be under another cfg: the other side of what a feature switches. */
import type { CfgEnvironment, CrateDependency, CrateNode } from '../project/model';
import { collectCrate } from './collect';
import { CrateMap, Module } from './definitions';
import type { World } from './world';

/**
 * The definition map of a crate under another cfg. Dependencies that the manifest declares and this view leaves out are
 * there as far as the workspace has them. It is not part of the world: nothing of the view sees it, and whoever asked
 * keeps it; after an edit it is to be made anew.
 */
export function crateUnder(world: World, crate: CrateMap, cfg: CfgEnvironment): CrateMap | undefined {
  if (!crate.node) return undefined;
  const node: CrateNode = {
    ...crate.node,
    cfg,
    activeFeatures: [...(cfg.keyValues.get('feature') ?? [])].sort(),
    dependencies: [...crate.node.dependencies, ...inactive(world, crate.node)],
    inactiveDependencies: [],
  };
  const map = new CrateMap(node.name, node.packageName, node.edition, node, cfg);
  map.root = new Module(map, undefined, node.name);
  map.modules.push(map.root);
  // What is wrong with macro calls in it nobody asks.
  collectCrate(world, map, node);
  return map;
}

function inactive(world: World, node: CrateNode): readonly CrateDependency[] {
  return node.inactiveDependencies.map(({ name, packageName }) => {
    const library = world.project.crates.find(
      (other) => other.packageName === packageName && other.kind === 'lib' && !other.test,
    );
    return library
      ? { name, packageName, crate: library.index }
      : { name, packageName, features: [], defaultFeatures: true };
  });
}
