/** `kaal-sel4 check`: analyses a folder in each view that is asked for and writes down what was found. */
import { resolve } from 'node:path';
import type { AnalysisOptions, SideBySide } from '../analysis/api';
import { checkViews } from '../analysis/checkViews';
import type { FileSystem, ProjectProblem, ViewRequest } from '../project/model';
import { meaningOf, VERSION } from './about';
import { Failure } from './failure';
import { checkJson } from './json';
import { type CheckOptions, type ViewOptions, viewRequests } from './options';
import type { Output } from './output';
import { slashes } from './paths';
import { type CheckReport, exitCode, namedViews, relativeFile, type ViewReport } from './report';
import { checkSarif } from './sarif';
import { choosePaint } from './style';
import { checkText } from './text';

/** Lines of pipes and files are cut as rustc cuts them; terminals at their own width, within reason. */
const WIDTH_WITHOUT_TERMINAL = 140;
const GUTTER = 8;

/** What a run needs of the world: tests put their own in. */
export interface CheckWorld {
  readonly output: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: FileSystem;
  /** Working folder, absolute. */
  readonly cwd: string;
  readonly snapshots: readonly string[];
  /** Architectures with built-in bindings. */
  readonly arches: readonly string[];
  readonly analyse: (
    folder: string,
    options: Pick<AnalysisOptions, 'allNames' | 'parity' | 'severities'>,
  ) => SideBySide;
}

/**
 * Runs `check` on a folder (the working folder if none is given).
 * @returns the exit code
 * @throws Failure if nothing could be checked
 */
export async function check(
  path: string | undefined,
  options: CheckOptions,
  world: CheckWorld,
): Promise<number> {
  const folder = folderOf(slashes(resolve(world.cwd, path ?? '.')), world.files);
  const analyses = world.analyse(folder, {
    allNames: options.allNames === true,
    parity: options.parity === true ? 'all' : 'used',
    ...(options.severity === undefined ? {} : { severities: options.severity }),
  });
  analyses.setViews(askedViews(options, analyses, world));
  const report = run(folder, analyses);
  const textOf = (file: string): string | undefined => world.files.readText(file);
  const writeJson = (data: object) => world.output.write(`${JSON.stringify(data, undefined, 2)}\n`);
  if (options.format === 'json') await writeJson(checkJson(report, textOf));
  else if (options.format === 'sarif') {
    await writeJson(checkSarif(report, { version: VERSION, cwd: slashes(world.cwd), textOf, meaningOf }));
  } else {
    const { output } = world;
    const paint = choosePaint(world.environment, output.isTerminal);
    const width = Math.max((output.columns ?? WIDTH_WITHOUT_TERMINAL) - GUTTER, 40);
    const nameOf = (file: string): string => relativeFile(slashes(world.cwd), file);
    await output.write(checkText(report, { paint, width, textOf, nameOf }));
  }
  return exitCode(report, options.denyWarnings === true);
}

/** The views that options ask for in a project. @throws Failure for what cannot be read */
export function askedViews(
  options: ViewOptions,
  analyses: SideBySide,
  world: CheckWorld,
): readonly ViewRequest[] {
  const { bindings } = options;
  const asked = bindings === undefined ? options : { ...options, bindings: readBindings(bindings, world) };
  const { snapshots, arches } = world;
  return viewRequests(asked, { project: analyses.projectViews(), snapshots, arches });
}

function run(folder: string, analyses: SideBySide): CheckReport {
  const { views, findings, files } = checkViews(analyses);
  for (const { files: own, problems } of views) if (own.length === 0) throw nothingToCheck(folder, problems);
  const reports = views.map(({ analysis }): ViewReport => {
    const bindings = analysis.bindings();
    return {
      view: analysis.view(),
      name: '',
      ...(bindings ? { bindings } : {}),
      counts: analysis.counts(),
      unknownReasons: analysis.unknownReasons(),
      parity: analysis.parity(),
    };
  });
  return { folder, views: namedViews(reports), findings, files };
}

/** A manifest that names a file instead of a folder is meant as its folder, as cargo's `--manifest-path`. */
export function folderOf(path: string, files: FileSystem): string {
  const kind = files.kind(path);
  if (kind === 'folder') return path;
  if (kind === 'file' && path.endsWith('/Cargo.toml')) return path.slice(0, -'/Cargo.toml'.length);
  if (kind === 'file')
    throw new Failure(`${path} is a file`, 'give the folder of a Cargo workspace or package');
  throw new Failure(`there is no folder ${path}`, 'give the folder of a Cargo workspace or package');
}

/** `--bindings` names a built-in snapshot, a folder or a file that `snapshot` has made; paths are made absolute. */
function readBindings(bindings: string, world: CheckWorld): string {
  if (world.snapshots.includes(bindings)) return bindings;
  const path = slashes(resolve(world.cwd, bindings));
  // An empty name would be the working folder: a variable that is not set, most likely.
  if (bindings !== '' && world.files.kind(path) !== undefined) return path;
  throw new Failure(
    `\`${bindings}\` is neither a folder nor a built-in snapshot`,
    `snapshots: ${world.snapshots.join(', ')}; or give the OUT_DIR of sel4-sys (target/**/build/sel4-sys-*/out)`,
  );
}

export function nothingToCheck(folder: string, problems: readonly ProjectProblem[]): Failure {
  const [problem] = problems;
  if (problem === undefined) {
    return new Failure(
      `found no Cargo.toml with Rust sources in ${folder} or above it`,
      'run this in a Cargo workspace, or name one: `kaal-sel4 check PATH`',
    );
  }
  const where = problem.message.includes(problem.file) ? '' : `${problem.file}: `;
  return new Failure(where + problem.message, problem.help);
}
