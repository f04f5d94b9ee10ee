/** The state: what has been read and resolved for one view, and what an edit makes necessary again. */
import type {
  Analysis,
  AnalysisOptions,
  FileChange,
  FixAllRequest,
  FixAllResult,
  Recomputed,
  ViewDescription,
} from './analysisApi';
import type { Catalog } from './bindings/data';
import type { BindingsOrigin } from './bindings/model';
import { generatedCrateOnDisk } from './diagnose/bindingsIndex';
import { FindingBoard } from './diagnose/board';
import type { Finding, ReferenceCounts } from './diagnose/finding';
import type { DiagnoseContext, Problem } from './diagnose/problem';
import { addCounts, checkFileOfCrate, type FileReport, noCounts } from './diagnose/report';
import { familyOf } from './fix/adapter/standing';
import type { FixSettings } from './fix/context';
import { type Answers, fixesOf } from './fix/fixes';
import type { ViewOfFindings } from './fix/plan';
import { fixAll } from './fixAll';
import type { Knowledge } from './knowledge/knowledge';
import { overlayFiles } from './project/memoryFiles';
import type { ProjectModel, ProjectProblem, ViewRequest } from './project/model';
import { answersIn, type NameAnswer } from './resolve/answers';
import type { CrateMap } from './resolve/definitions';
import { replaceBodies } from './resolve/unit';
import { World } from './resolve/world';
import { SourceStore } from './sourceStore';
import type { RustParser } from './syntax/api';
import { rememberingParser } from './syntax/remembering';
import { type OpenedView, openView } from './view';

/** What an analysis is made of; the host loads it. */
export interface AnalysisParts {
  readonly parser: RustParser;
  readonly catalog: Catalog;
  readonly knowledge: Knowledge;
}

/** Opens a folder for analysis. Reads nothing yet: the first question does. */
export function createAnalysis(options: AnalysisOptions, parts: AnalysisParts): Analysis {
  return new OneAnalysis(options, parts);
}

interface State {
  readonly opened: OpenedView;
  readonly world: World;
  readonly context: DiagnoseContext;
  /** Absolute path → what checking it said, for each crate that has the file. */
  readonly reports: Map<string, FileReport>;
  readonly board: FindingBoard;
  files: readonly string[] | undefined;
  /** Expansions made before the first edit. */
  expansionsAtFirst: number | undefined;
}

/** Expansions that edits may add before everything is resolved anew (texts stay parsed). */
const MOST_NEW_EXPANSIONS = 100_000;

class OneAnalysis implements Analysis {
  private readonly documents = new Map<string, string>();
  private readonly store: SourceStore;
  private request: ViewRequest;
  private state: State | undefined;
  private readonly done = { project: false, crates: new Set<string>(), checked: new Set<string>() };

  constructor(
    private readonly options: AnalysisOptions,
    private readonly parts: AnalysisParts,
    /** Texts that another analysis has read already. */
    known?: SourceStore,
  ) {
    this.request = options.view;
    this.store = new SourceStore(overlayFiles(options.files, this.documents), parts.parser, known);
  }

  private opened(): State {
    if (this.state) return this.state;
    const opened = openView(this.store.files, this.options, this.request, this.parts.catalog);
    const world = new World(
      opened.project,
      opened.bindings,
      { external: (name) => this.parts.catalog.std()?.[name] },
      rememberingParser(this.parts.parser),
      this.store,
    );
    const sameArch = new Set(
      this.parts.catalog
        .configurations()
        .filter((c) => c.arch === opened.view.arch)
        .map((c) => c.name),
    );
    const context: DiagnoseContext = {
      world,
      catalog: this.parts.catalog,
      knowledge: this.parts.knowledge,
      arch: opened.view.arch,
      sameArch,
      certain: opened.bindings?.origin.certain ?? false,
    };
    this.done.project = true;
    this.state = {
      opened,
      world,
      context,
      reports: new Map(),
      board: new FindingBoard(),
      files: undefined,
      expansionsAtFirst: undefined,
    };
    return this.state;
  }

  applyChange(changes: readonly FileChange[]): void {
    const rust: string[] = [];
    for (const { path, text } of changes) {
      // An open document was saved, or its file written by a program: only times of generated files matter then.
      const same = text !== null && this.documents.get(path) === text;
      if (text === null) this.documents.delete(path);
      else this.documents.set(path, text);
      const { state } = this;
      if (!state) {
        if (this.store.knows(path)) this.store.refresh(path);
        continue;
      }
      if (same && !state.opened.isGenerated(path)) continue;
      const manifest = path.endsWith('.toml') || !path.endsWith('.rs');
      if (manifest || state.opened.inputs.has(path) || state.opened.isGenerated(path)) {
        if (this.store.knows(path)) this.store.refresh(path);
        this.state = undefined;
      } else rust.push(path);
    }
    for (const path of rust) {
      // One of the files may make everything be read anew: for the others nothing is left then but their texts.
      if (this.state) this.refresh(this.state, path);
      else if (this.store.knows(path)) this.store.refresh(path);
    }
  }

  private refresh(state: State, path: string): void {
    const asked = state.world.asked.get(path);
    if (!asked && !this.store.knows(path)) {
      // It may be a target of its own (`src/bin/x.rs`) that came or went: the manifests decide anew.
      const { opened } = state;
      if (this.store.files.kind(path) === 'file' || opened.sought.has(path) || !opened.stillTells(path))
        this.state = undefined;
      return;
    }
    const change = this.store.refresh(path);
    if (!state.opened.stillTells(path)) {
      this.state = undefined;
      return;
    }
    if (change === 'same') return;
    if (change === 'existence') {
      // A target of its own may have come or gone: the manifests decide anew. Texts stay parsed.
      this.state = undefined;
      return;
    }
    // Hygiene remembers every expansion: after many edits a fresh world costs less than the memory.
    state.expansionsAtFirst ??= state.world.contexts.length;
    if (state.world.contexts.length - state.expansionsAtFirst > MOST_NEW_EXPANSIONS) {
      this.state = undefined;
      return;
    }
    if (change === 'body' && this.replaceBodies(state, path)) return;
    this.forgetCrates(state, asked ?? new Set());
  }

  /** Puts a file's new bodies in place; false if macros tie other texts to its positions. */
  private replaceBodies(state: State, path: string): boolean {
    const source = this.store.read(path);
    if (!source) return false;
    const maps = [...state.world.crates.values()];
    const units = maps.flatMap((map) => map.units.filter((unit) => unit.file === path));
    if (units.some((unit) => unit.source.k !== 'file' || hasMacros(unit.fragment.items))) return false;
    // Places of missing files are kept with the crate, as is what bodies put into it.
    if (maps.some((map) => map.missingFiles.some((missing) => missing.unit.file === path))) return false;
    if (source.fragment.nestedItems.length > 0 || maps.some((map) => map.leaking.has(path))) return false;
    for (const unit of units) replaceBodies(unit, source.text, source.fragment);
    dropReport(state, path);
    // What others say of places in this file moves with its text.
    for (const [other, { findings }] of state.reports)
      if (findings.some(({ related }) => related.some(({ file }) => file === path))) dropReport(state, other);
    return true;
  }

  private forgetCrates(state: State, crates: ReadonlySet<number>): void {
    if ([...crates].some((index) => state.world.byName.has(index))) {
      this.state = undefined;
      return;
    }
    const all = new Set(crates);
    let grown = true;
    while (grown) {
      grown = false;
      for (const node of state.opened.project.crates) {
        if (all.has(node.index)) continue;
        if (node.dependencies.some((d) => d.crate !== undefined && all.has(d.crate))) {
          all.add(node.index);
          grown = true;
        }
      }
    }
    const explaining = generatedCrateOnDisk(state.opened.project)?.index;
    if (explaining !== undefined && all.has(explaining))
      for (const path of [...state.reports.keys()]) dropReport(state, path);
    // Files too that a crate asked for and does not have: it may have them now.
    for (const path of [...state.reports.keys()])
      if ([...(state.world.asked.get(path) ?? [])].some((index) => all.has(index))) dropReport(state, path);
    state.world.forget(all);
    state.files = undefined;
  }

  setView(view: ViewRequest): void {
    this.request = view;
    this.state = undefined;
  }

  view(): ViewDescription {
    return this.opened().opened.view;
  }

  bindings(): BindingsOrigin | undefined {
    return this.opened().opened.bindings?.origin;
  }

  problems(): readonly ProjectProblem[] {
    const { opened } = this.opened();
    return [...opened.problems, ...this.parts.catalog.problems];
  }

  filesOfWorkspace(): readonly string[] {
    const state = this.opened();
    if (state.files) return state.files;
    const files = new Set<string>();
    for (const node of checkedCrates(state.opened.project)) {
      if (!state.world.crates.has(node.index)) this.done.crates.add(node.name);
      for (const unit of state.world.crate(node.index).units)
        if (unit.source.k === 'file' && !unit.virtual && !state.opened.isGenerated(unit.file))
          files.add(unit.file);
    }
    state.files = [...files].sort();
    return state.files;
  }

  private report(state: State, path: string): FileReport {
    const known = state.reports.get(path);
    if (known) return known;
    const report = checkFileOfCrate(state.context, this.cratesOf(state, path), path, this.options);
    this.done.checked.add(path);
    state.reports.set(path, report);
    state.board.post(path, report.findings);
    return report;
  }

  /** Crates that have a file; all are read once to know. */
  private cratesOf(state: State, path: string): readonly CrateMap[] {
    const asked = state.world.asked.get(path);
    const nodes = checkedCrates(state.opened.project);
    const having = asked ? nodes.filter((node) => asked.has(node.index)) : nodes;
    return having.map((node) => state.world.crate(node.index));
  }

  findings(path: string): readonly Finding[] {
    const state = this.opened();
    if (!state.world.asked.has(path) && !this.filesOfWorkspace().includes(path)) return noFindings;
    this.report(state, path);
    return state.board.at(path);
  }

  allFindings(): readonly Finding[] {
    const files = this.filesOfWorkspace();
    const state = this.opened();
    for (const file of files) this.report(state, file);
    return state.board.all();
  }

  fixes(path: string, start: number, end: number, settings: FixSettings = {}): Answers {
    const findings = this.findings(path).filter((each) => each.start <= end && start <= each.end);
    const state = this.opened();
    const context = { ...state.context, settings };
    const answers = findings.map((finding) =>
      fixesOf({ finding, problem: problemOf(state, finding) }, context),
    );
    return {
      fixes: answers.flatMap(({ fixes }) => fixes),
      refusals: answers.flatMap(({ refusals }) => refusals),
    };
  }

  fixAll(request: FixAllRequest = {}): FixAllResult {
    const views = [this.request, ...(request.thisViewOnly ? [] : this.otherViews())];
    return fixAll(this.store.files, views, request, (files, view) => {
      const own = files === this.store.files && view === this.request;
      const analysis = own ? this : new OneAnalysis({ ...this.options, files, view }, this.parts, this.store);
      return { view: (asked) => analysis.casesFor(asked) };
    });
  }

  /** The same view on each other architecture that the built-in configurations have. */
  private otherViews(): readonly ViewRequest[] {
    const { context } = this.opened();
    const family = familyOf({ ...context, settings: {} });
    const { bindings, arch: _arch, ...rest } = this.request;
    const own = this.parts.catalog.configuration(bindings ?? '');
    const arches = new Set(family.map((configuration) => configuration.arch));
    arches.delete(context.arch);
    return [...arches].map((arch) => {
      const like = own && family.find((c) => c.arch === arch && c.mcs === own.mcs);
      return { ...rest, arch, ...(like ? { bindings: like.name } : {}) };
    });
  }

  private casesFor({ settings = {}, files }: FixAllRequest): ViewOfFindings {
    const findings = files ? [...files].flatMap((file) => this.findings(file)) : this.allFindings();
    const state = this.opened();
    return {
      name: state.context.arch,
      context: { ...state.context, settings },
      cases: findings.map((finding) => ({ finding, problem: problemOf(state, finding) })),
    };
  }

  answers(path: string): readonly NameAnswer[] {
    const state = this.opened();
    return this.cratesOf(state, path).flatMap((crate) => answersIn(state.world, crate, path));
  }

  counts(): ReferenceCounts {
    const files = this.filesOfWorkspace();
    const state = this.opened();
    return files.map((file) => this.report(state, file).counts).reduce(addCounts, noCounts);
  }

  unknownReasons(): ReadonlyMap<string, number> {
    const all = new Map<string, number>();
    const files = this.filesOfWorkspace();
    const state = this.opened();
    for (const file of files)
      for (const [reason, count] of this.report(state, file).unknown)
        all.set(reason, (all.get(reason) ?? 0) + count);
    return all;
  }

  recomputed(): Recomputed {
    const { done, store } = this;
    const result = {
      project: done.project,
      crates: [...done.crates],
      parsed: [...store.parsed],
      checked: [...done.checked],
    };
    done.project = false;
    done.crates.clear();
    done.checked.clear();
    store.parsed.length = 0;
    return result;
  }

  watchedFolders(): readonly string[] {
    return this.opened().opened.watched;
  }

  root(): string {
    return this.opened().opened.project.root;
  }
}

const noFindings: readonly Finding[] = [];

/** What a finding was made of, wherever the check stood that found it. */
function problemOf(state: State, finding: Finding): Problem | undefined {
  for (const { problems } of state.reports.values()) {
    const problem = problems.get(finding);
    if (problem) return problem;
  }
  return undefined;
}

function dropReport(state: State, path: string): void {
  if (state.reports.delete(path)) state.board.clear(path);
}

function checkedCrates(project: ProjectModel): readonly ProjectModel['crates'][number][] {
  return project.crates.filter((node) => node.member && node.checked);
}

function hasMacros(
  items: readonly { readonly kind: string; readonly items?: readonly unknown[] }[],
): boolean {
  return items.some(
    (item) =>
      item.kind === 'macroCall' ||
      item.kind === 'macroDefinition' ||
      (item.kind === 'module' && hasMacros((item.items ?? []) as Parameters<typeof hasMacros>[0])) ||
      ((item.kind === 'impl' || item.kind === 'trait') &&
        hasMacros(((item as { members?: unknown }).members ?? []) as Parameters<typeof hasMacros>[0])),
  );
}
