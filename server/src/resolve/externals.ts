/** Crates known by their public module tree: std, and `sel4` where its sources are not on disk. */
import type { ExternalCrate, ExternalName } from '../bindings/model';
import type { Fragment } from '../syntax/summary';
import {
  type CrateMap,
  type Definition,
  type DefinitionKind,
  MACRO,
  Module,
  type Namespace,
  TYPE,
  VALUE,
} from './definitions';
import { remembered } from './remembered';
import { rootUnit, type Unit } from './unit';
import type { World } from './world';

/** Makes the modules of an external crate; names are filled in when a module is first asked. */
export function externalCrateMap(
  world: World,
  map: CrateMap,
  tree: ExternalCrate | undefined,
  features: ReadonlySet<string>,
): void {
  map.root = new Module(map, undefined, map.name);
  map.modules.push(map.root);
  map.fromTree = true;
  if (!tree) {
    map.root.unknown = `the crate ${map.name} is not on disk`;
    return;
  }
  map.bindings = world.bindings?.external(map.name) === tree;
  const modules = new Map<string, Module>([['', map.root]]);
  const active = withImplied(features, tree);
  const moduleAt = (path: string): Module => {
    const known = modules.get(path);
    if (known) return known;
    const cut = path.lastIndexOf('::');
    const parent = moduleAt(cut < 0 ? '' : path.slice(0, cut));
    const module = new Module(map, parent, cut < 0 ? path : path.slice(cut + 2));
    modules.set(path, module);
    map.modules.push(module);
    prepare(module, path);
    return module;
  };
  const prepare = (module: Module, path: string): void => {
    if (tree.opaque?.has(path)) module.unknown = `the contents of ${map.name}::${path} are not listed`;
    module.fill = () => {
      module.fill = undefined;
      const listed = tree.modules.get(path) ?? [];
      // Deprecated modules such as `std::u8` are listed without their contents: those of integers have two constants.
      const names = listed.length === 0 && isIntegerModule(map.name, path) ? LIMITS : listed;
      if (names.length === 0) module.unknown ??= `the contents of ${map.name}::${path} are not listed`;
      for (const name of names) {
        if (name.feature !== undefined && !active.has(name.feature)) continue;
        addName(world, map, module, path, name, moduleAt);
      }
    };
  };
  prepare(map.root, '');
}

const LIMITS: readonly ExternalName[] = [
  { name: 'MIN', kind: 'const' },
  { name: 'MAX', kind: 'const' },
];

function isIntegerModule(crate: string, path: string): boolean {
  return crate === 'core' && /^[iu](8|16|32|64|128|size)$/.test(path);
}

function withImplied(features: ReadonlySet<string>, tree: ExternalCrate): ReadonlySet<string> {
  const all = new Set<string>();
  const pending = [...features];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (all.has(name)) continue;
    all.add(name);
    pending.push(...(tree.features?.[name] ?? []));
  }
  return all;
}

const kinds: Record<ExternalName['kind'], DefinitionKind> = {
  module: 'module',
  function: 'function',
  struct: 'struct',
  union: 'union',
  enum: 'enum',
  trait: 'trait',
  alias: 'alias',
  const: 'const',
  static: 'static',
  macro: 'macro',
  primitive: 'primitive',
  reexport: 'module',
};

function namespaceOf(kind: ExternalName['kind']): Namespace {
  if (kind === 'macro') return MACRO;
  return kind === 'function' || kind === 'const' || kind === 'static' ? VALUE : TYPE;
}

function addName(
  world: World,
  map: CrateMap,
  module: Module,
  path: string,
  name: ExternalName,
  moduleAt: (path: string) => Module,
): void {
  if (name.kind === 'primitive') {
    // Only `core::primitive` names primitive types by path.
    if (path === 'primitive')
      module.items[TYPE].set(name.name, {
        definition: { kind: 'primitive', name: name.name },
        visibility: 'public',
      });
    return;
  }
  if (name.kind === 'reexport') {
    const segments = (name.target ?? '').split('::');
    const at = -1;
    const leaf = {
      segments,
      at,
      ...(name.glob ? { glob: true as const } : {}),
      ...(name.glob || segments.at(-1) === name.name ? {} : { alias: name.name }),
    };
    const item = {
      kind: 'use' as const,
      name: '',
      visibility: { k: 'pub' as const },
      at: -1,
      leaves: [leaf],
    };
    const record = { module, leaf, item, unit: externalUnit(map), visibility: 'public' as const };
    if (name.glob) module.globs.push(record);
    else {
      const list = module.imports.get(name.name);
      if (list) list.push(record);
      else module.imports.set(name.name, [record]);
    }
    return;
  }
  if (name.kind === 'module') {
    const below = moduleAt(path === '' ? name.name : `${path}::${name.name}`);
    module.items[TYPE].set(name.name, { definition: below.definition, visibility: 'public' });
    return;
  }
  const canonical = name.definition ?? `${map.name}::${path === '' ? '' : `${path}::`}${name.name}`;
  const namespace = namespaceOf(name.kind);
  const definition = shared(world, canonical, name.kind, () => ({
    kind: kinds[name.kind],
    name: name.name,
    crate: map,
    parent: module,
    external: name,
    ...(name.kind === 'macro' ? { macro: 'builtin' as const } : {}),
  }));
  module.items[namespace].set(name.name, { definition, visibility: 'public' });
  if (name.hasConstructor) {
    const shaped = shared(world, canonical, 'constructor', () => ({
      kind: 'constructor',
      name: name.name,
      crate: map,
      parent: module,
      external: name,
      of: definition,
    }));
    module.items[VALUE].set(name.name, { definition: shaped, visibility: 'public' });
  }
}

function shared(world: World, canonical: string, kind: string, make: () => Definition): Definition {
  return remembered(world.canonical, `${kind} ${canonical}`, make);
}

const units = new WeakMap<CrateMap, Unit>();

/** The unit that re-exports of a crate without text are noted with. */
function externalUnit(map: CrateMap): Unit {
  const source = { text: '', fragment: emptyFragment };
  return remembered(units, map, () => rootUnit(map, `kaal-sel4:/${map.name}`, map.root, source, true));
}

/** A fragment of nothing: for what has no text. */
export const emptyFragment: Fragment = {
  items: [],
  nestedItems: [],
  attributes: [],
  scopes: [],
  references: [],
  calls: [],
  fields: [],
  exit: 0,
  itemSpans: [],
  blockSpans: [],
  referenceSpans: [],
  broken: [],
};
