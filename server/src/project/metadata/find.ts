/** Which table of which manifest is the project's own. */
import { nearest } from '../../text/near';
import { MANIFEST, Manifests, workspaceTable } from '../manifests';
import { findMembers } from '../members';
import { packageTable } from '../package';
import { foldersUpward, joinPath, normalizePath } from '../paths';
import { isTable, type TomlFile, type TomlTable } from '../toml';
import { METADATA_KEY } from './schema';

export interface FoundMetadata {
  /** Absolute path of the manifest that names the views, or that could. */
  readonly manifest: string;
  /** `undefined`: the project says nothing. */
  readonly table: TomlTable | undefined;
  /** Where the table belongs in this manifest: `['workspace', 'metadata', 'kaal-sel4']`. */
  readonly keys: readonly string[];
}

/**
 * The table around a folder: `[workspace.metadata.kaal-sel4]` of the workspace's manifest, `[package.metadata.kaal-sel4]`
 * of a package that is in no workspace (or of the root package, if the workspace says nothing). `undefined` without a
 * manifest. A table that nobody reads is reported.
 */
export function findMetadata(manifests: Manifests, folder: string): FoundMetadata | undefined {
  const current = foldersUpward(normalizePath(folder))
    .map((at) => joinPath(at, MANIFEST))
    .find((path) => manifests.exists(path));
  if (current === undefined) return undefined;
  const manifest = rootFor(manifests, current);
  const file = manifests.file(manifest);
  const workspace = file && workspaceTable(file);
  const inWorkspace = workspace && tableIn(workspace);
  const package_ = file && packageTable(file);
  const inPackage = package_ && tableIn(package_);
  const keys = [workspace ? 'workspace' : 'package', 'metadata', METADATA_KEY];
  if (inWorkspace && inPackage) sayUnread(inPackage, `\`[${keys.join('.')}]\` above goes before it`);
  if (manifest !== current) sayMemberTable(manifests.file(current), manifest);
  return { manifest, table: inWorkspace ?? inPackage, keys };
}

/** The workspace's manifest, if it is there and the package at `current` is one of its members. */
function rootFor(manifests: Manifests, current: string): string {
  const root = manifests.rootOf(current);
  if (root === undefined || root === current || !manifests.exists(root)) return current;
  // What is wrong with the members is said by whoever loads the project.
  const members = findMembers(new Manifests(manifests.files, () => {}), root);
  return members.some((member) => member.manifestPath === current) ? root : current;
}

/** `metadata.kaal-sel4` of `[workspace]` or `[package]`; a key that looks like it is reported. */
function tableIn(owner: TomlTable): TomlTable | undefined {
  // What other tools keep there is no business of ours, whatever it is.
  const metadata = owner.value('metadata');
  if (!isTable(metadata)) return undefined;
  const table = owner.table('metadata')!;
  if (table.has(METADATA_KEY)) return table.table(METADATA_KEY);
  for (const key of table.names())
    if (nearest(key, [METADATA_KEY], 1).length > 0)
      table.problem(
        key,
        `nobody reads \`${[...table.keys, key].join('.')}\``,
        `did you mean \`${METADATA_KEY}\`?`,
        'warning',
      );
  return undefined;
}

function sayMemberTable(file: TomlFile | undefined, root: string): void {
  const package_ = file && packageTable(file);
  const table = package_ && tableIn(package_);
  if (table) sayUnread(table, `this package is in the workspace of ${root}: write it there`);
}

function sayUnread(table: TomlTable, why: string): void {
  table.file.problem(table.keys, `nobody reads \`${table.keys.join('.')}\` here`, why, 'warning');
}
