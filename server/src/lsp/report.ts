/** The integration report, as data and as a page for a web view that is brought up to date. */
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { checkViews } from '../analysis/checkViews';
import { firstFixes, reportInput } from '../analysis/reportInput';
import type { Finding } from '../diagnose/finding';
import { joinPath } from '../project/paths';
import { buildReport } from '../report/build';
import { markOf } from '../report/changes';
import { REPORT_SCRIPT, type ReportHtmlOptions, reportBody, reportHtml } from '../report/html';
import { placeText } from '../report/links';
import type { IntegrationReport, PlaceOfReport, ReportMark } from '../report/model';
import { changeSentence, totalSentence } from '../report/words';
import type { ReportChangedParams, ReportResult } from './protocol';
import type { Session } from './session';
import type { Unit } from './unit';

type RootReport = ReportResult['roots'][number];

/** What {@link ReportParams} ask for, read. */
export interface Asked {
  readonly page?: { readonly nonce: string } | undefined;
  readonly body?: boolean | undefined;
  readonly plan?: boolean | undefined;
  readonly watch?: boolean | undefined;
  readonly since?: ReportMark | undefined;
}

export const reportChangedNotification = 'kaalSel4/reportChanged';

/** Tells the client when a report that it shows is no longer true. */
export class ReportWatch {
  private readonly watched = new Map<string, { readonly unit: Unit; readonly changes: number }>();

  constructor(
    private readonly connection: Connection,
    private readonly uriOf: (path: string) => string,
  ) {}

  /** The client shows a report of the unit as it is now. */
  shown(unit: Unit): void {
    this.watched.set(unit.root, { unit, changes: unit.changes });
  }

  /** Everything is known anew. */
  settled(units: readonly Unit[]): void {
    for (const unit of units) {
      const known = this.watched.get(unit.root);
      if (known === undefined || (known.unit === unit && known.changes === unit.changes)) continue;
      // Told once; whoever asks again is told again.
      this.watched.delete(unit.root);
      const params: ReportChangedParams = { root: this.uriOf(unit.root) };
      this.connection.sendNotification(reportChangedNotification, params).catch(() => {});
    }
  }
}

/** How often a report is begun again when something is changed while it is made. */
const MOST_ATTEMPTS = 3;

/**
 * The report of one root. Messages are let in between findings, so that nobody waits for it.
 * @throws ResponseError `ContentModified` if something was changed again and again meanwhile
 */
export async function reportAnswer(
  ready: Session,
  unit: Unit,
  asked: Asked,
  token: CancellationToken,
): Promise<RootReport> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    ready.flush();
    // Before the work: whoever is refused is told when it is worth to ask again.
    if (asked.watch === true) ready.reports.shown(unit);
    const report = await made(ready, unit, asked, token);
    if (report !== undefined)
      return { ...wanted(ready, unit, report, asked), mark: markOf(report), news: newsOf(report) };
  }
  throw new ResponseError(LSPErrorCodes.ContentModified, 'Something was changed while the report was made.');
}

/** The report of the texts as they are now; `undefined` if they were changed before it was made. */
async function made(
  ready: Session,
  unit: Unit,
  asked: Asked,
  token: CancellationToken,
): Promise<IntegrationReport | undefined> {
  const { changes } = unit;
  const checked = checkViews({
    views: unit.views,
    projectViews: () => unit.project,
    coversProject: () => unit.coversProject(),
  });
  const fixes = new Map<Finding, string>();
  const clock = { since: performance.now() };
  for (const [finding, title] of firstFixes(checked, unit.fixSettings)) {
    if (title !== undefined) fixes.set(finding, title);
    if (!(await ready.breathe(clock, token)))
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The report is no longer wanted.');
    if (unit.changes !== changes) return undefined;
  }
  const input = reportInput(unit, checked, {
    name: unit.name,
    root: unit.root,
    textOf: (file) => ready.textOf(file),
    fixes,
    plan: asked.plan === true ? unit.query.fixAll({ settings: unit.fixSettings }) : undefined,
  });
  return buildReport(input, asked.since);
}

function wanted(
  ready: Session,
  unit: Unit,
  report: IntegrationReport,
  { page, body }: Asked,
): Omit<RootReport, 'mark' | 'news'> {
  const head = { root: ready.documents.uriOf(unit.root), name: unit.name };
  if (page === undefined && body !== true) return { ...head, report };
  const options: ReportHtmlOptions = { linkOf: linksOf(ready, unit), inEditor: true };
  return {
    ...head,
    ...(page === undefined
      ? {}
      : { page: reportHtml(report, options, { k: 'nonce', nonce: page.nonce, script: REPORT_SCRIPT }) }),
    ...(body === true ? { body: reportBody(report, options) } : {}),
  };
}

/** What somebody is told who does not see the page change. */
function newsOf(report: IntegrationReport): string {
  const { changes } = report;
  return `${totalSentence(report)}${changes === null ? '' : `; since the last report: ${changeSentence(changes)}`}`;
}

function linksOf(ready: Session, unit: Unit): ReportHtmlOptions['linkOf'] {
  const places = ready.places();
  return (place: PlaceOfReport) => {
    const path = joinPath(unit.root, place.file);
    const position = places.rustcPosition(path, place.line, place.col);
    if (position === undefined) return { text: placeText(place) };
    const target = { uri: ready.documents.uriOf(path), range: { start: position, end: position } };
    return { text: placeText(place), data: JSON.stringify(target) };
  };
}
