/** Where definitions can be looked at: in files, or in documents that stand for snapshots. */
import { ROOT_FILE, readVirtualPath, virtualDocument, virtualPath } from '../bindings/virtual';
import type { Definition } from '../resolve/definitions';
import { endOf, itemTable, type Place, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Member } from '../types/associated';
import { placeOfName } from './identity';

/**
 * Where a definition's name stands: in a file, or in the virtual document of a snapshot. A crate is at the start of its
 * root file. `undefined` for primitive types and the standard library.
 */
export function placeOfDefinition(world: World, definition: Definition, member?: Member): Place | undefined {
  const { crate, unit, item, variant, external } = definition;
  const written = placeOfName(world, definition);
  if (written) return written;
  if (unit?.virtual && item) return inSnapshot(world, unit, variant ?? item);
  const own = member?.external ?? (definition.kind === 'variant' ? variantOfTree(definition) : external);
  if (own && crate?.fromTree) return inTree(world, definition, own);
  if (definition.kind === 'module' && crate) {
    if (definition.module?.parent === undefined) return rootOf(world, definition);
    if (crate.fromTree) return moduleInTree(world, definition);
  }
  return undefined;
}

/** The file that a module's content is in: the file of `mod name;`, the root file of a crate; for inline modules none. */
export function fileOfModule(definition: Definition): string | undefined {
  const { module } = definition;
  if (!module || (module.parent !== undefined && definition.item?.kind === 'module' && definition.item.items))
    return undefined;
  return module.crate.units.find(
    (unit) =>
      unit.source.k === 'file' &&
      !unit.virtual &&
      unit.modules[0] === module &&
      unit.file !== definition.unit?.file,
  )?.file;
}

function rootOf(world: World, definition: Definition): Place | undefined {
  const { crate } = definition;
  if (crate?.node) return { file: crate.node.root, start: 0, end: 0 };
  const snapshot = world.bindings?.snapshotName();
  if (!crate?.bindings || snapshot === undefined) return undefined;
  return {
    file: virtualPath({ snapshot, packageName: crate.packageName, file: ROOT_FILE }),
    start: 0,
    end: 0,
  };
}

/** A unit of a snapshot is named `kaal-sel4:/<package>/<file>`; which snapshot it is only the world knows. */
function inSnapshot(world: World, unit: Unit, owner: object): Place | undefined {
  const path = pathOfSnapshotUnit(world, unit);
  const parts = path === undefined ? undefined : readVirtualPath(path);
  const document = parts && world.bindings && virtualDocument(world.bindings, parts);
  const span = document?.placeOf(owner);
  return path !== undefined && span ? { file: path, start: span[0], end: span[1] } : undefined;
}

/** Virtual path of the file that a unit of a snapshot stands for. */
export function pathOfSnapshotUnit(world: World, unit: Unit): string | undefined {
  const snapshot = world.bindings?.snapshotName();
  const [, packageName, file] = /^kaal-sel4:\/([^/]+)\/([^/]+)$/.exec(unit.file) ?? [];
  if (snapshot === undefined || packageName === undefined || file === undefined) return undefined;
  return virtualPath({ snapshot, packageName, file });
}

function inTree(world: World, { crate }: Definition, owner: object): Place | undefined {
  const snapshot = world.bindings?.snapshotName();
  if (!crate?.bindings || snapshot === undefined || !world.bindings) return undefined;
  const parts = { snapshot, packageName: crate.packageName, file: ROOT_FILE };
  const span = virtualDocument(world.bindings, parts)?.placeOf(owner);
  return span && { file: virtualPath(parts), start: span[0], end: span[1] };
}

/** The tree's own record of a variant: a pair of name and shape. */
function variantOfTree({ of, name }: Definition): object | undefined {
  return of?.external?.variants?.find(([variant]) => variant === name);
}

function moduleInTree(world: World, definition: Definition): Place | undefined {
  const { module, crate } = definition;
  if (!module?.parent || !crate) return undefined;
  const path = module.parent.path().replace(/^crate(::)?/, '');
  const name = world.bindings
    ?.external(crate.name)
    ?.modules.get(path)
    ?.find((each) => each.kind === 'module' && each.name === module.name);
  return name && inTree(world, definition, name);
}

/** Where an import is written: its leaf; for `extern crate` the name. `undefined` inside snapshots. */
export function placeOfImportLeaf(
  world: World,
  record: {
    readonly unit: Unit;
    readonly leaf: { readonly at: number; readonly segments: readonly string[] };
    readonly item: Definition['item'];
  },
): Place | undefined {
  const { unit, leaf, item } = record;
  if (!item || unit.virtual) return undefined;
  const table = itemTable(unit.fragment, item);
  const at = item.kind === 'externCrate' ? leaf.at : leaf.at + leaf.segments.length;
  const start = startOf(table, at);
  return start < 0 ? undefined : placeOf(unit, start, endOf(table, at), world.sources);
}
