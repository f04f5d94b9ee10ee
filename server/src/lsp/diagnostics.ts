/** From findings and project problems to diagnostics of the protocol. */
import type { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver';
import type { Finding, Severity } from '../diagnose/finding';
import type { Stretch } from '../diagnose/inactive';
import { type JoinedFinding, listed, whatElse, whereItHolds } from '../diagnose/joined';
import type { ProjectProblem } from '../project/model';
import type { Places } from './places';

/** `source` of every diagnostic of ours. */
export const diagnosticSource = 'kaal-sel4';

/** What a quick fix needs to know, kept in `Diagnostic.data` by clients that support it. */
export interface DiagnosticData {
  readonly name: string;
  /** Paths that would work, best first. */
  readonly candidates: readonly string[];
  readonly rustcCode?: string;
  /** Names of the views in which it holds, where several are looked at. */
  readonly views?: readonly string[];
}

/** What the client can take, out of its capabilities. */
export interface DiagnosticSupport {
  readonly related: boolean;
  readonly codeDescription: boolean;
  readonly data: boolean;
  /** Code can be faded. */
  readonly fades: boolean;
}

/** A diagnostic of ours: how grave it is, and why, is always said, and in plain text. */
export interface OwnDiagnostic extends Diagnostic {
  severity: DiagnosticSeverity;
  message: string;
}

export interface DiagnosticContext {
  readonly places: Pick<Places, 'range'>;
  readonly support: DiagnosticSupport;
  readonly uriOf: (path: string) => string;
  /** URI of the page that explains the codes, without a fragment; empty: none. */
  readonly documentation: string;
}

const severityNumbers: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: 1,
  warning: 2,
  information: 3,
  hint: 4,
};

/**
 * A diagnostic for a finding; `undefined` when its file has gone meanwhile. `names` are those of the views that are
 * looked at, the active one first.
 */
export function diagnosticOf(
  joined: JoinedFinding,
  names: readonly string[],
  context: DiagnosticContext,
): OwnDiagnostic | undefined {
  const { finding, views, others } = joined;
  const range = context.places.range(finding.file, finding.start, finding.end);
  if (range === undefined) return undefined;
  const related = context.support.related ? relatedOf(finding, context) : [];
  const data: DiagnosticData = {
    name: finding.name,
    // What can be written is a matter of the active view.
    candidates: (others.find(({ view }) => view === 0)?.finding ?? finding).candidates,
    ...(finding.rustcCode === undefined ? {} : { rustcCode: finding.rustcCode }),
    ...(names.length > 1 ? { views: views.map((view) => names[view]!) } : {}),
  };
  return {
    range,
    severity: severityNumbers[finding.severity],
    code: finding.code,
    ...describedAt(finding.code, context),
    source: diagnosticSource,
    message: [withHelp(finding), ...notesOf(joined, names)].join('\n'),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
    ...(context.support.data ? { data } : {}),
  };
}

/**
 * A hint that fades code that the active view does not compile; `others` are the names of views that do.
 * `undefined` when its file has gone meanwhile.
 */
export function diagnosticOfInactive(
  path: string,
  { start, end }: Stretch,
  others: readonly string[],
  context: DiagnosticContext,
): OwnDiagnostic | undefined {
  const range = context.places.range(path, start, end);
  if (range === undefined) return undefined;
  const elsewhere = others.length === 0 ? '' : `; it is on ${listed(others)}`;
  return {
    range,
    severity: 4,
    tags: [1],
    code: 'inactive-code',
    ...describedAt('inactive-code', context),
    source: diagnosticSource,
    message: `This code is not compiled in the view that is looked at${elsewhere}.`,
  };
}

/**
 * A diagnostic for a manifest or file that could not be read; at its first character where no place is known.
 * `severity` is the setting for the code `project`; `undefined` comes back when that is `off`.
 */
export function diagnosticOfProblem(
  problem: ProjectProblem,
  severity: Severity | 'off' | undefined,
  context: DiagnosticContext,
): OwnDiagnostic | undefined {
  if (severity === 'off') return undefined;
  const start = problem.start ?? 0;
  const zero = { line: 0, character: 0 };
  return {
    range: context.places.range(problem.file, start, problem.end ?? start) ?? { start: zero, end: zero },
    severity: severityNumbers[severity ?? problem.severity],
    code: 'project',
    ...describedAt('project', context),
    source: diagnosticSource,
    message: withHelp(problem),
  };
}

/**
 * What several workspaces say in the same words of one place as one diagnostic: as loud as the loudest of them says it,
 * with the help and the notes of all. The order stays.
 */
export function eachOnce(all: readonly OwnDiagnostic[]): readonly OwnDiagnostic[] {
  const found = new Map<string, OwnDiagnostic>();
  for (const one of all) {
    const [words] = one.message.split('\n');
    const key = JSON.stringify([one.range, one.code, words]);
    const known = found.get(key);
    found.set(key, known === undefined ? one : together(known, one));
  }
  return [...found.values()];
}

function together(a: OwnDiagnostic, b: OwnDiagnostic): OwnDiagnostic {
  const { severity } = b.severity < a.severity ? b : a;
  const lines = new Set([...a.message.split('\n'), ...b.message.split('\n')]);
  return { ...a, severity, message: [...lines].join('\n') };
}

/** Places inside a snapshot have no text to count lines in, so they are left out here. */
function relatedOf(finding: Finding, context: DiagnosticContext): DiagnosticRelatedInformation[] {
  return finding.related.flatMap((place) => {
    const range = context.places.range(place.file, place.start, place.end);
    if (range === undefined) return [];
    return [{ location: { uri: context.uriOf(place.file), range }, message: place.message }];
  });
}

function describedAt(code: string, context: DiagnosticContext): Pick<Diagnostic, 'codeDescription'> {
  if (!context.support.codeDescription || context.documentation === '') return {};
  return { codeDescription: { href: `${context.documentation}#${code}` } };
}

/** Where it holds, and what else is said in other views. */
function notesOf(joined: JoinedFinding, names: readonly string[]): readonly string[] {
  const nameOf = (view: number): string => names[view] ?? '';
  const where = whereItHolds(joined, nameOf);
  return [...(where === undefined ? [] : [where]), ...whatElse(joined, nameOf)];
}

function withHelp({ message, help }: { readonly message: string; readonly help?: string }): string {
  return help === undefined ? message : `${message}\nhelp: ${help}`;
}
