/** Where names really are in the bindings of the view: an index over the resolved generated crates. */
import { type Definition, type Module, TYPE, VALUE } from '../resolve/definitions';
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

const indices = new WeakMap<World, Map<string, BindingPlace[]>>();

/** All places of a name in the bindings that the view uses; made on first use. */
export function placesOf(world: World, name: string): readonly BindingPlace[] {
  let index = indices.get(world);
  if (!index) {
    index = build(world);
    indices.set(world, index);
  }
  return index.get(name) ?? [];
}

function build(world: World): Map<string, BindingPlace[]> {
  const index = new Map<string, BindingPlace[]>();
  const add = (place: BindingPlace): void => {
    const list = index.get(place.name);
    if (list) list.push(place);
    else index.set(place.name, [place]);
  };
  for (const crate of generatedCrates(world)) {
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
  }
  return index;
}

/** Crates made of generated bindings, read for the index if nothing has asked for them yet. */
function generatedCrates(world: World): World['externals'] extends Map<string, infer T> ? T[] : never {
  const found = [...world.crates.values(), ...world.externals.values()].filter(
    (c) => c.bindings && !c.fromTree,
  );
  if (found.length > 0) return found;
  const onDisk = world.project.crates.find((node) => node.packageName === 'sel4-sys' && node.kind === 'lib');
  if (onDisk) return [world.crate(onDisk.index)];
  return world.bindings?.skeleton('sel4-sys') ? [world.external('sel4-sys', [])] : [];
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
