/** Mending everything at once: rounds of planning in memory until nothing more is found to mend. */
import type { Finding } from '../diagnose/finding';
import { adapterPath, adaptersOf } from '../fix/adapter/find';
import type { Refusal } from '../fix/fix';
import { type Carried, type Plan, planAll, type ViewOfFindings } from '../fix/plan';
import type { ViewRequest } from '../project/model';
import type { ExpandedCall } from '../query/editedCalls';
import type { AnalysisOptions, FixAllRequest, FixAllResult, LeftPlace } from './api';
import { BarredFixes, type Damage, type PlacedFix, placedFix, placeOf, WatchedCalls } from './damage';
import { MendedTexts } from './mendedTexts';

/** A view opened for planning. */
export interface OpenedForFix {
  /** Findings of the view, or of some files of it, with what they were made of. */
  view(request: FixAllRequest): ViewOfFindings;
  /** Calls of macros by example in a file. */
  calls(file: string): readonly ExpandedCall[];
}

/** What a round needs: an analysis of some texts in one view. */
export type OpenForFix = (files: AnalysisOptions['files'], view: ViewRequest) => OpenedForFix;

/** A mended name may bring another to light; more rounds than these are a circle. */
const MOST_ROUNDS = 5;

/** How often it is begun anew without the fixes that did damage. */
const MOST_ATTEMPTS = 6;

/**
 * Plans the views together, makes the edits in memory, looks again, and goes on until nothing is left to do.
 * Nothing is written. A fix that brings a finding, or breaks a macro call, is left out, and the rest is mended; if it cannot be
 * told which one did, nothing is mended and `broken` tells it.
 */
export function fixAll(
  files: AnalysisOptions['files'],
  views: readonly ViewRequest[],
  request: FixAllRequest,
  open: OpenForFix,
): FixAllResult {
  const barred = new BarredFixes();
  for (let attempt = 1; ; attempt++) {
    const done = mend(files, views, request, open, barred);
    if ('files' in done) return done;
    const { damage, made, left } = done;
    if (attempt === MOST_ATTEMPTS || !barred.add(damage, made)) {
      const broken = damage.flatMap(({ finding }) => finding ?? []);
      return { files: [], mended: [], left, broken };
    }
  }
}

/** What mending has come to: a result, or the damage that was seen. */
type Attempt =
  | FixAllResult
  | {
      readonly damage: readonly Damage[];
      readonly made: readonly PlacedFix[];
      readonly left: readonly LeftPlace[];
    };

function mend(
  files: AnalysisOptions['files'],
  views: readonly ViewRequest[],
  request: FixAllRequest,
  open: OpenForFix,
  barred: BarredFixes,
): Attempt {
  const texts = new MendedTexts(files);
  const mended: Finding[] = [];
  const made: PlacedFix[] = [];
  const moves: Move[] = [];
  let left: readonly Refusal[] = [];
  let first: readonly (readonly Finding[])[] | undefined;
  let calls: readonly WatchedCalls[] = [];
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const opened = views.map((view) => open(texts.current, view));
    const planned = opened.map((each, index) => ({
      ...each.view(request),
      // Other architectures were not asked for: what can be done for them is done beside.
      optional: index > 0 && request.views === undefined,
    }));
    const mustBe = round === 0 && request.adapterMustBe === true ? request.settings?.adapter : undefined;
    const otherAdapters = mustBe === undefined ? undefined : insteadOf(mustBe, planned);
    if (otherAdapters) return { files: [], mended: [], left: [], broken: [], otherAdapters };
    const found = planned.map(({ cases }) => cases.map(({ finding }) => finding));
    const come = first === undefined ? [] : newFindings(first, found, moves, texts);
    const damage: Damage[] = [
      ...come.map((finding) => {
        const { file, start, name, message } = finding;
        const at = texts.origin(file, start);
        return { file, start: at, end: at, name, finding, why: `there would be another error: ${message}` };
      }),
      ...opened.flatMap((each, index) => calls[index]?.broken(each, texts) ?? []),
    ];
    if (damage.length > 0) return { damage, made, left: placed(left, texts) };
    if (round === MOST_ROUNDS) break;
    first ??= found;
    const plan: Plan = planAll(planned, (finding, id) => barred.why(placeOf(finding, texts), id));
    left = plan.left;
    if (plan.edits.length === 0) break;
    mended.push(...plan.mended);
    made.push(...plan.made.map((each) => placedFix(each, texts)));
    moves.push(...plan.carried.map((each) => moveOf(each, texts)));
    const edited = plan.edits.map(({ file }) => file);
    calls = opened.map((each) => new WatchedCalls(each, edited, texts));
    texts.edit(plan.edits);
  }
  return { files: texts.changed(), mended, left: placed(left, texts), broken: [] };
}

/** Paths of the adapters that there are, if none is the one that is wanted. */
function insteadOf(wanted: string, views: readonly ViewOfFindings[]): readonly string[] | undefined {
  const paths = new Set(views.flatMap(({ context }) => adaptersOf(context).map(({ path }) => path)));
  return paths.has(adapterPath(wanted)) ? undefined : [...paths].sort();
}

function placed(left: readonly Refusal[], texts: MendedTexts): readonly LeftPlace[] {
  return left.map((refusal) => ({
    ...refusal,
    startBefore: texts.origin(refusal.finding.file, refusal.finding.start),
  }));
}

/** A place where a view may have another error instead of one that it had: what is right for other views is written there. */
interface Move {
  readonly view: number;
  /** In the texts as they were at first. */
  readonly spans: readonly { readonly file: string; readonly start: number; readonly end: number }[];
}

function moveOf({ view, edits }: Carried, texts: MendedTexts): Move {
  const spans = edits.map(({ file, start, end }) => ({
    file,
    start: texts.origin(file, start),
    end: texts.origin(file, end),
  }));
  return { view, spans };
}

/**
 * Errors of a view that were not there: of the same kind, about the same name, in the same file, there are more than
 * before. Where a name that the view does not have is written anew for other views, the error about it may be another one.
 * Lints may come: a name that is there now can be held against its stand-in.
 */
function newFindings(
  before: readonly (readonly Finding[])[],
  after: readonly (readonly Finding[])[],
  moves: readonly Move[],
  texts: MendedTexts,
): readonly Finding[] {
  const key = ({ code, name, file }: Finding): string => `${code} ${name} ${file}`;
  const open = new Set(moves);
  const moved = (view: number, { file, start }: Finding): boolean => {
    const at = texts.origin(file, start);
    const move = [...open].find(
      (each) =>
        each.view === view &&
        each.spans.some((span) => span.file === file && span.start <= at && at <= span.end),
    );
    return move !== undefined && open.delete(move);
  };
  return after.flatMap((findings, view) => {
    const known = new Map<string, number>();
    for (const finding of before[view] ?? []) known.set(key(finding), (known.get(key(finding)) ?? 0) + 1);
    return findings.filter((finding) => {
      if (finding.severity !== 'error') return false;
      const left = (known.get(key(finding)) ?? 0) - 1;
      known.set(key(finding), left);
      return left < 0 && !moved(view, finding);
    });
  });
}
