/** What `lsp/` and `cli/` may ask of an analysis. `analysis.ts` implements it and owns every cache. */
import type { Build } from '../bindings/builds';
import type { BindingsOrigin } from '../bindings/model';
import type { Finding, FindingCode, ReferenceCounts, Severity } from '../diagnose/finding';
import type { Stretch } from '../diagnose/inactive';
import type { ParityListing } from '../diagnose/parity/listing';
import type { ModuleCounts } from '../diagnose/report';
import type { Standing } from '../diagnose/standing';
import type { ColumnSource, Matrix } from '../features/matrix/table';
import type { HitsOfView } from '../features/upgrade/hits';
import type { FixSettings } from '../fix/context';
import type { Refusal } from '../fix/fix';
import type { Answers } from '../fix/fixes';
import type { FileSystem, ProjectProblem, ViewRequest } from '../project/model';
import type { NameAnswer } from '../query/answers';
import type { Features } from './featureQueries';
import type { ProjectViews } from './projectViews';

export interface AnalysisOptions {
  /** Absolute path of the folder to analyse (the workspace root is found from it). */
  readonly folder: string;
  readonly files: FileSystem;
  readonly view: ViewRequest;
  /** Report every reference, not only those that concern the bindings. */
  readonly allNames?: boolean;
  /** Severity by code; `'off'` drops the finding. */
  readonly severities?: Readonly<Partial<Record<FindingCode, Severity | 'off'>>>;
  /** Differences of stand-ins (mocks): those that code of the workspace depends on (the default), or all. */
  readonly parity?: 'used' | 'all';
  /** Folder of a seL4 source tree, an install prefix or include folder whose documentation is shown. */
  readonly sel4Source?: string;
  /** Values of environment variables that matter (CARGO_TARGET_DIR, SEL4_PREFIX …). */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export interface ViewDescription {
  /** What the project calls it, where it does. */
  readonly name?: string;
  readonly arch: string;
  readonly mcs: boolean;
  readonly features: readonly string[];
  readonly noDefaultFeatures: boolean;
  readonly tests: boolean;
  /** What decided architecture and features, in one line. */
  readonly evidence: string;
  /** Set where the default features lead to a mock only: the features that lead to real bindings. */
  readonly suggestion?: string;
  /** The features that the suggestion names. */
  readonly suggested?: { readonly features: readonly string[]; readonly noDefaultFeatures: boolean };
}

export interface FileChange {
  readonly path: string;
  /** New text of an open document; `null`: the document was closed, or the file on disk changed, appeared or vanished. */
  readonly text: string | null;
}

/** What the last change made necessary: a test of the barrier counts it. */
export interface Recomputed {
  readonly project: boolean;
  /** Names of crates whose definition maps were made again. */
  readonly crates: readonly string[];
  /** Absolute paths of files that were parsed again. */
  readonly parsed: readonly string[];
  /** Absolute paths of files whose references were checked again. */
  readonly checked: readonly string[];
}

export interface FixAllRequest {
  /** Nothing is mended if no view has the adapter that the settings name. */
  readonly adapterMustBe?: boolean;
  readonly settings?: FixSettings;
  /** Absolute paths of the files whose findings are meant; absent: all. */
  readonly files?: ReadonlySet<string>;
  /** Views whose findings are meant; absent: the analysis's own, and the same on the other architectures. */
  readonly views?: readonly ViewRequest[];
}

/** A file as it is, and as it is to be. */
export interface FixedFile {
  /** Absolute path. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A finding that is left; its own offsets mean the text with everything mended. */
export interface LeftPlace extends Refusal {
  /** Where it begins in the text as it is now. */
  readonly startBefore: number;
}

export interface FixAllResult {
  readonly files: readonly FixedFile[];
  /** What is mended, each place once. */
  readonly mended: readonly Finding[];
  readonly left: readonly LeftPlace[];
  /** Findings that the result would have and that are not there now: then nothing is to be written. */
  readonly broken: readonly Finding[];
  /** Paths of the adapters that there are, where `adapterMustBe` one of them and is not: nothing is mended then. */
  readonly otherAdapters?: readonly string[];
}

/** One view of a workspace: everything that can be asked about it. */
export interface ViewAnalysis {
  view(): ViewDescription;
  bindings(): BindingsOrigin | undefined;
  /** Problems with manifests and folders. */
  problems(): readonly ProjectProblem[];
  /** Absolute paths of all files of checked crates, sorted. */
  filesOfWorkspace(): readonly string[];
  /** Whether a file is one of these: only what has to be read to know that is read. */
  hasFile(path: string): boolean;
  /**
   * Reads one of the crates that are to be read, so that all can be read with pauses before something asks for all of
   * them. `false` if none is left.
   */
  readNext(): boolean;
  /**
   * Findings in one file, in order of position; empty for files that belong to no crate. Computes what this file needs
   * and no more; the same array as long as nothing in it changed (the server compares by identity).
   */
  findings(path: string): readonly Finding[];
  allFindings(): readonly Finding[];
  /**
   * What can be written to mend the findings that touch `start..end` (UTF-16 offsets) of a file, best first for each,
   * and why other things cannot. Empty for files that belong to no crate.
   */
  fixes(path: string, start: number, end: number, settings?: FixSettings): Answers;
  /**
   * Everything that can be mended without asking, planned together. Nothing is written; a second run on the result finds
   * nothing more to do.
   */
  fixAll(request?: FixAllRequest): FixAllResult;
  /** What became of every name that checking a file comes across (also names in macros of other files); not kept. */
  answers(path: string): readonly NameAnswer[];
  /** Stretches of a file that this view does not compile, outermost ones, in order; none for a file that it has not. */
  inactive(path: string): readonly Stretch[];
  /** The view's bindings as a column of a matrix, called `name`. */
  column(name: string): ColumnSource;
  /** How the place of a finding of another view stands in this one. */
  standing(finding: Finding): Standing;
  counts(): ReferenceCounts;
  /** The same by module; modules without references to kernel names are left out. */
  modules(): readonly ModuleCounts[];
  /** What holding stand-ins (mocks) against the bindings says, name by name. */
  parity(): ParityListing;
  /** Why references were Unknown: reason → count. */
  unknownReasons(): ReadonlyMap<string, number>;
  /** What has been computed since this was last asked; asking makes nothing compute. */
  recomputed(): Recomputed;
  /** Folders to watch for generated files. */
  watchedFolders(): readonly string[];
  /** Answers for the features of an editor: each computes what it needs of the current state, and no more. */
  readonly features: Features;
  /** Names and version of the workspace root found (absolute path). */
  root(): string;
}

/** A view that can be exchanged for another. */
export interface Analysis extends ViewAnalysis {
  applyChange(changes: readonly FileChange[]): void;
  setView(view: ViewRequest): void;
}

export type SideBySideOptions = Omit<AnalysisOptions, 'view'> & { readonly views: readonly ViewRequest[] };

/** What a matrix has in its columns: the views that are looked at, or all built-in configurations. */
export type MatrixColumns = 'views' | 'builtIn';

/** Several views of one workspace side by side: what does not depend on the view is read once for all of them. */
export interface SideBySide {
  /** Generated bindings in the workspace, newest first, whether they can be used or not. Looks at the disk. */
  builds(): readonly Build[];
  /**
   * Where bindings of the workspace and of its views are on disk, or may come to be: folders of generated files, snapshot
   * files. Looks at the disk.
   */
  bindingPlaces(): readonly string[];
  /** Why what a person names as bindings cannot be used; `undefined` if it can. Looks at the disk. */
  bindingsProblem(name: string): ProjectProblem | undefined;
  /** The kernel's names that the workspace uses in any of its views, and where each is in each configuration. */
  matrix(columns: MatrixColumns): Matrix;
  /** What going over from one of the views to another does to the workspace. @throws Error for a view that is not there */
  hits(from: number, to: number): HitsOfView;
  /** The views that the project names in its manifest; read again when that changes. */
  projectViews(): ProjectViews;
  /** Whether every view that the project names is among the views. */
  coversProject(): boolean;
  /**
   * Text of a source file as the views have read it, which is what offsets in their findings count; a file on disk may
   * be another by now. `undefined` if none has read it.
   */
  textAsRead(path: string): string | undefined;
  /** Makes ready for letters that are typed into an open document (absolute path): worth while when nothing else is to do. */
  prepare(path: string): void;
  applyChange(changes: readonly FileChange[]): void;
  /** The views from now on; one that was there before keeps what it knows. */
  setViews(views: readonly ViewRequest[]): void;
  /** In the order of the requests; each computes nothing until it is asked. */
  readonly views: readonly ViewAnalysis[];
}
