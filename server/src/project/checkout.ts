/** Submodules that were not fetched: git leaves an empty folder where each of them belongs. */
import type { FileSystem } from './model';
import { foldersUpward } from './paths';

/**
 * The folder, or the nearest one above it that exists, if nothing is in there (but `.git`): a submodule that was not fetched.
 * `undefined` if something is.
 */
export function emptyCheckout(files: FileSystem, folder: string): string | undefined {
  const existing = foldersUpward(folder).find((at) => files.kind(at) === 'folder');
  return existing !== undefined && files.list(existing).every((name) => name === '.git')
    ? existing
    : undefined;
}
