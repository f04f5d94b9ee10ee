/** What is known in one view: opened, resolved, checked; and what an edit makes wrong of it. */
import type { Catalog, Configuration } from '../bindings/data';
import { interfaceFiles } from '../bindings/interfaces';
import { KERNEL_OPTIONS, type KernelOption } from '../bindings/nearestSnapshot';
import { generatedCrateOnDisk } from '../diagnose/bindingsIndex';
import { FindingBoard } from '../diagnose/board';
import { mayConcernBindings, mentionsBindings } from '../diagnose/ours';
import { ParityBoard } from '../diagnose/parity/board';
import type { DiagnoseContext } from '../diagnose/problem';
import type { FileReport } from '../diagnose/report';
import { Statements } from '../diagnose/statements';
import type { FeatureContext } from '../features/context';
import { documentationOf } from '../features/documentation';
import type { Documentation } from '../knowledge/documentation';
import type { Knowledge } from '../knowledge/knowledge';
import { withDependents } from '../project/dependents';
import { type WrittenPair, writtenPairs } from '../project/metadata/parity';
import type { CrateNode, ProjectProblem, ViewRequest } from '../project/model';
import { joinPath } from '../project/paths';
import type { CrateMap } from '../resolve/definitions';
import { type ChangedCall, expandAgain, replaceExpansions } from '../resolve/expandAgain';
import { replaceBodies, type Unit } from '../resolve/unit';
import { World } from '../resolve/world';
import type { RustParser } from '../syntax/api';
import { mindsBodies } from '../types/bodyImpls';
import { forgetValues } from '../types/constants/constants';
import type { AnalysisOptions } from './api';
import type { SourceStore, TakenChange } from './sourceStore';
import { Unread } from './unread';
import { type OpenedView, openView } from './view';

/** What an analysis is made of; the host loads it. */
export interface AnalysisParts {
  readonly parser: RustParser;
  readonly catalog: Catalog;
  readonly knowledge: Knowledge;
  readonly documentation: Documentation;
}

/** What is asked of a view, beside the view itself. */
export type ViewOptions = Omit<AnalysisOptions, 'files' | 'view'>;

export interface ViewState {
  readonly opened: OpenedView;
  readonly world: World;
  readonly context: DiagnoseContext;
  /** Absolute path → what checking it said, in the crates that had the file then. */
  readonly reports: Map<string, FileReport>;
  readonly board: FindingBoard;
  readonly parity: ParityBoard;
  /** Modules that the workspace names as standing in for each other. */
  readonly pairs: readonly WrittenPair[];
  /** What both say of each file. */
  readonly statements: Statements;
  /** What names of seL4 are for. */
  readonly documentation: Documentation;
  /** What is wrong with the documentation that was asked for. */
  readonly documentationProblems: readonly ProjectProblem[];
  files: readonly string[] | undefined;
  /** Crates that were never read, or are to be read again. */
  readonly unread: Unread;
  /** What features are answered from, as long as the texts are these. */
  features: FeatureContext | undefined;
  /** What is asked first has been asked once. */
  isPrepared: boolean;
  /** Expansions made before the first edit. */
  expansionsAtFirst: number | undefined;
}

/** Expansions that edits may add before everything is resolved anew (texts stay parsed). */
const MOST_NEW_EXPANSIONS = 100_000;

/** Opens a view: manifests and the choice of bindings are read, nothing is resolved yet. */
export function openState(
  options: ViewOptions,
  request: ViewRequest,
  store: SourceStore,
  parts: AnalysisParts,
): ViewState {
  const opened = openView(store.looked, options, request, parts.catalog);
  const world = new World(
    opened.project,
    opened.bindings,
    { external: (name) => parts.catalog.std()?.[name], hidden: () => parts.catalog.hiddenInStd() },
    store.parser,
    store,
  );
  const { arch } = opened.view;
  const unmet = (opened.bindings?.origin.unmet ?? []) as readonly KernelOption[];
  const names = (wanted: (c: Configuration) => boolean) =>
    new Set(
      parts.catalog
        .configurations()
        .filter(wanted)
        .map((c) => c.name),
    );
  const context: DiagnoseContext = {
    world,
    catalog: parts.catalog,
    knowledge: parts.knowledge,
    arch,
    sameArch: names((c) => c.arch === arch),
    possible: names((c) => c.arch === arch || unmet.some((option) => c[option] === request[option])),
    certain: opened.bindings?.origin.certain ?? false,
    asked: opened.bindings?.origin.kernelKnown
      ? undefined
      : new Set(KERNEL_OPTIONS.filter((option) => request[option] !== undefined)),
    isArchAssumed: opened.isArchAssumed,
    ...(opened.otherRevision ? { otherRevision: opened.otherRevision } : {}),
  };
  const { sel4Source, environment = {} } = options;
  const interfaces = interfaceFiles({
    files: store.looked,
    root: opened.project.root,
    environment,
    arch,
    ...(sel4Source === undefined ? {} : { named: sel4Source }),
    origin: opened.bindings?.origin,
  });
  const board = new FindingBoard();
  const parity = new ParityBoard();
  return {
    opened,
    world,
    context,
    reports: new Map(),
    board,
    parity,
    pairs: writtenPairs(store.looked, options.folder),
    statements: new Statements(board, parity, options),
    documentation: documentationOf(
      parts.documentation,
      store.looked,
      interfaces,
      opened.bindings?.kernel ?? new Map(),
    ),
    documentationProblems: missingSource(sel4Source, interfaces, opened.project.root),
    files: undefined,
    unread: new Unread(opened.project.crates.filter(isChecked).map(({ index }) => index)),
    features: undefined,
    isPrepared: false,
    expansionsAtFirst: undefined,
  };
}

/** Whether what is found in a crate is told. */
export function isChecked(node: CrateNode): boolean {
  return node.member && node.checked;
}

/** A folder that was named and has no interface files: they may have been found elsewhere. */
function missingSource(
  named: string | undefined,
  found: readonly string[],
  root: string,
): readonly ProjectProblem[] {
  if (named === undefined || named === '') return [];
  const folder = joinPath(root, named);
  if (found.some((path) => path.startsWith(`${folder}/`))) return [];
  return [
    {
      file: folder,
      message: `${folder} has no interface files of libsel4 (include/interfaces/object-api.xml)`,
      help: 'name a checkout of seL4, or the folder that a kernel was installed to',
      severity: 'warning',
    },
  ];
}

/**
 * Forgets what changes make wrong; the store has taken them over already.
 * @returns false if nothing is left to stand on: the view is to be opened anew (texts stay parsed)
 */
export function takeChanges(state: ViewState, changes: readonly TakenChange[], store: SourceStore): boolean {
  const rust: TakenChange[] = [];
  for (const change of changes) {
    const generated = state.opened.isGenerated(change.path);
    // An open document was saved, or its file written by a program: only times of generated files matter then.
    if (change.asOpen && !generated) continue;
    if (generated || !change.path.endsWith('.rs') || state.opened.inputs.has(change.path)) return false;
    rust.push(change);
  }
  return rust.every((change) => takeSource(state, change, store));
}

function takeSource(state: ViewState, change: TakenChange, store: SourceStore): boolean {
  const { path, reach } = change;
  const { opened, world } = state;
  const asked = world.readers(path);
  // A target of its own (`src/bin/x.rs`) may have come or gone: where folders were looked into, the manifests decide anew.
  if (!asked && reach === 'unread') return opened.isAsFound(path) && opened.stillTells(path);
  if (!opened.stillTells(path)) return false;
  if (reach === 'same') return true;
  if (reach === 'existence' && !opened.isAsFound(path)) return false;
  if (!asked) return true;
  // Hygiene remembers every expansion: after many edits a fresh world costs less than the memory.
  state.expansionsAtFirst ??= world.contexts.length;
  if (world.contexts.length - state.expansionsAtFirst > MOST_NEW_EXPANSIONS) return false;
  if (reach === 'body' && takeBodies(state, change, asked, store)) return true;
  return forgetCrates(state, asked);
}

/** Puts a file's new bodies in place; false if something of them is known to the whole crate. */
function takeBodies(
  state: ViewState,
  { path, calls = [] }: TakenChange,
  asked: ReadonlySet<number>,
  store: SourceStore,
): boolean {
  const source = store.read(path);
  if (!source) return false;
  const maps = [...asked].flatMap((index) => state.world.crates.get(index) ?? []);
  // What its macro calls and macros stand for finds its way back to where they stand now.
  const units = maps.flatMap((map) => textsOf(map, path));
  // Places of missing files are kept with the crate, as is what bodies put into it.
  if (maps.some((map) => map.missingFiles.some((missing) => missing.unit.file === path))) return false;
  if (
    source.fragment.nestedItems.length > 0 ||
    maps.some((map) => map.leaking.has(path)) ||
    state.world.isPartOfBodies(path)
  )
    return false;
  // Impls and exported macros that macros bring there count in all of the crate.
  if (units.some((unit) => mindsBodies(state.world, unit.crate, [unit, source]))) return false;
  // Nothing of such a crate's bodies has been looked at.
  if (maps.some((map) => !mayConcernBindings(state.context, map)) && mentionsBindings(state.context, source))
    return false;
  // A macro that is too deep stops others in its crate.
  if (maps.some((map) => state.world.tooDeep.has(map))) return false;
  if (!units.every((unit) => takeText(state.world, unit, source, calls))) return false;
  if (calls.length > 0) for (const map of maps) takeCallsElsewhere(state, map, path, source, calls);
  dropReport(state, path);
  state.parity.touch(path);
  // What others say of places in this file moves with its text.
  for (const other of [...state.board.leadingTo(path), ...state.board.sayingIn(path)])
    dropReport(state, other);
  return true;
}

/** What a crate has of a file as it is written; what macros make of it is not among it. */
function textsOf({ units }: CrateMap, path: string): readonly Unit[] {
  return units.filter(({ file, source }) => file === path && source.k === 'file');
}

/** Puts a text of a file in place, and what its changed calls stand for; false if something of that is known to the whole crate. */
function takeText(
  world: World,
  unit: Unit,
  { text, fragment }: Pick<Unit, 'text' | 'fragment'>,
  calls: readonly ChangedCall[],
): boolean {
  replaceBodies(unit, text, fragment);
  return calls.length === 0 || takeCalls(world, unit, calls);
}

/** Puts in place what macro calls among the items stand for now; false if something of it is known to the whole crate. */
function takeCalls(world: World, unit: Unit, calls: readonly ChangedCall[]): boolean {
  const expansions = expandAgain(world, unit, calls);
  if (!expansions) return false;
  if (expansions.some(({ old, made }) => mindsBodies(world, unit.crate, [old, made]))) return false;
  replaceExpansions(expansions);
  return true;
}

/** The same in a crate as it would be under other cfgs, which chooses other branches; where other items come of it, it is read anew. */
function takeCallsElsewhere(
  { world, parity }: ViewState,
  map: CrateMap,
  path: string,
  source: Pick<Unit, 'text' | 'fragment'>,
  calls: readonly ChangedCall[],
): void {
  const units = [...(world.alternatives.get(map)?.values() ?? [])].flatMap((other) =>
    other && other !== map ? textsOf(other, path) : [],
  );
  if (units.every((unit) => takeText(world, unit, source, calls))) return;
  world.alternatives.delete(map);
  parity.forget();
}

/** Forgets crates and all that depend on them; false if a look-up by name went through one of them. */
function forgetCrates(state: ViewState, crates: ReadonlySet<number>): boolean {
  if ([...crates].some((index) => state.world.byName.has(index))) return false;
  const all = withDependents(state.opened.project.crates, crates);
  const explaining = generatedCrateOnDisk(state.opened.project)?.index;
  if (explaining !== undefined && all.has(explaining))
    for (const path of [...state.reports.keys()]) dropReport(state, path);
  for (const [path, { crates }] of [...state.reports])
    if (crates.some(({ node }) => node && all.has(node.index))) dropReport(state, path);
  state.unread.forget(state.world, all, crates);
  state.world.forget(all);
  forgetValues(state.world);
  state.parity.forget();
  state.files = undefined;
  return true;
}

function dropReport(state: ViewState, path: string): void {
  if (state.reports.delete(path)) state.board.clear(path);
}
