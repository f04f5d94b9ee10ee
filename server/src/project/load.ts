/** From a folder to the crates that a view consists of, by files alone. */
import { type EnvironmentVariables, readCargoConfig } from './config';
import { buildCrates } from './crates';
import { type RequestedFeatures, type ResolvedFeatures, resolveFeatures } from './features';
import { Manifests } from './manifests';
import type { FileSystem, ProjectModel, ProjectProblem, ViewRequest } from './model';
import { PackageGraph } from './packageGraph';
import { normalizePath } from './paths';
import { requestFeatures } from './requestedFeatures';
import { type Platforms, platformsOf } from './targetFacts';
import { findWorkspace, type Workspace } from './workspace';

/** A view's request in which the architecture has been decided. */
export type DecidedRequest = ViewRequest & { readonly arch: string };

/** A workspace whose manifests have been read; features can be resolved over it more than once. */
export interface Prepared {
  readonly workspace: Workspace;
  readonly platforms: Platforms;
  readonly graph: PackageGraph;
}

/**
 * The project around `folder` (absolute) as `cargo check` would build it in this view. At a workspace's root everything
 * is selected, as with `--workspace`; in a member's folder that member alone. Never throws: what is wrong is in
 * `problems`, and the rest is answered. `environment` tells variables such as `CARGO_BUILD_TARGET` or `RUSTFLAGS`.
 */
export function loadProject(
  files: FileSystem,
  folder: string,
  request: DecidedRequest,
  environment: EnvironmentVariables = {},
): ProjectModel {
  const problems = new Map<string, ProjectProblem>();
  const report = (problem: ProjectProblem): void => {
    problems.set(`${problem.file} ${problem.start} ${problem.message}`, problem);
  };
  const inputs = new Set<string>();
  const prepared = prepare(recordingFiles(files, inputs), folder, request, environment, report);
  const crates = prepared === undefined ? [] : cratesOf(prepared, request, report);
  return {
    root: prepared?.workspace.root ?? normalizePath(folder),
    crates,
    problems: [...problems.values()],
    inputs: [...inputs].sort(),
  };
}

/** Finds the workspace and reads its manifests; `undefined` (reported) if there is none. */
export function prepare(
  files: FileSystem,
  folder: string,
  request: Pick<DecidedRequest, 'arch' | 'target'>,
  environment: EnvironmentVariables,
  report: (problem: ProjectProblem) => void,
): Prepared | undefined {
  const manifests = new Manifests(files, report);
  const asked = normalizePath(folder);
  const config = readCargoConfig(files, asked, environment, report);
  const workspace = findWorkspace(manifests, asked);
  if (workspace === undefined) return undefined;
  const { rootManifest } = workspace;
  const platforms = platformsOf(files, request, config, manifests.file(rootManifest), environment);
  return { workspace, platforms, graph: new PackageGraph(manifests, platforms, rootManifest, config) };
}

/** Resolves the features of one request. The keys of the selection are the numbers of the selected packages. */
export function featuresOf(
  { workspace, graph }: Prepared,
  request: ViewRequest,
  report: (problem: ProjectProblem) => void,
): { readonly selected: ReadonlyMap<number, RequestedFeatures>; readonly features: ResolvedFeatures } {
  const selected = new Map<number, RequestedFeatures>();
  for (const [package_, wanted] of requestFeatures(workspace, request, report)) {
    selected.set(graph.number(package_), wanted);
  }
  const isNew = workspace.resolver !== 1;
  const options = {
    decoupleHost: isNew,
    ignoreInactivePlatforms: isNew,
    ignoreDev: isNew && request.tests !== true,
  };
  const features = resolveFeatures(graph, selected, options, (from, { dependency }, feature) => {
    const { key, packageName, place } = dependency;
    from.file.problem(
      place,
      `\`${from.name}\` asks \`${key}\` for the feature \`${feature}\`, which \`${packageName}\` does not have`,
      `add the feature to \`${packageName}\`, or ask for another one`,
    );
  });
  return { selected, features };
}

function cratesOf(
  prepared: Prepared,
  request: ViewRequest,
  report: (problem: ProjectProblem) => void,
): ProjectModel['crates'] {
  const { selected, features } = featuresOf(prepared, request, report);
  return buildCrates(prepared.graph, features, prepared.platforms, [...selected.keys()], {
    tests: request.tests === true,
    decoupleHost: prepared.workspace.resolver !== 1,
    members: new Set(prepared.workspace.members),
  });
}

/**
 * The same files; every text and list that is asked for is noted: it is what the answer depends on. Build scripts are not:
 * little of them matters, and `scriptSaysTheSame` tells whether that changed.
 */
function recordingFiles(files: FileSystem, inputs: Set<string>): FileSystem {
  return {
    readText(path) {
      if (!path.endsWith('.rs')) inputs.add(path);
      return files.readText(path);
    },
    list(path) {
      inputs.add(path);
      return files.list(path);
    },
    whyUnreadable: (path) => files.whyUnreadable(path),
    kind: (path) => files.kind(path),
    modified: (path) => files.modified(path),
    real: (path) => files.real(path),
  };
}
