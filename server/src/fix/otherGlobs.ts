/** Names that globs and macros bring under cfgs that do not hold in the view: those of a mock, in most workspaces. */
import { allOf, cfgText } from '../project/cfgOpposite';
import { moduleWhere } from '../resolve/alternative';
import { type Module, NAMESPACES, type Namespace } from '../resolve/definitions';
import { resolveImport } from '../resolve/imports';
import { lookupIn } from '../resolve/lookup';
import { walkPrefix } from '../resolve/paths';
import type { World } from '../resolve/world';
import { type Conditions, conditionsIn, holdsHere, within } from './conditions';
import { type ItemUnder, itemsUnder } from './itemsUnder';
import { type Conditional, itemsElsewhere } from './otherCfgs';

/** What modules have of a name elsewhere: by their items, and by what {@link globsElsewhere} says. */
export function namesElsewhere(
  world: World,
  modules: readonly Module[],
  name: string,
): readonly Conditional[] {
  return [...itemsElsewhere(world, modules, name), ...globsElsewhere(world, modules, name)];
}

/**
 * What modules have of a name by conditional globs, and by conditional items and modules that their globs lead to, within the
 * crate. The crate is read anew for each cfg that is asked for, and kept until something of the view is forgotten.
 */
function globsElsewhere(world: World, modules: readonly Module[], name: string): readonly Conditional[] {
  const seen = new Set<Module>();
  const found: Conditional[] = [];
  const visit = (module: Module, around: Conditions): void => {
    if (seen.has(module) || module.crate !== modules[0]?.crate || module.crate.bindings) return;
    seen.add(module);
    const own = module.block ? byBlock(world, module, name) : byModule(world, module, name);
    found.push(...own.map((each) => within(around, each)));
    for (const glob of module.globs) {
      const source = resolveImport(world, glob).source?.module;
      if (!source) continue;
      const inside = within(around, conditionsIn(glob.item.attributes));
      const items = seen.has(source) ? [] : itemsElsewhere(world, [source], name, isAround(source, module));
      // What the glob does not bring is not in the way.
      found.push(...items.map((each) => within(inside, each)));
      visit(source, inside);
    }
  };
  for (const module of modules) visit(module, conditionsIn());
  return found;
}

/** Whether a module is another one, or around it. */
function isAround(outer: Module, module: Module): boolean {
  for (let at: Module | undefined = module; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** What the module's conditional globs and macros bring, and what a module that is there in its stead has. */
function byModule(world: World, module: Module, name: string): readonly Conditional[] {
  const others = module.parent
    ? itemsUnder(world, module.parent, module.name).filter(
        ({ item }) => item.kind === 'module' && item.name === module.name,
      )
    : [];
  const brought = bringing(world, module, [...globsUnder(world, module), ...others], (there) =>
    namespacesIn(world, there, name),
  );
  return [...brought, ...byMacros(world, module, name)];
}

/** What a module's conditional macro calls define that are not given the name: included files, and macros that write it. */
export function byMacros(world: World, module: Module, name: string): readonly Conditional[] {
  const calls = itemsUnder(world, module, '!').filter(({ item }) => item.kind === 'macroCall');
  return bringing(world, module, calls, ({ items, imports }) =>
    imports.has(name) ? NAMESPACES : NAMESPACES.filter((namespace) => items[namespace].has(name)),
  );
}

/** What a block's conditional globs bring: their paths are looked up from the module around. */
function byBlock(world: World, block: Module, name: string): readonly Conditional[] {
  return bringing(world, block.normal, globsUnder(world, block), (module, { item }) => {
    const leaves = item.kind === 'use' ? item.leaves.filter(({ glob }) => glob === true) : [];
    return leaves.flatMap(({ segments, global }) => {
      const step = walkPrefix(world, { module }, segments, global === true, []);
      const source = step.k === 'found' ? step.definition.module : undefined;
      return source ? namespacesIn(world, source, name) : [];
    });
  });
}

function globsUnder(world: World, module: Module): readonly ItemUnder[] {
  return itemsUnder(world, module, '*').filter(
    ({ item }) => item.kind === 'use' && item.leaves.some(({ glob }) => glob === true),
  );
}

/** What items bring that the view does not have, each in the module as it is where its conditions hold. */
function bringing(
  world: World,
  module: Module,
  items: readonly ItemUnder[],
  namespacesOf: (there: Module, item: ItemUnder) => readonly Namespace[],
): readonly Conditional[] {
  return items.flatMap((item) => {
    const { cfg, kernel } = item;
    const text = cfg.length > 0 && kernel.length === 0 ? cfgText(allOf(cfg)) : undefined;
    if (text === undefined || holdsHere(world, module.crate, item)) return [];
    const there = moduleWhere(world, module, text);
    const namespaces = there ? namespacesOf(there, item) : [];
    return namespaces.length > 0 ? [{ cfg, kernel, asks: '', namespaces }] : [];
  });
}

/** The namespaces in which a module has a name for sure. */
export function namespacesIn(world: World, module: Module, name: string): readonly Namespace[] {
  return NAMESPACES.filter((namespace) => lookupIn(world, module, name, namespace)?.k === 'found');
}
