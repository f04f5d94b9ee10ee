/** The report in Markdown (GitHub's form of it), for pull requests. */
import { code, escaped, folded, head, link, prose, row } from '../page/markdown';
import { plural } from '../text/count';
import { type Chapter, chaptersOf } from './causes';
import { placeHref, placeLine } from './links';
import type {
  Changes,
  IntegrationReport,
  NameOfReport,
  PlaceOfReport,
  PlanOfReport,
  ViewOfReport,
} from './model';
import {
  asSentence,
  changeRows,
  changeSentence,
  existsText,
  found,
  haveOwnCauses,
  missingHeading,
  movedViews,
  percent,
  placeCount,
  progressRows,
  progressText,
  remedy,
  totalSentence,
  totalsText,
} from './words';

export interface MarkdownOptions {
  /** Path or URL that links begin with: where the workspace's root is; absent: links are relative to it. */
  readonly linkBase?: string;
}

/** Places that are listed openly; more are folded away. */
const OPEN_PLACES = 3;
/** Places that are listed at all, for one name; GitHub takes 65,536 characters. */
const MOST_PLACES = 20;
/** The same of names that are not missing. */
const OPEN_NAMES = 3;
/** Names that are listed at all, for one cause. */
const MOST_MISSING = 100;
const MOST_OTHERS = 25;
const MOST_CHANGES = 50;
const BAR = 10;

/** The whole page, with a line break at the end. */
export function reportMarkdown(report: IntegrationReport, options: MarkdownOptions = {}): string {
  const { name, views, missing, others, parity, plan, changes } = report;
  const blocks: readonly (readonly string[])[] = [
    [`# seL4 integration of ${escaped(name)}`],
    [summary(report)],
    viewsTable(views),
    ...(changes === null ? [] : changesBlocks(changes)),
    ...missing.flatMap((group) => [
      [`## ${missingHeading(group.category)} (${group.uses})`],
      ...chaptersOf(group.causes).flatMap((chapter) => chapterBlocks(chapter, report, options)),
    ]),
    ...(others.length === 0 ? [] : [['## Other findings']]),
    ...chaptersOf(others).flatMap((chapter) => chapterBlocks(chapter, report, options)),
    ...(parity.pairs.length + parity.findings.length === 0 ? [] : [['## Stand-ins and the kernel']]),
    ...parityTable(report),
    ...chaptersOf(parity.findings).flatMap((chapter) => chapterBlocks(chapter, report, options)),
    ...(plan === null ? [] : planBlocks(plan, options)),
    ...progressBlocks(views),
    ...basisBlocks(views),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function summary(report: IntegrationReport): string {
  const said = asSentence(totalSentence(report));
  return report.totals.errors > 0 ? `**${said}**` : `${said}.`;
}

function viewsTable(views: readonly ViewOfReport[]): readonly string[] {
  return [
    ...head(['configuration', 'seL4 names that are found', '>missing', '>unknown', 'findings']),
    ...views.map(({ name, names, totals }) =>
      row([
        escaped(name),
        `${bar(percent(names))} ${percent(names)} % (${found(names)} of ${names.total})`,
        `${names.unresolved}`,
        `${names.unknown}`,
        totalsText(totals) || 'none',
      ]),
    ),
  ];
}

function bar(share: number): string {
  const full = Math.floor((share * BAR) / 100);
  return '▓'.repeat(full) + '░'.repeat(BAR - full);
}

function changesBlocks(changes: Changes): readonly (readonly string[])[] {
  const rows = changeRows(changes).map(({ name, what = '', code: id, uses, modules, isNew }) =>
    row([
      isNew ? 'new' : 'gone',
      name === '' ? escaped(what) : code(name),
      `${isNew ? '+' : '−'}${uses}`,
      id,
      modules.map(escaped).join(', '),
    ]),
  );
  const table = [...head(['', 'name', '>uses', 'finding', 'where']), ...rows.slice(0, MOST_CHANGES)];
  const more = rows.length - MOST_CHANGES;
  const moved = movedViews(changes);
  return [
    ['## Since the last report'],
    [`${asSentence(changeSentence(changes))}.`],
    ...(moved.length === 0 ? [] : [moved.map((sentence) => `- ${escaped(sentence)}`)]),
    ...(rows.length === 0 ? [] : [table]),
    ...(more > 0 ? [[`And ${more} more.`]] : []),
  ];
}

function chapterBlocks(
  chapter: Chapter,
  report: IntegrationReport,
  options: MarkdownOptions,
): readonly (readonly string[])[] {
  const { title, why, missing, uses, names, of } = chapter;
  const several = report.views.length > 1;
  const exist = missing === true && names.some(({ existsIn }) => existsIn !== null);
  const causes = of === 'name' && haveOwnCauses(chapter);
  const most = missing ? MOST_MISSING : MOST_OTHERS;
  const table = [
    ...head([
      of,
      of === 'name' ? '>uses' : '>places',
      ...(causes ? ['why'] : []),
      'what to do',
      ...(exist ? ['exists in built-in configurations'] : []),
      ...(several ? ['holds in'] : []),
      'where',
    ]),
    ...names
      .slice(0, most)
      .map((name) =>
        row([
          of === 'name' ? code(name.name) : prose(name.why),
          `${name.uses}`,
          ...(causes ? [prose(name.why)] : []),
          prose(remedy(name)),
          ...(exist ? [escaped(existsText(name))] : []),
          ...(several ? [(name.views ?? ['all']).map(escaped).join(', ')] : []),
          placesCell(name, options),
        ]),
      ),
  ];
  const more = names.length > most ? [[`And ${plural(names.length - most, of)} more.`]] : [];
  const all = [table, ...more];
  return [
    [`### ${title} (${uses})`],
    [prose(why)],
    // What does not keep anything from compiling need not be read by all.
    ...(missing || of === 'problem' || names.length <= OPEN_NAMES
      ? all
      : [[`<details><summary>${plural(names.length, 'name')}</summary>`], ...all, ['</details>']]),
  ];
}

function placesCell({ places }: NameOfReport, options: MarkdownOptions): string {
  const links = places.slice(0, MOST_PLACES).map((place) => placeLink(place, options));
  if (places.length > MOST_PLACES) links.push(`and ${places.length - MOST_PLACES} more`);
  const list = links.join('<br>');
  return places.length <= OPEN_PLACES ? list : folded(placeCount(places), list);
}

function placeLink(place: PlaceOfReport, { linkBase }: MarkdownOptions): string {
  const href = placeHref(place, linkBase);
  return href === undefined ? escaped(placeLine(place)) : link(placeLine(place), href);
}

function parityTable({ parity, views }: IntegrationReport): readonly (readonly string[])[] {
  if (parity.pairs.length === 0) return [];
  const several = views.length > 1;
  return [
    [
      ...head([
        'module',
        'stand-in',
        'held against',
        ...(several ? ['in'] : []),
        '>names',
        '>the same',
        '>different',
        '>missing',
        '>not known',
      ]),
      ...parity.pairs.map((pair) =>
        row([
          escaped(pair.module),
          escaped(pair.standIn),
          escaped(pair.real),
          ...(several ? [(pair.views ?? []).map(escaped).join(', ')] : []),
          ...[pair.names, pair.same, pair.different, pair.missing, pair.unknown.length].map(String),
        ]),
      ),
    ],
  ];
}

function planBlocks(plan: PlanOfReport, { linkBase }: MarkdownOptions): readonly (readonly string[])[] {
  const title = ['## What `kaal-sel4 fix` would do'];
  if (plan.broken !== undefined)
    return [title, [`Nothing, because the result would not be right: ${prose(plan.broken)}`]];
  const left = plan.left.map(
    ({ reason, uses, names }) => `- ${uses} left (${names.map(code).join(', ')}): ${prose(reason)}`,
  );
  const mends = `Mend ${plural(plan.mended, 'finding')} in ${plural(plan.files.length, 'file')}.`;
  return [
    title,
    [plan.files.length === 0 ? 'Nothing.' : mends],
    ...(plan.files.length === 0
      ? []
      : [
          [
            ...head(['file', '>lines added', '>lines removed']),
            ...plan.files.map(({ file, added, removed }) => {
              const href = placeHref({ file, line: 1, col: 1, module: '' }, linkBase);
              return row([href === undefined ? escaped(file) : link(file, href), `+${added}`, `−${removed}`]);
            }),
          ],
        ]),
    ...(left.length === 0 ? [] : [left]),
  ];
}

function progressBlocks(views: readonly ViewOfReport[]): readonly (readonly string[])[] {
  const rows = progressRows(views);
  if (rows.length === 0) return [];
  return [
    ['## Progress by crate and module'],
    [
      ...head(['', ...views.map(({ name }) => escaped(name))]),
      ...rows.map(({ name, isCrate, cells }) =>
        row([
          isCrate ? `**${escaped(name)}**` : escaped(name),
          ...cells.map((names) =>
            names === undefined ? '' : `${bar(percent(names))} ${progressText(names)}`,
          ),
        ]),
      ),
    ],
  ];
}

function basisBlocks(views: readonly ViewOfReport[]): readonly (readonly string[])[] {
  return [
    ['## What this was checked against'],
    views.flatMap((view) => [
      `- ${view.name === view.about ? '' : `${escaped(view.name)}: `}${escaped(view.about)}${view.evidence === '' ? '' : ` (${prose(view.evidence)})`}`,
      `  - bindings: ${view.bindings === null ? 'none were found' : prose(view.bindings)}`,
      ...(view.stale === undefined ? [] : [`  - out of date: ${prose(view.stale)}`]),
      ...(view.suggestion === undefined ? [] : [`  - ${prose(view.suggestion)}`]),
      ...view.unknown.map(({ reason, count }) => `  - ${count} unknown: ${prose(reason)}`),
    ]),
  ];
}
