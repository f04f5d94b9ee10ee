/** Which workspace a folder belongs to, and which packages are its members (cargo book, "Workspaces"). */
import { expandGlob, isPattern } from './glob';
import { isExcluded, MANIFEST, type Manifests, workspaceTable } from './manifests';
import type { FileSystem } from './model';
import type { Package } from './package';
import { foldersUpward, isInside, joinPath, parentFolder } from './paths';
import { locateString, type Place } from './tomlPlaces';

export type Resolver = 1 | 2 | 3;

export interface Workspace {
  /** Absolute folder of the root manifest. */
  readonly root: string;
  readonly rootManifest: string;
  readonly members: readonly Package[];
  /** The packages that are checked: all members, or the one whose folder was asked for. */
  readonly selected: readonly Package[];
  readonly resolver: Resolver;
  /** The root manifest holds no package. */
  readonly virtual: boolean;
  /** Package of the folder that was asked for, which old resolvers apply `--features` to; none in a virtual root. */
  readonly current: Package | undefined;
}

/**
 * The workspace around `folder` and the selection there: at the root all members (as `cargo check --workspace`), in a
 * member's folder that member alone. `undefined` if no manifest is found, which is reported.
 */
export function findWorkspace(manifests: Manifests, folder: string): Workspace | undefined {
  const { files } = manifests;
  const current = foldersUpward(folder)
    .map((at) => joinPath(at, MANIFEST))
    .find((path) => manifests.exists(path));
  if (current === undefined) {
    manifests.report({
      file: folder,
      message: `there is no ${MANIFEST} in ${folder} or above it`,
      help: helpWithoutManifest(files, folder),
      severity: 'error',
    });
    return undefined;
  }
  const rootManifest = manifests.rootOf(current);
  if (rootManifest === undefined) return alone(manifests, current);
  if (!manifests.exists(rootManifest)) {
    manifests
      .file(current)
      ?.problem(
        ['package', 'workspace'],
        `the workspace that this package names, ${rootManifest}, does not exist`,
        'correct `package.workspace`, or remove it',
      );
    return alone(manifests, current);
  }
  const members = findMembers(manifests, rootManifest);
  const package_ = manifests.package(current);
  const atRoot = current === rootManifest;
  if (!atRoot && package_ !== undefined && !members.includes(package_)) {
    const root = parentFolder(rootManifest);
    manifests
      .file(current)
      ?.problem(
        ['package', 'name'],
        `\`${package_.name}\` lies below the workspace ${root}, which does not list it as a member: it is checked alone`,
        `add it to \`workspace.members\` or \`workspace.exclude\` in ${rootManifest}`,
        'warning',
      );
    return alone(manifests, current);
  }
  return {
    root: parentFolder(rootManifest),
    rootManifest,
    members,
    selected: atRoot ? members : package_ === undefined ? [] : [package_],
    resolver: resolverOf(manifests, rootManifest),
    virtual: manifests.package(rootManifest) === undefined,
    current: package_,
  };
}

/** A package without a workspace: a workspace of its own, with its path dependencies below as no members. */
function alone(manifests: Manifests, path: string): Workspace {
  const package_ = manifests.package(path);
  const members = package_ === undefined ? [] : [package_];
  return {
    root: parentFolder(path),
    rootManifest: path,
    members,
    selected: members,
    resolver: resolverOf(manifests, path),
    virtual: false,
    current: package_,
  };
}

function helpWithoutManifest(files: FileSystem, folder: string): string {
  const below = files
    .list(folder)
    .filter((name) => files.kind(joinPath(folder, `${name}/${MANIFEST}`)) === 'file');
  return below.length > 0
    ? `name a folder that has one: ${below.slice(0, 3).join(', ')}`
    : 'name a folder that holds a Rust package or workspace';
}

/** `workspace.resolver`, `package.resolver`, or what the root package's edition means; a virtual workspace starts at 1. */
function resolverOf(manifests: Manifests, rootManifest: string): Resolver {
  const file = manifests.file(rootManifest);
  const written =
    file && (workspaceTable(file)?.string('resolver') ?? file.table('package').string('resolver'));
  if (written === '1' || written === '2' || written === '3')
    return written === '1' ? 1 : written === '2' ? 2 : 3;
  const edition = manifests.package(rootManifest)?.edition ?? 2015;
  return edition === 2024 ? 3 : edition === 2021 ? 2 : 1;
}

/** The root package, what `members` lists, and every path dependency of those that lies below the root. */
function findMembers(manifests: Manifests, rootManifest: string): Package[] {
  const { files } = manifests;
  const root = parentFolder(rootManifest);
  const file = manifests.file(rootManifest);
  const workspace = file && workspaceTable(file);
  const members = new Map<string, Package>();
  const waiting: string[] = [];
  const take = (): void => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const package_ = addMember(
        manifests,
        workspace && ((p) => isExcluded(workspace, root, p)),
        members,
        path,
      );
      if (package_ === undefined) continue;
      // Backwards, so that they come out in the order they are written.
      for (const dependency of [...package_.dependencies].reverse()) {
        if (dependency.source.k !== 'path') continue;
        const next = joinPath(dependency.source.folder, MANIFEST);
        if (members.has(next) || !manifests.exists(next)) continue;
        if (isInside(next, root) || manifests.rootOf(next) === rootManifest) waiting.push(next);
      }
    }
  };
  for (const entry of workspace?.strings('members') ?? []) {
    const found = isPattern(entry) ? expandGlob(files, root, entry) : [];
    for (const folder of found.length > 0 ? found : [joinPath(root, entry)]) {
      const path = joinPath(folder, MANIFEST);
      if (!manifests.exists(path)) {
        if (workspace !== undefined && isExcluded(workspace, root, path)) continue;
        const place: Place | { start?: never } = file ? locateString(file.text, entry) : {};
        manifests.report({
          file: rootManifest,
          ...place,
          message: `member \`${entry}\` of the workspace: ${path} ${whyMissing(files, path)}`,
          help: 'correct `workspace.members`, or restore the folder',
          severity: 'error',
        });
        continue;
      }
      waiting.push(path);
      take();
    }
  }
  waiting.push(rootManifest);
  take();
  return [...members.values()];
}

function whyMissing(files: FileSystem, path: string): string {
  return files.kind(path) === undefined ? 'does not exist' : `cannot be read: ${files.whyUnreadable(path)}`;
}

/** Adds one package if it may be a member and is not yet; gives it back if its dependencies are to be looked at. */
function addMember(
  manifests: Manifests,
  excluded: ((path: string) => boolean) | undefined,
  members: Map<string, Package>,
  path: string,
): Package | undefined {
  if (members.has(path) || excluded?.(path)) return undefined;
  const package_ = manifests.package(path);
  if (package_ === undefined) return undefined;
  members.set(path, package_);
  return package_;
}
