/** Where cargo puts what build scripts write: only known places are looked at, nothing is walked. */

import type { CargoConfig } from '../project/config';
import type { FileSystem } from '../project/model';
import { joinPath } from '../project/paths';
import { SYS_PACKAGE } from './crates';
import { type GeneratedFolder, generatedFolder, isBuildOf } from './folder';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Target folders of a workspace: the one configured, and `target`, which an earlier build may have used. `config` is
 * that of the root; cargo may keep what build scripts write apart (`build.build-dir`), here taken from the environment.
 */
export function targetFolders(
  root: string,
  config: CargoConfig,
  environment: Environment,
): readonly string[] {
  const buildDir = environment.CARGO_BUILD_BUILD_DIR;
  const folders = [
    ...(buildDir ? [joinPath(root, buildDir)] : []),
    ...(config.targetDir ? [config.targetDir.value] : []),
    joinPath(root, 'target'),
  ];
  return [...new Set(folders)];
}

/** What a build script wrote. */
export interface BuildFolder {
  /** Absolute path of the `out` folder. */
  readonly folder: string;
  /** The target's name where it was built for one. */
  readonly triple?: string;
}

/** Every `TARGET/PROFILE/build/sel4-sys-*\/out` and `TARGET/TRIPLE/PROFILE/build/sel4-sys-*\/out`, newest first. */
export function generatedFolders(files: FileSystem, targets: readonly string[]): readonly GeneratedFolder[] {
  return buildFolders(files, targets, SYS_PACKAGE)
    .map(({ folder, triple }) => generatedFolder(files, folder, triple))
    .sort((a, b) => b.modified - a.modified || (a.folder < b.folder ? -1 : 1));
}

/** The same for any package, in no particular order. */
export function buildFolders(
  files: FileSystem,
  targets: readonly string[],
  packageName: string,
): readonly BuildFolder[] {
  const found: BuildFolder[] = [];
  const seen = new Set<string>();
  const lookInProfile = (profile: string, triple: string | undefined): boolean => {
    const build = joinPath(profile, 'build');
    if (files.kind(build) !== 'folder') return false;
    for (const name of files.list(build)) {
      const out = joinPath(build, `${name}/out`);
      if (!isBuildOf(name, packageName) || files.kind(out) !== 'folder' || seen.has(files.real(out)))
        continue;
      seen.add(files.real(out));
      found.push({ folder: out, ...(triple === undefined ? {} : { triple }) });
    }
    return true;
  };
  for (const target of targets)
    for (const name of files.list(target)) {
      const folder = joinPath(target, name);
      // A profile's folder has `build`; else it is a target's, with profiles in it.
      if (lookInProfile(folder, undefined) || !name.includes('-')) continue;
      for (const profile of files.list(folder)) lookInProfile(joinPath(folder, profile), name);
    }
  return found;
}

/** Folders to watch for new generated files. */
export function watchedTargets(files: FileSystem, targets: readonly string[]): readonly string[] {
  return targets.filter((target) => files.kind(target) === 'folder');
}
