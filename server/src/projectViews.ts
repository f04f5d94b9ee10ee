/** The views that a project names in its manifest, held against the bindings and features that there are. */
import type { Catalog } from './bindings/data';
import { generatedFolders, targetFolders } from './bindings/targetFolders';
import { type EnvironmentVariables, readCargoConfig } from './project/config';
import { Manifests } from './project/manifests';
import { findMembers } from './project/members';
import { findMetadata } from './project/metadata/find';
import { type NamedView, readMetadata } from './project/metadata/read';
import { checkViews, type KnownWords } from './project/metadata/validate';
import type { FileSystem, ProjectProblem, ViewRequest } from './project/model';
import { joinPath, normalizePath, parentFolder } from './project/paths';
import { archOfTriple } from './project/targets';

export type { NamedView } from './project/metadata/read';

export interface ProjectViews {
  /** Absolute path of the workspace's root folder; the folder itself where there is no manifest. */
  readonly root: string;
  /** Absolute path of the manifest that names the views, or that could; `undefined` where there is none. */
  readonly manifest: string | undefined;
  /** Where its table belongs, or is: `['workspace', 'metadata', 'kaal-sel4']`. */
  readonly keys: readonly string[];
  /** The views that can be looked at, in the order in which they are written. */
  readonly views: readonly NamedView[];
  /** What holds for every view of the project that does not say otherwise. */
  readonly common: ViewRequest;
  /** What the project wants looked at where nobody chooses; `undefined`: it does not say. */
  readonly defaultView: ViewRequest | undefined;
  /** What is wrong with the table, or with the manifest as a whole (which whoever loads the project says too). */
  readonly problems: readonly ProjectProblem[];
}

/** Reads the project's table around a folder. Never throws. */
export function projectViews(
  files: FileSystem,
  folder: string,
  catalog: Catalog,
  environment: EnvironmentVariables = {},
): ProjectViews {
  // What holds for all views is found wrong in each.
  const said = new Map<string, ProjectProblem>();
  const manifests = new Manifests(files, (problem) =>
    said.set(`${problem.file} ${problem.start} ${problem.message}`, problem),
  );
  const found = findMetadata(manifests, folder);
  const root = found ? parentFolder(found.manifest) : normalizePath(folder);
  const head = { root, manifest: found?.manifest, keys: found?.keys ?? [] };
  if (found?.table === undefined)
    return { ...head, views: [], common: {}, defaultView: undefined, problems: [...said.values()] };
  const read = readMetadata(found.table);
  const known = knownWords(files, found.manifest, catalog, environment);
  const checked = checkViews(read, known);
  const problems = [...said.values()].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  return { ...head, ...checked, common: read.common, problems };
}

function knownWords(
  files: FileSystem,
  manifest: string,
  catalog: Catalog,
  environment: EnvironmentVariables,
): KnownWords {
  const root = parentFolder(manifest);
  // Whoever loads the project says what is wrong with the members.
  const silent = new Manifests(files, () => {});
  let features: ReadonlySet<string> | undefined;
  return {
    snapshots: catalog.configurations(),
    features() {
      features ??= new Set(
        findMembers(silent, manifest).flatMap(({ name, features: own }) =>
          [...own.keys()].flatMap((feature) => [feature, `${name}/${feature}`]),
        ),
      );
      return features;
    },
    kindOf: (path) => (path === '' ? undefined : files.kind(joinPath(root, path))),
    hasGenerated(arch) {
      const config = readCargoConfig(files, root, environment, () => {});
      const folders = generatedFolders(files, targetFolders(root, config, environment));
      return folders.some(({ triple }) => triple === undefined || archOfTriple(triple) === arch);
    },
  };
}
