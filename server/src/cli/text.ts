/** The text output of `check`: findings, then the summary, then what it was checked against. */
import { viewName } from '../analysis/viewNames';
import { type JoinedFinding, whatElse, whereItHolds } from '../diagnose/joined';
import { type MissingNames, type Summary, summarize } from '../report/summary';
import { MISSING_TITLE } from '../report/words';
import { plural } from '../text/count';
import { printable } from './cells';
import { parityLines } from './paritySummary';
import { Renderer, type RenderOptions } from './render';
import type { CheckReport, ViewReport } from './report';
import type { Paint } from './style';

/** The whole report, with a line break at the end. */
export function checkText(report: CheckReport, options: RenderOptions): string {
  const renderer = new Renderer(options);
  const blocks = report.findings.map((found) => renderer.finding(found.finding, notes(report, found)));
  const summary = summarize(report.findings);
  const tables = [
    ...summary.missing.map((missing) => missingTable(missing, options.paint)),
    ...(summary.crates.size > 0 ? [placesTable(summary, options.paint)] : []),
  ];
  const closing = [
    ...report.views.flatMap((view) => viewLines(view, report.views.length > 1, options.paint)),
    ...staleLines(report, options.paint),
    totalLine(report, summary, options.paint),
  ];
  return `${[...blocks, ...tables, closing.join('\n')].join('\n\n')}\n`;
}

/** Where it holds, and what is to be written in views that say something else. */
function notes(report: CheckReport, found: JoinedFinding): readonly string[] {
  const nameOf = (view: number): string => report.views[view]!.name;
  const where = whereItHolds(found, nameOf);
  return [...(where === undefined ? [] : [where]), ...whatElse(found, nameOf)];
}

function missingTable(missing: MissingNames, paint: Paint): string {
  const title = `${MISSING_TITLE[missing.category]} (${missing.uses})`;
  const nameWidth = Math.max(...missing.names.map((row) => row.name.length));
  const countWidth = String(missing.names[0]?.uses ?? 0).length;
  const rows = missing.names.map((row) => {
    const instead = row.instead === undefined ? '' : paint('faint', `   -> ${printable(row.instead)}`);
    return `  ${printable(row.name).padEnd(nameWidth)}  ${String(row.uses).padStart(countWidth)}${instead}`;
  });
  return [paint('strong', title), ...rows].join('\n');
}

function placesTable(summary: Summary, paint: Paint): string {
  const modules = [...summary.modules];
  const width = Math.max(
    ...modules.map(([name]) => name.length + 2),
    ...[...summary.crates.keys()].map((name) => name.length),
  );
  const countWidth = Math.max(...[...summary.crates.values()].map((count) => String(count).length));
  const row = (name: string, count: number): string =>
    `  ${name.padEnd(width)}  ${String(count).padStart(countWidth)}`;
  const lines = [paint('strong', 'by crate and module')];
  for (const [crate, count] of summary.crates) {
    lines.push(row(crate, count));
    for (const [name, uses] of modules) {
      if (name === crate ? summary.crates.get(crate) !== uses : name.startsWith(`${crate}::`)) {
        lines.push(row(`  ${name}`, uses));
      }
    }
  }
  return lines.join('\n');
}

function viewLines(report: ViewReport, several: boolean, paint: Paint): string[] {
  const { view, bindings, counts } = report;
  const label = (text: string): string => paint('strong', `${text}:`.padEnd(12));
  const lines = [
    `${label('view')}${fullName(report)}${view.evidence === '' ? '' : ` (${printable(view.evidence)})`}`,
    `${label('bindings')}${bindings ? printable(bindings.sentence) : 'none found'}`,
    ...parityLines(report.parity).map((line) => `${label('parity')}${line}`),
    `${label('seL4 names')}${referencesLine(report)}`,
  ];
  if (counts.unknown > 0) {
    const reasons = [...report.unknownReasons].sort((a, b) => b[1] - a[1]).slice(0, 3);
    for (const [reason, count] of reasons) lines.push(`${' '.repeat(12)}${count} x ${printable(reason)}`);
  }
  if (view.suggestion !== undefined) lines.push(`${paint('help', 'help')}: ${printable(view.suggestion)}`);
  if (several) lines.push('');
  return lines;
}

/** Bindings that are older than what they are made of; several views may share them. */
function staleLines({ views }: CheckReport, paint: Paint): readonly string[] {
  const stale = new Set(views.flatMap(({ bindings }) => bindings?.stale ?? []));
  return [...stale].map((sentence) => `${paint('warning', 'out of date')}: ${printable(sentence)}`);
}

/** The name, and behind one that the project gave what it stands for. */
function fullName({ view }: ViewReport): string {
  const { name, ...others } = view;
  const plain = viewName(others);
  return name === undefined || name === plain ? plain : `${name}: ${plain}`;
}

function referencesLine({ counts }: ViewReport): string {
  if (counts.total === 0) return 'none in active code';
  const byName = counts.resolvedByName > 0 ? ` (${counts.resolvedByName} of them by name only)` : '';
  const share = ((100 * counts.unknown) / counts.total).toFixed(1);
  return (
    `${counts.total} in active code, ${counts.resolved + counts.resolvedByName} resolved${byName}, ` +
    `${counts.unresolved} unresolved, ${counts.unknown} unknown (${share}%)`
  );
}

function totalLine(report: CheckReport, summary: Summary, paint: Paint): string {
  const { error, warning } = summary.severities;
  const remarks = summary.severities.information + summary.severities.hint;
  const files = plural(report.files, 'file');
  if (error + warning + remarks === 0) return paint('note', `nothing to report in ${files}`);
  const parts = [plural(error, 'error'), plural(warning, 'warning')];
  if (remarks > 0) parts.push(plural(remarks, 'remark'));
  return paint(error > 0 ? 'error' : 'warning', `${parts.join(', ')} in ${files}`);
}
