/** Gathers what a report is made of from the analyses of a workspace. */
import type { Finding } from '../diagnose/finding';
import type { FixSettings } from '../fix/context';
import { shownPath } from '../project/paths';
import type { ReportInput, ViewInput } from '../report/build';
import type { PlanOfReport } from '../report/model';
import { lineEdits } from '../text/lineEdits';
import { LineIndex } from '../text/lineIndex';
import type { FixAllResult, SideBySide } from './api';
import type { Checked } from './checkViews';
import { viewName, viewNames } from './viewNames';

export interface Gathering {
  /** What the workspace is called. */
  readonly name: string;
  /** Absolute path; files are called from it on. */
  readonly root: string;
  /** Text of a file as the analyses have it; `undefined`: its places are line 1, column 1. */
  textOf(file: string): string | undefined;
  readonly fixes: ReadonlyMap<Finding, string>;
  readonly plan?: FixAllResult | undefined;
}

/** Everything but the fixes, which take their time: {@link firstFixes}. */
export function reportInput(
  analyses: Pick<SideBySide, 'matrix'>,
  { views, findings, files }: Checked,
  gathering: Gathering,
): ReportInput {
  const { name, root, fixes, plan } = gathering;
  const placeOf = placesIn(gathering);
  const names = viewNames(
    views.map(({ analysis }) => ({ view: analysis.view(), bindings: analysis.bindings() })),
  );
  return {
    name,
    files,
    views: views.map(({ analysis }, at): ViewInput => {
      const { name: _name, ...view } = analysis.view();
      const bindings = analysis.bindings();
      return {
        name: names[at]!,
        about: viewName(view),
        evidence: view.evidence,
        ...(view.suggestion === undefined ? {} : { suggestion: view.suggestion }),
        bindings: bindings?.sentence ?? null,
        ...(bindings?.stale === undefined ? {} : { stale: bindings.stale }),
        counts: analysis.counts(),
        modules: analysis.modules(),
        unknownReasons: analysis.unknownReasons(),
        parity: analysis.parity(),
      };
    }),
    findings,
    fixes,
    exists: existence(analyses),
    placeOf,
    ...(plan === undefined ? {} : { plan: planOf(plan, root) }),
  };
}

/** The title of the first quick fix of each finding that has one, one finding after the other. */
export function* firstFixes(
  { views, findings }: Checked,
  settings: FixSettings,
): Iterable<readonly [Finding, string | undefined]> {
  for (const { finding, views: holds } of findings) {
    const { file, start, end } = finding;
    // A finding of a manifest that could not be read is of no view.
    const fixes = views[holds[0] ?? 0]?.analysis.fixes(file, start, end, settings).fixes ?? [];
    const own = fixes.find((fix) => fix.kind === 'quickfix' && isOf(fix.finding, finding));
    yield [finding, own?.title];
  }
}

/** Findings that several views have are told as the gravest one has them; the others' are the same. */
function isOf(a: Finding | undefined, b: Finding): boolean {
  return a === b || (a?.start === b.start && a.end === b.end && a.code === b.code && a.name === b.name);
}

/** Built-in configurations by the names of the kernel that they have and the workspace uses. */
function existence(analyses: Pick<SideBySide, 'matrix'>): ReportInput['exists'] {
  const { columns, rows } = analyses.matrix('builtIn');
  const configurations = new Map(
    rows.map((row) => [
      row.name,
      columns.filter((_, at) => row.cells[at]?.k !== 'missing').map((column) => column.name),
    ]),
  );
  return { of: columns.length, configurations };
}

function placesIn({ root, textOf }: Gathering): ReportInput['placeOf'] {
  const lines = new Map<string, LineIndex>();
  return (file, offset) => {
    const known = lines.get(file) ?? new LineIndex(textOf(file) ?? '');
    lines.set(file, known);
    const { line, column } = known.rustcPosition(offset);
    return { file: shownPath(file, root), line, col: column };
  };
}

function planOf({ files, mended, left, broken }: FixAllResult, root: string): PlanOfReport {
  const reasons = new Map<string, { uses: number; readonly names: Set<string> }>();
  for (const { reason, finding } of left) {
    const known = reasons.get(reason) ?? { uses: 0, names: new Set() };
    reasons.set(reason, known);
    known.uses++;
    known.names.add(finding.name);
  }
  const [first] = broken;
  return {
    mended: mended.length,
    files: files.map(({ file, before, after }) => ({
      file: shownPath(file, root),
      ...lineCounts(before, after),
    })),
    left: [...reasons].map(([reason, { uses, names }]) => ({ reason, uses, names: [...names] })),
    ...(first === undefined ? {} : { broken: first.message }),
  };
}

function lineCounts(before: string, after: string): { readonly added: number; readonly removed: number } {
  const count = (text: string): number =>
    text.split('\n').length - (text.endsWith('\n') || text === '' ? 1 : 0);
  let [added, removed] = [0, 0];
  for (const { start, end, newText } of lineEdits(before, after)) {
    added += count(newText);
    removed += count(before.slice(start, end));
  }
  return { added, removed };
}
