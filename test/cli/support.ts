/** Findings for tests, with everything filled in that a test does not care about. */
import type { ViewDescription } from '../../server/src/analysis/api';
import { type CheckReport, namedViews, type ViewReport } from '../../server/src/cli/report';
import type { Finding } from '../../server/src/diagnose/finding';
import { type JoinedFinding, joinFindings } from '../../server/src/diagnose/joined';
import type { Standing } from '../../server/src/diagnose/standing';

/** A finding on the first place of `marked` in `text`. */
export function findingAt(text: string, marked: string, more: Partial<Finding> = {}): Finding {
  const start = text.indexOf(marked);
  if (start < 0) throw new Error(`\`${marked}\` is not in the text`);
  return {
    code: 'constified-variant',
    severity: 'error',
    file: '/w/src/irq.rs',
    start,
    end: start + marked.length,
    name: marked,
    message: `cannot find value \`${marked}\` in this scope`,
    candidates: [],
    crate: 'cap_broker',
    module: 'crate::irq',
    category: 'constant',
    related: [],
    ...more,
  };
}

export const VIEW: ViewDescription = {
  arch: 'aarch64',
  mcs: false,
  features: ['runtime'],
  noDefaultFeatures: false,
  tests: false,
  evidence: 'the sources use names of this architecture',
};

export function viewReport(more: Partial<ViewReport> = {}): ViewReport {
  return {
    view: VIEW,
    name: '',
    bindings: {
      kind: 'snapshot',
      name: 'pin-aarch64',
      versions: 'seL4 13.0.0',
      sentence: 'built-in snapshot pin-aarch64: what the submodules point to',
      certain: true,
    },
    counts: { total: 10, resolved: 7, resolvedByName: 1, unresolved: 2, unknown: 0 },
    unknownReasons: new Map(),
    ...more,
  };
}

/** Findings by view; where one is not reported, what stands there is as `standing` says, by view. */
export function joined(
  byView: readonly (readonly Finding[])[],
  standing: readonly Standing[] = [],
): readonly JoinedFinding[] {
  return joinFindings(byView, (view) => standing[view] ?? 'resolves', true);
}

/** A report with one view, or with those of `more`. */
export function reportOf(findings: readonly Finding[], more: Partial<CheckReport> = {}): CheckReport {
  const views = namedViews(more.views ?? [viewReport()]);
  return { folder: '/w', findings: joined([findings]), files: 3, ...more, views };
}
