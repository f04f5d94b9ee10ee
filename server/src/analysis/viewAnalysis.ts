/** One view: what can be asked of it, each answer found out when it is first asked for. */
import type { BindingsOrigin } from '../bindings/model';
import type { Finding, ReferenceCounts } from '../diagnose/finding';
import { inactiveStretches, type Stretch } from '../diagnose/inactive';
import { isBindingName } from '../diagnose/ours';
import { PARITY_CODES } from '../diagnose/parity/explain';
import { type ParityListing, parityListing } from '../diagnose/parity/listing';
import type { Problem } from '../diagnose/problem';
import {
  addCounts,
  checkFileOfCrate,
  type FileReport,
  joinModules,
  type ModuleCounts,
  noCounts,
} from '../diagnose/report';
import { type Standing, standingAt } from '../diagnose/standing';
import type { FeatureContext } from '../features/context';
import { columnOfView } from '../features/matrix/columns';
import type { ColumnSource } from '../features/matrix/table';
import type { ViewOfUses } from '../features/upgrade/hits';
import { familyOf, ownConfiguration } from '../fix/adapter/standing';
import type { Case, FixSettings } from '../fix/context';
import { type Answers, fixesOf } from '../fix/fixes';
import type { ViewOfFindings } from '../fix/plan';
import { rewritesAt } from '../fix/rewrites';
import type { FileSystem, ProjectProblem, ViewRequest } from '../project/model';
import { answersIn, type NameAnswer } from '../query/answers';
import { expandedCalls } from '../query/editedCalls';
import { rootUnits } from '../query/files';
import type { CrateMap } from '../resolve/definitions';
import { endOf } from '../resolve/unit';
import { isSameList } from '../text/sameList';
import { forgetOutcomes } from '../types/references';
import type { FixAllRequest, FixAllResult, Recomputed, ViewAnalysis, ViewDescription } from './api';
import { featureContext, featuresOver } from './featureQueries';
import { fixAll } from './fixAll';
import { findingsNearby } from './nearby';
import { SourceStore, type TakenChange } from './sourceStore';
import {
  type AnalysisParts,
  isChecked,
  openState,
  takeChanges,
  type ViewOptions,
  type ViewState,
} from './viewState';

/** One view over texts that it may share with others. Reads nothing before it is asked. */
export class OneView implements ViewAnalysis {
  private state: ViewState | undefined;
  /** Another object once any text has changed. */
  private texts = {};
  readonly features = featuresOver(() => this.featureContext());
  private readonly done = { project: false, checked: new Set<string>() };

  constructor(
    private readonly options: ViewOptions,
    readonly request: ViewRequest,
    private readonly store: SourceStore,
    private readonly parts: AnalysisParts,
  ) {}

  private opened(): ViewState {
    if (this.state) return this.state;
    this.state = openState(this.options, this.request, this.store, this.parts);
    this.done.project = true;
    return this.state;
  }

  /** Forgets what the changes make wrong. The store has taken them over already. */
  take(changes: readonly TakenChange[]): void {
    this.texts = {};
    if (this.state && !takeChanges(this.state, changes, this.store)) this.state = undefined;
  }

  view(): ViewDescription {
    return this.opened().opened.view;
  }

  /**
   * Asks what an editor asks first, at the first name of the bindings in a file: what all answers stand on is made then
   * (lists of names, documentation), and the code has run once. A first hover costs five times what later ones cost.
   */
  prepare(path: string): void {
    const state = this.opened();
    const { fragment } = this.store.read(path) ?? {};
    if (state.isPrepared || !fragment) return;
    const first = fragment.references.find(({ segments }) =>
      isBindingName(state.context, segments.at(-1) ?? ''),
    );
    if (!first) return;
    state.isPrepared = true;
    const offset = endOf(fragment.referenceSpans, first.at + first.segments.length - 1);
    this.features.hover(path, offset);
    this.features.completion(path, offset);
    this.features.signatureHelp(path, offset);
  }

  bindings(): BindingsOrigin | undefined {
    return this.opened().opened.bindings?.origin;
  }

  /** Folders on a disk where packages have generated bindings of their own, as far as the view has been opened. */
  ownPlaces(disk: FileSystem): readonly string[] {
    return this.state?.opened.bindings?.ownPlaces?.(disk) ?? [];
  }

  problems(): readonly ProjectProblem[] {
    const { opened, pairs, parity, documentationProblems } = this.opened();
    // Whether paths that the workspace names lead somewhere is known once its crates have been read.
    if (pairs.length > 0) this.filesOfWorkspace();
    return [...opened.problems, ...parity.problems, ...this.parts.catalog.problems, ...documentationProblems];
  }

  filesOfWorkspace(): readonly string[] {
    const state = this.opened();
    if (state.files) return state.files;
    const files = new Set<string>();
    for (const node of state.opened.project.crates.filter(isChecked)) {
      for (const { file } of rootUnits(state.world.crate(node.index)))
        if (!state.opened.isGenerated(file)) files.add(file);
    }
    state.files = [...files].sort();
    if (comparesStandIns(this.options)) state.parity.update(state.context, state.pairs);
    return state.files;
  }

  hasFile(path: string): boolean {
    const state = this.opened();
    if (state.files) return state.files.includes(path);
    state.unread.readNeeded(state.world);
    if (!state.world.asked.has(path) || state.opened.isGenerated(path)) return false;
    return this.cratesOf(state, path).some((map) => rootUnits(map).some(({ file }) => file === path));
  }

  readNext(): boolean {
    const { opened, world } = this.opened();
    const next = opened.project.crates.find((node) => isChecked(node) && !world.crates.has(node.index));
    if (next) world.crate(next.index);
    return next !== undefined;
  }

  private report(state: ViewState, path: string): FileReport {
    const crates = this.cratesOf(state, path);
    const known = state.reports.get(path);
    // Another crate may have come to have the file, or one no longer.
    if (known && isSameList(known.crates, crates)) return known;
    const report = checkFileOfCrate(state.context, crates, path, this.options);
    // Checked once; who asks again for a single place finds out anew.
    for (const crate of crates) for (const unit of crate.units) if (unit.file === path) forgetOutcomes(unit);
    this.done.checked.add(path);
    state.reports.set(path, report);
    state.board.post(path, report.findings);
    return report;
  }

  /** Crates that have a file; all are read once to know. */
  private cratesOf(state: ViewState, path: string): readonly CrateMap[] {
    const { crates } = state.opened.project;
    state.unread.readNeeded(state.world);
    const asked = state.world.asked.get(path);
    const having = asked ? [...asked].sort((a, b) => a - b).map((index) => crates[index]!) : crates;
    return having.filter(isChecked).map((node) => state.world.crate(node.index));
  }

  findings(path: string): readonly Finding[] {
    const state = this.opened();
    // Of what was generated nothing is told, as in `allFindings`, though a crate may have it as a module.
    if (state.opened.isGenerated(path) || (!state.world.readers(path) && !this.hasFile(path)))
      return noFindings;
    this.report(state, path);
    return state.statements.at(state.context, path);
  }

  /** Findings in a file that reach over all of a stretch; of a text that was just edited no more is checked than that needs. */
  private findingsAt(path: string, start: number, end: number): readonly Finding[] {
    const state = this.opened();
    const crates = this.cratesOf(state, path);
    const isKnown = (): boolean => isSameList(state.reports.get(path)?.crates ?? [], crates);
    const found =
      state.opened.isGenerated(path) || !state.world.readers(path) || isKnown()
        ? undefined
        : findingsNearby(state, crates, path, [start, end], this.options);
    return found ?? this.findings(path).filter((each) => each.start <= start && end <= each.end);
  }

  allFindings(): readonly Finding[] {
    const files = this.filesOfWorkspace();
    const state = this.opened();
    for (const file of files) this.report(state, file);
    return state.statements.all(state.context, files);
  }

  fixes(path: string, start: number, end: number, settings: FixSettings = {}): Answers {
    const findings = this.findings(path).filter((each) => each.start <= end && start <= each.end);
    const state = this.opened();
    const context = { ...state.context, settings, texts: this.texts };
    const answers = this.casesIn(findings).map((given) => fixesOf(given, context));
    const crates = this.cratesOf(state, path);
    return {
      fixes: [...answers.flatMap(({ fixes }) => fixes), ...rewritesAt(crates, path, start, end, context)],
      refusals: answers.flatMap(({ refusals }) => refusals),
    };
  }

  fixAll(request: FixAllRequest = {}): FixAllResult {
    // What decided the architecture may change with the texts: it stays what it is now.
    const here = { ...this.request, arch: this.opened().context.arch };
    const views = request.views ?? [here, ...this.otherViews()];
    return fixAll(this.store.files, views, request, (files, view) => {
      const own = files === this.store.files && view === here;
      const store = new SourceStore(files, this.parts.parser, this.store);
      const analysis = own ? this : new OneView(this.options, view, store, this.parts);
      return {
        view: (asked) => analysis.casesFor(asked),
        calls: (file) => expandedCalls(analysis.opened().context.world, file),
      };
    });
  }

  /**
   * The same view on each other architecture that the built-in configurations have. Where the kernel is known to be with
   * or without MCS, so is the other one; an architecture that has none such is left out.
   */
  private otherViews(): readonly ViewRequest[] {
    const { context } = this.opened();
    const { bindings: _bindings, arch: _arch, target: _target, name: _name, ...rest } = this.request;
    const family = familyOf(context);
    const own = context.world.bindings?.origin.certain ? ownConfiguration(context) : undefined;
    const arches = new Set(family.map((configuration) => configuration.arch));
    arches.delete(context.arch);
    return [...arches].flatMap((arch): ViewRequest[] => {
      if (own === undefined) return [{ ...rest, arch }];
      const like = family.find((each) => each.arch === arch && each.mcs === own.mcs);
      return like ? [{ ...rest, arch, bindings: like.name }] : [];
    });
  }

  private casesFor({ settings = {}, files }: FixAllRequest): ViewOfFindings {
    const findings = files ? [...files].flatMap((file) => this.findings(file)) : this.allFindings();
    const { context } = this.opened();
    return {
      name: context.arch,
      context: { ...context, settings, texts: this.texts },
      cases: this.casesIn(findings),
    };
  }

  /** Findings with what they were made of. */
  private casesIn(findings: readonly Finding[]): readonly Case[] {
    const state = this.opened();
    return findings.map((finding) => ({ finding, problem: problemOf(state, finding) }));
  }

  private featureContext(): FeatureContext {
    const state = this.opened();
    const { opened, documentation } = state;
    const { texts } = this;
    if (state.features?.texts === texts) return state.features;
    state.features = featureContext(opened.project, state.context, documentation, {
      files: () => this.filesOfWorkspace(),
      hasFile: (file) => this.hasFile(file),
      readNeeded: () => state.unread.readNeeded(state.world),
      unread: () => state.unread.left(state.world),
      texts,
      findingsAt: (file, start, end) => this.findingsAt(file, start, end),
      cases: (file) => this.casesIn(this.findings(file)),
    });
    return state.features;
  }

  answers(path: string): readonly NameAnswer[] {
    const state = this.opened();
    return this.cratesOf(state, path).flatMap((crate) => answersIn(state.world, crate, path));
  }

  column(name: string): ColumnSource {
    const { world } = this.opened();
    return columnOfView(name, this.bindings()?.sentence ?? 'no bindings found', world);
  }

  /** For what holds this view against another one of the same workspace. */
  uses(): ViewOfUses {
    const files = this.filesOfWorkspace();
    const state = this.opened();
    return {
      world: state.world,
      files,
      cratesOf: (path) => this.cratesOf(state, path),
      findings: (path) => this.findings(path),
    };
  }

  inactive(path: string): readonly Stretch[] {
    const state = this.opened();
    return inactiveStretches(state.world, this.cratesOf(state, path), path);
  }

  standing({ file, start }: Finding): Standing {
    const state = this.opened();
    return standingAt(state.world, this.cratesOf(state, file), file, start);
  }

  counts(): ReferenceCounts {
    const files = this.filesOfWorkspace();
    const state = this.opened();
    return files.map((file) => this.report(state, file).counts).reduce(addCounts, noCounts);
  }

  modules(): readonly ModuleCounts[] {
    const files = this.filesOfWorkspace();
    const state = this.opened();
    return joinModules(files.map((file) => this.report(state, file).modules));
  }

  parity(): ParityListing {
    this.filesOfWorkspace();
    const { parity, context, pairs } = this.opened();
    return parityListing(context, parity.update(context, pairs), parity.used(context));
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
    const { done, store, state } = this;
    const read = state?.world.takeRead();
    const crates = state?.opened.project.crates.filter((node) => isChecked(node) && read?.has(node.index));
    const result = {
      project: done.project,
      crates: crates?.map(({ name }) => name) ?? [],
      parsed: store.takeParsed(),
      checked: [...done.checked],
    };
    done.project = false;
    done.checked.clear();
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

/** False where nobody wants to hear of stand-ins. */
function comparesStandIns({ severities }: ViewOptions): boolean {
  return PARITY_CODES.some((code) => severities?.[code] !== 'off');
}

/** What a finding was made of, wherever the check stood that found it. */
function problemOf(state: ViewState, finding: Finding): Problem | undefined {
  for (const { problems } of state.reports.values()) {
    const problem = problems.get(finding);
    if (problem) return problem;
  }
  return undefined;
}
