/** One Cargo workspace with its analysis. */
import type {
  AnalysisOptions,
  FileChange,
  MatrixColumns,
  SideBySide,
  SideBySideOptions,
  ViewAnalysis,
} from '../analysis/api';
import type { ProjectViews } from '../analysis/projectViews';
import { viewNames } from '../analysis/viewNames';
import type { Build } from '../bindings/builds';
import type { Finding } from '../diagnose/finding';
import type { Stretch } from '../diagnose/inactive';
import { type JoinedFinding, joinFindings } from '../diagnose/joined';
import type { Matrix } from '../features/matrix/table';
import type { FixSettings } from '../fix/context';
import type { ProjectProblem, ViewRequest } from '../project/model';
import { fileName } from '../project/paths';
import { fixSettingsOf, type Settings, sel4SourceOf, severitiesOf } from './settings';

/** Makes analyses once the parser and the data are loaded. */
export type MakeAnalysis = (options: SideBySideOptions) => SideBySide;

export interface UnitOptions {
  /** The folder it is made for: a workspace folder, or where a loose document's manifest is. */
  readonly folder: string;
  /** The workspace folder whose settings hold; relative paths in them start here. */
  readonly scope: string;
  readonly settings: Settings;
  readonly base: Pick<AnalysisOptions, 'files' | 'environment'>;
  /** Open documents as the analyses have seen them: an unsaved manifest may decide the root. */
  readonly documents: readonly FileChange[];
}

export interface Inactive {
  readonly stretch: Stretch;
  readonly compiledIn: readonly string[];
}

interface JoinedList {
  readonly byView: readonly (readonly Finding[])[];
  readonly version: number;
  readonly list: readonly JoinedFinding[];
}

export class Unit {
  /** Findings by path, as last reported: for counting. */
  readonly reported = new Map<string, readonly JoinedFinding[]>();
  state: 'indexing' | 'ready' = 'indexing';
  /** As they are now; what an analysis takes only when it is made is in `options`. */
  settings: Settings;
  /** Absolute path of the workspace root. */
  readonly root: string;
  private readonly analyses: SideBySide;
  private requests: readonly ViewRequest[] = [];
  private names: readonly string[] | undefined;
  /** By path: findings of all views, and what they were made of. */
  private readonly lists = new Map<string, JoinedList>();
  /** Counts changes: how a place stands in other views may be another after each. */
  private version = 0;
  private files: ReadonlySet<string> = new Set();
  /** `files` was worked out before the last change. */
  private stale = true;

  constructor(
    readonly make: MakeAnalysis,
    readonly options: UnitOptions,
  ) {
    this.settings = options.settings;
    this.analyses = make({
      ...options.base,
      folder: options.folder,
      views: [],
      severities: severitiesOf(options.settings),
      parity: options.settings.diagnostics.parity,
      ...sel4SourceOf(options.settings, options.scope),
    });
    if (options.documents.length > 0) this.analyses.applyChange(options.documents);
    this.root = this.project.root;
  }

  /** The root's folder name, for people. */
  get name(): string {
    return fileName(this.root) || this.root;
  }

  /** How fixes are to be made, as the settings are now. */
  get fixSettings(): FixSettings {
    return fixSettingsOf(this.settings);
  }

  /** The active view, for questions that change nothing. */
  get query(): ViewAnalysis {
    return this.views[0]!;
  }

  /** The active view, then the others that are looked at beside it. */
  get views(): readonly ViewAnalysis[] {
    return this.analyses.views;
  }

  /** The views that the project names. */
  get project(): ProjectViews {
    return this.analyses.projectViews();
  }

  /** Reads one of the crates that are to be read again; `false` if none is left. */
  readNext(): boolean {
    return this.views.some((view) => view.readNext());
  }

  /** Whether every view that the project names is looked at. */
  coversProject(): boolean {
    return this.analyses.coversProject();
  }

  /** Text of a source file as the views have read it; `undefined` if none has. */
  textAsRead(path: string): string | undefined {
    return this.analyses.textAsRead(path);
  }

  /** Makes ready for letters that are typed into an open document: when nothing else is left to do. */
  prepare(path: string): void {
    this.analyses.prepare(path);
  }

  apply(changes: readonly FileChange[]): void {
    this.changed();
    this.analyses.applyChange(changes);
  }

  /** What is looked at: the active view first. Views that were there before keep what they know. */
  setViews(requests: readonly ViewRequest[]): void {
    if (JSON.stringify(requests) === JSON.stringify(this.requests)) return;
    this.requests = requests;
    this.changed();
    this.state = 'indexing';
    this.analyses.setViews(requests);
  }

  /** Generated bindings in the workspace, newest first. */
  builds(): readonly Build[] {
    return this.analyses.builds();
  }

  /** Where its bindings are on disk, or may come to be. */
  bindingPlaces(): readonly string[] {
    return this.analyses.bindingPlaces();
  }

  /** Why bindings of this name or path cannot be used; `undefined` if they can. */
  bindingsProblem(bindings: string): ProjectProblem | undefined {
    return this.analyses.bindingsProblem(bindings);
  }

  /** The kernel's names that the workspace uses × configurations. */
  matrix(columns: MatrixColumns): Matrix {
    return this.analyses.matrix(columns);
  }

  /** Stretches of a file that the active view does not compile, each with the names of the views that do. */
  inactive(path: string): readonly Inactive[] {
    const [active = [], ...others] = this.views.map((view) =>
      // What is of no crate in a view is not compiled there, whatever stands in it.
      view.hasFile(path) ? view.inactive(path) : undefined,
    );
    const names = this.viewNames();
    return active.map((stretch) => ({
      stretch,
      compiledIn: names.slice(1).filter((_, at) => {
        const there = others[at];
        return (
          there !== undefined && !there.some(({ start, end }) => start <= stretch.start && stretch.end <= end)
        );
      }),
    }));
  }

  /** Another number once anything that was given to the analyses has changed. */
  get changes(): number {
    return this.version;
  }

  private changed(): void {
    this.stale = true;
    this.version += 1;
    this.names = undefined;
  }

  /** Names of the views that are looked at, in their order. */
  viewNames(): readonly string[] {
    this.names ??= viewNames(this.views.map((view) => ({ view: view.view(), bindings: view.bindings() })));
    return this.names;
  }

  /** Findings of all views in a file as one list: the same as long as nothing in it has changed. */
  joined(path: string): readonly JoinedFinding[] {
    const { version, views } = this;
    const byView = views.map((view) => view.findings(path));
    const before = this.lists.get(path);
    const same =
      before?.byView.length === byView.length && before.byView.every((list, at) => list === byView[at]);
    if (before && same && before.version === version) return before.list;
    const made = joinFindings(
      byView,
      (view, finding) => views[view]!.standing(finding),
      this.coversProject(),
    );
    const list = before && same && sameElsewhere(before.list, made) ? before.list : made;
    this.lists.set(path, { byView, version, list });
    this.reported.set(path, list);
    return list;
  }

  /** Problems of the manifests in any of the views, each once. */
  problems(): readonly ProjectProblem[] {
    const all = [this.project, ...this.views.map((view) => ({ problems: view.problems() }))];
    const seen = new Map<string, ProjectProblem>();
    for (const { problems } of all)
      for (const problem of problems) {
        const key = `${problem.file}\0${problem.start}\0${problem.message}`;
        if (!seen.has(key)) seen.set(key, problem);
      }
    return [...seen.values()];
  }

  /** Files whose findings are ours to report: those of checked crates, and manifests with problems. */
  paths(): ReadonlySet<string> {
    if (this.stale) {
      this.files = new Set([
        ...this.views.flatMap((view) => view.filesOfWorkspace()),
        ...this.problems().map((problem) => problem.file),
      ]);
      this.stale = false;
    }
    return this.files;
  }

  /**
   * Whether a file may be ours. One that was ours before the last change is not asked about again: working out all
   * files can mean reading every crate, and an edited document is not to wait for that. An analysis has no findings
   * in files that are no longer its own.
   */
  has(path: string): boolean {
    return this.files.has(path) || this.paths().has(path);
  }
}

/** Of lists made of the same findings: whether their places stand the same in other views. */
function sameElsewhere(a: readonly JoinedFinding[], b: readonly JoinedFinding[]): boolean {
  const short = (list: readonly JoinedFinding[]): string => JSON.stringify(list.map((one) => one.elsewhere));
  return short(a) === short(b);
}
