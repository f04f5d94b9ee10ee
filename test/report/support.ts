/** Reports of workspaces in memory, and reports with everything filled in that a test does not care about. */
import { createSideBySide } from '../../server/src/analysis/analysis';
import { checkViews } from '../../server/src/analysis/checkViews';
import { firstFixes, reportInput } from '../../server/src/analysis/reportInput';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import type { ViewRequest } from '../../server/src/project/model';
import { buildReport } from '../../server/src/report/build';
import type { IntegrationReport, NameOfReport, ReportMark } from '../../server/src/report/model';
import { parseFixture } from '../support/fixture';
import { MANIFEST, parts } from '../support/sel4Workspace';

const ROOT = '/w';

/** The report of a package that depends on `sel4`, or of what the fixture's manifests say. */
export async function reportOn(
  text: string,
  views: readonly ViewRequest[] = [{ bindings: 'aarch64' }],
  since?: ReportMark,
): Promise<IntegrationReport> {
  const fixture = parseFixture(text);
  const texts = new Map([...fixture.files].map(([path, content]) => [ROOT + path, content]));
  if (fixture.crates.length === 1) texts.set(`${ROOT}/Cargo.toml`, MANIFEST);
  const files = memoryFiles(texts);
  const analyses = createSideBySide({ folder: ROOT, files, views }, await parts());
  const checked = checkViews(analyses);
  const fixes = new Map(
    [...firstFixes(checked, {})].flatMap(([one, title]) => (title ? [[one, title]] : [])),
  );
  const gathering = { name: 'w', root: ROOT, textOf: (file: string) => texts.get(file), fixes };
  const plan = analyses.views[0]!.fixAll();
  return buildReport(reportInput(analyses, checked, { ...gathering, plan }), since);
}

const COUNTS = { total: 0, resolved: 0, resolvedByName: 0, unresolved: 0, unknown: 0 };

/** A report in which nothing was found, but for `more`. */
export function emptyReport(more: Partial<IntegrationReport> = {}): IntegrationReport {
  return {
    version: 1,
    name: 'w',
    files: 0,
    totals: { errors: 0, warnings: 0, remarks: 0 },
    views: [
      {
        name: 'aarch64',
        about: 'aarch64',
        evidence: '',
        bindings: null,
        totals: { errors: 0, warnings: 0, remarks: 0 },
        names: COUNTS,
        unknown: [],
        crates: [],
      },
    ],
    missing: [],
    others: [],
    parity: { pairs: [], findings: [] },
    plan: null,
    tally: [],
    changes: null,
    ...more,
  };
}

/** One missing constant in a report. */
export function withName(more: Partial<NameOfReport>): IntegrationReport {
  const name: NameOfReport = {
    name: 'seL4_X',
    uses: 1,
    severity: 'error',
    why: 'because',
    write: [],
    fixes: [],
    existsIn: null,
    places: [{ file: 'src/lib.rs', line: 3, col: 5, module: 'w' }],
    ...more,
  };
  const causes = [{ code: 'c-only-name', uses: name.uses, names: [name] }] as const;
  return emptyReport({ missing: [{ category: 'constant', uses: name.uses, names: 1, causes }] });
}
