/** `kaal-sel4 report`: the integration report of a workspace. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { SideBySide } from '../analysis/api';
import { checkViews } from '../analysis/checkViews';
import { firstFixes, reportInput } from '../analysis/reportInput';
import { styleOf } from '../page/html';
import { fileName } from '../project/paths';
import { buildReport } from '../report/build';
import { readMark } from '../report/changes';
import { REPORT_STYLE, reportHtml } from '../report/html';
import { placeHref, placeLine } from '../report/links';
import { reportMarkdown } from '../report/markdown';
import type { IntegrationReport, ReportMark } from '../report/model';
import { askedViews, type CheckWorld, folderOf, nothingToCheck } from './check';
import { Failure } from './failure';
import type { ReportOptions } from './options';
import { slashes } from './paths';

/**
 * Writes the report: of the views that are asked for, else of those that the project names.
 * @returns the exit code
 * @throws Failure if nothing could be looked at, or the earlier report cannot be read
 */
export async function report(
  path: string | undefined,
  options: ReportOptions,
  world: CheckWorld,
): Promise<number> {
  const since = options.since === undefined ? undefined : earlier(options.since, world);
  const folder = folderOf(slashes(resolve(world.cwd, path ?? '.')), world.files);
  const analyses = world.analyse(folder, {});
  const asked = options.view !== undefined || options.arch !== undefined || options.allViews === true;
  const ofProject = !asked && analyses.projectViews().views.length > 0;
  analyses.setViews(askedViews(ofProject ? { ...options, allViews: true } : options, analyses, world));
  const made = gather(folder, analyses, options, since, world);
  await world.output.write(written(made, options));
  return 0;
}

function gather(
  folder: string,
  analyses: SideBySide,
  options: ReportOptions,
  since: ReportMark | undefined,
  world: CheckWorld,
): IntegrationReport {
  const checked = checkViews(analyses);
  for (const { files, problems } of checked.views)
    if (files.length === 0) throw nothingToCheck(folder, problems);
  const fixes = new Map(
    [...firstFixes(checked, {})].flatMap(([finding, title]) => (title ? [[finding, title]] : [])),
  );
  const named = analyses.projectViews().views.map((view) => view.request);
  const input = reportInput(analyses, checked, {
    name: fileName(folder) || folder,
    root: folder,
    textOf: (file) => world.files.readText(file),
    fixes,
    plan:
      options.plan === false
        ? undefined
        : checked.views[0]!.analysis.fixAll(named.length > 0 ? { views: named } : {}),
  });
  return buildReport(input, since);
}

function written(made: IntegrationReport, { format, linkBase }: ReportOptions): string {
  if (format === 'json') return `${JSON.stringify(made, undefined, 2)}\n`;
  if (format === 'html') {
    const sha256OfStyle = createHash('sha256').update(styleOf(REPORT_STYLE)).digest('base64');
    const linkOf: Parameters<typeof reportHtml>[1]['linkOf'] = (place) => {
      const href = placeHref(place, linkBase);
      return { text: placeLine(place), ...(href === undefined ? {} : { href }) };
    };
    return reportHtml(made, { linkOf }, { k: 'hash', sha256OfStyle });
  }
  return reportMarkdown(made, linkBase === undefined ? {} : { linkBase });
}

/** What was kept of an earlier report. */
function earlier(file: string, world: CheckWorld): ReportMark {
  const path = resolve(world.cwd, file);
  const help = 'give a file that `kaal-sel4 report --format json` has written';
  const text = world.files.readText(slashes(path));
  if (text === undefined) throw new Failure(`${path} cannot be read`, help);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failure(`${path} is no JSON`, help);
  }
  const mark = readMark(value);
  if (typeof mark === 'string') throw new Failure(`${path}: ${mark}`, help);
  return mark;
}
