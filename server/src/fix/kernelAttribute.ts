/** The attribute that asks the kernel's options, where a fix writes it. */
import { CONFIG_PACKAGE, typedCrateIn } from '../bindings/crates';
import { allOf, cfgText } from '../project/cfgOpposite';
import type { CfgPredicate } from '../project/cfgPredicate';
import type { Module } from '../resolve/definitions';
import { knownAttribute, knownOf } from '../resolve/knownMacros';
import { resolveMacro } from '../resolve/macroPaths';
import type { World } from '../resolve/world';
import type { Conditions } from './conditions';

/** The attribute's name: configuration macros, which read it themselves, are beside it. */
export const KERNEL_CFG = 'sel4_cfg';

/**
 * Its path in a module: as it is written elsewhere if that leads to it there too, else through a dependency; `undefined` if
 * nothing does.
 */
export function kernelAttribute(
  world: World,
  module: Module,
  written: readonly string[] = [],
): string | undefined {
  const { dependencies = [] } = module.crate.node ?? {};
  const config = dependencies.find(({ packageName }) => packageName === CONFIG_PACKAGE)?.name;
  const crates = [typedCrateIn(dependencies), config].flatMap((name) => name ?? []);
  return [...written, ...crates.map((crate) => `${crate}::${KERNEL_CFG}`)].find((path) =>
    leadsThere(world, module, path.split('::')),
  );
}

/** An attribute that asks a predicate, by its path; `undefined` where one of both cannot be written. */
export function attributeText(path: string | undefined, predicate: CfgPredicate): string | undefined {
  const text = path === undefined ? undefined : cfgText(predicate);
  return text === undefined ? undefined : `#[${path}(${text})]`;
}

/** Attributes that say conditions in a module; `undefined` where they cannot be written. */
export function attributesSaying(
  world: World,
  module: Module,
  { cfg, kernel }: Conditions,
): readonly string[] | undefined {
  const attributes = [
    ...(cfg.length > 0 ? [attributeText('cfg', allOf(cfg))] : []),
    ...(kernel.length > 0 ? [attributeText(kernelAttribute(world, module), allOf(kernel))] : []),
  ];
  return attributes.every((each) => each !== undefined) ? attributes : undefined;
}

function leadsThere(world: World, module: Module, path: readonly string[]): boolean {
  const global = path[0] === '';
  const found = resolveMacro(world, module, global ? path.slice(1) : path, global, undefined);
  if (found.k === 'found') return knownOf(knownAttribute, found.definition) === 'kernelCfg';
  // Of a crate of which nothing is known it is taken at its word.
  return found.k === 'unknown' && path.length > 1;
}
