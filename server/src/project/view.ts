/** What a view is when nobody says it: the architecture, and the features that would lead somewhere. */
import { type EnvironmentVariables, readCargoConfig } from './config';
import { featuresOf, type Prepared, prepare } from './load';
import type { FileSystem, ViewRequest } from './model';
import { fileName, joinPath, shownPath } from './paths';
import { archOf, archOfTriple, knownArchitectures } from './targets';

export interface ChosenArch {
  /** As `target_arch`. */
  readonly arch: string;
  /** What decided, as one sentence without a full stop. */
  readonly evidence: string;
  /** Nothing has decided. */
  readonly isAssumed?: true;
  /** Set if the architecture that was asked for is not known: what to do. */
  readonly problem?: string;
}

/** Evidence that others find; each is asked only if nothing stronger has decided. */
export interface ArchHints {
  /** Architecture of the bindings that the request names, where its name does not say it (a folder). */
  readonly ofNamedBindings?: () => string | undefined;
  /** Architecture of generated bindings in the workspace, and where they are. */
  readonly ofGeneratedBindings?: () => { readonly arch: string; readonly path: string } | undefined;
  /** Architecture whose names the sources use, and how that shows (`12 names of aarch64, none of others`). */
  readonly ofSources?: () => { readonly arch: string; readonly evidence: string } | undefined;
}

const FALLBACK = 'aarch64';

/**
 * The architecture of a view, never the machine's own: what the request says, that of the target or the bindings that
 * it names, cargo's configured target, generated bindings, names in the sources, aarch64.
 */
export function chooseArch(
  files: FileSystem,
  folder: string,
  request: ViewRequest,
  environment: EnvironmentVariables,
  hints: ArchHints = {},
): ChosenArch {
  if (request.arch !== undefined) {
    const arch = archOf(request.arch);
    if (arch !== undefined) return { arch, evidence: `${arch} was asked for` };
    const problem = `\`${request.arch}\` is no architecture known here; known are ${knownArchitectures().join(', ')}`;
    return { arch: request.arch, evidence: `${request.arch} was asked for`, problem };
  }
  if (request.target !== undefined) {
    const arch = archOfTriple(request.target);
    if (arch !== undefined) return { arch, evidence: `the target ${fileName(request.target)} was asked for` };
  }
  if (request.bindings !== undefined) {
    const named = archOfBindingsName(request.bindings) ?? hints.ofNamedBindings?.();
    if (named !== undefined)
      return { arch: named, evidence: `the bindings \`${request.bindings}\` are for ${named}` };
  }
  const config = readCargoConfig(files, folder, environment, () => {});
  for (const { value, from } of config.targets) {
    const arch = archOfTriple(value);
    if (arch === undefined) continue;
    const where = from.includes('/') ? shownPath(from, folder) : from;
    return { arch, evidence: `${where} sets the target ${fileName(value)}` };
  }
  const generated = hints.ofGeneratedBindings?.();
  if (generated !== undefined) {
    return {
      arch: generated.arch,
      evidence: `the bindings generated in ${shownPath(generated.path, folder)} are for it`,
    };
  }
  const sources = hints.ofSources?.();
  if (sources !== undefined) return { arch: sources.arch, evidence: sources.evidence };
  const evidence = `${FALLBACK} is assumed: no target is set, and nothing else tells`;
  return { arch: FALLBACK, evidence, isAssumed: true };
}

/** `pin-aarch64-mcs` → `aarch64`; `undefined` if no part of the name is an architecture, or if it is a path. */
export function archOfBindingsName(name: string): string | undefined {
  if (name.includes('/') || name.includes('\\')) return undefined;
  for (const part of name.split('-')) {
    const arch = archOf(part);
    if (arch !== undefined) return arch;
  }
  return undefined;
}

/** `build.target-dir` or `CARGO_TARGET_DIR`, else `target` in the workspace's root; absolute. */
export function targetFolder(
  files: FileSystem,
  folder: string,
  workspaceRoot: string,
  environment: EnvironmentVariables,
): string {
  const config = readCargoConfig(files, folder, environment, () => {});
  return config.targetDir?.value ?? joinPath(workspaceRoot, 'target');
}

export interface FeatureSet {
  readonly features: readonly string[];
  readonly noDefaultFeatures: boolean;
  /** An active dependency satisfies the predicate. */
  readonly reaches: boolean;
}

/** More features than this are not tried: those that most packages declare come first. */
const MAX_TRIED = 40;

/**
 * For every simple set of features of the workspace whether it makes a dependency active whose package `wanted` accepts:
 * the default, no features, and each feature of a selected package without and with the defaults, in this order. Resolving
 * one set takes about as long as loading the project does without reading files.
 */
export function featureSetsReaching(
  files: FileSystem,
  folder: string,
  request: ViewRequest & { readonly arch: string },
  environment: EnvironmentVariables,
  wanted: (packageName: string) => boolean,
): readonly FeatureSet[] {
  const prepared = prepare(files, folder, request, environment, () => {});
  if (prepared === undefined) return [];
  const counts = new Map<string, number>();
  for (const package_ of prepared.workspace.selected) {
    for (const name of package_.features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  counts.delete('default');
  const names = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MAX_TRIED);
  const sets: Omit<FeatureSet, 'reaches'>[] = [
    { features: [], noDefaultFeatures: false },
    { features: [], noDefaultFeatures: true },
    ...names.flatMap(([name]) =>
      [true, false].map((none) => ({ features: [name], noDefaultFeatures: none })),
    ),
  ];
  // Where nobody names such a package, no features lead to one, and each set of thousands of features costs.
  const isNamed = namesAny(prepared, wanted);
  return sets.map((set) => ({
    ...set,
    reaches: isNamed && reaches(prepared, { tests: request.tests === true, ...set }, wanted),
  }));
}

/** Whether any package, reached or not, names one that `wanted` accepts. */
function namesAny({ graph, workspace }: Prepared, wanted: (packageName: string) => boolean): boolean {
  for (const package_ of workspace.selected) graph.number(package_);
  // Looking at what a package needs may bring more packages.
  for (let number = 0; number < graph.packages.length; number++)
    if (graph.edges(number).some(({ dependency }) => wanted(dependency.packageName))) return true;
  return false;
}

function reaches(
  prepared: Prepared,
  request: ViewRequest,
  wanted: (packageName: string) => boolean,
): boolean {
  const { graph } = prepared;
  const { features } = featuresOf(prepared, request, () => {});
  return graph.packages.some((_, number) => {
    if (!features.reached(number, false)) return false;
    const optional = features.activeOptional(number, false);
    return graph.edges(number).some(({ dependency, onTarget }) => {
      if (dependency.kind !== 'normal' || onTarget === false) return false;
      if (dependency.optional && !optional.has(dependency.key)) return false;
      return wanted(dependency.packageName);
    });
  });
}
