/** Opening a view: which architecture, which features, which bindings, and what decided. */
import { bindingsArchHints } from '../bindings/archHints';
import { type BindingsChoice, chooseBindings } from '../bindings/choose';
import { knowsPackage, SYS_PACKAGE, TYPED_CRATE } from '../bindings/crates';
import type { Catalog } from '../bindings/data';
import { markForeign } from '../bindings/foreign';
import type { BindingsSet } from '../bindings/model';
import { isCommitStart, isOfCommit, rustSel4Around } from '../bindings/revision';
import type { OtherRevision } from '../diagnose/problem';
import { scriptSaysTheSame } from '../project/buildScript';
import { loadProject } from '../project/load';
import type { CrateNode, FileSystem, ProjectModel, ProjectProblem, ViewRequest } from '../project/model';
import { isInside, parentFolder } from '../project/paths';
import { rememberedFiles } from '../project/rememberedFiles';
import { chooseArch, featureSetsReaching } from '../project/view';
import { shorten } from '../text/shorten';
import type { AnalysisOptions, ViewDescription } from './api';
import { SourceNames } from './sourceNames';

export interface OpenedView {
  readonly view: ViewDescription;
  readonly project: ProjectModel;
  readonly bindings: BindingsSet | undefined;
  /** Nothing tells the architecture. */
  readonly isArchAssumed: boolean;
  /** The workspace's rust-sel4 is known to be of another commit than the bindings; see {@link DiagnoseContext}. */
  readonly otherRevision: OtherRevision | undefined;
  readonly problems: readonly ProjectProblem[];
  /** Files whose change makes the view stale. */
  readonly inputs: ReadonlySet<string>;
  /** Folders to watch for generated files. */
  readonly watched: readonly string[];
  /** Whether a path is a generated file, of the bindings in use or of another build. */
  isGenerated(path: string): boolean;
  /** Whether what was looked for at a path and in the folders around it is as it was; else something else may be decided. */
  isAsFound(path: string): boolean;
  /** Whether a source that was edited still tells the same: the architecture, where sources were asked; a script's features. */
  stillTells(path: string): boolean;
}

type Options = Pick<AnalysisOptions, 'folder' | 'environment'>;

/** Decides the view and loads the project in it. Never throws: what is wrong is in `problems`. */
export function openView(
  given: FileSystem,
  options: Options,
  request: ViewRequest,
  catalog: Catalog,
): OpenedView {
  const { folder, environment = {} } = options;
  const files = rememberedFiles(given);
  const probe = loadProject(files, folder, { ...request, arch: request.arch ?? 'aarch64' }, environment);
  const input = { catalog, files, root: probe.root, view: request, environment };
  const hints = bindingsArchHints(input);
  let sources: SourceNames | undefined;
  const chosen = chooseArch(files, folder, request, environment, {
    ...hints,
    ofSources() {
      sources = new SourceNames(files, catalog);
      return sources.readAll(probe);
    },
  });
  const { arch } = chosen;
  const loaded =
    arch === (request.arch ?? 'aarch64')
      ? probe
      : loadProject(files, folder, { ...request, arch }, environment);
  const bindings = chooseBindings({ ...input, view: { ...request, arch }, script: scriptOf(loaded) });
  // Who names bindings says that they are the right ones.
  const { project, problems: foreign } =
    request.bindings === undefined
      ? markForeign(loaded, { files, catalog, bindings: bindings.set })
      : { project: loaded, problems: [] };
  // A package that the built-in bindings stand for need not be on disk.
  const isForeign = (name: string): boolean =>
    project.crates.some(({ dependencies }) => dependencies.some((d) => d.foreign && d.packageName === name));
  const known = (name: string): boolean => knowsPackage(bindings.set, name) && !isForeign(name);
  const problems = [
    ...project.problems.filter((p) => p.missingPackage === undefined || !known(p.missingPackage)),
    // That a folder is not there is said once.
    ...foreign.filter(
      ({ missingPackage }) =>
        missingPackage === undefined ||
        !project.problems.some((problem) => problem.missingPackage === missingPackage),
    ),
    ...bindings.problems,
  ];
  if (chosen.problem !== undefined)
    problems.push({ file: project.root, message: chosen.problem, severity: 'error' });
  const suggestion =
    foreign.length > 0
      ? {}
      : mockSuggestion(files, folder, { ...request, arch }, environment, bindings.set, project);
  return {
    view: {
      ...(request.name === undefined ? {} : { name: request.name }),
      arch,
      mcs: bindings.set?.kernel.get('KERNEL_MCS') === true,
      features: request.features ?? [],
      noDefaultFeatures: request.noDefaultFeatures ?? false,
      tests: request.tests ?? false,
      evidence: chosen.evidence,
      ...suggestion,
    },
    project,
    bindings: bindings.set,
    isArchAssumed: chosen.isAssumed === true,
    otherRevision: otherRevision(files, project, bindings.set),
    problems: problems.map((problem) => ({
      ...problem,
      message: shorten(problem.message),
      ...(problem.help === undefined ? {} : { help: shorten(problem.help) }),
    })),
    inputs: new Set([...project.inputs, ...bindings.inputs]),
    watched: bindings.watched,
    isGenerated: (path) => isBelow(path, bindings),
    isAsFound: (path) => files.isAsFound(path),
    stillTells: (path) => (sources?.stillTells(path) ?? true) && scriptSaysTheSame(files, project, path),
  };
}

/** Built-in bindings stand for what the workspace's rust-sel4 generates, be it of another commit. */
function otherRevision(
  files: FileSystem,
  { crates }: ProjectModel,
  set: BindingsSet | undefined,
): OtherRevision | undefined {
  if (set?.origin.kind !== 'snapshot') return undefined;
  const sys = crates.find(({ packageName, foreign }) => packageName === SYS_PACKAGE && !foreign);
  const checkout = sys && rustSel4Around(files, parentFolder(sys.manifestPath));
  if (checkout !== undefined && checkout.commit !== set.origin.rustSel4Commit)
    return { from: `the rust-sel4 here is at ${checkout.commit.slice(0, 8)}`, sources: checkout.folder };
  const { otherRevision: from, pinned, rustSel4Commit = '' } = set.origin;
  if (from !== undefined) return { from };
  const asked = pinned ? undefined : crates.flatMap(pinsOf).find((rev) => !isOfCommit(rev, [rustSel4Commit]));
  return asked === undefined ? undefined : { from: `the manifest asks for rust-sel4 at ${asked}` };
}

/** Commits and tags that a crate's dependencies on what bindings stand for name. */
function pinsOf({ dependencies }: CrateNode): readonly string[] {
  return dependencies.flatMap(({ packageName, source }) => {
    if ((packageName !== SYS_PACKAGE && packageName !== TYPED_CRATE) || source?.k !== 'git') return [];
    const { rev, tag } = source;
    return rev !== undefined && isCommitStart(rev) ? rev : (tag ?? []);
  });
}

/** Where rust-sel4's build script that makes the bindings is, if its sources are on disk. */
function scriptOf({ crates }: ProjectModel): readonly string[] {
  const sys = crates.find((node) => node.packageName === SYS_PACKAGE);
  if (sys === undefined) return [];
  const folder = parentFolder(sys.manifestPath);
  return [`${folder}/build.rs`, `${folder}/build`];
}

function isBelow(path: string, bindings: BindingsChoice): boolean {
  return (
    bindings.inputs.includes(path) ||
    bindings.watched.some((folder) => isInside(path, folder) || isInside(folder, path))
  );
}

/** Where nothing in the view leads to the bindings: features with which something does. */
function mockSuggestion(
  files: FileSystem,
  folder: string,
  request: ViewRequest & { readonly arch: string },
  environment: NonNullable<AnalysisOptions['environment']>,
  bindings: BindingsSet | undefined,
  project: ProjectModel,
): Pick<ViewDescription, 'suggestion' | 'suggested'> {
  if (!bindings) return {};
  const isBindings = (packageName: string): boolean => knowsPackage(bindings, packageName);
  const reached = project.crates.some((node) =>
    node.dependencies.some((d) => !d.foreign && isBindings(d.packageName)),
  );
  if (reached) return {};
  const sets = featureSetsReaching(files, folder, request, environment, isBindings);
  const better = sets.find((set) => set.reaches);
  if (!better) return {};
  const flags = [
    ...(better.noDefaultFeatures ? ['--no-default-features'] : []),
    ...(better.features.length > 0 ? [`--features ${better.features.join(',')}`] : []),
  ];
  const suggestion =
    flags.length === 0
      ? 'these features lead to a mock only; the default features lead to real bindings'
      : `these features never lead to real bindings; \`${flags.join(' ')}\` does`;
  return {
    suggestion,
    suggested: { features: better.features, noDefaultFeatures: better.noDefaultFeatures },
  };
}
