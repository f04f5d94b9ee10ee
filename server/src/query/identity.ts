/** When two definitions are the same thing to a person: one place in one file, whatever crates it is compiled into. */

import type { Definition, Import } from '../resolve/definitions';
import { endOf, itemTable, type Place, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Binding } from '../syntax/summary';

const numbers = new WeakMap<object, number>();
let last = 0;

/** A number for an object that has no place. */
function numberOf(object: object): number {
  let number = numbers.get(object);
  if (number === undefined) {
    last++;
    number = last;
    numbers.set(object, number);
  }
  return number;
}

/** Where the name of a definition is written; `undefined` for what has no text. */
export function placeOfName(world: World, definition: Definition): Place | undefined {
  const { unit, item, variant } = definition;
  if (!unit || !item || unit.virtual) return undefined;
  const at = definition.kind === 'variant' && variant ? variant.at : item.at;
  const table = itemTable(unit.fragment, item);
  const start = startOf(table, at);
  if (start < 0) return undefined;
  const raw = unit.text.startsWith('r#', start) ? 2 : 0;
  return placeOf(unit, start + raw, endOf(table, at), world.sources);
}

/** Two definitions with one key are one thing: an item in several crates, a tuple struct and its constructor. */
export function keyOf(world: World, definition: Definition): string {
  const { crate, name, item, variant, of, external } = definition;
  const place = placeOfName(world, definition);
  if (place) return `${place.file}:${place.start}:${name}`;
  if (definition.kind === 'constructor' && of) return keyOf(world, of);
  if (definition.kind === 'module' && definition.module?.parent === undefined)
    return `crate:${crate?.node?.root ?? crate?.packageName ?? name}`;
  if (variant && item) return `item:${numberOf(item)}:${variant.name}`;
  if (item) return `item:${numberOf(item)}:${name}`;
  if (definition.kind === 'primitive') return `primitive:${name}`;
  if (external && definition.kind !== 'variant')
    return `external:${external.definition ?? `${crate?.name ?? ''}:${definition.parent?.path() ?? ''}:${name}`}`;
  if (definition.module && crate) return `module:${crate.packageName}:${definition.module.path()}`;
  return `${of ? keyOf(world, of) : (crate?.name ?? '')}::${name}`;
}

/** Where a local or generic parameter is written; several patterns of one scope may bring one name in: the first counts. */
export function placeOfBinding(
  world: World,
  unit: Unit,
  scope: number,
  binding: Pick<Binding, 'name' | 'at'>,
): Place | undefined {
  const first = unit.fragment.scopes[scope]?.bindings?.find((each) => each.name === binding.name) ?? binding;
  return placeOf(
    unit,
    startOf(unit.fragment.referenceSpans, first.at),
    endOf(unit.fragment.referenceSpans, first.at),
    world.sources,
  );
}

/** Key of an import that gives what it imports another name. */
export function keyOfAlias(world: World, { leaf, item, unit }: Import): string {
  const table = itemTable(unit.fragment, item);
  const at = item.kind === 'externCrate' ? item.at : leaf.at + leaf.segments.length;
  const place = placeOf(unit, startOf(table, at), endOf(table, at), world.sources);
  return place ? `alias:${place.file}:${place.start}:${leaf.alias}` : `alias:${numberOf(leaf)}`;
}
