/** The disk, by way of Node: the only file of this room that may know Node. */
import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import type { FileSystem } from './model';

/** Why a path could not be read, by the system's code, in words for a message. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links form a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many open files',
};

/** Bytes of the largest file that is read; sources, manifests and bindings are a hundredth of that. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads the disk anew on every call; nothing is kept, so a cache may stand in front of it. Never throws: whatever goes
 * wrong is "absent", and `whyUnreadable` says why.
 */
export function nodeFiles(): FileSystem {
  // Replaces invalid bytes by U+FFFD and drops a BOM: both are TextDecoder's defaults.
  const decoder = new TextDecoder('utf-8');
  return {
    readText(path) {
      try {
        const stats = statSync(path);
        // Reading a pipe or a device would wait for ever.
        return stats.isFile() && stats.size <= MOST_BYTES ? decoder.decode(readFileSync(path)) : undefined;
      } catch {
        return undefined;
      }
    },
    readBytes(path) {
      try {
        const stats = statSync(path);
        return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(path) : undefined;
      } catch {
        return undefined;
      }
    },
    whyUnreadable(path) {
      try {
        const stats = statSync(path);
        if (!stats.isFile()) return stats.isDirectory() ? 'it is a folder' : 'it is not a file';
        if (stats.size > MOST_BYTES) return `it is too large (over ${MOST_BYTES / 2 ** 20} MB)`;
        readFileSync(path);
        return 'it can be read';
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        return REASONS[code] ?? (code === '' ? 'it cannot be read' : `it cannot be read (${code})`);
      }
    },
    kind(path) {
      const stats = stat(path);
      if (stats?.isFile()) return 'file';
      return stats?.isDirectory() ? 'folder' : undefined;
    },
    list(path) {
      try {
        return readdirSync(path).sort();
      } catch {
        return [];
      }
    },
    modified: (path) => stat(path)?.mtimeMs ?? 0,
    real(path) {
      try {
        return withSlashes(realpathSync.native(path));
      } catch {
        return path;
      }
    },
  };
}

/** Forward slashes, as everything but the disk itself wants them; on other systems a backslash is part of a name. */
function withSlashes(path: string): string {
  return path[1] === ':' ? path.replaceAll('\\', '/') : path;
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
