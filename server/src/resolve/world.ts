/** What all of `resolve/`, `types/` and `query/` share for one view: files, crates, parser, bindings. One owner of their state. */
import type { BindingsSet, ExternalCrate } from '../bindings/model';
import type { CrateDependency, CrateNode, FileSystem, ProjectModel } from '../project/model';
import type { RustParser } from '../syntax/api';
import type { Fragment } from '../syntax/summary';
import { collectCrate } from './collect';
import { CrateMap, type Definition, type Import, Module } from './definitions';
import { externalCrateMap } from './externals';
import { apart, settleGlobs, settleImports } from './imports';
import { remembered } from './remembered';
import { type Anchor, type ExpansionContext, itemTable, startOf, type TokenSource, type Unit } from './unit';

/** Texts and their lowered form; the same object serves all views. */
export interface SourceFiles {
  /** Text and fragment of a file; `undefined` if it cannot be read. `bindings`: a generator made it out of the kernel's headers. */
  read(
    path: string,
  ): { readonly text: string; readonly fragment: Fragment; readonly bindings?: boolean } | undefined;
  /** Whether there is a file, as it was when somebody looked first: each view asks for the same ones. */
  isFile(path: string): boolean;
  /** Notes that there is no such file, as somebody has looked: that it comes is noticed then. */
  noteAbsent(path: string): void;
  readonly files: FileSystem;
}

export interface StandardCrates {
  /** `undefined` if the list of its names is missing: the crate is opaque then. */
  external(name: 'core' | 'alloc' | 'std'): ExternalCrate | undefined;
  /** Names that their modules have beside those. */
  hidden(): ReadonlySet<string>;
}

export class World {
  readonly crates = new Map<number, CrateMap>();
  readonly externals = new Map<string, CrateMap>();
  /** Those that a build generates, by package. */
  private readonly generated = new Map<string, CrateMap>();
  /** The same by who depends on them. */
  private readonly dependencies = new Map<CrateDependency, CrateMap>();
  /** By token source number. */
  readonly sources: TokenSource[] = [];
  private readonly sourceNumbers = new Map<string, number>();
  private readonly anchored = new WeakMap<Unit, Map<Anchor['item'], number>>();
  /** By token context; 0 is what was written in place. */
  readonly contexts: ExpansionContext[] = [NO_CONTEXT];
  /** Crates whose texts have the tokens of a context or source, by number. */
  private readonly contextOwners: (CrateMap | undefined)[] = [undefined];
  private readonly sourceOwners: (CrateMap | undefined)[] = [];
  /** Set when a look-up met itself: its answer must not be remembered. */
  tainted = false;
  lookupDepth = 0;
  /** Set when a look-up went too deep: the import at which it gave up. */
  postponed: Import | undefined;
  /** How often an import was resolved for nothing since the outermost look-up began. */
  wasted = 0;
  /** Imports that are being resolved, each because of the one before, with their places in that row. */
  readonly busyImports = new Map<Import, number>();
  /** The first of them that a look-up has met again since the innermost began; -1: something else was met or given up. */
  firstMet = Number.POSITIVE_INFINITY;
  /** Such imports that are being resolved. */
  readonly farEnds = new Set<Import>();
  /** Crates in which a macro went too deep: rustc gives up there and then. */
  readonly tooDeep = new Set<CrateMap>();
  /** Definitions of crates known by their public tree, by canonical path. */
  readonly canonical = new Map<string, Definition>();
  /** Crates of the project that were found by their name alone: no dependency tells who uses them. */
  readonly byName = new Set<number>();
  /** Crates that a crate depends on, directly or not. */
  readonly reach = new Map<CrateMap, readonly CrateMap[]>();
  /** Crates as they would be under a cfg, by its text; `alternative.ts` owns them. Edits of what they alone depend on concern them, too. */
  readonly alternatives = new Map<CrateMap, Map<string, CrateMap | undefined>>();
  /** Which absolute paths each crate has asked for as files of its own, existing or not. */
  readonly asked = new Map<string, Set<number>>();
  /** The same of files that its bodies include: they are parts of those bodies, not files of the crate. */
  private readonly included = new Map<string, Set<number>>();

  /** Crates that were read since this was last asked for. */
  private read = new Set<number>();

  constructor(
    readonly project: ProjectModel,
    readonly bindings: BindingsSet | undefined,
    readonly standard: StandardCrates,
    readonly parser: RustParser,
    readonly sourceFiles: SourceFiles,
  ) {}

  /** Number of a text for tokens whose offsets are those of the file. */
  sourceNumber(file: string): number {
    return remembered(this.sourceNumbers, file, () => this.addSource({ file, base: () => 0 }, undefined));
  }

  /** The same for tokens of a file's item that are counted from one of its spans, always the same one. */
  anchoredSource(unit: Unit, { item, at }: Anchor): number {
    const byItem = remembered(this.anchored, unit, () => new Map<Anchor['item'], number>());
    // The item is not held: another one may come in its place.
    const { inBlock } = item;
    const base = (): number => startOf(itemTable(unit.fragment, inBlock ? { inBlock } : {}), at);
    return remembered(byItem, item, () => this.addSource({ file: unit.file, base }, unit.crate));
  }

  private addSource(source: TokenSource, owner: CrateMap | undefined): number {
    this.sourceOwners.push(owner);
    return this.sources.push(source) - 1;
  }

  /** A file that a crate asks for; noted whether there is one or not, so that the crate hears of its changes. */
  readFor(map: CrateMap, path: string): ReturnType<SourceFiles['read']> {
    return this.noted(this.asked, map, path);
  }

  /** The same for a file that a body includes. */
  readForBody(map: CrateMap, path: string): ReturnType<SourceFiles['read']> {
    return this.noted(this.included, map, path);
  }

  /** Notes a file that is none of the crate's, and might become one: of `mod a;` the other place. */
  lookFor(map: CrateMap, path: string, isThere: boolean): void {
    note(this.asked, map, path);
    if (isThere) this.sourceFiles.read(path);
    else this.sourceFiles.noteAbsent(path);
  }

  private noted(
    where: Map<string, Set<number>>,
    map: CrateMap,
    path: string,
  ): ReturnType<SourceFiles['read']> {
    note(where, map, path);
    return this.sourceFiles.read(path);
  }

  /** Whether bodies include a file. */
  isPartOfBodies(path: string): boolean {
    return this.included.has(path);
  }

  /** Crates that a file's text means something to; `undefined` if nobody has asked for it. */
  readers(path: string): ReadonlySet<number> | undefined {
    const [own, included] = [this.asked.get(path), this.included.get(path)];
    return own && included ? new Set([...own, ...included]) : (own ?? included);
  }

  /** Definition map of a crate of the project, made on first use. */
  crate(index: number): CrateMap {
    const known = this.crates.get(index);
    if (known) return known;
    const node = this.project.crates[index] as CrateNode;
    const map = new CrateMap(node.name, node.packageName, node.edition, node, node.cfg);
    this.crates.set(index, map);
    this.read.add(index);
    map.root = new Module(map, undefined, node.name);
    map.modules.push(map.root);
    apart(this, () => {
      const ask = collectCrate(this, map, node);
      settleImports(this, map.modules);
      ask();
    });
    return map;
  }

  /** Numbers of the crates that were read since this was last asked. */
  takeRead(): ReadonlySet<number> {
    const { read } = this;
    this.read = new Set();
    return read;
  }

  /** Forgets crates after an edit; look-ups that went through them are forgotten too. */
  forget(indices: ReadonlySet<number>): void {
    for (const index of indices) this.crates.delete(index);
    const left = new Set([...this.crates.values(), ...this.externals.values()]);
    for (const map of this.tooDeep) if (!left.has(map)) this.tooDeep.delete(map);
    // Nobody asks for tokens of the others any more, and all of a crate hangs on one of them.
    release(this.contexts, this.contextOwners, left, NO_CONTEXT);
    release(this.sources, this.sourceOwners, left, NO_SOURCE);
    this.reach.clear();
    this.alternatives.clear();
    // Those that are known by a snapshot lead to crates of the project by name only.
    if (this.byName.size > 0)
      for (const map of this.externals.values()) for (const module of map.modules) module.forgetMemo();
  }

  /** `std`, `core`, `alloc`. */
  standardCrate(name: 'core' | 'alloc' | 'std'): CrateMap {
    // Asked for every name that may come from a prelude.
    return (
      this.externals.get(name) ??
      this.externalNamed(name, () => this.standard.external(name), name, new Set())
    );
  }

  /** What a dependency that is not on disk stands for, with its features. */
  externalOf(dependency: CrateDependency): CrateMap {
    return remembered(this.dependencies, dependency, () =>
      dependency.foreign
        ? this.foreign(dependency.packageName)
        : this.external(dependency.packageName, [
            ...(dependency.features ?? []),
            ...(dependency.defaultFeatures === false ? [] : ['default']),
          ]),
    );
  }

  /** A dependency that is not on disk: known by a snapshot, or opaque. */
  external(packageName: string, features: readonly string[]): CrateMap {
    const crateName = packageName.replaceAll('-', '_');
    // What a build has generated is the same for all who use it, whatever features they ask for.
    const generated = this.generated.get(packageName);
    if (generated) return generated;
    const key = `${packageName} ${[...features].sort().join(',')}`;
    const known = this.externals.get(key);
    if (known) return known;
    const skeleton = this.bindings?.skeleton(packageName);
    if (skeleton) {
      const map = new CrateMap(crateName, packageName, 2021, undefined, undefined);
      this.externals.set(key, map);
      this.generated.set(packageName, map);
      map.bindings = true;
      map.root = new Module(map, undefined, crateName);
      map.modules.push(map.root);
      apart(this, () => {
        const ask = collectCrate(this, map, undefined, skeleton);
        settleGlobs(this, map.modules);
        ask();
      });
      return map;
    }
    const tree = this.bindings?.external(crateName);
    return this.externalNamed(crateName, () => tree, key, new Set(features), packageName);
  }

  /** A package that has only its name in common with one that is known by a snapshot. */
  private foreign(packageName: string): CrateMap {
    const nothing = (): undefined => undefined;
    const name = packageName.replaceAll('-', '_');
    return this.externalNamed(name, nothing, `${packageName} of another source`, new Set(), packageName);
  }

  private externalNamed(
    name: string,
    tree: () => ExternalCrate | undefined,
    key: string,
    features: ReadonlySet<string>,
    packageName = name,
  ): CrateMap {
    const known = this.externals.get(key);
    if (known) return known;
    const map = new CrateMap(name, packageName, 2021, undefined, undefined);
    this.externals.set(key, map);
    externalCrateMap(this, map, tree(), features);
    return map;
  }

  /** Notes that a look-up has met an import that is being resolved. */
  meet(record: Import): void {
    this.firstMet = Math.min(this.firstMet, this.busyImports.get(record) ?? -1);
  }

  /** A fresh token context for one expansion that stands in a crate. */
  newContext(definition: Definition, outer: number, owner: CrateMap): number {
    this.contextOwners.push(owner);
    return this.contexts.push({ definition, outer }) - 1;
  }
}

/** What was written in place has no definition. */
const NO_CONTEXT: ExpansionContext = { outer: 0 };
const NO_SOURCE: TokenSource = { file: '', base: () => 0 };

/** Puts nothing in the place of what belongs to none of the owners that are left; numbers stay what they are. */
function release<T>(
  list: T[],
  owners: (CrateMap | undefined)[],
  left: ReadonlySet<CrateMap>,
  nothing: T,
): void {
  for (let at = 0; at < owners.length; at++) {
    const owner = owners[at];
    if (owner === undefined || left.has(owner)) continue;
    list[at] = nothing;
    owners[at] = undefined;
  }
}

/** Notes that a crate has asked for a file. */
function note(where: Map<string, Set<number>>, { node }: CrateMap, path: string): void {
  const crates = remembered(where, path, () => new Set<number>());
  if (node) crates.add(node.index);
}
