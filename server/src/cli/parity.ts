/** `kaal-sel4 parity`: every difference between stand-ins (mocks) and what they stand in for. */
import { resolve } from 'node:path';
import type { ViewAnalysis } from '../analysis/api';
import { viewNames } from '../analysis/viewNames';
import { printable } from './cells';
import { askedViews, type CheckWorld, folderOf, nothingToCheck } from './check';
import type { ViewOptions } from './options';
import { type PlaceOf, parityJson, redefinedJson } from './parityJson';
import { parityText } from './parityText';
import { slashes } from './paths';
import { choosePaint, type Paint } from './style';
import { placesIn } from './usePlaces';

export interface ParityOptions extends ViewOptions {
  readonly format?: string;
}

/**
 * Writes what comparing says in each view that is asked for.
 * @returns the exit code
 * @throws Failure if nothing could be looked at
 */
export async function parity(
  path: string | undefined,
  options: ParityOptions,
  world: CheckWorld,
): Promise<number> {
  const folder = folderOf(slashes(resolve(world.cwd, path ?? '.')), world.files);
  const analyses = world.analyse(folder, {});
  analyses.setViews(askedViews(options, analyses, world));
  for (const view of analyses.views)
    if (view.filesOfWorkspace().length === 0) throw nothingToCheck(folder, view.problems());
  const placeOf = placesIn(folder, world);
  const names = viewNames(analyses.views.map((view) => ({ view: view.view(), bindings: view.bindings() })));
  const { output } = world;
  if (options.format === 'json') {
    const views = analyses.views.map((view, at) => viewJson(view, names[at] ?? '', placeOf));
    await output.write(`${JSON.stringify({ version: 1, views }, undefined, 2)}\n`);
    return 0;
  }
  const paint = choosePaint(world.environment, output.isTerminal);
  const blocks = analyses.views.map((view, at) => viewText(view, names[at] ?? '', placeOf, paint));
  await output.write(`${blocks.join('\n\n')}\n`);
  return 0;
}

function viewJson(view: ViewAnalysis, name: string, placeOf: PlaceOf): object {
  const listing = view.parity();
  return {
    view: name,
    bindings: view.bindings()?.sentence ?? null,
    parity: parityJson(listing, placeOf),
    redefined: redefinedJson(listing, placeOf),
  };
}

function viewText(view: ViewAnalysis, name: string, placeOf: PlaceOf, paint: Paint): string {
  const listing = parityText(view.parity(), { paint, placeOf });
  const head = [
    `${paint('strong', 'view:'.padEnd(12))}${printable(name)}`,
    `${paint('strong', 'bindings:'.padEnd(12))}${printable(view.bindings()?.sentence ?? 'none found')}`,
  ].join('\n');
  const used = listing.some((block) => block.includes('\n  * '));
  const body =
    listing.length > 0 ? listing : [paint('note', 'no stand-ins, and no name of the kernel redefined')];
  return [head, ...body, ...(used ? [paint('faint', '* used by code of the workspace')] : [])].join('\n\n');
}
