/** Names in documents that stand for snapshots: they mean there what they mean in the crate that the snapshot is of. */
import type { BindingsDocument, DocumentNode } from '../bindings/document';
import type { ExternalAssociated, ExternalName } from '../bindings/model';
import { ROOT_FILE, readVirtualPath, virtualDocument, virtualPath } from '../bindings/virtual';
import {
  type CrateMap,
  type Definition,
  type Import,
  type Module,
  NAMESPACES,
  TYPE,
  VALUE,
} from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { remembered } from '../resolve/remembered';
import { newMemo, type Place, type Unit } from '../resolve/unit';
import { variantOf } from '../resolve/variants';
import type { World } from '../resolve/world';
import type { Item } from '../syntax/summary';
import { type Meaning, meaningOf, type NameAt, type Target } from './meaning';
import { ofMember } from './meaning/items';
import { nothing } from './meaning/target';
import { pathOfSnapshotUnit } from './places';
import { keysOf } from './search';
import { type Occurrence, visitNames } from './written';

/** A document, and the module that its names stand in. */
interface Read {
  readonly document: BindingsDocument;
  /** The document's text, to be looked at as any other file. */
  readonly unit: Unit;
  /** What the snapshot itself is in the world; none for a crate that is known by its public names. */
  readonly origin: Unit | undefined;
  readonly home: Module;
}

/** The outline of a document; `undefined` for paths of other snapshots and of files. */
export function nodesOfDocument(world: World, path: string): readonly DocumentNode[] | undefined {
  return documentOf(world, path)?.nodes;
}

/** The text of a document as any other one that is read; `undefined` for paths of other snapshots and of files. */
export function unitOfDocument(world: World, path: string): Unit | undefined {
  return readDocument(world, path)?.unit;
}

/**
 * What stands at a UTF-16 offset of a document of the view's own snapshot; `undefined` where there is no name, and for other
 * paths. A name at its own place has no occurrence: its text is made up.
 */
export function nameInDocument(world: World, path: string, offset: number): NameAt | undefined {
  const read = readDocument(world, path);
  return read && namesIn(world, read, (_, start, end) => start <= offset && offset <= end)[0];
}

/** Where an import of a snapshot stands in its document; `undefined` for others. */
export function placeOfSnapshotImport(world: World, { unit, leaf, module }: Import): Place | undefined {
  const snapshot = world.bindings?.snapshotName();
  if (!unit.virtual || snapshot === undefined) return undefined;
  const { fromTree, packageName } = unit.crate;
  if (fromTree)
    return reexportIn(world, virtualPath({ snapshot, packageName, file: ROOT_FILE }), leaf, module);
  const path = pathOfSnapshotUnit(world, unit);
  const read = path === undefined ? undefined : readDocument(world, path);
  if (!read) return undefined;
  const written = remembered(writtenImports, read.unit, () => importsWrittenIn(read.unit)).get(leafKey(leaf));
  return written?.find((each) => importLike(module, each.leaf))?.place;
}

interface WrittenImport {
  readonly leaf: Import['leaf'];
  /** Of the name that the path ends with. */
  readonly place: Place;
}

const writtenImports = new WeakMap<Unit, ReadonlyMap<string, readonly WrittenImport[]>>();

/** Imports as a document writes them, by what they say; globs have no name. A document is thousands of lines long. */
function importsWrittenIn(unit: Unit): ReadonlyMap<string, readonly WrittenImport[]> {
  const found = new Map<string, WrittenImport[]>();
  visitNames(
    unit,
    () => true,
    ({ written, name, start, end, unit: { file } }) => {
      if (written.k !== 'import' || name !== written.leaf.segments.at(-1)) return;
      remembered(found, leafKey(written.leaf), (): WrittenImport[] => []).push({
        leaf: written.leaf,
        place: { file, start, end },
      });
    },
  );
  return found;
}

/** The re-export of a name in a module of a crate that is known by its public names; globs have no place. */
function reexportIn(world: World, file: string, leaf: Import['leaf'], module: Module): Place | undefined {
  let nodes = documentOf(world, file)?.nodes ?? [];
  for (const name of module.normal.path().split('::').slice(1))
    nodes = nodes.find((node) => node.kind === 'module' && node.name === name)?.children ?? [];
  const name = leaf.alias ?? leaf.segments.at(-1);
  const node = nodes.find((each) => each.kind === 'reexport' && each.name === name);
  return node && { file, start: node.at[0], end: node.at[1] };
}

/** All places of a document where something of these keys is named ({@link keysOf}). */
export function placesInDocument(
  world: World,
  path: string,
  name: string,
  keys: readonly string[],
): readonly { readonly place: Place; readonly isDefinition: boolean }[] {
  const read = readDocument(world, path);
  const all = read ? namesIn(world, read, (each) => each === name) : [];
  return all
    .filter(({ meaning }) => keysOf(world, meaning).some((key) => keys.includes(key)))
    .map(({ place, occurrences }) => ({ place, isDefinition: occurrences.length === 0 }))
    .sort((a, b) => a.place.start - b.place.start);
}

function documentOf(world: World, path: string): BindingsDocument | undefined {
  const parts = readVirtualPath(path);
  if (!parts || !world.bindings || world.bindings.snapshotName() !== parts.snapshot) return undefined;
  return virtualDocument(world.bindings, parts);
}

const units = new WeakMap<Module, Map<string, Unit>>();

function readDocument(world: World, path: string): Read | undefined {
  const document = documentOf(world, path);
  if (!document) return undefined;
  const { packageName } = readVirtualPath(path) ?? {};
  const crates = [...world.crates.values(), ...world.externals.values()].filter(
    (crate) => crate.packageName === packageName,
  );
  const origin = originOf(world, crates, path);
  const home = origin?.modules[0] ?? crates.find(({ fromTree }) => fromTree)?.root;
  if (!home) return undefined;
  const unit = remembered(
    remembered(units, home, () => new Map<string, Unit>()),
    path,
    () => unitOf(world, path, document.text, home),
  );
  return { document, unit, origin, home };
}

/** The snapshot's text that a document is written from, if it has one: what first stands in it tells. */
function originOf(world: World, crates: readonly CrateMap[], path: string): Unit | undefined {
  for (const { modules } of crates)
    for (const { items } of modules)
      for (const namespace of NAMESPACES)
        for (const { definition } of items[namespace].values()) {
          const { unit } = definition;
          if (unit?.virtual && pathOfSnapshotUnit(world, unit) === path) return unit;
        }
  return undefined;
}

function unitOf(world: World, path: string, text: string, home: Module): Unit {
  const fragment = world.parser.lowerFile(text);
  const modules: (Module | undefined)[] = [home];
  const enter = (items: readonly Item[], module: Module | undefined): void => {
    for (const item of items) {
      if (item.kind !== 'module') continue;
      modules[item.number] = module && moduleIn(world, module, item.name);
      enter(item.items ?? [], modules[item.number]);
    }
  };
  enter(fragment.items, home);
  return {
    crate: home.crate,
    file: path,
    text,
    fragment,
    source: { k: 'file' },
    modules,
    textual: [],
    memo: newMemo(),
    depth: 0,
    spent: 0,
  };
}

function moduleIn(world: World, module: Module, name: string): Module | undefined {
  const lookup = lookupIn(world, module, name, TYPE);
  return lookup?.k === 'found' ? lookup.definition.module : undefined;
}

type Accept = (name: string, start: number, end: number) => boolean;

/** Names of a document that are wanted: those that it defines, then those that it refers to. */
function namesIn(world: World, read: Read, accept: Accept): readonly NameAt[] {
  const { unit, document } = read;
  const found: NameAt[] = [];
  const visit = (nodes: readonly DocumentNode[], around: readonly DocumentNode[]): void => {
    for (const node of nodes) {
      const [start, end] = node.at;
      if (node.kind !== 'impl' && accept(node.name, start, end))
        found.push({
          place: { file: unit.file, start, end },
          name: node.name,
          occurrences: [],
          meaning: meaningOfNode(world, read, node, around),
        });
      visit(node.children, [...around, node]);
    }
  };
  visit(document.nodes, []);
  visitNames(unit, accept, (occurrence) => {
    const { written, start, end, name } = occurrence;
    if (written.k !== 'reference' && written.k !== 'import') return;
    const meaning = meaningInDocument(world, occurrence);
    found.push({ place: { file: unit.file, start, end }, name, occurrences: [occurrence], meaning });
  });
  return found;
}

/** What a document writes on paths is not what rustc reads: nothing is wrong in it. */
function meaningInDocument(world: World, occurrence: Occurrence): Meaning {
  const { unit, written } = occurrence;
  if (written.k !== 'import') return { ...meaningOf(world, occurrence), failures: [] };
  // Its imports are those of the snapshot, written one by one.
  for (const module of unit.modules) {
    const record = module && importLike(module, written.leaf);
    if (record?.item.kind !== 'use') continue;
    const real = { ...written, item: record.item, leaf: record.leaf };
    return { ...meaningOf(world, { ...occurrence, unit: record.unit, written: real }), failures: [] };
  }
  return nothing;
}

function importLike(module: Module, leaf: Import['leaf']): Import | undefined {
  const key = leafKey(leaf);
  return [...module.imports.values(), module.globs, module.unnamed]
    .flat()
    .find((record) => leafKey(record.leaf) === key);
}

function leafKey({ segments, glob, alias, global }: Import['leaf']): string {
  return `${global ? '::' : ''}${segments.join('::')}${glob ? '::*' : ''} ${alias ?? ''}`;
}

/** What a document defines, as the world has it. */
function meaningOfNode(
  world: World,
  { home, origin }: Read,
  { owner, name, kind }: DocumentNode,
  around: readonly DocumentNode[],
): Meaning {
  const [parent] = around.slice(-1);
  let module: Module | undefined = home;
  for (const each of around)
    if (each.kind === 'module') module = module && moduleIn(world, module, each.name);
  if (!module) return nothing;
  if (!parent || parent.kind === 'module') return meaningIn(world, module, name, owner);
  if (parent.kind === 'impl' || (parent.kind === 'trait' && origin))
    return origin ? ofMember(world, origin, owner as Item, parent.owner as Item) : nothing;
  const of = meaningIn(world, module, parent.name, parent.owner).targets[0]?.definition;
  if (!of) return nothing;
  if (kind === 'variant') {
    const definition = variantOf(world, of, name);
    return definition ? { targets: [{ definition, namespace: VALUE, name }], failures: [] } : nothing;
  }
  const external = owner as ExternalAssociated;
  const member = { external, module, of };
  const crate = of.crate ?? module.crate;
  const definition: Definition = { kind: 'associated', name, crate, parent: module, of };
  const namespace = external.kind === 'type' ? TYPE : VALUE;
  return { targets: [{ definition, namespace, name, member }], failures: [] };
}

/** A name of a module in all namespaces in which it is the owner; of a re-export whatever that brings. */
function meaningIn(world: World, module: Module, name: string, owner: object): Meaning {
  const targets = NAMESPACES.flatMap((namespace): readonly Target[] => {
    const lookup = lookupIn(world, module, name, namespace);
    if (lookup?.k !== 'found') return [];
    const { definition } = lookup;
    const { item, external, kind } = definition;
    const isOwn = item === owner || external === owner;
    const isModule = kind === 'module' && item === undefined && external === undefined;
    const isBrought = (owner as ExternalName).kind === 'reexport';
    return isOwn || isModule || isBrought ? [{ definition, namespace, name }] : [];
  });
  return { targets, failures: [] };
}
