import type { FileSystem } from '../../server/src/project/model';

/** A file system of nothing but `files`: absolute path → text. Folders exist where a file is below them. */
export function memoryFiles(files: ReadonlyMap<string, string>): FileSystem {
  const folders = new Map<string, Set<string>>();
  for (const path of files.keys()) {
    for (let at = path; at !== ''; ) {
      const slash = at.lastIndexOf('/');
      const folder = at.slice(0, slash);
      const names = folders.get(folder || '/') ?? new Set();
      folders.set(folder || '/', names.add(at.slice(slash + 1)));
      at = folder;
    }
  }
  const clean = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
  return {
    readText: (path) => files.get(path),
    whyUnreadable: () => 'there is no such file',
    kind: (path) => (files.has(path) ? 'file' : folders.has(clean(path)) ? 'folder' : undefined),
    list: (path) => [...(folders.get(clean(path)) ?? [])].sort(),
    modified: (path) => (files.has(path) ? 1 : 0),
    real: (path) => path,
  };
}
