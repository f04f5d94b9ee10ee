/** `kaal-sel4 matrix`: the names that a workspace uses × kernel configurations. */
import { resolve } from 'node:path';
import { matrixHtml } from '../features/matrix/html';
import { matrixMarkdown } from '../features/matrix/markdown';
import type { Matrix } from '../features/matrix/table';
import type { Use } from '../features/matrix/uses';
import { fileName } from '../project/paths';
import { askedViews, type CheckWorld, folderOf, nothingToCheck } from './check';
import { matrixText } from './matrixText';
import type { ViewOptions } from './options';
import { slashes } from './paths';
import { choosePaint } from './style';
import { placesIn, type UsePlace } from './usePlaces';

export interface MatrixOptions extends ViewOptions {
  readonly format?: string;
  readonly builtIn?: boolean;
  readonly differing?: boolean;
}

const WIDTH_WITHOUT_TERMINAL = 140;

/**
 * Writes the table: of the views that are asked for or that the project names, else of the built-in configurations.
 * @returns the exit code
 * @throws Failure if nothing could be looked at
 */
export async function matrix(
  path: string | undefined,
  options: MatrixOptions,
  world: CheckWorld,
): Promise<number> {
  const folder = folderOf(slashes(resolve(world.cwd, path ?? '.')), world.files);
  const analyses = world.analyse(folder, {});
  const asked = options.view !== undefined || options.allViews === true;
  const ofProject = !asked && analyses.projectViews().views.length > 1;
  const views = askedViews(ofProject ? { ...options, allViews: true } : options, analyses, world);
  analyses.setViews(views);
  for (const view of analyses.views)
    if (view.filesOfWorkspace().length === 0) throw nothingToCheck(folder, view.problems());
  const builtIn = options.builtIn === true || views.length < 2;
  const whole = analyses.matrix(builtIn ? 'builtIn' : 'views');
  const made = options.differing ? { ...whole, rows: whole.rows.filter((row) => row.differs) } : whole;
  await world.output.write(written(made, options.format ?? 'text', folder, world));
  return 0;
}

function written(made: Matrix, format: string, folder: string, world: CheckWorld): string {
  if (format === 'markdown') return matrixMarkdown(made);
  const placeOf = placesIn(folder, world);
  if (format === 'json') return `${JSON.stringify(matrixJson(made, placeOf), undefined, 2)}\n`;
  if (format === 'html')
    return matrixHtml(made, {
      title: `seL4 names of ${fileName(folder) || folder}`,
      about:
        'The names of the kernel that this workspace uses, and where each is in each kernel configuration.',
      placeOf: (use) => {
        const { file, line, col } = placeOf(use);
        return { text: `${file}:${line}:${col}` };
      },
    });
  const { output } = world;
  return matrixText(made, {
    paint: choosePaint(world.environment, output.isTerminal),
    width: output.columns ?? WIDTH_WITHOUT_TERMINAL,
  });
}

/** The table as plain JSON data; `docs/json.md` describes it. */
function matrixJson({ columns, rows }: Matrix, placeOf: (use: Use) => UsePlace): object {
  return {
    version: 1,
    columns,
    rows: rows.map(({ name, home, cells, uses, differs }) => ({
      name,
      differs,
      home: home ?? null,
      cells: cells.map(({ k, ...rest }) => ({ is: k, ...rest })),
      uses: uses.map((use) => ({ ...placeOf(use), role: use.role })),
    })),
  };
}
