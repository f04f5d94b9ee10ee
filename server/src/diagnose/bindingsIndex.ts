/** Where names really are in the bindings of the view: an index over the resolved generated crates. */
import { SYS_PACKAGE } from '../bindings/crates';
import type { CrateNode, ProjectModel } from '../project/model';
import { type CrateMap, type Definition, type Module, TYPE, VALUE } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import { endOf, itemTable, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Item } from '../syntax/summary';
import type { RelatedPlace } from './finding';

export interface BindingPlace {
  readonly name: string;
  readonly kind: 'constant' | 'type' | 'function' | 'method' | 'module';
  /** Modules from the generated crate's root on, private ones included; for methods the type. */
  readonly module: Module;
  /** For methods: the type. */
  readonly of?: Definition | undefined;
  readonly item?: Item | undefined;
  readonly unit?: Unit | undefined;
  readonly external?: string;
}

type Index = Map<string, BindingPlace[]>;

const indices = new WeakMap<CrateMap, Index>();

const generated = new WeakMap<ProjectModel, readonly [CrateNode | undefined]>();

/** All places of a name in the bindings that the view uses; they are read if nothing has asked for them yet. */
export function placesOf(world: World, name: string): readonly BindingPlace[] {
  const crate = generatedCrate(world);
  return (crate && remembered(indices, crate, () => build(crate)).get(name)) ?? [];
}

const NONE: ReadonlyMap<string, readonly BindingPlace[]> = new Map();

/** Every place in the bindings that the view uses, by name: the same map as long as these are the same. */
export function allPlaces(world: World): ReadonlyMap<string, readonly BindingPlace[]> {
  const crate = generatedCrate(world);
  return crate ? remembered(indices, crate, () => build(crate)) : NONE;
}

function build(crate: CrateMap): Index {
  const index: Index = new Map();
  const add = (place: BindingPlace): void => {
    const list = index.get(place.name);
    if (list) list.push(place);
    else index.set(place.name, [place]);
  };
  for (const module of crate.modules) {
    for (const [name, { definition }] of module.items[TYPE])
      add({
        name,
        kind: definition.module ? 'module' : 'type',
        module,
        item: definition.item,
        unit: definition.unit,
      });
    for (const [name, { definition }] of module.items[VALUE]) {
      if (definition.kind === 'constructor') continue;
      const kind = definition.kind === 'function' ? 'function' : 'constant';
      add({ name, kind, module, item: definition.item, unit: definition.unit });
    }
  }
  for (const record of crate.impls) {
    if (record.item.trait) continue;
    const type = record.item.self.k === 'path' ? record.item.self.segments.at(-1) : undefined;
    for (const item of record.item.members)
      if (item.kind === 'function' && item.visibility.k === 'pub')
        add({
          name: item.name,
          kind: 'method',
          module: record.module,
          item,
          unit: record.unit,
          ...(type === undefined ? {} : { external: type }),
        });
  }
  return index;
}

/** The crate of generated bindings: its sources on disk, or what stands for them. */
export function generatedCrate(world: World): CrateMap | undefined {
  const onDisk = generatedCrateOnDisk(world.project);
  if (onDisk) return world.crate(onDisk.index);
  return world.bindings?.skeleton(SYS_PACKAGE) && world.external(SYS_PACKAGE, []);
}

/** The crate on disk that explanations look into, whoever depends on it. */
export function generatedCrateOnDisk(project: ProjectModel): CrateNode | undefined {
  const { crates } = project;
  // Asked for every name that is missing.
  return remembered(
    generated,
    project,
    () => [crates.find((node) => node.packageName === SYS_PACKAGE && node.kind === 'lib')] as const,
  )[0];
}

/** The definition as a related place; none where it has no file on disk. */
export function relatedTo(place: BindingPlace, world: World): readonly RelatedPlace[] {
  if (!place.unit || !place.item) return [];
  const message = `\`${place.name}\` is defined here`;
  if (place.unit.virtual) return [{ file: place.unit.file, start: 0, end: 0, message }];
  const table = itemTable(place.unit.fragment, place.item);
  const at = placeOf(place.unit, startOf(table, place.item.at), endOf(table, place.item.at), world.sources);
  return at ? [{ ...at, message }] : [];
}
