/**
 * The integration report as plain data: what is missing and why, how far each part of the workspace is, what would mend
 * it, what is new. `--format json` writes it down as it is; `docs/json.md` describes it. Only additions are made under one
 * version number.
 */
import type { Finding, FindingCode, ReferenceCounts, Severity } from '../diagnose/finding';
import type { ParitySummary } from './parity';

export const REPORT_VERSION = 1;

export interface IntegrationReport extends ReportMark {
  /** What the workspace is called. */
  readonly name: string;
  /** Number of source files that were looked at. */
  readonly files: number;
  readonly totals: Totals;
  /** The configurations that were looked at, in the order asked for. */
  readonly views: readonly ViewOfReport[];
  /** Names that the compiler will not find, by what they stand for. */
  readonly missing: readonly MissingGroup[];
  /** Other findings but those of parity, by code. */
  readonly others: readonly CauseGroup[];
  readonly parity: {
    readonly pairs: readonly ParityOfReport[];
    readonly findings: readonly CauseGroup[];
  };
  /** What mending everything would do; `null`: it was not asked for. */
  readonly plan: PlanOfReport | null;
  /** What is another than in the report that this one was held against; `null`: there was none. */
  readonly changes: Changes | null;
}

/** What a later report compares itself with; a whole report is one. */
export interface ReportMark {
  readonly version: typeof REPORT_VERSION;
  readonly views: readonly { readonly name: string; readonly names: ReferenceCounts }[];
  /** How often each name is found fault with, by code and module: edits move places, but not these. */
  readonly tally: readonly TallyRow[];
}

export interface TallyRow {
  readonly code: string;
  readonly name: string;
  /** `cap-broker::irq`; empty for what is in no crate. */
  readonly module: string;
  /** What is said, where that is about no name; absent in reports of earlier versions. */
  readonly what?: string | undefined;
  readonly uses: number;
}

export interface Totals {
  readonly errors: number;
  readonly warnings: number;
  readonly remarks: number;
}

export interface ViewOfReport {
  /** Short, and of no other view. */
  readonly name: string;
  /** Architecture, kernel options, features. */
  readonly about: string;
  /** What decided architecture and features. */
  readonly evidence: string;
  /** Features that lead to real bindings, where the default ones lead to a mock only. */
  readonly suggestion?: string;
  /** Which bindings and why these; `null`: none were found. */
  readonly bindings: string | null;
  /** What makes generated bindings older than what they are made of. */
  readonly stale?: string;
  /** Findings that hold in it. */
  readonly totals: Totals;
  /** References to names of the kernel in active code. */
  readonly names: ReferenceCounts;
  readonly unknown: readonly { readonly reason: string; readonly count: number }[];
  /** By name; crates without such references are left out. */
  readonly crates: readonly CrateOfReport[];
}

export interface CrateOfReport {
  readonly crate: string;
  readonly names: ReferenceCounts;
  /** `cap-broker::irq`; the root is called as the crate. */
  readonly modules: readonly { readonly module: string; readonly names: ReferenceCounts }[];
}

export interface MissingGroup {
  readonly category: Finding['category'];
  readonly uses: number;
  /** Number of different names. */
  readonly names: number;
  /** Most uses first. */
  readonly causes: readonly CauseGroup[];
}

export interface CauseGroup {
  readonly code: FindingCode;
  readonly uses: number;
  /** Most used first, then by name. */
  readonly names: readonly NameOfReport[];
}

export interface NameOfReport {
  /** Empty for what is about no name: a row for each `why` then. */
  readonly name: string;
  readonly uses: number;
  readonly severity: Severity;
  /** Why, where that differs by name. */
  readonly why: string;
  /** Of the code `project`: a file could not be read. */
  readonly unreadable?: true;
  /** What to write; the most frequent first. */
  readonly write: readonly Counted[];
  /** What the first quick fix of each place does; the most frequent first. */
  readonly fixes: readonly Counted[];
  /** Names of the views in which it holds somewhere; absent if in all, or if there is only one. */
  readonly views?: readonly string[];
  /** Built-in configurations that have the name, anywhere and as anything, of how many; `null`: nobody knows. */
  readonly existsIn: { readonly configurations: readonly string[]; readonly of: number } | null;
  readonly places: readonly PlaceOfReport[];
}

export interface Counted {
  readonly text: string;
  readonly uses: number;
}

export interface PlaceOfReport {
  /** From the workspace's root on, forward slashes; absolute outside of it. */
  readonly file: string;
  /** As rustc counts: from 1, columns in characters. */
  readonly line: number;
  readonly col: number;
  /** `cap-broker::irq`; empty for what is in no crate. */
  readonly module: string;
}

export interface ParityOfReport extends ParitySummary {
  /** Names of the views in which it was found so; absent if there is only one view. */
  readonly views?: readonly string[];
}

export interface PlanOfReport {
  /** Findings that would be mended without asking. */
  readonly mended: number;
  readonly files: readonly { readonly file: string; readonly added: number; readonly removed: number }[];
  /** What would be left, by reason. */
  readonly left: readonly {
    readonly reason: string;
    readonly uses: number;
    readonly names: readonly string[];
  }[];
  /** Why nothing would be written at all: the first finding that the result would have. */
  readonly broken?: string;
}

export interface Changes {
  /** What is no longer found fault with: it is mended, or no longer there. */
  readonly gone: readonly ChangeRow[];
  readonly added: readonly ChangeRow[];
  readonly views: readonly {
    readonly name: string;
    /** `null`: that report did not look at this view. */
    readonly before: ReferenceCounts | null;
    readonly now: ReferenceCounts;
  }[];
  /** Views of the former report that this one did not look at. */
  readonly viewsGone: readonly string[];
}

export interface ChangeRow {
  readonly code: string;
  readonly name: string;
  /** What is said, where that is about no name. */
  readonly what?: string | undefined;
  readonly uses: number;
  readonly modules: readonly string[];
}
