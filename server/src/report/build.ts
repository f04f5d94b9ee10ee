/** From what was found to the report. */
import type { Finding, ReferenceCounts } from '../diagnose/finding';
import type { JoinedFinding } from '../diagnose/joined';
import type { ParityListing } from '../diagnose/parity/listing';
import { addCounts, type ModuleCounts, noCounts } from '../diagnose/report';
import { isMissingName, isParity } from './causes';
import { changesSince } from './changes';
import type {
  CauseGroup,
  Counted,
  CrateOfReport,
  IntegrationReport,
  MissingGroup,
  NameOfReport,
  ParityOfReport,
  PlaceOfReport,
  PlanOfReport,
  ReportMark,
  TallyRow,
  Totals,
  ViewOfReport,
} from './model';
import { REPORT_VERSION } from './model';
import { paritySummaries } from './parity';
import { CATEGORIES, modulePath } from './summary';

/** What a report is made of. */
export interface ReportInput {
  readonly name: string;
  readonly files: number;
  readonly views: readonly ViewInput[];
  /** Views are meant by their number in `views`. */
  readonly findings: readonly JoinedFinding[];
  /** Titles of the first quick fix, for findings that have one. */
  readonly fixes: ReadonlyMap<Finding, string>;
  /** Built-in configurations by the names that they have; `of`: how many there are. */
  readonly exists: { readonly of: number; readonly configurations: ReadonlyMap<string, readonly string[]> };
  /** File, line and column for people. */
  placeOf(file: string, offset: number): Omit<PlaceOfReport, 'module'>;
  readonly plan?: PlanOfReport;
}

export interface ViewInput
  extends Pick<ViewOfReport, 'name' | 'about' | 'evidence' | 'suggestion' | 'bindings' | 'stale'> {
  readonly counts: ReferenceCounts;
  readonly unknownReasons: ReadonlyMap<string, number>;
  readonly modules: readonly ModuleCounts[];
  readonly parity: ParityListing;
}

/** Makes the report; `since` is what it is held against. */
export function buildReport(input: ReportInput, since?: ReportMark): IntegrationReport {
  const { name, files, views, findings } = input;
  const missing = findings.filter(({ finding }) => isMissingName(finding));
  const others = findings.filter(({ finding }) => !isMissingName(finding));
  const report = {
    version: REPORT_VERSION,
    name,
    files,
    totals: totalsOf(findings.map(({ finding }) => finding)),
    views: views.map((view, at) => viewOf(view, findingsIn(findings, at))),
    missing: CATEGORIES.flatMap((category) => {
      const own = missing.filter(({ finding }) => finding.category === category);
      return own.length === 0 ? [] : [missingGroup(category, own, input)];
    }),
    others: causeGroups(
      others.filter(({ finding }) => !isParity(finding.code)),
      input,
    ),
    parity: {
      pairs: pairsOf(views),
      findings: causeGroups(
        others.filter(({ finding }) => isParity(finding.code)),
        input,
      ),
    },
    plan: input.plan ?? null,
    tally: tallyOf(findings, input),
  } as const;
  return { ...report, changes: since === undefined ? null : changesSince(since, report) };
}

/** What a view says of the places at which it reports something. */
function findingsIn(findings: readonly JoinedFinding[], view: number): readonly Finding[] {
  return findings
    .filter(({ views }) => views.includes(view))
    .map(({ finding, others }) => others.find((other) => other.view === view)?.finding ?? finding);
}

function totalsOf(findings: readonly Finding[]): Totals {
  const count = (...severities: readonly string[]): number =>
    findings.filter(({ severity }) => severities.includes(severity)).length;
  return { errors: count('error'), warnings: count('warning'), remarks: count('information', 'hint') };
}

function viewOf(view: ViewInput, findings: readonly Finding[]): ViewOfReport {
  const { counts, unknownReasons, modules, parity: _parity, ...head } = view;
  const crates = new Map<string, { module: string; names: ReferenceCounts }[]>();
  for (const one of modules) {
    const own = crates.get(one.crate) ?? [];
    crates.set(one.crate, own);
    own.push({ module: modulePath(one), names: one.counts });
  }
  return {
    ...head,
    totals: totalsOf(findings),
    names: counts,
    unknown: [...unknownReasons]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    crates: [...crates].map(
      ([crate, own]): CrateOfReport => ({
        crate,
        names: own.map(({ names }) => names).reduce(addCounts, noCounts),
        modules: own,
      }),
    ),
  };
}

function missingGroup(
  category: Finding['category'],
  findings: readonly JoinedFinding[],
  input: ReportInput,
): MissingGroup {
  const names = new Set(findings.map(({ finding }) => finding.name));
  return { category, uses: findings.length, names: names.size, causes: causeGroups(findings, input) };
}

function causeGroups(findings: readonly JoinedFinding[], input: ReportInput): readonly CauseGroup[] {
  return grouped(findings, ({ finding }) => finding.code)
    .map(([code, own]) => ({
      code,
      uses: own.length,
      // What is about no name is told apart by what is said.
      names: grouped(own, ({ finding: { name, message } }) => (name === '' ? message : name))
        .map(([, uses]) => nameOf(uses, input))
        .sort((a, b) => b.uses - a.uses || compared(a.name, b.name)),
    }))
    .sort((a, b) => b.uses - a.uses || compared(a.code, b.code));
}

function compared(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function nameOf(uses: readonly JoinedFinding[], input: ReportInput): NameOfReport {
  const all = input.views.length;
  const views = new Set(uses.flatMap((use) => use.views));
  const [{ finding: first }] = uses as [JoinedFinding];
  const { name } = first;
  const configurations = input.exists.configurations.get(name);
  return {
    name,
    uses: uses.length,
    severity: first.severity,
    why: first.why ?? first.message,
    ...(first.unreadable ? { unreadable: true } : {}),
    write: counted(uses.flatMap(({ finding }) => finding.help ?? [])),
    fixes: counted(uses.flatMap(({ finding }) => input.fixes.get(finding) ?? [])),
    ...(views.size < all
      ? { views: input.views.filter((_, at) => views.has(at)).map((view) => view.name) }
      : {}),
    existsIn: configurations === undefined ? null : { configurations, of: input.exists.of },
    places: uses.map(({ finding }) => ({
      ...input.placeOf(finding.file, finding.start),
      module: finding.crate === '' ? '' : modulePath(finding),
    })),
  };
}

/** What stands in several views alike is said once. */
function pairsOf(views: readonly ViewInput[]): readonly ParityOfReport[] {
  const found = views.flatMap((view) =>
    paritySummaries(view.parity).map((summary) => ({ summary, view: view.name })),
  );
  return grouped(found, ({ summary }) => JSON.stringify(summary)).map(([, same]) => ({
    ...same[0]!.summary,
    ...(views.length > 1 ? { views: same.map(({ view }) => view) } : {}),
  }));
}

function tallyOf(findings: readonly JoinedFinding[], input: ReportInput): readonly TallyRow[] {
  const rows = findings.map(({ finding }) => ({
    code: finding.code,
    name: finding.name,
    module: finding.crate === '' ? '' : modulePath(finding),
    ...(finding.name === '' ? { what: whatIsSaid(finding, input) } : {}),
  }));
  return grouped(rows, ({ code, name, module, what = '' }) => `${module}\0${code}\0${name}\0${what}`)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, same]) => ({ ...same[0]!, uses: same.length }));
}

/** The message, the same wherever the workspace lies. */
function whatIsSaid({ file, start, message }: Finding, { placeOf }: ReportInput): string {
  return message.replaceAll(file, placeOf(file, start).file);
}

function counted(texts: readonly string[]): readonly Counted[] {
  return grouped(texts, (text) => text)
    .map(([text, same]) => ({ text, uses: same.length }))
    .sort((a, b) => b.uses - a.uses || a.text.length - b.text.length);
}

/** In the order in which keys come first. */
function grouped<T, K>(list: readonly T[], keyOf: (one: T) => K): [K, readonly T[]][] {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const known = groups.get(key);
    if (known) known.push(one);
    else groups.set(key, [one]);
  }
  return [...groups];
}
