/** Mending everything at once: rounds of planning in memory until nothing more is found to mend. */
import type { Finding } from '../diagnose/finding';
import type { Refusal } from '../fix/fix';
import { type Plan, planAll, type ViewOfFindings } from '../fix/plan';
import { overlayFiles } from '../project/memoryFiles';
import type { ViewRequest } from '../project/model';
import { applyEdits } from '../text/edit';
import type { AnalysisOptions, FixAllRequest, FixAllResult, FixedFile } from './api';

/** A view opened for planning. */
export interface OpenedForFix {
  /** Findings of the view, or of some files of it, with what they were made of. */
  view(request: FixAllRequest): ViewOfFindings;
}

/** What a round needs: an analysis of some texts in one view. */
export type OpenForFix = (files: AnalysisOptions['files'], view: ViewRequest) => OpenedForFix;

/** A mended name may bring another to light; more rounds than these are a circle. */
const MOST_ROUNDS = 5;

/**
 * Plans the views together, makes the edits in memory, looks again, and goes on until nothing is left to do.
 * Nothing is written. If the result had a finding that was not there before, nothing is mended and `broken` tells it.
 */
export function fixAll(
  files: AnalysisOptions['files'],
  views: readonly ViewRequest[],
  request: FixAllRequest,
  open: OpenForFix,
): FixAllResult {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  const overlay = overlayFiles(files, after);
  const mended: Finding[] = [];
  let left: readonly Refusal[] = [];
  let first: readonly Finding[] | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const opened = views.map((view, index) => ({
      ...open(after.size === 0 ? files : overlay, view).view(request),
      // Other architectures were not asked for: what can be done for them is done beside.
      optional: index > 0 && request.views === undefined,
    }));
    const found = opened.flatMap(({ cases }) => cases.map(({ finding }) => finding));
    if (first !== undefined) {
      const come = newFindings(first, found);
      if (come.length > 0) return { files: [], mended: [], left, broken: come };
    }
    first ??= found;
    const plan: Plan = planAll(opened);
    left = plan.left;
    if (plan.edits.length === 0) break;
    mended.push(...plan.mended);
    for (const { file, edits } of plan.edits) {
      const text = overlay.readText(file) ?? '';
      if (!before.has(file)) before.set(file, text);
      after.set(file, applyEdits(text, edits));
    }
  }
  const changed = [...after].flatMap(([file, text]): FixedFile[] => {
    const old = before.get(file) ?? '';
    return old === text ? [] : [{ file, before: old, after: text }];
  });
  return { files: changed, mended, left, broken: [] };
}

/**
 * Errors that were not there: of the same kind, about the same name, in the same file, there are more than before.
 * Lints may come: a name that is there now can be held against its stand-in.
 */
function newFindings(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const key = ({ code, name, file }: Finding): string => `${code} ${name} ${file}`;
  const known = new Map<string, number>();
  for (const finding of before) known.set(key(finding), (known.get(key(finding)) ?? 0) + 1);
  return after.filter((finding) => {
    if (finding.severity !== 'error') return false;
    const left = (known.get(key(finding)) ?? 0) - 1;
    known.set(key(finding), left);
    return left < 0;
  });
}
