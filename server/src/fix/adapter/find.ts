/** The workspace's adapter: the module that names of the kernel are reached through. */
import { SYS_PACKAGE, typedCrateIn } from '../../bindings/crates';
import type { CrateNode } from '../../project/model';
import type { CrateMap, Import, Module } from '../../resolve/definitions';
import { TYPE } from '../../resolve/definitions';
import { resolveImport } from '../../resolve/imports';
import { lookupIn } from '../../resolve/lookup';
import { walkPrefix } from '../../resolve/paths';
import { cratesInReach } from '../../resolve/reach';
import { remembered } from '../../resolve/remembered';
import type { Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import { itemSpan } from '../../syntax/spans';
import type { Item, UseItem } from '../../syntax/summary';
import { type Conditions, conditionsOfCalls, itemLeadingTo } from '../conditions';
import type { FixContext } from '../context';
import { attributesSaying } from '../kernelAttribute';

/** What looking for adapters needs. */
type AdapterContext = Pick<FixContext, 'world' | 'texts'>;

export interface Adapter {
  readonly module: Module;
  readonly crate: CrateMap;
  /** With its crate's name in front: `sel4_platform::adapter`. */
  readonly path: string;
  /** Where its items stand: a file, and the number of the inline module in it (0: the file). */
  readonly unit: Unit;
  readonly number: number;
  /** The re-export that brings the bindings in: what is added looks like it. */
  readonly source: UseItem;
  /** Its visibility with a blank behind it, as written. */
  readonly visibility: string;
  /** Item of the adapter's text that the re-export is, or that leads to it: `cfg_if!`, `include!`. */
  readonly anchor: Item;
  /** What the branch of `cfg_if!` that it stands in asks for. */
  readonly behind: Conditions;
  /** Its configuration attributes, as written; those of its branch before them. `undefined`: they cannot be written. */
  readonly attributes: readonly string[] | undefined;
  /** How it names the bindings' root: `sel4::sys`. */
  readonly base: readonly string[];
  /** All names of the bindings' root are in scope in it. */
  readonly hasAll: boolean;
  /** Name of the `sel4` crate there, if its package depends on it. */
  readonly sel4: string | undefined;
}

/** All adapters, those first that most is taken from, and how often; not counted where there is one only. */
interface Found {
  readonly all: readonly Adapter[];
  readonly uses: ReadonlyMap<Module, number>;
}

const found = new WeakMap<object, Found>();
/** The same by crate, as far as crates have been asked. */
const inCrates = new WeakMap<object, Map<CrateMap, readonly Adapter[]>>();

/** The path of an adapter as people write it, which may begin with a package's name. */
export function adapterPath(written: string): string {
  return written.replaceAll('-', '_');
}

/** Modules of the workspace that re-export what they take from bindings, those first that most is taken from. */
export function adaptersOf(context: FixContext): readonly Adapter[] {
  return searched(context).all;
}

function searched(context: FixContext): Found {
  return remembered(found, context.texts, () => search(context));
}

/** Whether there is one. Crates that have been read are asked first: one that has an adapter says it for all. */
export function hasAdapter({ world, texts }: FixContext): boolean {
  const known = found.get(texts);
  if (known) return known.all.length > 0;
  const candidates = world.project.crates.filter(mayHave);
  const isRead = ({ index }: CrateNode): boolean => world.crates.has(index);
  const [read, unread] = [candidates.filter(isRead), candidates.filter((node) => !isRead(node))];
  return [...read, ...unread].some((node) => someAdapterOf(world, node));
}

/** Those that a crate can look into: its own, and those of crates that it depends on. */
export function adaptersBelow(context: AdapterContext, crate: CrateMap): readonly Adapter[] {
  return cratesInReach(context.world, crate).flatMap(({ node }) =>
    node !== undefined && mayHave(node) ? adaptersIn(context, node) : [],
  );
}

/** Whether a file has the place of one; only the crates that have the file are asked. */
export function hasAdapterIn(context: AdapterContext, crates: readonly CrateMap[], file: string): boolean {
  return crates.some(
    ({ node }) =>
      node !== undefined && mayHave(node) && adaptersIn(context, node).some(({ unit }) => unit.file === file),
  );
}

/** Adapters stand in the workspace's libraries and programs. */
function mayHave({ member, test, kind }: CrateNode): boolean {
  return member && !test && (kind === 'lib' || kind === 'bin');
}

function adaptersIn({ world, texts }: AdapterContext, node: CrateNode): readonly Adapter[] {
  if (!someAdapterOf(world, node)) return [];
  const crate = world.crate(node.index);
  const ofTexts = remembered(inCrates, texts, () => new Map<CrateMap, readonly Adapter[]>());
  return remembered(ofTexts, crate, () =>
    crate.modules.flatMap((module) => (module.isInBody ? [] : (adapterAt(world, module) ?? []))),
  );
}

/** Known of the items of a crate and of those it depends on: edits in bodies leave it what it is. */
const having = new WeakMap<CrateMap, boolean>();

function someAdapterOf(world: World, { index }: CrateNode): boolean {
  const crate = world.crate(index);
  return remembered(having, crate, () =>
    crate.modules.some((module) => !module.isInBody && adapterAt(world, module) !== undefined),
  );
}

/**
 * The adapter that a choice is made for: the one that the settings name, or the one that most is taken from among those
 * that `serves` accepts. A sentence where that is not one; nothing where none is accepted. `from`: the crate of the place that
 * is to be served; only what it can look into is accepted.
 */
export function adapterFor(
  context: FixContext,
  serves: (adapter: Adapter) => boolean,
  from?: CrateMap,
): Adapter | string | undefined {
  const wanted = adapterPath(context.settings.adapter ?? '');
  if (wanted === '' && from) {
    // Which of several it is all of the workspace says.
    const [only, other] = adaptersBelow(context, from).filter(serves);
    if (other === undefined) return only;
  }
  const { all, uses } = searched(context);
  if (wanted !== '') {
    const named = all.find(({ path }) => path === wanted);
    if (named === undefined)
      return `no module \`${wanted}\` of this workspace re-exports bindings of seL4 in this view`;
    return serves(named) ? named : undefined;
  }
  const serving = all.filter(serves);
  const [first] = serving;
  const equal = serving.filter(({ module }) => first && uses.get(module) === uses.get(first.module));
  if (equal.length <= 1) return first;
  const names = equal.map((adapter) => `\`${adapter.path}\``);
  return `${names.join(' and ')} could be the adapter: name one with the setting for it`;
}

function search(context: FixContext): Found {
  const { world } = context;
  const candidates = world.project.crates.filter(mayHave).flatMap((node) => adaptersIn(context, node));
  if (candidates.length < 2) return { all: candidates, uses: new Map() };
  const uses = usesOf(world, candidates);
  const count = ({ module }: Adapter): number => uses.get(module) ?? 0;
  return { all: candidates.sort((a, b) => count(b) - count(a)), uses };
}

/** A module of the workspace that re-exports what it takes from bindings. */
function adapterAt(world: World, module: Module): Adapter | undefined {
  const { crate } = module;
  if (module.block || crate.bindings) return undefined;
  const records = [...module.globs, ...[...module.imports.values()].flat()].filter(
    ({ item, unit }) => item.kind === 'use' && item.visibility.k !== 'private' && !unit.virtual,
  );
  // A glob brings everything; it says more than single names.
  for (const record of records) {
    const base = baseOf(world, record);
    const place = base && placeOfModule(crate, module);
    if (base === undefined || place === undefined) continue;
    const source = record.item as UseItem;
    const { unit } = record;
    const behind = conditionsOfCalls(world, unit, place.unit);
    const chosen = attributesSaying(world, module, behind);
    const written = (source.attributes ?? []).map((attribute) => {
      const [start, end] = itemSpan(unit.fragment, source, attribute.at);
      return `#[${unit.text.slice(start, end)}]`;
    });
    return {
      module,
      crate,
      path: module.path(true),
      ...place,
      source,
      visibility: visibilityText(source),
      anchor: unit === place.unit ? source : (itemLeadingTo(unit, place.unit) ?? source),
      behind,
      attributes: chosen && [...chosen, ...written],
      base,
      hasAll: module.globs.some((glob) => isRoot(world, glob)),
      sel4: typedCrateIn(crate.node?.dependencies),
    };
  }
  return undefined;
}

/** `pub `, `pub(crate) `, `pub(in crate::a) `. */
function visibilityText({ visibility }: UseItem): string {
  if (visibility.k !== 'in') return 'pub ';
  const path = visibility.path.join('::');
  return `pub(${/^(?:crate|super|self)$/.test(path) ? path : `in ${path}`}) `;
}

/** The part of an import's path that leads to the root of the bindings. */
function baseOf(world: World, record: Import): readonly string[] | undefined {
  const { leaf, module } = record;
  const { segments } = leaf;
  const result = resolveImport(world, record);
  const source = leaf.glob ? result.source?.module : undefined;
  const names = result.names.some(
    (lookup) => lookup?.k === 'found' && lookup.definition.crate?.bindings && !lookup.definition.module,
  );
  if (!names && !source?.crate.bindings) return undefined;
  for (let length = 1; length <= segments.length; length++) {
    const step = walkPrefix(
      world,
      { module, importing: record },
      segments.slice(0, length),
      leaf.global === true,
      [],
    );
    if (step.k !== 'found') return undefined;
    const there = step.definition.module;
    if (isRootOfSys(there))
      return leaf.global ? ['', ...segments.slice(0, length)] : segments.slice(0, length);
  }
  return undefined;
}

function isRoot(world: World, glob: Import): boolean {
  return isRootOfSys(resolveImport(world, glob).source?.module);
}

/** What an adapter is given is known of the bindings that rust-sel4 makes, not of those that a package has of its own. */
function isRootOfSys(module: Module | undefined): boolean {
  if (module === undefined || module.parent !== undefined) return false;
  const { bindings, fromTree, packageName } = module.crate;
  return bindings && !fromTree && packageName === SYS_PACKAGE;
}

function placeOfModule(
  crate: CrateMap,
  module: Module,
): { readonly unit: Unit; readonly number: number } | undefined {
  for (const unit of crate.units) {
    if (unit.source.k !== 'file' || unit.virtual) continue;
    const number = unit.modules.indexOf(module);
    if (number >= 0) return { unit, number };
  }
  return undefined;
}

/** How often each module is written as the place that a name is taken from, over all of the workspace. */
function usesOf(world: World, candidates: readonly Adapter[]): ReadonlyMap<Module, number> {
  const byName = new Map<string, Adapter[]>();
  for (const adapter of candidates) {
    const { name } = adapter.module;
    byName.set(name, [...(byName.get(name) ?? []), adapter]);
  }
  const uses = new Map<Module, number>();
  const count = (from: Module, segments: readonly string[]): void => {
    const name = segments.at(-1) ?? '';
    if (!byName.has(name)) return;
    const step = walkPrefix(world, { module: from }, segments, false, []);
    const module = step.k === 'found' ? step.definition.module : undefined;
    if (module) uses.set(module, (uses.get(module) ?? 0) + 1);
  };
  for (const node of world.project.crates) {
    if (!node.member || node.test) continue;
    const crate = world.crate(node.index);
    for (const unit of crate.units) {
      if (unit.source.k !== 'file' || unit.virtual) continue;
      const { references, scopes, items } = unit.fragment;
      for (const { segments } of references)
        if (segments.length > 1) count(crate.root, segments.slice(0, -1));
      for (const list of [items, ...scopes.map((scope) => scope.items ?? [])])
        for (const item of list)
          if (item.kind === 'use')
            for (const { segments, glob } of item.leaves)
              count(crate.root, glob ? segments : segments.slice(0, -1));
    }
  }
  return uses;
}

/** Whether a name of the bindings' root means the same in the adapter, unqualified. */
export function isInScope(world: World, adapter: Adapter, name: string): boolean {
  if (!adapter.hasAll) return false;
  const { items, imports } = adapter.module;
  if (items[TYPE].has(name) || imports.has(name)) return false;
  const lookup = lookupIn(world, adapter.module, name, TYPE);
  // Absent: a name that only another architecture has.
  return lookup === undefined || (lookup.k === 'found' && lookup.definition.crate?.bindings === true);
}
