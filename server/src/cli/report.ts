/** What a `check` run found, as plain data: the text and JSON outputs are two ways to write it down. */
import type { ViewDescription } from '../analysis/api';
import { viewNames } from '../analysis/viewNames';
import type { BindingsOrigin } from '../bindings/model';
import type { Finding, ReferenceCounts } from '../diagnose/finding';
import type { JoinedFinding } from '../diagnose/joined';
import type { ParityListing } from '../diagnose/parity/listing';

export interface ViewReport {
  readonly view: ViewDescription;
  /** Short, and of no other view of the report. */
  readonly name: string;
  readonly bindings?: BindingsOrigin;
  readonly counts: ReferenceCounts;
  /** Why references were Unknown: reason → count. */
  readonly unknownReasons: ReadonlyMap<string, number>;
  /** What holding stand-ins against the bindings says. */
  readonly parity?: ParityListing;
}

export interface CheckReport {
  /** The PATH that was asked for, absolute, forward slashes. */
  readonly folder: string;
  readonly views: readonly ViewReport[];
  /** By file and position. */
  readonly findings: readonly JoinedFinding[];
  /** Number of source files that were checked. */
  readonly files: number;
}

/** Exit code of a run that could check something: 1 with errors (with warnings too if they are denied), else 0. */
export function exitCode(report: CheckReport, denyWarnings: boolean): 0 | 1 {
  const fails = (finding: Finding): boolean =>
    finding.severity === 'error' || (denyWarnings && finding.severity === 'warning');
  return report.findings.some(({ finding }) => fails(finding)) ? 1 : 0;
}

/** Gives each view a name of its own. */
export function namedViews(views: readonly ViewReport[]): readonly ViewReport[] {
  const names = viewNames(views);
  return views.map((view, index) => ({ ...view, name: names[index]! }));
}

/** A file as PATH-relative text with forward slashes; files outside of PATH stay absolute, as do virtual ones. */
export function relativeFile(folder: string, file: string): string {
  if (file === folder) return '.';
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return file.startsWith(base) ? file.slice(base.length) : file;
}
