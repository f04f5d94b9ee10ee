/** Which commit of rust-sel4 a workspace means: out of git's files and Cargo.lock, without running either. */
import type { FileSystem } from '../project/model';
import { foldersUpward, joinPath } from '../project/paths';
import { SYS_PACKAGE, TYPED_CRATE } from './crates';
import { readGitlinks } from './gitIndex';
import { isNamedRustSel4, REPOSITORY } from './repository';
import { submoduleOf } from './submodules';

export interface Revision {
  readonly commit: string;
  /** `submodule external/rust-sel4`, `Cargo.lock`: where it was read. */
  readonly from: string;
  /** The name or the address of the submodule, or that of the source, says that it is rust-sel4. */
  readonly ofRustSel4: boolean;
  /** Of a submodule: absolute. */
  readonly folder?: string;
  /** Of a source in Cargo.lock. */
  readonly url?: string;
}

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
  const ofGit = git ? [joinPath(git.folder, 'index'), joinPath(git.workTree, '.gitmodules')] : [];
  return [...ofGit, joinPath(root, 'Cargo.lock')];
}

function submodules(files: FileSystem, root: string): Revision[] {
  const git = gitFolder(files, root);
  const bytes = git && files.readBytes?.(joinPath(git.folder, 'index'));
  const links = bytes ? (readGitlinks(bytes) ?? []) : [];
  const recorded: Revision[] = [];
  const checkedOut: Revision[] = [];
  for (const { path, commit } of links) {
    const folder = git ? joinPath(git.workTree, path) : path;
    const { url = '' } = submoduleOf(files, folder) ?? {};
    const ofRustSel4 = path.endsWith(REPOSITORY) || isNamedRustSel4(url);
    const about = { from: `submodule ${path}`, ofRustSel4, folder };
    const head = headCommit(files, folder);
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
  const commit = branch === undefined ? head : commitOfBranch(files, git, branch);
  return commit && isCommit(commit) ? commit : undefined;
}

/** Branches of a worktree are those of its repository (git's documentation, "gitrepository-layout": `commondir`). */
function commitOfBranch(files: FileSystem, git: string, branch: string): string | undefined {
  const common = files.readText(joinPath(git, 'commondir'))?.trim();
  const home = common === undefined ? git : joinPath(git, common);
  return files.readText(joinPath(home, branch))?.trim() ?? packedCommit(files, home, branch);
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

/**
 * `source = "git+https://…/rust-sel4?rev=…#COMMIT"` below `name = "sel4"` (cargo book, "Cargo.lock"). What the packages that
 * bindings stand for come from goes before other packages of such a repository.
 */
function lockedRevisions(files: FileSystem, root: string): readonly Revision[] {
  const text = files.readText(joinPath(root, 'Cargo.lock'));
  if (text === undefined) return [];
  const [own, others] = [new Map<string, Revision>(), new Map<string, Revision>()];
  let name = '';
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line.startsWith('name = "')) name = line.slice('name = "'.length, line.lastIndexOf('"'));
    if (!line.startsWith(SOURCE)) continue;
    const address = line.slice(SOURCE.length, line.lastIndexOf('"'));
    const at = address.lastIndexOf('#');
    const [url, commit] = [address.slice(0, Math.max(0, at)), address.slice(at + 1)];
    if (!isNamedRustSel4(url) || !isCommit(commit)) continue;
    const revision = { commit, from: 'rust-sel4 in Cargo.lock', ofRustSel4: true, url };
    (name === SYS_PACKAGE || name === TYPED_CRATE ? own : others).set(`${url} ${commit}`, revision);
  }
  return own.size > 0 ? [...own.values()] : [...others.values()];
}

const SOURCE = 'source = "git+';

/** Whether a `rev` is a commit, or its beginning, and no branch. */
export function isCommitStart(rev: string): boolean {
  return rev.length >= 7 && isHexadecimal(rev.toLowerCase());
}

/** Whether what a manifest says (`rev = "285045d9"`) is one of some commits. */
export function isOfCommit(rev: string, commits: readonly string[]): boolean {
  return isCommitStart(rev) && commits.some((commit) => commit.startsWith(rev.toLowerCase()));
}

function isCommit(text: string): boolean {
  return text.length >= 40 && isHexadecimal(text);
}

function isHexadecimal(text: string): boolean {
  return [...text].every((c) => (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
}
