/** `kaal-sel4 check`: analyses a folder in each view that is asked for and writes down what was found. */
import { resolve } from 'node:path';
import type { Analysis } from '../analysisApi';
import type { Finding } from '../diagnose/finding';
import type { FileSystem, ProjectProblem, ViewRequest } from '../project/model';
import { Failure } from './failure';
import { checkJson } from './json';
import { type CheckOptions, viewRequests } from './options';
import type { Output } from './output';
import { slashes } from './paths';
import { type CheckReport, exitCode, joinViews, relativeFile, type ViewReport } from './report';
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
  readonly analyse: (folder: string, view: ViewRequest, allNames: boolean) => Analysis;
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
  const requests = viewRequests(options, world.snapshots).map((view) => readBindings(view, world));
  const report = run(folder, requests, options.allNames === true, world);
  const textOf = (file: string): string | undefined => world.files.readText(file);
  if (options.format === 'json') {
    await world.output.write(`${JSON.stringify(checkJson(report, textOf), undefined, 2)}\n`);
  } else {
    const { output } = world;
    const paint = choosePaint(world.environment, output.isTerminal);
    const width = Math.max((output.columns ?? WIDTH_WITHOUT_TERMINAL) - GUTTER, 40);
    const nameOf = (file: string): string => relativeFile(slashes(world.cwd), file);
    await output.write(checkText(report, { paint, width, textOf, nameOf }));
  }
  return exitCode(report, options.denyWarnings === true);
}

function run(
  folder: string,
  requests: readonly ViewRequest[],
  allNames: boolean,
  world: CheckWorld,
): CheckReport {
  const views: ViewReport[] = [];
  const findings: Finding[][] = [];
  const files = new Set<string>();
  let analysis: Analysis | undefined;
  for (const request of requests) {
    if (analysis === undefined) analysis = world.analyse(folder, request, allNames);
    else analysis.setView(request);
    const found = [...analysis.problems().map(problemFinding), ...analysis.allFindings()];
    const workspace = analysis.filesOfWorkspace();
    if (workspace.length === 0) throw nothingToCheck(folder, analysis.problems());
    for (const file of workspace) files.add(file);
    const bindings = analysis.bindings();
    findings.push(withoutRepetition(found));
    views.push({
      view: analysis.view(),
      ...(bindings ? { bindings } : {}),
      counts: analysis.counts(),
      unknownReasons: analysis.unknownReasons(),
      parity: analysis.parity(),
    });
  }
  return { folder, views, findings: joinViews(findings), files: files.size };
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
export function readBindings(
  view: ViewRequest,
  world: Pick<CheckWorld, 'snapshots' | 'cwd' | 'files'>,
): ViewRequest {
  if (view.bindings === undefined || world.snapshots.includes(view.bindings)) return view;
  const path = slashes(resolve(world.cwd, view.bindings));
  // An empty name would be the working folder: a variable that is not set, most likely.
  if (view.bindings !== '' && world.files.kind(path) !== undefined) return { ...view, bindings: path };
  throw new Failure(
    `\`${view.bindings}\` is neither a folder nor a built-in snapshot`,
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

function problemFinding(problem: ProjectProblem): Finding {
  return {
    code: 'project',
    severity: problem.severity,
    file: problem.file,
    start: problem.start ?? 0,
    end: problem.end ?? problem.start ?? 0,
    name: '',
    message: problem.message,
    ...(problem.help === undefined ? {} : { help: problem.help }),
    candidates: [],
    crate: '',
    module: 'crate',
    category: 'other',
    related: [],
  };
}

/** A problem may be told twice: as a problem of the project, and as a finding in the file it is in. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (finding.code !== 'project') return true;
    const key = `${finding.file}\0${finding.message}`;
    return !seen.has(key) && seen.add(key);
  });
}
