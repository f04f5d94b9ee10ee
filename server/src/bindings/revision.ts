/** Which commit of rust-sel4 a workspace means: out of git's files and Cargo.lock, without running either. */
import type { FileSystem } from '../project/model';
import { foldersUpward, joinPath } from '../project/paths';
import { readGitlinks } from './gitIndex';

export interface Revision {
  readonly commit: string;
  /** `submodule external/rust-sel4`, `Cargo.lock`: where it was read. */
  readonly from: string;
  /** The name of the submodule or the address of the source says that it is rust-sel4. */
  readonly ofRustSel4: boolean;
}

const REPOSITORY = 'rust-sel4';

/**
 * Commits that the workspace pins, best evidence first: submodules that are checked out, submodules recorded in the
 * index, git sources in Cargo.lock. All submodules are given: the caller knows which commits mean something.
 */
export function pinnedRevisions(files: FileSystem, root: string): readonly Revision[] {
  return [...submodules(files, root), ...lockedRevisions(files, root)];
}

/** Files whose change can change the answer. */
export function revisionInputs(files: FileSystem, root: string): readonly string[] {
  const git = gitFolder(files, root);
  return [...(git ? [joinPath(git.folder, 'index')] : []), joinPath(root, 'Cargo.lock')];
}

function submodules(files: FileSystem, root: string): Revision[] {
  const git = gitFolder(files, root);
  const bytes = git && files.readBytes?.(joinPath(git.folder, 'index'));
  const links = bytes ? (readGitlinks(bytes) ?? []) : [];
  const recorded: Revision[] = [];
  const checkedOut: Revision[] = [];
  for (const { path, commit } of links) {
    const about = { from: `submodule ${path}`, ofRustSel4: path.endsWith(REPOSITORY) };
    const head = git && headCommit(files, joinPath(git.workTree, path));
    if (head) checkedOut.push({ commit: head, ...about });
    else recorded.push({ commit, ...about });
  }
  return [...checkedOut, ...recorded];
}

/** The nearest repository around a folder. `.git` is a folder, or a file that names one (worktrees, submodules). */
function gitFolder(files: FileSystem, folder: string): { folder: string; workTree: string } | undefined {
  for (const workTree of foldersUpward(folder)) {
    const named = gitFolderOf(files, workTree);
    if (named) return { folder: named, workTree };
  }
  return undefined;
}

function gitFolderOf(files: FileSystem, workTree: string): string | undefined {
  const path = joinPath(workTree, '.git');
  const kind = files.kind(path);
  if (kind === 'folder') return path;
  if (kind !== 'file') return undefined;
  const text = files.readText(path)?.trim();
  return text?.startsWith('gitdir:') ? joinPath(workTree, text.slice('gitdir:'.length).trim()) : undefined;
}

/** Commit of a checked-out submodule: its HEAD is detached, or names a branch whose file holds the commit. */
function headCommit(files: FileSystem, workTree: string): string | undefined {
  const git = gitFolderOf(files, workTree);
  return git === undefined ? undefined : commitIn(files, git);
}

function commitIn(files: FileSystem, git: string): string | undefined {
  const head = files.readText(joinPath(git, 'HEAD'))?.trim();
  if (!head) return undefined;
  const branch = head.startsWith('ref:') ? head.slice('ref:'.length).trim() : undefined;
  const commit =
    branch === undefined
      ? head
      : (files.readText(joinPath(git, branch))?.trim() ?? packedCommit(files, git, branch));
  return commit && isCommit(commit) ? commit : undefined;
}

/** Branches of a fresh clone have no files of their own: `COMMIT refs/heads/main`, a line each (git pack-refs). */
function packedCommit(files: FileSystem, git: string, branch: string): string | undefined {
  const lines = files.readText(joinPath(git, 'packed-refs'))?.split('\n') ?? [];
  return lines.find((line) => line.trim().endsWith(` ${branch}`))?.split(' ')[0];
}

/** Where rust-sel4 has its package of bindings. */
const SYS_FOLDER = 'crates/sel4/sys';

/**
 * The checkout of rust-sel4 that a folder is the package of bindings of, and its commit; `undefined` for a copy in another
 * repository, and where the commit cannot be told.
 */
export function rustSel4Around(
  files: FileSystem,
  folder: string,
): { readonly folder: string; readonly commit: string } | undefined {
  const git = gitFolder(files, folder);
  if (!git || joinPath(git.workTree, SYS_FOLDER) !== folder) return undefined;
  const commit = commitIn(files, git.folder);
  return commit === undefined ? undefined : { folder: git.workTree, commit };
}

/** `source = "git+https://…/rust-sel4?rev=…#COMMIT"` (cargo book, "Cargo.lock"). */
function lockedRevisions(files: FileSystem, root: string): Revision[] {
  const text = files.readText(joinPath(root, 'Cargo.lock'));
  if (text === undefined) return [];
  const commits = new Set<string>();
  for (const line of text.split('\n')) {
    if (!line.startsWith('source = "git+') || !line.includes(REPOSITORY)) continue;
    const commit = line.slice(line.lastIndexOf('#') + 1, line.lastIndexOf('"'));
    if (isCommit(commit)) commits.add(commit);
  }
  return [...commits].map((commit) => ({ commit, from: 'rust-sel4 in Cargo.lock', ofRustSel4: true }));
}

function isCommit(text: string): boolean {
  return text.length >= 40 && [...text].every((c) => (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
}
