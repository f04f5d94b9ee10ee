/** A crate as it would be under another cfg: the other side of what a feature switches. */
import { alternatives } from '../project/cfgAlternatives';
import type { CfgEnvironment, CrateDependency, CrateNode } from '../project/model';
import { collectCrate } from './collect';
import { CrateMap, Module } from './definitions';
import { remembered } from './remembered';
import type { World } from './world';

/**
 * The definition map of a crate under another cfg; the crate itself where that is its own. Dependencies that the manifest
 * declares and this view leaves out are there as far as the workspace has them. Nothing of the view sees it; it is read once
 * and kept until the world forgets a crate.
 */
export function crateUnder(world: World, crate: CrateMap, cfg: CfgEnvironment): CrateMap | undefined {
  return remembered(knownOf(world, crate), keyOf(cfg), () => read(world, crate, cfg));
}

/** Whether a crate has been read under a cfg: to do so costs as much as to read the crate. */
export function isReadUnder(world: World, crate: CrateMap, cfg: CfgEnvironment): boolean {
  return knownOf(world, crate).has(keyOf(cfg));
}

/** The crate where a predicate holds that does not hold in the view; nothing where that is another architecture's. */
export function crateWhere(world: World, crate: CrateMap, predicate: string): CrateMap | undefined {
  const { node } = crate;
  const either = node && alternatives(predicate, `not(${predicate})`, node.cfg, node.impliedFeatures);
  return either && crateUnder(world, crate, either.first);
}

/** A module as it is where a predicate holds that does not hold in the view; for a block the module around it. */
export function moduleWhere(world: World, module: Module, predicate: string | undefined): Module | undefined {
  const other = predicate === undefined ? undefined : crateWhere(world, module.crate, predicate);
  return other?.modules.find((each) => !each.isInBody && each.path() === module.path());
}

function knownOf(world: World, crate: CrateMap): Map<string, CrateMap | undefined> {
  return remembered(
    world.alternatives,
    crate,
    () => new Map<string, CrateMap | undefined>(crate.cfg ? [[keyOf(crate.cfg), crate]] : []),
  );
}

function keyOf({ keyValues, flags }: CfgEnvironment): string {
  const pairs = [...keyValues].map(([key, values]) => `${key}=${[...values].sort().join(',')}`);
  return [...pairs.sort(), ...[...flags].sort()].join('\0');
}

function read(world: World, crate: CrateMap, cfg: CfgEnvironment): CrateMap | undefined {
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
