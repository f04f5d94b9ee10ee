/** `kaal-sel4 diff A B [PATH]`: what differs between two sets of bindings, and which places of a workspace that hits. */
import { resolve } from 'node:path';
import { openBindings } from '../analysis/bindingsWorld';
import { viewNames } from '../analysis/viewNames';
import { archOfKernel } from '../bindings/kernelConfig';
import { upgradeMarkdown } from '../features/upgrade/markdown';
import { type BindingsSide, compareBindings, joinHits, type WorkspaceHits } from '../features/upgrade/report';
import type { ViewRequest } from '../project/model';
import { onKernel, requestKey } from '../project/overView';
import { askedViews, type CheckWorld, folderOf, nothingToCheck } from './check';
import { diffJson } from './diffJson';
import { diffText } from './diffText';
import { Failure } from './failure';
import type { ViewOptions } from './options';
import { slashes } from './paths';
import { choosePaint } from './style';
import { placesIn } from './usePlaces';

export interface DiffOptions extends Omit<ViewOptions, 'arch' | 'mcs' | 'bindings'> {
  readonly format?: string;
}

/** What `diff` needs beside what `check` does. */
export interface DiffWorld extends CheckWorld {
  readonly parts: Pick<Parameters<typeof openBindings>[1], 'parser' | 'catalog'>;
}

/**
 * Writes the difference; `a` is what is in use now.
 * @returns 0, or 1 if PATH is given and something in it would no longer compile
 * @throws Failure if one of the two cannot be opened, or PATH cannot be looked at
 */
export async function diff(
  a: string,
  b: string,
  path: string | undefined,
  options: DiffOptions,
  world: DiffWorld,
): Promise<0 | 1> {
  const [from, to] = [open(a, world), open(b, world)];
  const bindings = compareBindings(from, to);
  const workspace = path === undefined ? undefined : hitsIn(path, from, to, options, world);
  const report = { ...bindings, ...(workspace ? { workspace } : {}) };
  const placeOf = placesIn(workspace?.folder ?? '', world);
  const { output } = world;
  switch (options.format) {
    case 'json':
      await output.write(`${JSON.stringify(diffJson(report, placeOf), undefined, 2)}\n`);
      break;
    case 'markdown':
      await output.write(upgradeMarkdown(report, placeOf));
      break;
    default:
      await output.write(diffText(report, placeOf, choosePaint(world.environment, output.isTerminal)));
  }
  return workspace?.hits.some(({ hit }) => hit.effect === 'fails') ? 1 : 0;
}

/** A built-in name as it is, everything else as an absolute path. */
function open(name: string, { cwd, files, parts, snapshots, environment }: DiffWorld): BindingsSide {
  if (name === '') throw new Failure('an empty name names no bindings', `snapshots: ${snapshots.join(', ')}`);
  const { opened, problem } = openBindings(name, { ...parts, files, root: slashes(cwd), environment });
  if (opened) return opened;
  const { file, message, help } = problem;
  throw new Failure(message.includes(file) || message.includes(name) ? message : `${file}: ${message}`, help);
}

function hitsIn(
  path: string,
  from: BindingsSide,
  to: BindingsSide,
  options: DiffOptions,
  world: DiffWorld,
): WorkspaceHits {
  const { cwd, files } = world;
  const folder = folderOf(slashes(resolve(cwd, path)), files);
  const analyses = world.analyse(folder, {});
  const project = analyses.projectViews();
  const every = options.view === undefined && project.views.length > 0;
  const asked = askedViews(every ? { ...options, allViews: true } : options, analyses, world);
  const requests = fitting(asked, from, to);
  const views = requests.flatMap((request) =>
    [from, to].map((side) => onKernel(request, { bindings: bindingsName(side, world) })),
  );
  analyses.setViews(views);
  for (const view of analyses.views)
    if (view.filesOfWorkspace().length === 0) throw nothingToCheck(folder, view.problems());
  const shown = requests.length === 1 ? [''] : undefined;
  const names = viewNames(requests.map((_, at) => ({ view: analyses.views[2 * at]!.view() })));
  return joinHits(
    folder,
    requests.map((request, at) => ({
      name: shown?.[at] ?? request.name ?? names[at]!,
      result: analyses.hits(2 * at, 2 * at + 1),
    })),
  );
}

function bindingsName({ name }: BindingsSide, { snapshots, cwd }: DiffWorld): string {
  return snapshots.includes(name) ? name : slashes(resolve(cwd, name));
}

/**
 * Views that are still different on these bindings. Where both sets are for one architecture, views of another one are
 * left out, unless that leaves none.
 */
function fitting(
  requests: readonly ViewRequest[],
  from: BindingsSide,
  to: BindingsSide,
): readonly ViewRequest[] {
  const [arch, other] = [archOfKernel(from.set.kernel), archOfKernel(to.set.kernel)];
  const fits = requests.filter((view) => arch !== other || view.arch === undefined || view.arch === arch);
  const byKey = new Map(
    (fits.length > 0 ? fits : requests).map((view) => [requestKey(onKernel(view, {})), view]),
  );
  return [...byKey.values()];
}
