/** File systems that hold texts in memory: for tests, browsers, and open documents over a disk. */
import type { FileSystem } from './model';
import { fileName, foldersUpward, normalizePath, parentFolder } from './paths';

/** Texts by absolute path; folders exist where a file is below them. Later changes of the map are not seen. */
export function memoryFiles(texts: ReadonlyMap<string, string>): FileSystem {
  const own = new Map([...texts].map(([path, text]) => [normalizePath(path), text]));
  const folders = foldersOf([...own.keys()]);
  return layer(NOTHING, own, () => folders);
}

/**
 * `openDocuments` (absolute path → text) in front of `base`: what an editor shows wins over what the disk has.
 * The map is read on every call, so that a caller may change it; the folders that it implies are worked out again when
 * its size or its keys change.
 */
export function overlayFiles(base: FileSystem, openDocuments: ReadonlyMap<string, string>): FileSystem {
  let known: readonly string[] = [];
  let folders: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  const overlayFolders = (): ReadonlyMap<string, ReadonlySet<string>> => {
    if (!sameKeys(known, openDocuments)) {
      known = [...openDocuments.keys()];
      folders = foldersOf(known);
    }
    return folders;
  };
  return layer(base, openDocuments, overlayFolders);
}

/** Texts in front of another file system; `folders` tells which folders they imply. */
function layer(
  base: FileSystem,
  texts: ReadonlyMap<string, string>,
  folders: () => ReadonlyMap<string, ReadonlySet<string>>,
): FileSystem {
  const open = (path: string): string | undefined => texts.get(path) ?? texts.get(normalizePath(path));
  const folder = (path: string): ReadonlySet<string> | undefined => folders().get(normalizePath(path));
  return {
    readText: (path) => withoutBom(open(path)) ?? base.readText(path),
    whyUnreadable: (path) => (folder(path) === undefined ? base.whyUnreadable(path) : 'it is a folder'),
    kind(path) {
      if (open(path) !== undefined) return 'file';
      return folder(path) === undefined ? base.kind(path) : 'folder';
    },
    list(path) {
      const here = folder(path);
      if (here === undefined) return base.list(path);
      return [...new Set([...base.list(path), ...here])].sort();
    },
    modified: (path) => base.modified(path),
    real: (path) => (open(path) === undefined ? base.real(path) : path),
    readBytes: (path) => base.readBytes?.(path),
  };
}

const NOTHING: FileSystem = {
  readText: () => undefined,
  whyUnreadable: () => 'no such file',
  kind: () => undefined,
  list: () => [],
  modified: () => 0,
  real: (path) => path,
};

function withoutBom(text: string | undefined): string | undefined {
  return text?.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function sameKeys(known: readonly string[], map: ReadonlyMap<string, string>): boolean {
  return known.length === map.size && known.every((key) => map.has(key));
}

/** Every folder above the paths, with the names of what is in it. */
function foldersOf(paths: readonly string[]): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) {
    let child = normalizePath(path);
    for (const folder of foldersUpward(parentFolder(child))) {
      const names = folders.get(folder) ?? new Set();
      folders.set(folder, names);
      if (child !== folder) names.add(fileName(child));
      child = folder;
    }
  }
  return folders;
}
