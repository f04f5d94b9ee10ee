/** Where names are: in the bindings that a view uses, and in a built-in configuration. */
import { isTypedPath } from '../../bindings/crates';
import type { Catalog } from '../../bindings/data';
import { versionsText } from '../../bindings/set';
import type { Version } from '../../compare/versions';
import { type BindingPlace, generatedCrate, placesOf } from '../../diagnose/bindingsIndex';
import type { World } from '../../resolve/world';
import type { Item } from '../../syntax/summary';
import type { ColumnSource, NamePlace } from './table';

/** A column for a view, by what it resolves names in. */
export function columnOfView(name: string, about: string, world: World): ColumnSource {
  return {
    name,
    about,
    places: (asked) => placesOf(world, asked).map(placeText),
    version: () => {
      const crate = generatedCrate(world);
      return crate && { world, crate };
    },
  };
}

/** Columns for all built-in configurations; `open` gives the bindings of one. */
export function builtInColumns(
  catalog: Catalog,
  open: (configuration: string) => Version | undefined,
): readonly ColumnSource[] {
  return catalog.configurations().map(({ name, origin }) => ({
    name,
    about: versionsText(origin),
    places: (asked) =>
      catalog
        .knownName(asked)
        .filter((place) => place.configurations.includes(name) && !isTypedPath(place.path))
        .map(({ path, kind, details }) => ({
          path,
          kind,
          detail: details.find((one) => one.configurations.includes(name))?.text ?? '',
        })),
    version: () => open(name),
  }));
}

function placeText({ name, kind, module, item, external }: BindingPlace): NamePlace {
  const inside = kind === 'method' ? external : isRoot(module) ? undefined : module.name;
  return {
    path: inside === undefined ? name : `${inside}::${name}`,
    kind: kind === 'method' ? 'method' : item === undefined ? kind : kindText(item),
    detail: item === undefined ? '' : detailOf(item),
  };
}

/** The root of the generated crate, or a private module of it: names in that are re-exported at the root. */
function isRoot({ parent, definition }: BindingPlace['module']): boolean {
  return parent === undefined || definition.item?.visibility.k === 'private';
}

function kindText(item: Item): string {
  if (item.kind === 'function') return 'fn';
  return item.kind === 'alias' ? 'type_alias' : item.kind;
}

function detailOf(item: Item): string {
  switch (item.kind) {
    case 'const':
    case 'static':
      return item.init === undefined ? item.typeText : `${item.typeText} = ${item.init}`;
    case 'function':
      return item.signature;
    case 'alias':
      return item.text;
    default:
      return '';
  }
}
