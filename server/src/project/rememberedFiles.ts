/** Looking at the same manifests and folders for one view after the other: the disk is asked once. */
import type { FileSystem } from './model';
import { foldersUpward, parentFolder } from './paths';

export interface RememberedFiles extends FileSystem {
  /** Everything is looked at anew. */
  forget(): void;
  /** Whether a path, and the folders that it lies in, would be found again as they are remembered: what is there, what they hold. */
  isAsFound(path: string): boolean;
}

/**
 * The same files, each question asked once until `forget`. Texts are kept of manifests and other small files
 * (`.toml`, `.json`) only: sources and generated files would be held twice.
 */
export function rememberedFiles(files: FileSystem): RememberedFiles {
  const texts = new Map<string, string | undefined>();
  const kinds = new Map<string, 'file' | 'folder' | undefined>();
  const lists = new Map<string, readonly string[]>();
  const times = new Map<string, number>();
  const reals = new Map<string, string>();
  return {
    readText: (path) =>
      path.endsWith('.toml') || path.endsWith('.json')
        ? once(texts, path, (at) => files.readText(at))
        : files.readText(path),
    readBytes: (path) => files.readBytes?.(path),
    whyUnreadable: (path) => files.whyUnreadable(path),
    kind: (path) => once(kinds, path, (at) => files.kind(at)),
    list: (path) => once(lists, path, (at) => files.list(at)),
    modified: (path) => once(times, path, (at) => files.modified(at)),
    real: (path) => once(reals, path, (at) => files.real(at)),
    isAsFound: (path) =>
      [path, ...foldersUpward(parentFolder(path))].every((at) => {
        if (kinds.has(at) && kinds.get(at) !== files.kind(at)) return false;
        const before = lists.get(at);
        if (!before) return true;
        const now = new Set(files.list(at));
        return now.size === before.length && before.every((name) => now.has(name));
      }),
    forget() {
      for (const map of [texts, kinds, lists, times, reals]) map.clear();
    },
  };
}

/** `undefined` is an answer too. */
function once<T>(known: Map<string, T>, path: string, ask: (path: string) => T): T {
  const before = known.get(path);
  if (before !== undefined || known.has(path)) return before as T;
  const answer = ask(path);
  known.set(path, answer);
  return answer;
}
