/** Puts a snapshot's skeleton and generated files together, far enough to list what a crate's root offers. */
import type { Snapshot } from '../../server/src/bindings/snapshot';
import type { Item } from '../../server/src/syntax/summary';

export interface RootName {
  readonly name: string;
  readonly namespace: 'type' | 'value';
  /** Path of the definition in the crate: `c::seL4_Error`. */
  readonly path: string;
}

interface Module {
  readonly path: string;
  readonly items: readonly Item[];
  readonly children: Map<string, Module>;
}

/** Public names at the root of sel4-sys: own items, and those that `pub use …` brings in. */
export function rootNames(snapshot: Snapshot): RootName[] {
  const root = moduleOf('', snapshot.skeleton('sel4-sys') ?? [], snapshot);
  const found = new Map<string, RootName>();
  for (const name of publicNames(root, root)) found.set(`${name.namespace} ${name.name}`, name);
  return [...found.values()];
}

function moduleOf(path: string, items: readonly Item[], snapshot: Snapshot): Module {
  const all = items.flatMap((item) => {
    if (item.kind !== 'macroCall' || item.segments[0] !== 'include') return [item];
    const file = /"\/(\w+\.rs)"/.exec(item.text)?.[1] ?? '';
    return [...(snapshot.items('sel4-sys', file) ?? [])];
  });
  const children = new Map<string, Module>();
  for (const item of all)
    if (item.kind === 'module')
      children.set(
        item.name,
        moduleOf(path ? `${path}::${item.name}` : item.name, item.items ?? [], snapshot),
      );
  return { path, items: all, children };
}

function publicNames(module: Module, root: Module): RootName[] {
  return module.items.flatMap((item): RootName[] => {
    if (item.visibility.k !== 'pub') return [];
    const here = (namespace: RootName['namespace'], name = item.name, path = item.name) => ({
      name,
      namespace,
      path: module.path ? `${module.path}::${path}` : path,
    });
    switch (item.kind) {
      case 'use':
        return item.leaves.flatMap((leaf) => {
          const from = follow(module, root, leaf.segments.slice(0, leaf.glob ? undefined : -1));
          if (!from) throw new Error(`${leaf.segments.join('::')} leads nowhere`);
          const names = publicNames(from, root);
          if (leaf.glob) return names;
          const last = leaf.segments.at(-1);
          return names.filter((n) => n.name === last).map((n) => ({ ...n, name: leaf.alias ?? n.name }));
        });
      case 'function':
      case 'const':
      case 'static':
        return [here('value')];
      case 'struct':
        return item.shape === 'tuple' ? [here('type'), here('value')] : [here('type')];
      case 'enum':
      case 'union':
      case 'alias':
      case 'trait':
      case 'module':
        return [here('type')];
      default:
        return [];
    }
  });
}

function follow(module: Module, root: Module, segments: readonly string[]): Module | undefined {
  let at: Module | undefined = module;
  for (const segment of segments) {
    if (segment === 'crate') at = root;
    else if (segment !== 'self') at = at?.children.get(segment);
  }
  return at;
}
