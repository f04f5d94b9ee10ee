/** Which workspace a folder belongs to, and which packages are its members (cargo book, "Workspaces"). */
import { MANIFEST, type Manifests, workspaceTable } from './manifests';
import { findMembers } from './members';
import type { FileSystem } from './model';
import type { Package } from './package';
import { foldersUpward, joinPath, parentFolder } from './paths';

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
  const below = manifestsBelow(files, folder);
  return below.length > 0
    ? `name a folder that has one: ${below.join(', ')}`
    : 'name a folder that holds a Rust package or workspace';
}

/** So deep do workspaces stand in repositories that hold more than Rust. */
const DEEPEST = 4;
/** Entries that are looked at for manifests: the folder that was named may be anything, a home folder too. */
const MOST_ENTRIES = 5000;
const MOST_NAMED = 3;

/** The first folders with a manifest, the nearest first; what is below one of them is not looked at, nor what tools write. */
function manifestsBelow(files: FileSystem, folder: string): readonly string[] {
  const found: string[] = [];
  let level = [''];
  let looked = 0;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const next: string[] = [];
    for (const above of level) {
      for (const name of files.list(joinPath(folder, above))) {
        if (++looked > MOST_ENTRIES) return found;
        if (name.startsWith('.') || name === 'target' || name === 'node_modules') continue;
        const path = above === '' ? name : `${above}/${name}`;
        if (files.kind(joinPath(folder, path)) !== 'folder') continue;
        if (files.kind(joinPath(folder, `${path}/${MANIFEST}`)) === 'file') found.push(path);
        else next.push(path);
        if (found.length === MOST_NAMED) return found;
      }
    }
    level = next;
  }
  return found;
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
