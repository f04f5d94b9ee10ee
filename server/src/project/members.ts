/** The members of a workspace (cargo book, "The members and exclude fields"). */
import { plural } from '../text/count';
import { emptyCheckout } from './checkout';
import { expandGlob, isPattern } from './glob';
import { isExcluded, MANIFEST, type Manifests, workspaceTable } from './manifests';
import type { Package } from './package';
import { isInside, joinPath, parentFolder, shownPath } from './paths';
import type { TomlFile, TomlTable } from './toml';
import { locateString } from './tomlPlaces';

/**
 * What `members` lists, the root package, and every path dependency of those that lies below the root, in this order.
 * Entries that name nothing, workspaces in the workspace and packages of the same name are reported, as cargo refuses
 * them.
 */
export function findMembers(manifests: Manifests, rootManifest: string): Package[] {
  const file = manifests.file(rootManifest);
  const workspace = file && workspaceTable(file);
  const root = parentFolder(rootManifest);
  const members = new Map<string, Package>();
  const add = (manifestPath: string): void => {
    const waiting = [manifestPath];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (members.has(path) || (workspace !== undefined && isExcluded(workspace, root, path))) continue;
      if (isOtherWorkspace(manifests, rootManifest, path)) continue;
      const package_ = manifests.package(path);
      if (package_ === undefined) continue;
      members.set(path, package_);
      // Backwards, so that they come out in the order they are written.
      for (const { source } of [...package_.dependencies].reverse()) {
        if (source.k !== 'path') continue;
        const next = joinPath(source.folder, MANIFEST);
        if (members.has(next) || !manifests.exists(next)) continue;
        if (isInside(next, root) || manifests.rootOf(next) === rootManifest) waiting.push(next);
      }
    }
  };
  if (file !== undefined && workspace !== undefined) {
    for (const path of listedMembers(manifests, file, workspace, root)) add(path);
  }
  add(rootManifest);
  reportSameNames(members.values());
  return [...members.values()];
}

/** Manifests that `workspace.members` names; a pattern that matches nothing is taken literally, as cargo does. */
function listedMembers(manifests: Manifests, file: TomlFile, workspace: TomlTable, root: string): string[] {
  const found: string[] = [];
  const notFetched = new Map<string, string[]>();
  for (const entry of workspace.strings('members') ?? []) {
    const expanded = isPattern(entry) ? expandGlob(manifests.files, root, entry) : [];
    for (const folder of expanded.length > 0 ? expanded : [joinPath(root, entry)]) {
      const path = joinPath(folder, MANIFEST);
      const exists = manifests.exists(path);
      if (exists) found.push(path);
      if (exists ? isInside(path, root) : isExcluded(workspace, root, path)) continue;
      if (exists && manifests.rootOf(path) === file.path) continue;
      const empty = exists ? undefined : emptyCheckout(manifests.files, folder);
      if (empty !== undefined) {
        const entries = notFetched.get(empty);
        if (entries === undefined) notFetched.set(empty, [entry]);
        else entries.push(entry);
        continue;
      }
      manifests.report({
        file: file.path,
        ...locateString(file.text, entry),
        message: `workspace member \`${entry}\`: ${exists ? `${path} is not below the workspace` : whyMissing(manifests, path, root)}`,
        help: exists
          ? 'move it below the workspace, or point to the workspace with `package.workspace` there'
          : 'correct `workspace.members`, restore the folder, or name it in `workspace.exclude`',
        severity: 'error',
      });
    }
  }
  for (const [folder, entries] of notFetched) reportNotFetched(manifests, file, folder, entries);
  return found;
}

/** One problem for a submodule, however many members are in it: one command brings them all. */
function reportNotFetched(
  manifests: Manifests,
  file: TomlFile,
  folder: string,
  [first = '', ...others]: readonly string[],
): void {
  const shown = shownPath(folder, parentFolder(file.path));
  const which = others.length === 0 ? '' : ` and ${plural(others.length, 'other')}`;
  manifests.report({
    file: file.path,
    ...locateString(file.text, first),
    message: `the folder ${shown} is empty: workspace member \`${first}\`${which} should be in it`,
    help: `fetch the submodule (\`git submodule update --init ${shown}\`), or correct \`workspace.members\``,
    severity: 'error',
  });
}

function whyMissing({ files }: Manifests, path: string, root: string): string {
  const why = files.kind(path) === undefined ? 'does not exist' : files.whyUnreadable(path);
  return `${shownPath(path, root)} ${why}`;
}

/** A manifest in the workspace with a `[workspace]` of its own: cargo refuses that, so it is reported. */
function isOtherWorkspace(manifests: Manifests, rootManifest: string, path: string): boolean {
  if (path === rootManifest) return false;
  const file = manifests.file(path);
  if (file === undefined || workspaceTable(file) === undefined) return false;
  file.problem(
    ['workspace'],
    `this is a workspace inside the workspace of ${rootManifest}: cargo does not allow that`,
    `remove [workspace] here, or add the folder to \`workspace.exclude\` in ${rootManifest}`,
  );
  return true;
}

function reportSameNames(members: Iterable<Package>): void {
  const byName = new Map<string, Package>();
  for (const member of members) {
    const first = byName.get(member.name);
    if (first === undefined) {
      byName.set(member.name, member);
      continue;
    }
    member.file.problem(
      ['package', 'name'],
      `two packages of this workspace are named \`${member.name}\`: this one and ${first.manifestPath}`,
      'rename one of them',
    );
  }
}
