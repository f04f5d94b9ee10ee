/** Opening a view: which architecture, which features, which bindings, and what decided. */
import { bindingsArchHints } from '../bindings/archHints';
import { type BindingsChoice, chooseBindings } from '../bindings/choose';
import { knowsPackage, SYS_PACKAGE } from '../bindings/crates';
import type { Catalog } from '../bindings/data';
import type { BindingsSet } from '../bindings/model';
import { scriptSaysTheSame } from '../project/buildScript';
import { loadProject } from '../project/load';
import type { FileSystem, ProjectModel, ProjectProblem, ViewRequest } from '../project/model';
import { isInside, parentFolder } from '../project/paths';
import { rememberedFiles } from '../project/rememberedFiles';
import { chooseArch, featureSetsReaching } from '../project/view';
import { shorten } from '../text/shorten';
import { wordsIn } from '../text/words';
import type { AnalysisOptions, ViewDescription } from './api';

export interface OpenedView {
  readonly view: ViewDescription;
  readonly project: ProjectModel;
  readonly bindings: BindingsSet | undefined;
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
  const project =
    arch === (request.arch ?? 'aarch64')
      ? probe
      : loadProject(files, folder, { ...request, arch }, environment);
  const bindings = chooseBindings({ ...input, view: { ...request, arch }, script: scriptOf(project) });
  // A package that the built-in bindings stand for need not be on disk.
  const known = (name: string): boolean => knowsPackage(bindings.set, name);
  const problems = [
    ...project.problems.filter((p) => p.missingPackage === undefined || !known(p.missingPackage)),
    ...bindings.problems,
  ];
  if (chosen.problem !== undefined)
    problems.push({ file: project.root, message: chosen.problem, severity: 'error' });
  const suggestion = mockSuggestion(files, folder, { ...request, arch }, environment, bindings.set, project);
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

interface Told {
  readonly arch: string;
  readonly evidence: string;
}

/** Entries of folders that are looked at for names; rustc's own sources are fewer. */
const MOST_ENTRIES = 100_000;

/** Names of seL4 in the sources: some are of one architecture only. */
class SourceNames {
  /** By file, in the order that they were met. */
  private readonly byFile = new Map<string, readonly string[]>();
  private told: Told | undefined;

  constructor(
    private readonly files: FileSystem,
    private readonly catalog: Catalog,
  ) {}

  /** What the sources of all members tell. */
  readAll(project: ProjectModel): Told | undefined {
    const { files } = this;
    const root = files.real(project.root);
    const seen = new Set<string>();
    let entries = 0;
    // A symbolic link can lead back to where we come from, or out into the whole disk.
    const walk = (folder: string, home: string, depth: number): void => {
      const real = files.real(folder);
      if (depth > 12 || seen.has(real) || !(isInside(real, root) || isInside(real, home))) return;
      seen.add(real);
      for (const name of files.list(folder)) {
        if (++entries > MOST_ENTRIES) return;
        const path = `${folder}/${name}`;
        if (name.endsWith('.rs')) this.byFile.set(path, this.namesIn(path));
        else if (!name.includes('.') && name !== 'target' && files.kind(path) === 'folder')
          walk(path, home, depth + 1);
      }
    };
    for (const node of project.crates)
      if (node.member && node.kind !== 'build') {
        const folder = parentFolder(node.root);
        walk(folder, files.real(folder), 0);
      }
    this.told = this.tell();
    return this.told;
  }

  /** Reads a file again that was read before; files that come or go make the view be opened anew. */
  stillTells(path: string): boolean {
    const before = this.byFile.get(path);
    if (before === undefined) return true;
    const names = this.namesIn(path);
    if (names.length === before.length && names.every((name, at) => name === before[at])) return true;
    this.byFile.set(path, names);
    const now = this.tell();
    return now?.arch === this.told?.arch && now?.evidence === this.told?.evidence;
  }

  private namesIn(path: string): readonly string[] {
    const text = this.files.readText(path);
    if (!text?.includes('seL4_')) return [];
    const names = new Set<string>();
    for (const word of wordsIn(text)) if (word.startsWith('seL4_')) names.add(word);
    return [...names];
  }

  private tell(): Told | undefined {
    const found = this.catalog.archOfNames(new Set([...this.byFile.values()].flat()));
    if (!found) return undefined;
    const some = found.names.slice(0, 2).join(', ');
    return { arch: found.arch, evidence: `the sources use names that only ${found.arch} has (${some})` };
  }
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
  const reached = project.crates.some((node) => node.dependencies.some((d) => isBindings(d.packageName)));
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
