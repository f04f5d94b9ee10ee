/** The report's words, the same in every form of output. */
import type { Finding, ReferenceCounts } from '../diagnose/finding';
import { plural } from '../text/count';
import type {
  ChangeRow,
  Changes,
  IntegrationReport,
  NameOfReport,
  PlaceOfReport,
  Totals,
  ViewOfReport,
} from './model';

export const MISSING_TITLE: Readonly<Record<Finding['category'], string>> = {
  function: 'missing functions',
  constant: 'missing constants',
  type: 'missing types',
  import: 'unresolved imports',
  other: 'other names',
};

/** The same as a heading. */
export function missingHeading(category: Finding['category']): string {
  return asSentence(MISSING_TITLE[category]);
}

/** The text with its first letter large. */
export function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `44 errors, 12 warnings and 3 remarks in 26 files`; `nothing to report in 26 files`. */
export function totalSentence({ totals, files }: IntegrationReport): string {
  const said = totalsText(totals);
  return `${said === '' ? 'nothing to report' : said} in ${plural(files, 'file')}`;
}

/** `44 errors, 12 warnings`; empty if there is nothing. */
export function totalsText({ errors, warnings, remarks }: Totals): string {
  return [
    errors > 0 ? plural(errors, 'error') : '',
    warnings > 0 ? plural(warnings, 'warning') : '',
    remarks > 0 ? plural(remarks, 'remark') : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** How many of the names are found. */
export function found({ resolved, resolvedByName }: ReferenceCounts): number {
  return resolved + resolvedByName;
}

/** Whole percent, never 100 before all are found; of nothing all is found. */
export function percent(names: ReferenceCounts): number {
  return names.total === 0 ? 100 : Math.floor((100 * found(names)) / names.total);
}

/** `12 of 19`, and how many of the rest are neither found nor proven absent. */
export function progressText(names: ReferenceCounts): string {
  const unknown = names.unknown > 0 ? `, ${names.unknown} unknown` : '';
  return `${found(names)} of ${names.total}${unknown}`;
}

/** What is to be done about a name: what the fix does, else what to write; backticks stand around code. */
export function remedy({ fixes, write }: NameOfReport): string {
  const said = fixes.length > 0 ? fixes : write;
  return said.map(({ text }) => text).join('; or: ');
}

/** Whether the names of a group have causes of their own, beside the one that they share. */
export function haveOwnCauses({ names }: { readonly names: readonly NameOfReport[] }): boolean {
  return new Set(names.map(({ why }) => why)).size > 1 || names.length === 1;
}

/** `12 of 12`, `none of 12`, or which ones if they are few; empty where nobody knows. */
export function existsText({ existsIn }: NameOfReport): string {
  if (existsIn === null) return '';
  const { configurations, of } = existsIn;
  if (configurations.length === 0) return `none of ${of}`;
  return configurations.length === of
    ? `all ${of}`
    : `${configurations.length} of ${of}: ${configurations.join(', ')}`;
}

/** Rows of what has changed, in the order in which they are shown. */
export function changeRows({ gone, added }: Changes): readonly (ChangeRow & { readonly isNew: boolean })[] {
  return [...gone.map((row) => ({ ...row, isNew: false })), ...added.map((row) => ({ ...row, isNew: true }))];
}

/** What has become of each view that has changed, a sentence each. */
export function movedViews({ views, viewsGone }: Changes): readonly string[] {
  const moved = views.flatMap(({ name, before, now }): readonly string[] => {
    if (before === null) return [`${name}: ${progressText(now)}; the last report did not look at it`];
    const [then, today] = [progressText(before), progressText(now)];
    return then === today ? [] : [`${name}: ${then} → ${today}`];
  });
  return [...moved, ...viewsGone.map((name) => `${name}: not looked at this time`)];
}

/** `12 gone, 3 new`; `nothing has changed`. */
export function changeSentence({ gone, added }: Changes): string {
  const count = (rows: readonly { readonly uses: number }[]): number =>
    rows.reduce((sum, { uses }) => sum + uses, 0);
  const parts = [
    ...(gone.length > 0 ? [`${count(gone)} gone`] : []),
    ...(added.length > 0 ? [`${count(added)} new`] : []),
  ];
  return parts.length === 0 ? 'nothing has changed' : parts.join(', ');
}

/** `16 places in 4 files`. */
export function placeCount(places: readonly PlaceOfReport[]): string {
  const files = new Set(places.map(({ file }) => file)).size;
  return `${plural(places.length, 'place')} in ${plural(files, 'file')}`;
}

/** A crate, or a module of it, with the counts of each view that has it. */
export interface ProgressRow {
  readonly name: string;
  readonly isCrate: boolean;
  readonly cells: readonly (ReferenceCounts | undefined)[];
}

/** Crates and below each its modules, where they are more than the crate itself. */
export function progressRows(views: readonly ViewOfReport[]): readonly ProgressRow[] {
  const crates = sorted(views.flatMap((view) => view.crates.map(({ crate }) => crate)));
  return crates.flatMap((crate) => {
    const inViews = views.map((view) => view.crates.find((one) => one.crate === crate));
    const modules = sorted(inViews.flatMap((one) => one?.modules.map(({ module }) => module) ?? []));
    const own: ProgressRow = { name: crate, isCrate: true, cells: inViews.map((one) => one?.names) };
    if (modules.length < 2 && modules[0] === crate) return [own];
    const cellsOf = (module: string): ProgressRow['cells'] =>
      inViews.map((one) => one?.modules.find((each) => each.module === module)?.names);
    const below = modules.map((module) => ({
      name: module === crate ? `${crate} (root)` : module,
      isCrate: false,
      cells: cellsOf(module),
    }));
    return [own, ...below];
  });
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
