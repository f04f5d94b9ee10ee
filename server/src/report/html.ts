/** The report as one page: for a browser, or for a web view that is brought up to date while one works. */
import { escaped, type Guard, htmlDocument, type LinkedPlace, placeHtml, prose } from '../page/html';
import { plural } from '../text/count';
import { type Chapter, chaptersOf } from './causes';
import { cell, headCell, placesHtml, progressHtml, section, table } from './htmlParts';
import type {
  CauseGroup,
  Changes,
  IntegrationReport,
  PlaceOfReport,
  PlanOfReport,
  ViewOfReport,
} from './model';
import {
  asSentence,
  changeRows,
  changeSentence,
  existsText,
  haveOwnCauses,
  missingHeading,
  movedViews,
  progressRows,
  remedy,
  totalSentence,
  totalsText,
} from './words';

export interface ReportHtmlOptions {
  /** How a place is called and where it leads. */
  linkOf(place: PlaceOfReport): LinkedPlace;
  /** Buttons that ask the editor for something, which only a web view can. */
  readonly inEditor?: boolean;
}

/** Names of causes that keep nothing from compiling, listed openly; more are folded away. */
const OPEN_NAMES = 3;
/** Rows of what has changed; the same. */
const OPEN_CHANGES = 20;
/** Names that are listed at all, for one cause. */
const MOST_NAMES = 500;

/** Style of the page, for a policy by hash: `styleOf(REPORT_STYLE)`. */
export const REPORT_STYLE = `
main, header, nav { max-width: 90rem; } nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; list-style: none; }
h2 { margin-top: 2rem; border-bottom: 1px solid var(--vscode-panel-border, var(--line)); } h3 { margin-bottom: .2rem; }
.wide { overflow-x: auto; } caption { text-align: left; } thead th { background: var(--vscode-editorWidget-background, var(--head)); }
tbody th { font-weight: normal; } tbody th.crate { font-weight: bold; } tbody th.module { padding-left: 1.6rem; }
td.number { text-align: right; font-variant-numeric: tabular-nums; } .places { white-space: nowrap; } .places ul { list-style: none; margin: 0; padding: 0; } .places details ul { margin-left: .8rem; }
progress { width: 8rem; vertical-align: middle; accent-color: var(--vscode-testing-iconPassed, var(--good)); }
.error { color: var(--vscode-editorError-foreground, var(--bad)); } .gone { color: var(--vscode-gitDecoration-addedResourceForeground, var(--good)); }
button { font: inherit; padding: .2rem .8rem; border: 1px solid var(--vscode-button-border, transparent); cursor: pointer;
  color: var(--vscode-button-foreground, ButtonText); background: var(--vscode-button-background, ButtonFace); }
:focus-visible { outline: 2px solid var(--vscode-focusBorder, Highlight); outline-offset: 2px; }
`;

/**
 * For a web view: links and buttons post messages, and a message `{ body, news }` puts a newer report in place of this one;
 * what is unfolded stays so, and the focus stays where it is.
 */
export const REPORT_SCRIPT = `
const editor = acquireVsCodeApi();
const page = document.getElementById('page');
const keyed = () => [...page.querySelectorAll('[data-key]')];
document.addEventListener('click', (event) => {
  const target = event.target.closest('a[data-place], button[data-action]');
  if (!target) return;
  event.preventDefault();
  editor.postMessage(target.dataset.place ? JSON.parse(target.dataset.place) : { action: target.dataset.action });
});
window.addEventListener('message', ({ data }) => {
  if (typeof data?.body !== 'string') return;
  const open = new Set(keyed().filter((one) => one.open).map((one) => one.dataset.key));
  const focus = document.activeElement?.closest('[data-key]')?.dataset.key;
  page.innerHTML = data.body;
  for (const one of keyed()) {
    if (open.has(one.dataset.key)) one.open = true;
    if (one.dataset.key === focus) (one.matches('button') ? one : one.querySelector('summary'))?.focus({ preventScroll: true });
  }
  const news = document.getElementById('news');
  if (news.textContent !== data.news) news.textContent = data.news;
});
editor.postMessage({ action: 'ready' });
`;

/** A whole document. */
export function reportHtml(report: IntegrationReport, options: ReportHtmlOptions, guard: Guard): string {
  const body = `<div id="news" class="unseen" role="status"></div>
<div id="page">
${reportBody(report, options)}
</div>`;
  return htmlDocument({ title: title(report), body, style: REPORT_STYLE, guard });
}

/** What a document's `page` holds: the part that is replaced when something has changed. */
export function reportBody(report: IntegrationReport, options: ReportHtmlOptions): string {
  const { views, missing, others, parity, plan, changes, totals } = report;
  const causes = (groups: readonly CauseGroup[], under: string): string =>
    chaptersOf(groups)
      .map((chapter) => chapterHtml(chapter, under, report, options))
      .join('\n');
  const sections = [
    section('configurations', 'Configurations', viewsTable(views)),
    ...(changes === null ? [] : [section('changes', 'Since the last report', changesHtml(changes, options))]),
    ...missing.map(({ category, uses, causes: own }) =>
      section(`missing-${category}`, `${missingHeading(category)} (${uses})`, causes(own, category)),
    ),
    ...(others.length === 0 ? [] : [section('others', 'Other findings', causes(others, 'others'))]),
    ...(parity.pairs.length + parity.findings.length === 0
      ? []
      : [
          section(
            'parity',
            'Stand-ins and the kernel',
            parityTable(report) + causes(parity.findings, 'parity'),
          ),
        ]),
    ...(plan === null && options.inEditor !== true
      ? []
      : [section('plan', 'What the fixes would do', planHtml(plan, options))]),
    ...(progressRows(views).length === 0
      ? []
      : [section('progress', 'Progress by crate and module', progressTable(views))]),
    section('basis', 'What this was checked against', basisHtml(views)),
  ];
  const said = escaped(asSentence(totalSentence(report)));
  return `<header>
<h1>${escaped(title(report))}</h1>
<p>${totals.errors > 0 ? `<strong class="error">${said}</strong>` : said}</p>
</header>
<nav aria-label="Sections">
<ul>${sections.map(({ id, heading }) => `<li><a href="#${id}">${escaped(heading)}</a></li>`).join('')}</ul>
</nav>
<main>
${sections.map(({ html }) => html).join('\n')}
</main>`;
}

function title({ name }: IntegrationReport): string {
  return `seL4 integration of ${name}`;
}

function viewsTable(views: readonly ViewOfReport[]): string {
  return table(
    'How many of the seL4 names in active code are found',
    ['Configuration', 'Found', '#Missing', '#Unknown', 'Findings'],
    views.map(({ name, names, totals }) => [
      headCell(escaped(name)),
      cell(progressHtml(names, name)),
      cell(`${names.unresolved}`, 'number'),
      cell(`${names.unknown}`, 'number'),
      cell(totalsText(totals) || 'none'),
    ]),
  );
}

function changesHtml(changes: Changes, { inEditor }: ReportHtmlOptions): string {
  const rows = changeRows(changes).map(({ name, what = '', code, uses, modules, isNew }) => [
    headCell(name === '' ? escaped(what) : `<code>${escaped(name)}</code>`),
    cell(isNew ? 'new' : 'gone', isNew ? 'error' : 'gone'),
    cell(`${isNew ? '+' : '−'}${uses}`, 'number'),
    cell(escaped(code)),
    cell(modules.map(escaped).join(', ')),
  ]);
  const moved = movedViews(changes);
  const list =
    moved.length === 0 ? '' : `<ul>${moved.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>`;
  const detail =
    rows.length === 0 ? '' : table('What has changed', ['Name', 'What', '#Uses', 'Finding', 'Where'], rows);
  const shown =
    rows.length > OPEN_CHANGES
      ? `<details data-key="changes"><summary>${plural(rows.length, 'row')}</summary>${detail}</details>`
      : detail;
  const again = inEditor ? `<p>${button('remember', 'Compare with now')}</p>` : '';
  return `<p>${escaped(asSentence(changeSentence(changes)))}.</p>${list}${shown}${again}`;
}

function button(action: string, text: string): string {
  return `<button type="button" data-action="${action}" data-key="${action}">${escaped(text)}</button>`;
}

function chapterHtml(
  chapter: Chapter,
  under: string,
  { views }: IntegrationReport,
  options: ReportHtmlOptions,
): string {
  const { code, title: heading, why, missing, uses, names, of } = chapter;
  const several = views.length > 1;
  const exist = missing === true && names.some(({ existsIn }) => existsIn !== null);
  const causes = of === 'name' && haveOwnCauses(chapter);
  const titles = [
    ...(of === 'name' ? ['Name', '#Uses'] : ['Problem', '#Places']),
    ...(causes ? ['Why'] : []),
    'What to do',
    ...(exist ? ['Exists in built-in configurations'] : []),
    ...(several ? ['Holds in'] : []),
    'Where',
  ];
  const rows = names
    .slice(0, MOST_NAMES)
    .map((name) => [
      headCell(of === 'name' ? `<code>${escaped(name.name)}</code>` : prose(name.why)),
      cell(`${name.uses}`, 'number'),
      ...(causes ? [cell(prose(name.why))] : []),
      cell(prose(remedy(name))),
      ...(exist ? [cell(escaped(existsText(name)))] : []),
      ...(several ? [cell((name.views ?? ['all']).map(escaped).join(', '))] : []),
      cell(placesHtml(`${under} ${code} ${name.name || name.why}`, name.places, options.linkOf), 'places'),
    ]);
  const more = names.length > MOST_NAMES ? `<p>And ${plural(names.length - MOST_NAMES, of)} more.</p>` : '';
  const list = table(heading, titles, rows) + more;
  // What does not keep anything from compiling need not be read by all.
  const shown =
    missing || of === 'problem' || names.length <= OPEN_NAMES
      ? list
      : `<details data-key="${escaped(`${under} ${code}`)}"><summary>${plural(names.length, 'name')}</summary>${list}</details>`;
  return `<h3>${escaped(heading)} (${uses})</h3><p>${prose(why)}</p>${shown}`;
}

function parityTable({ parity, views }: IntegrationReport): string {
  if (parity.pairs.length === 0) return '';
  const several = views.length > 1;
  return table(
    'Stand-ins held against what they stand in for, name by name',
    [
      'Module',
      'Stand-in',
      'Held against',
      ...(several ? ['In'] : []),
      ...['#Names', '#The same', '#Different', '#Missing', '#Not known'],
    ],
    parity.pairs.map((pair) => [
      headCell(escaped(pair.module)),
      cell(escaped(pair.standIn)),
      cell(escaped(pair.real)),
      ...(several ? [cell((pair.views ?? []).map(escaped).join(', '))] : []),
      ...[pair.names, pair.same, pair.different, pair.missing, pair.unknown.length].map((count) =>
        cell(`${count}`, 'number'),
      ),
    ]),
  );
}

function planHtml(plan: PlanOfReport | null, { linkOf, inEditor }: ReportHtmlOptions): string {
  const buttons = inEditor
    ? `<p>${button('plan', plan === null ? 'Plan' : 'Plan again')} ${button('fixAll', 'Mend everything…')}</p>`
    : '';
  if (plan === null) return `<p>Not planned since the last change.</p>${buttons}`;
  if (plan.broken !== undefined)
    return `<p>Nothing, because the result would not be right: ${prose(plan.broken)}</p>${buttons}`;
  const left = plan.left.map(
    ({ reason, uses, names }) =>
      `<li>${uses} left (${names.map((name) => `<code>${escaped(name)}</code>`).join(', ')}): ${prose(reason)}</li>`,
  );
  if (plan.files.length === 0) return `<p>Nothing.</p><ul>${left.join('')}</ul>${buttons}`;
  const files = table(
    'Files that would be changed',
    ['File', '#Lines added', '#Lines removed'],
    plan.files.map(({ file, added, removed }) => [
      headCell(placeHtml({ ...linkOf({ file, line: 1, col: 1, module: '' }), text: file })),
      cell(`+${added}`, 'number'),
      cell(`−${removed}`, 'number'),
    ]),
  );
  const mends = `Mend ${plural(plan.mended, 'finding')} in ${plural(plan.files.length, 'file')}.`;
  return `<p>${mends}</p>${files}${left.length === 0 ? '' : `<ul>${left.join('')}</ul>`}${buttons}`;
}

function progressTable(views: readonly ViewOfReport[]): string {
  return table(
    'seL4 names that are found, by crate and module',
    ['Crate or module', ...views.map(({ name }) => name)],
    progressRows(views).map(({ name, isCrate, cells }) => [
      headCell(escaped(name), isCrate ? 'crate' : 'module'),
      ...cells.map((names, at) =>
        cell(names === undefined ? '' : progressHtml(names, `${name} in ${views[at]?.name ?? ''}`)),
      ),
    ]),
  );
}

function basisHtml(views: readonly ViewOfReport[]): string {
  const items = views.map((view) => {
    const named = view.name === view.about ? '' : `${view.name}: `;
    const evidence = view.evidence === '' ? '' : ` (${prose(view.evidence)})`;
    const inner = [
      `bindings: ${view.bindings === null ? 'none were found' : prose(view.bindings)}`,
      ...(view.stale === undefined ? [] : [`out of date: ${prose(view.stale)}`]),
      ...(view.suggestion === undefined ? [] : [prose(view.suggestion)]),
      ...view.unknown.map(({ reason, count }) => `${count} unknown: ${prose(reason)}`),
    ];
    return `<li>${escaped(named + view.about)}${evidence}<ul>${inner.map((one) => `<li>${one}</li>`).join('')}</ul></li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}
