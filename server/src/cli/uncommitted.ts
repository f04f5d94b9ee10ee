/** Which files have changes that git does not have: a fix in them could not be taken back. */
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';

/**
 * Those of `files` (absolute paths) that git tracks and that differ from its last commit. None where git is not installed,
 * or the folder is no repository: then there is nothing to go back to anyhow.
 */
export async function uncommittedFiles(files: readonly string[]): Promise<readonly string[]> {
  const changed = await Promise.all(files.map(isChanged));
  return files.filter((_, index) => changed[index]);
}

function isChanged(file: string): Promise<boolean> {
  // No lock is taken and no monitor started: git is only asked.
  const options = ['--no-optional-locks', '--literal-pathspecs', '-c', 'core.fsmonitor=false'];
  const status = ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=all', '--', file];
  return new Promise((resolve) => {
    execFile('git', ['-C', dirname(file), ...options, ...status], (error, stdout) =>
      resolve(error === null && stdout.trim() !== ''),
    );
  });
}
