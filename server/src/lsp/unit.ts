/** One Cargo workspace with its analysis. */
import type { Analysis, AnalysisOptions, FileChange } from '../analysisApi';
import type { Finding } from '../diagnose/finding';
import type { FixSettings } from '../fix/context';
import type { ViewRequest } from '../project/model';
import { fileName } from '../project/paths';
import { fixSettingsOf, type Settings, severitiesOf } from './settings';

/** Makes analyses once the parser and the data are loaded. */
export type MakeAnalysis = (options: AnalysisOptions) => Analysis;

export interface UnitOptions {
  /** The folder it is made for: a workspace folder, or where a loose document's manifest is. */
  readonly folder: string;
  /** The workspace folder whose settings hold; relative paths in them start here. */
  readonly scope: string;
  readonly settings: Settings;
  readonly view: ViewRequest;
  readonly base: Pick<AnalysisOptions, 'files' | 'environment'>;
}

export class Unit {
  /** Findings by path, as last reported: for counting. */
  readonly reported = new Map<string, readonly Finding[]>();
  state: 'indexing' | 'ready' = 'indexing';
  /** As they are now; what an analysis takes only when it is made is in `options`. */
  settings: Settings;
  /** Absolute path of the workspace root. */
  readonly root: string;
  private readonly analysis: Analysis;
  private files: ReadonlySet<string> = new Set();
  /** `files` was worked out before the last change. */
  private stale = true;

  constructor(
    readonly make: MakeAnalysis,
    readonly options: UnitOptions,
  ) {
    this.settings = options.settings;
    this.analysis = make({
      ...options.base,
      folder: options.folder,
      view: options.view,
      severities: severitiesOf(options.settings),
    });
    this.root = this.analysis.root();
  }

  /** The root's folder name, for people. */
  get name(): string {
    return fileName(this.root) || this.root;
  }

  /** How fixes are to be made, as the settings are now. */
  get fixSettings(): FixSettings {
    return fixSettingsOf(this.settings);
  }

  /** For questions that change nothing. */
  get query(): Omit<Analysis, 'applyChange' | 'setView'> {
    return this.analysis;
  }

  apply(changes: readonly FileChange[]): void {
    this.stale = true;
    this.analysis.applyChange(changes);
  }

  setView(view: ViewRequest): void {
    this.stale = true;
    this.state = 'indexing';
    this.analysis.setView(view);
  }

  /** Files whose findings are ours to report: those of checked crates, and manifests with problems. */
  paths(): ReadonlySet<string> {
    if (this.stale) {
      this.files = new Set([
        ...this.analysis.filesOfWorkspace(),
        ...this.analysis.problems().map((problem) => problem.file),
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
