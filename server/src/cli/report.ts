/** What a `check` run found, as plain data: the text and JSON outputs are two ways to write it down. */
import type { ViewDescription } from '../analysisApi';
import type { BindingsOrigin } from '../bindings/model';
import type { Finding, ReferenceCounts } from '../diagnose/finding';
import type { JoinedFinding } from '../diagnose/joined';
import type { ParityResult } from '../diagnose/parity/result';

export interface ViewReport {
  readonly view: ViewDescription;
  /** Short, and of no other view of the report. */
  readonly name: string;
  readonly bindings?: BindingsOrigin;
  readonly counts: ReferenceCounts;
  /** Why references were Unknown: reason → count. */
  readonly unknownReasons: ReadonlyMap<string, number>;
  /** What holding stand-ins against the bindings says. */
  readonly parity?: ParityResult;
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

/** Short name of a view: what the project calls it, else `aarch64`, `aarch64-mcs, features runtime`. */
export function viewName(view: ViewDescription): string {
  if (view.name !== undefined) return view.name;
  const parts = [view.mcs ? `${view.arch}-mcs` : view.arch];
  if (view.features.length > 0) parts.push(`features ${view.features.join(' ')}`);
  if (view.noDefaultFeatures) parts.push('no default features');
  if (view.tests) parts.push('with tests');
  return parts.join(', ');
}

/** Gives each view the part of its name that tells it from the others: `aarch64` where all have the same features. */
export function namedViews(views: readonly ViewReport[]): readonly ViewReport[] {
  const tellApart = (names: readonly string[]): boolean => new Set(names).size === names.length;
  const full = views.map(({ view }) => viewName(view));
  const ways = [
    views.map(({ view }) => view.name ?? (view.mcs ? `${view.arch}-mcs` : view.arch)),
    full,
    views.map(({ view, bindings }) => `${viewName(view)}, bindings ${bindings?.name ?? 'none'}`),
    full.map((name, index) => `${name} (${index + 1})`),
  ];
  const names = views.length > 1 ? ways.find(tellApart)! : full;
  return views.map((view, index) => ({ ...view, name: names[index]! }));
}

/** A file as PATH-relative text with forward slashes; files outside of PATH stay absolute, as do virtual ones. */
export function relativeFile(folder: string, file: string): string {
  if (file === folder) return '.';
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return file.startsWith(base) ? file.slice(base.length) : file;
}
