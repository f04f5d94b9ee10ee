/** Where names really are in the bindings of the view: an index over the resolved generated crates. */
import { SYS_PACKAGE } from '../bindings/crates';
import type { CrateNode, ProjectModel } from '../project/model';
import { type CrateMap, type Module, TYPE, VALUE } from '../resolve/definitions';
import { cratesInReach } from '../resolve/reach';
import { remembered } from '../resolve/remembered';
import { endOf, itemTable, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Item } from '../syntax/summary';
import { membersIn } from '../types/associated';
import type { RelatedPlace } from './finding';

export interface BindingPlace {
  readonly name: string;
  readonly kind: 'constant' | 'type' | 'function' | 'method' | 'module';
  /** Modules from the generated crate's root on, private ones included. */
  readonly module: Module;
  readonly item?: Item | undefined;
  readonly unit?: Unit | undefined;
  /** For methods and members: the type's name. */
  readonly external?: string;
}

/** `member`: a variant of an enum, or a constant that stands in a type. */
export interface MemberPlace extends Omit<BindingPlace, 'kind'> {
  readonly kind: 'constant' | 'member';
}

type Index = Map<string, BindingPlace[]>;

const indices = new WeakMap<CrateMap, Index>();

const generated = new WeakMap<ProjectModel, readonly [CrateNode | undefined]>();

/**
 * All places of a name in the bindings that a crate uses, without one in those of the view; they are read if nothing has
 * asked for them yet.
 */
export function placesOf(world: World, name: string, from?: CrateMap): readonly BindingPlace[] {
  const own = from === undefined ? [] : ownBindings(world, from);
  const crates = own.length > 0 ? own : [generatedCrate(world)];
  return crates.flatMap(
    (crate) => (crate && remembered(indices, crate, () => build(world, crate)).get(name)) ?? [],
  );
}

/**
 * Bindings that a crate has, itself or in its dependencies, where it does not use `sel4-sys`: a package of another name that
 * has what bindgen made. The built-in bindings say nothing of these.
 */
export function ownBindings(world: World, from: CrateMap): readonly CrateMap[] {
  const used = bindingsInReach(world, from);
  return used.some(({ packageName }) => packageName === SYS_PACKAGE) ? [] : used.filter(({ node }) => node);
}

function bindingsInReach(world: World, from: CrateMap): readonly CrateMap[] {
  return cratesInReach(world, from).filter(({ bindings }) => bindings);
}

type Members = Map<string, MemberPlace[]>;

const members = new WeakMap<CrateMap, Members>();

/**
 * What a constant of C is in bindings that bindgen was told to make otherwise than rust-sel4 does: a variant of an enum, a
 * constant in a type, or one that has its enum's name in front (bindgen, `default_enum_style` and `prepend_enum_name`).
 */
export function constantsInTypes(world: World, name: string, from: CrateMap): readonly MemberPlace[] {
  return bindingsInReach(world, from).flatMap(
    (crate) => remembered(members, crate, () => buildMembers(world, crate)).get(name) ?? [],
  );
}

function buildMembers(world: World, crate: CrateMap): Members {
  const index: Members = new Map();
  const add = (name: string, place: MemberPlace): void => {
    index.set(name, [...(index.get(name) ?? []), place]);
  };
  for (const module of crate.modules) {
    if (module.isInBody) continue;
    for (const [, { definition }] of module.items[TYPE]) {
      const { item, unit } = definition;
      if (item?.kind !== 'enum') continue;
      for (const { name } of item.variants)
        add(name, { name, kind: 'member', module, item, unit, external: item.name });
    }
    for (const [name, { definition }] of module.items[VALUE]) {
      const { item, unit } = definition;
      const type = item?.kind === 'const' && item.type?.k === 'path' ? item.type.segments.at(-1) : undefined;
      if (type !== undefined && name.startsWith(`${type}_`))
        add(name.slice(type.length + 1), { name, kind: 'constant', module, item, unit });
    }
  }
  for (const { item, module, unit } of crate.impls) {
    const external = item.self.k === 'path' ? item.self.segments.at(-1) : undefined;
    if (item.trait || external === undefined || module.isInBody) continue;
    for (const { item: member, unit: inside } of membersIn(world, item.members, { module, unit }))
      if (member.kind === 'const' && member.visibility.k === 'pub')
        add(member.name, { name: member.name, kind: 'member', module, item: member, unit: inside, external });
  }
  return index;
}

const NONE: ReadonlyMap<string, readonly BindingPlace[]> = new Map();

/** Every place in the bindings that the view uses, by name: the same map as long as these are the same. */
export function allPlaces(world: World): ReadonlyMap<string, readonly BindingPlace[]> {
  const crate = generatedCrate(world);
  return crate ? remembered(indices, crate, () => build(world, crate)) : NONE;
}

function build(world: World, crate: CrateMap): Index {
  const index: Index = new Map();
  const add = (place: BindingPlace): void => {
    const list = index.get(place.name);
    if (list) list.push(place);
    else index.set(place.name, [place]);
  };
  for (const module of crate.modules) {
    // Which bodies have been read is chance.
    if (module.isInBody) continue;
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
    if (record.item.trait || record.module.isInBody) continue;
    const type = record.item.self.k === 'path' ? record.item.self.segments.at(-1) : undefined;
    for (const { item, unit } of membersIn(world, record.item.members, record))
      if (item.kind === 'function' && item.visibility.k === 'pub')
        add({
          name: item.name,
          kind: 'method',
          module: record.module,
          item,
          unit,
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
export function relatedTo(place: BindingPlace | MemberPlace, world: World): readonly RelatedPlace[] {
  if (!place.unit || !place.item) return [];
  const message = `\`${place.name}\` is defined here`;
  if (place.unit.virtual) return [{ file: place.unit.file, start: 0, end: 0, message }];
  const table = itemTable(place.unit.fragment, place.item);
  const at = placeOf(place.unit, startOf(table, place.item.at), endOf(table, place.item.at), world.sources);
  return at ? [{ ...at, message }] : [];
}
