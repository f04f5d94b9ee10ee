/** Everything that is found in the views of a workspace: what `check` writes down and reports are made of. */
import type { Finding } from '../diagnose/finding';
import { type JoinedFinding, joinFindings } from '../diagnose/joined';
import type { ProjectProblem } from '../project/model';
import type { SideBySide, ViewAnalysis } from './api';

export interface CheckedView {
  readonly analysis: ViewAnalysis;
  /** Of the project as a whole, and of this view. */
  readonly problems: readonly ProjectProblem[];
  /** Absolute paths. */
  readonly files: readonly string[];
}

export interface Checked {
  readonly views: readonly CheckedView[];
  /** Findings of all views as one list, problems included, by file and position. */
  readonly findings: readonly JoinedFinding[];
  /** Number of source files. */
  readonly files: number;
}

/** Checks every view whole. */
export function checkViews(analyses: Pick<SideBySide, 'views' | 'projectViews' | 'coversProject'>): Checked {
  const ofProject = analyses.projectViews().problems;
  const views = analyses.views.map((analysis): CheckedView & { readonly found: readonly Finding[] } => {
    const problems = [...ofProject, ...analysis.problems()];
    const found = withoutRepetition([...problems.map(problemFinding), ...analysis.allFindings()]);
    return { analysis, problems, files: analysis.filesOfWorkspace(), found };
  });
  const findings = joinFindings(
    views.map(({ found }) => found),
    (view, finding) => views[view]!.analysis.standing(finding),
    analyses.coversProject(),
  );
  return { views, findings, files: new Set(views.flatMap(({ files }) => files)).size };
}

function problemFinding(problem: ProjectProblem): Finding {
  return {
    code: 'project',
    severity: problem.severity,
    file: problem.file,
    start: problem.start ?? 0,
    end: problem.end ?? problem.start ?? 0,
    name: '',
    message: problem.message,
    ...(problem.help === undefined ? {} : { help: problem.help }),
    ...(problem.unreadable ? { unreadable: true } : {}),
    candidates: [],
    crate: '',
    module: 'crate',
    category: 'other',
    related: [],
  };
}

/** A problem may be told twice: as a problem of the project, and as a finding in the file it is in. */
function withoutRepetition(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (finding.code !== 'project') return true;
    const key = `${finding.file}\0${finding.start}\0${finding.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
