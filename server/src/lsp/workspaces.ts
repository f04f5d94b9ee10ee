/** Which Cargo workspaces there are: in the client's folders, and around documents outside of them. */
import type { FileSystem } from '../project/model';
import { foldersUpward, isInside, joinPath } from '../project/paths';

/** Folders that never hold a workspace of their own. */
const skipped: ReadonlySet<string> = new Set(['target', 'node_modules']);

/** How deep below a folder without manifest a workspace may lie, and how many folders are looked at at most. */
const depthLimit = 4;
const folderLimit = 5_000;

/**
 * Folders to analyse for one workspace folder: itself when it or a folder above has a `Cargo.toml`, else the nearest
 * ones below that have one. Empty when there is none: then there is nothing for us to do here.
 */
export function cargoFolders(folder: string, files: FileSystem): readonly string[] {
  if (nearestManifest(folder, files) !== undefined) return [folder];
  const found: string[] = [];
  const seen = new Set<string>();
  let level = [folder];
  for (let depth = 0; depth <= depthLimit && level.length > 0; depth++) {
    const next: string[] = [];
    for (const path of level) {
      if (seen.size >= folderLimit) return found;
      // A symbolic link can lead back to where we come from.
      const real = files.real(path);
      if (seen.has(real)) continue;
      seen.add(real);
      if (files.kind(joinPath(path, 'Cargo.toml')) === 'file') {
        found.push(path);
        continue;
      }
      for (const name of files.list(path)) {
        if (name.startsWith('.') || skipped.has(name)) continue;
        const child = joinPath(path, name);
        if (files.kind(child) === 'folder') next.push(child);
      }
    }
    level = next;
  }
  return found;
}

/** The nearest folder at or above `path` that has a `Cargo.toml`. */
export function nearestManifest(path: string, files: FileSystem): string | undefined {
  return foldersUpward(path).find((folder) => files.kind(joinPath(folder, 'Cargo.toml')) === 'file');
}

/** Of all folders around a path the innermost. */
export function innermost(path: string, folders: Iterable<string>): string | undefined {
  let best: string | undefined;
  for (const folder of folders) {
    if (isInside(path, folder) && (best === undefined || folder.length > best.length)) best = folder;
  }
  return best;
}
