/** What a `check` run found, as plain data: the text and JSON outputs are two ways to write it down. */
import type { ViewDescription } from '../analysisApi';
import type { BindingsOrigin } from '../bindings/model';
import type { Finding, ReferenceCounts } from '../diagnose/finding';
import type { ParityResult } from '../diagnose/parity/result';

export interface ViewReport {
  readonly view: ViewDescription;
  readonly bindings?: BindingsOrigin;
  readonly counts: ReferenceCounts;
  /** Why references were Unknown: reason → count. */
  readonly unknownReasons: ReadonlyMap<string, number>;
  /** What holding stand-ins against the bindings says. */
  readonly parity?: ParityResult;
}

/** A finding and the views (indices into {@link CheckReport.views}) in which it holds. */
export interface ReportedFinding {
  readonly finding: Finding;
  readonly views: readonly number[];
}

export interface CheckReport {
  /** The PATH that was asked for, absolute, forward slashes. */
  readonly folder: string;
  readonly views: readonly ViewReport[];
  /** By file and position. */
  readonly findings: readonly ReportedFinding[];
  /** Number of source files that were checked. */
  readonly files: number;
}

/**
 * Joins the findings of several views: what is reported at the same span with the same code is one finding.
 * The message of the first view that has it is kept.
 */
export function joinViews(findingsByView: readonly (readonly Finding[])[]): ReportedFinding[] {
  const joined = new Map<string, { finding: Finding; views: number[] }>();
  findingsByView.forEach((findings, view) => {
    for (const finding of findings) {
      const key = [finding.file, finding.start, finding.end, finding.code, finding.name].join('\0');
      const known = joined.get(key);
      if (known === undefined) joined.set(key, { finding, views: [view] });
      else if (!known.views.includes(view)) known.views.push(view);
    }
  });
  // What one view needs no more another may need.
  const needed = (found: ReportedFinding): boolean =>
    found.finding.code !== 'stale-allowance' || found.views.length === findingsByView.length;
  return [...joined.values()].filter(needed).sort((a, b) => comparePlaces(a.finding, b.finding));
}

function comparePlaces(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

/** Exit code of a run that could check something: 1 with errors (with warnings too if they are denied), else 0. */
export function exitCode(report: CheckReport, denyWarnings: boolean): 0 | 1 {
  const fails = (finding: Finding): boolean =>
    finding.severity === 'error' || (denyWarnings && finding.severity === 'warning');
  return report.findings.some(({ finding }) => fails(finding)) ? 1 : 0;
}

/** Short name of a view: `aarch64`, `aarch64-mcs, features runtime`. */
export function viewName(view: ViewDescription): string {
  const parts = [view.mcs ? `${view.arch}-mcs` : view.arch];
  if (view.features.length > 0) parts.push(`features ${view.features.join(' ')}`);
  if (view.noDefaultFeatures) parts.push('no default features');
  if (view.tests) parts.push('with tests');
  return parts.join(', ');
}

/** A file as PATH-relative text with forward slashes; files outside of PATH stay absolute, as do virtual ones. */
export function relativeFile(folder: string, file: string): string {
  if (file === folder) return '.';
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return file.startsWith(base) ? file.slice(base.length) : file;
}
