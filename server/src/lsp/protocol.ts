/**
 * What client and server say to each other beyond the Language Server Protocol.
 * Types and names only: the client imports this file with `import type`, so the names are literal types there.
 */
import type { HoverParams, Range, WorkspaceEdit } from 'vscode-languageserver';
import type { MatrixColumns, ViewDescription } from '../analysis/api';
import type { BindingsOrigin } from '../bindings/model';
import type { ReferenceCounts, Severity } from '../diagnose/finding';
import type { Row } from '../features/matrix/table';
import type { Role } from '../features/matrix/uses';
import type { ProjectProblem, ViewRequest } from '../project/model';
import type { IntegrationReport, ReportMark } from '../report/model';

/** `initializationOptions` of the `initialize` request; every part may be absent. */
export interface InitializationOptions {
  /** `push`: never advertise pull diagnostics (the client shows what is published). */
  readonly diagnostics?: 'push';
  /** Settings for clients without `workspace/configuration`: the content of `kaalSel4`. */
  readonly settings?: unknown;
  /** Views chosen earlier, by workspace root (URI). They go before the settings. */
  readonly views?: Readonly<Record<string, ViewRequest>>;
  /** The client has the command `kaalSel4.showReferences` for code lenses: URI, position, locations. */
  readonly showReferences?: boolean;
  /** A command of the client that opens the help on parameters: run when a call has been completed. */
  readonly parameterHints?: string;
  /** A command of the client that opens a document of ours at a line from 1: hovers link to it. */
  readonly openDocument?: string;
}

/** Parameters of `textDocument/hover` as our own client sends them. */
export interface HoverAsked extends HoverParams {
  /** A diagnostic of ours is shown at the place, and by the editor above the hover: what is wrong need not be said again. */
  readonly reasonShown?: boolean;
}

export type RootState = 'indexing' | 'ready';

/** One Cargo workspace, as the status item shows it. */
export interface RootStatus {
  /** URI of the workspace root. */
  readonly root: string;
  readonly name: string;
  readonly state: RootState;
  readonly view?: ViewDescription;
  readonly bindings?: BindingsOrigin;
  /** The active view is a temporary one: what it is checked against instead of its own bindings. */
  readonly against?: string;
  /** All views that are checked, the active one first; absent where that is the only one. */
  readonly views?: readonly ViewStatus[];
  readonly findings: Readonly<Record<Severity, number>>;
  readonly references: ReferenceCounts;
  /** Unknown among the references to kernel names, 0 to 1. */
  readonly unknownShare: number;
  /** Why references were Unknown, most frequent first. */
  readonly unknownReasons: readonly { readonly reason: string; readonly count: number }[];
  readonly problems: readonly ProjectProblem[];
}

/** One of several views of a workspace. */
export interface ViewStatus {
  readonly name: string;
  readonly view: ViewDescription;
  readonly bindings?: BindingsOrigin;
  /** Findings that hold in it. */
  readonly findings: Readonly<Record<Severity, number>>;
}

/** Notification `kaalSel4/status`, server to client, whenever any of it changed. */
export interface StatusParams {
  readonly roots: readonly RootStatus[];
  /** Findings of all roots together, where there are several: one in a file that two of them check counts once. */
  readonly findings?: Readonly<Record<Severity, number>>;
  /** Set when the server cannot work at all: what is wrong and what to do. */
  readonly failure?: string;
}

/** A part of every custom request: which root is meant; absent: the only one, or all of them. */
export interface RootParams {
  /** URI of a root as {@link RootStatus} names it, or of any file in it. */
  readonly root?: string;
}

/** Request `kaalSel4/setView`: the view of a root until it is set again; `null` goes back to the settings. */
export interface SetViewParams extends RootParams {
  readonly view: ViewRequest | null;
}

/**
 * Request `kaalSel4/checkAgainst`: looks at a root with other bindings until it is set again or the server ends, its own
 * view beside it; `null` goes back. Refused for bindings that cannot be used.
 */
export interface CheckAgainstParams extends RootParams {
  /** Name of a built-in snapshot, or absolute path of a folder or a snapshot file. */
  readonly bindings: string | null;
}

/** Bindings to check against. */
export interface BindingsChoice {
  readonly label: string;
  readonly detail: string;
  readonly bindings: string;
}

export interface ViewChoice {
  readonly label: string;
  readonly detail?: string;
  readonly view: ViewRequest | null;
}

/** Answer of `kaalSel4/views`: what each root could be looked at as. */
export interface ViewsResult {
  readonly roots: readonly {
    readonly root: string;
    readonly name: string;
    readonly view: ViewDescription;
    readonly choices: readonly ViewChoice[];
    /** What there is to check against. */
    readonly bindings: readonly BindingsChoice[];
  }[];
}

/** Answer of `kaalSel4/fixAll` (parameters: {@link RootParams}): everything that can be mended without asking. */
export interface FixAllAnswer {
  readonly roots: readonly {
    readonly root: string;
    readonly name: string;
    readonly edit: WorkspaceEdit;
    readonly mended: number;
    readonly left: readonly { readonly name: string; readonly reason: string }[];
    /** Set where nothing is mended because the result would have other findings: the first of them. */
    readonly broken?: string;
  }[];
}

/** Request `kaalSel4/matrix`: the kernel's names that a workspace uses × configurations. */
export interface MatrixParams extends RootParams {
  /** Absent: the views that are looked at, if there are several, else the built-in configurations. */
  readonly columns?: MatrixColumns;
  /** Asks for a page for a web view too, whose style and script have this nonce. */
  readonly page?: { readonly nonce: string };
}

/** A place in a document. */
export interface PlaceInDocument {
  readonly uri: string;
  readonly range: Range;
}

/** Answer of `kaalSel4/matrix`. */
export interface MatrixResult {
  readonly roots: readonly {
    readonly root: string;
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly about: string }[];
    readonly rows: readonly MatrixRow[];
    /** A whole HTML document; a click on a use in it posts a {@link PlaceInDocument}. */
    readonly page?: string;
  }[];
}

export interface MatrixRow extends Omit<Row, 'uses'> {
  readonly uses: readonly (PlaceInDocument & { readonly role: Role })[];
}

/** Request `kaalSel4/report`: how far a workspace is. */
export interface ReportParams extends RootParams {
  /** Asks for a page for a web view, whose style and script have this nonce. */
  readonly page?: { readonly nonce: string };
  /** Asks for what is to be put in place of the content of a page that is shown. */
  readonly body?: boolean;
  /** What mending everything would do is to be worked out too; it takes a while. */
  readonly plan?: boolean;
  /** `mark` of the report that this one is held against, or a whole report. */
  readonly since?: unknown;
  /** The client wants to be told, once, when this report is no longer true: `kaalSel4/reportChanged`. */
  readonly watch?: boolean;
}

/** Answer of `kaalSel4/report`. */
export interface ReportResult {
  readonly roots: readonly {
    readonly root: string;
    readonly name: string;
    /** Where neither a page nor a body was asked for. */
    readonly report?: IntegrationReport;
    readonly page?: string;
    readonly body?: string;
    /** To be kept for a later report's `since`. */
    readonly mark: ReportMark;
    /** The report in one sentence. */
    readonly news: string;
  }[];
}

/** Notification `kaalSel4/reportChanged`, server to client. */
export interface ReportChangedParams {
  readonly root: string;
}

/** Answer of `kaalSel4/checkWorkspace` (reads everything again) and of `kaalSel4/setView`. */
export type CheckResult = StatusParams;
