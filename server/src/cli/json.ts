/** The JSON output: `docs/json.md` describes it. Only additions are made under one version number. */
import type { ReferenceCounts } from '../diagnose/finding';
import type { JoinedFinding } from '../diagnose/joined';
import { summarize } from '../report/summary';
import { LineIndex } from '../text/lineIndex';
import { type PlaceOf, parityJson } from './parityJson';
import { type CheckReport, relativeFile, type ViewReport } from './report';
import { placesIn } from './usePlaces';

export const JSON_VERSION = 1;

/**
 * The report as plain JSON data. `textOf` gives the text of a file, for lines and columns; where it gives
 * nothing, the place is line 1, column 1.
 */
export function checkJson(report: CheckReport, textOf: (file: string) => string | undefined): object {
  const several = report.views.length > 1;
  const summary = summarize(report.findings);
  const counts = {
    errors: summary.severities.error,
    warnings: summary.severities.warning,
    codes: Object.fromEntries(summary.codes),
    crates: Object.fromEntries(summary.crates),
    modules: Object.fromEntries(summary.modules),
  };
  const placeOf = placesIn(report.folder, { files: { readText: textOf } });
  const views = report.views.map((view) => viewJson(view, placeOf));
  const findings = findingsJson(report, textOf, several);
  if (several) {
    return { version: JSON_VERSION, views, findings, summary: counts };
  }
  const { references, ...head } = views[0]!;
  return { version: JSON_VERSION, ...head, findings, summary: { ...counts, references } };
}

interface ViewJson {
  readonly view: object;
  readonly bindings: object | null;
  readonly parity: readonly object[];
  readonly references: ReferenceCounts;
}

function viewJson(report: ViewReport, placeOf: PlaceOf): ViewJson {
  const { view, bindings, counts } = report;
  return {
    view: {
      ...(view.name === undefined ? {} : { name: view.name }),
      arch: view.arch,
      mcs: view.mcs,
      features: view.features,
      noDefaultFeatures: view.noDefaultFeatures,
      tests: view.tests,
      evidence: view.evidence,
      ...(view.suggestion === undefined ? {} : { suggestion: view.suggestion }),
    },
    bindings: bindings
      ? {
          kind: bindings.kind,
          name: bindings.name,
          versions: bindings.versions,
          sentence: bindings.sentence,
          certain: bindings.certain,
          ...(bindings.stale === undefined ? {} : { stale: bindings.stale }),
        }
      : null,
    parity: report.parity ? parityJson(report.parity, placeOf) : [],
    references: {
      total: counts.total,
      resolved: counts.resolved,
      resolvedByName: counts.resolvedByName,
      unresolved: counts.unresolved,
      unknown: counts.unknown,
    },
  };
}

function findingsJson(
  report: CheckReport,
  textOf: (file: string) => string | undefined,
  several: boolean,
): object[] {
  const sources = new Map<string, LineIndex>();
  return report.findings.map(({ finding, views, others, elsewhere }: JoinedFinding) => {
    let source = sources.get(finding.file);
    if (source === undefined) {
      source = new LineIndex(textOf(finding.file) ?? '');
      sources.set(finding.file, source);
    }
    const start = source.rustcPosition(finding.start);
    const end = source.rustcPosition(finding.end);
    return {
      code: finding.code,
      severity: finding.severity,
      file: relativeFile(report.folder, finding.file),
      line: start.line,
      col: start.column,
      endLine: end.line,
      endCol: end.column,
      name: finding.name,
      message: finding.message,
      help: finding.help ?? null,
      rustcCode: finding.rustcCode ?? null,
      ...(several ? { views, elsewhere, others: others.map(otherJson) } : {}),
    };
  });
}

/** What another view says of the same place; the place is that of the finding. */
function otherJson({ view, finding }: JoinedFinding['others'][number]): object {
  return { view, severity: finding.severity, message: finding.message, help: finding.help ?? null };
}
