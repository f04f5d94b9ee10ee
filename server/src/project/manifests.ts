/** All manifests of one loading: each is read once, and remembers which workspace it belongs to. */
import type { FileSystem, ProjectProblem } from './model';
import { type Package, packageTable, readPackage, type WorkspaceRoot } from './package';
import { foldersUpward, isInside, joinPath, parentFolder } from './paths';
import { TomlFile, type TomlTable } from './toml';

export const MANIFEST = 'Cargo.toml';

export class Manifests {
  readonly #files = new Map<string, TomlFile | undefined>();
  readonly #packages = new Map<string, Package | undefined>();
  readonly #roots = new Map<string, string | undefined>();
  readonly #kinds = new Map<string, boolean>();

  constructor(
    readonly files: FileSystem,
    readonly report: (problem: ProjectProblem) => void,
  ) {}

  /** Is there a manifest at this path? */
  exists(path: string): boolean {
    let is = this.#kinds.get(path);
    if (is === undefined) {
      is = this.files.kind(path) === 'file';
      this.#kinds.set(path, is);
    }
    return is;
  }

  /** The manifest at this path; `undefined` (reported) if it is missing or broken. */
  file(path: string): TomlFile | undefined {
    if (!this.#files.has(path)) this.#files.set(path, TomlFile.read(this.files, path, this.report));
    return this.#files.get(path);
  }

  /** The package whose manifest is at this path; `undefined` if it is missing, broken or a virtual workspace's. */
  package(path: string): Package | undefined {
    if (!this.#packages.has(path)) {
      const file = this.file(path);
      this.#packages.set(path, file && readPackage(this.files, file, () => this.#workspaceOf(path)));
    }
    return this.#packages.get(path);
  }

  #workspaceOf(path: string): WorkspaceRoot | 'unreadable' | undefined {
    const root = this.rootOf(path);
    if (root === undefined) return this.#isBelowBroken(path) ? 'unreadable' : undefined;
    const file = this.file(root);
    return file === undefined ? 'unreadable' : { file, folder: parentFolder(file.path) };
  }

  /** A manifest above could not be read (that is reported): it may be the workspace's. */
  #isBelowBroken(path: string): boolean {
    const [, ...above] = foldersUpward(parentFolder(path));
    return above.some((folder) => {
      const candidate = joinPath(folder, MANIFEST);
      return this.#files.has(candidate) && this.#files.get(candidate) === undefined;
    });
  }

  /**
   * Path of the workspace manifest that the manifest at `path` belongs to, itself perhaps; `undefined` if none.
   * As cargo: `package.workspace` points to it, else the nearest folder above with a `[workspace]` that does not
   * exclude the package. Whether that workspace lists the package is another question.
   */
  rootOf(path: string): string | undefined {
    if (this.#roots.has(path)) return this.#roots.get(path);
    const root = this.#findRoot(path);
    this.#roots.set(path, root);
    return root;
  }

  #findRoot(path: string): string | undefined {
    const own = this.file(path);
    if (own !== undefined) {
      const pointed = this.#rootNamedBy(own, path);
      if (pointed !== undefined) return pointed;
    }
    const [, ...above] = foldersUpward(parentFolder(path));
    for (const folder of above) {
      const candidate = joinPath(folder, MANIFEST);
      if (!this.exists(candidate)) continue;
      const file = this.file(candidate);
      const root = file && this.#rootNamedBy(file, path);
      if (root !== undefined) return root;
    }
    return undefined;
  }

  /** The root that a manifest names when one asks for `member`: itself, if it has a [workspace], or what it points to. */
  #rootNamedBy(file: TomlFile, member: string): string | undefined {
    const workspace = workspaceTable(file);
    if (workspace !== undefined) {
      return file.path === member || !isExcluded(workspace, parentFolder(file.path), member)
        ? file.path
        : undefined;
    }
    const pointer = packageTable(file)?.string('workspace');
    return pointer === undefined ? undefined : joinPath(joinPath(parentFolder(file.path), pointer), MANIFEST);
  }
}

/** `[workspace]`, if the manifest has it. */
export function workspaceTable(file: TomlFile): TomlTable | undefined {
  const root = file.table();
  return root.has('workspace') ? root.table('workspace') : undefined;
}

/** Does `exclude` take the manifest out, and does no entry of `members` name it (or a folder above it) literally? */
export function isExcluded(workspace: TomlTable, rootFolder: string, manifestPath: string): boolean {
  const names = (key: string): boolean =>
    (workspace.strings(key) ?? []).some((path) => isInside(manifestPath, joinPath(rootFolder, path)));
  return names('exclude') && !names('members');
}
