/** The views that a project names in its manifest, held against the bindings and features that there are. */
import { chooseBindings } from '../bindings/choose';
import type { Catalog } from '../bindings/data';
import type { GeneratedFolder } from '../bindings/folder';
import { generatedFolders, targetFolders } from '../bindings/targetFolders';
import { type EnvironmentVariables, readCargoConfig } from '../project/config';
import { Manifests } from '../project/manifests';
import { findMembers } from '../project/members';
import { findMetadata } from '../project/metadata/find';
import { type NamedView, readMetadata } from '../project/metadata/read';
import { checkViews, type KnownWords } from '../project/metadata/validate';
import type { FileSystem, ProjectProblem, ViewRequest } from '../project/model';
import { joinPath, normalizePath, parentFolder, shownPath } from '../project/paths';
import { archOfTriple, knownArchitectures } from '../project/targets';

export type { NamedView } from '../project/metadata/read';

export interface ProjectViews {
  /** Absolute path of the workspace's root folder; the folder itself where there is no manifest. */
  readonly root: string;
  /** Absolute path of the manifest that names the views, or that could; `undefined` where there is none. */
  readonly manifest: string | undefined;
  /** Where its table belongs, or is: `['workspace', 'metadata', 'kaal-sel4']`. */
  readonly keys: readonly string[];
  /** The views that can be looked at, in the order in which they are written. */
  readonly views: readonly NamedView[];
  /** Bindings that the table names, of views too that cannot be looked at (yet). */
  readonly bindings: readonly string[];
  /** What holds for every view of the project that does not say otherwise. */
  readonly common: ViewRequest;
  /** What the project wants looked at where nobody chooses; `undefined`: it does not say. */
  readonly defaultView: ViewRequest | undefined;
  /** Words that the values may be, for completion; each is asked for when it is needed. */
  readonly words: ViewWords;
  /** The manifest could be read; if not, nothing is known of its views. */
  readonly readable: boolean;
  /** What is wrong with the table, or with the manifest as a whole (which whoever loads the project says too). */
  readonly problems: readonly ProjectProblem[];
}

export interface ViewWords {
  arch(): readonly string[];
  target(): readonly string[];
  /** Features of the workspace's packages. */
  feature(): readonly string[];
  /** Built-in snapshots, and folders of generated bindings seen from the manifest. */
  bindings(): readonly string[];
}

/** Targets that systems on seL4, and their mocks, are built for. */
const TARGETS: readonly string[] = [
  'aarch64-sel4',
  'aarch64-sel4-microkit',
  'aarch64-unknown-none',
  'riscv64imac-sel4',
  'riscv64imac-unknown-none-elf',
  'x86_64-sel4',
  'x86_64-unknown-none',
  'aarch64-unknown-linux-gnu',
  'x86_64-unknown-linux-gnu',
];

/**
 * Reads the project's table around a folder. Never throws. `saved` are the files as they are on disk: a manifest that is
 * being typed has no words.
 */
export function projectViews(
  files: FileSystem,
  folder: string,
  catalog: Catalog,
  environment: EnvironmentVariables = {},
  saved: FileSystem = files,
): ProjectViews {
  // What holds for all views is found wrong in each.
  const said = new Map<string, ProjectProblem>();
  const manifests = new Manifests(files, (problem) =>
    said.set(`${problem.file} ${problem.start} ${problem.message}`, problem),
  );
  const found = findMetadata(manifests, folder);
  const root = found ? parentFolder(found.manifest) : normalizePath(folder);
  const members = new Members(files, found?.manifest);
  const generated = (): readonly GeneratedFolder[] => {
    const config = readCargoConfig(files, root, environment, () => {});
    return generatedFolders(files, targetFolders(root, config, environment));
  };
  const head = {
    root,
    manifest: found?.manifest,
    keys: found?.keys ?? [],
    readable: found !== undefined && manifests.file(found.manifest) !== undefined,
    words: {
      arch: knownArchitectures,
      target: () => TARGETS,
      feature: () =>
        [...new Members(saved, found?.manifest).features()]
          .filter((feature) => !feature.includes('/'))
          .sort(),
      bindings: () => [...catalog.names(), ...generated().map(({ folder: out }) => shownPath(out, root))],
    },
  };
  if (found?.table === undefined)
    return {
      ...head,
      views: [],
      bindings: [],
      common: {},
      defaultView: undefined,
      problems: [...said.values()],
    };
  const read = readMetadata(found.table);
  const known: KnownWords = {
    snapshots: catalog.configurations(),
    features: () => members.features(),
    kindOf: (path) => (path === '' ? undefined : files.kind(joinPath(root, path))),
    whyUnusable: (request, arch) =>
      chooseBindings({
        catalog,
        files,
        root,
        view: { ...request, ...(arch === undefined ? {} : { arch }) },
        environment: {},
      }).problems.find(({ severity }) => severity === 'error'),
    hasGenerated: (arch) =>
      generated().some(({ triple }) => triple === undefined || archOfTriple(triple) === arch),
  };
  const checked = checkViews(read, known);
  const problems = [...said.values()].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const named = [read.common, ...read.views.map(({ request }) => request)].flatMap(
    ({ bindings }) => bindings ?? [],
  );
  return { ...head, ...checked, bindings: [...new Set(named)], common: read.common, problems };
}

/** The packages of the workspace, read when they are asked for. What is wrong with them is said by whoever loads it. */
class Members {
  private known: ReadonlySet<string> | undefined;

  constructor(
    private readonly files: FileSystem,
    private readonly manifest: string | undefined,
  ) {}

  /** Their features: `name` and `package/name`. */
  features(): ReadonlySet<string> {
    if (this.manifest === undefined) return new Set();
    const manifests = new Manifests(this.files, () => {});
    this.known ??= new Set(
      findMembers(manifests, this.manifest).flatMap(({ name, features }) =>
        [...features.keys()].flatMap((feature) => [feature, `${name}/${feature}`]),
      ),
    );
    return this.known;
  }
}
