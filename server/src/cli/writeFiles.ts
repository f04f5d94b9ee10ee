/** Writing changed files: all of them or none, each whole or not at all. */
import { chmod, copyFile, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FixedFile } from '../analysis/api';
import { Failure } from './failure';

/** One file on its way. */
interface Target {
  /** With symbolic links followed: the link stays one. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
  /** Beside it, so that a rename stays on one disk. */
  readonly fresh: string;
  readonly kept: string;
}

const BOM = '\uFEFF';

/** The file with the byte order mark that its texts are without, if it begins with one on disk; as it is if it cannot be read. */
export async function withMark(file: FixedFile): Promise<FixedFile> {
  const text = await readFile(file.file, 'utf8').catch(() => '');
  return text.startsWith(BOM) ? { ...file, before: BOM + file.before, after: BOM + file.after } : file;
}

/**
 * Writes the files. Every text is first put into a temporary file beside its target; then all are renamed. If one cannot
 * be, those before it get their old content back.
 * @throws Failure that names the file: it is not what was looked at, is not UTF-8, is read-only, or cannot be written
 */
export async function writeFiles(files: readonly FixedFile[]): Promise<void> {
  const targets: Target[] = [];
  for (const file of files) targets.push(await targetOf(file));
  const renamed: Target[] = [];
  try {
    for (const target of targets) await writeFresh(target);
    for (const target of targets) await copyFile(target.path, target.kept);
    for (const target of targets) {
      await rename(target.fresh, target.path).catch((error) => {
        throw cannotWrite(target.path, error);
      });
      renamed.push(target);
    }
  } catch (error) {
    for (const { kept, path } of renamed) await rename(kept, path).catch(() => {});
    throw error instanceof Failure ? error : cannotWrite('a file', error);
  } finally {
    for (const { fresh, kept } of targets)
      for (const path of [fresh, kept]) await rm(path, { force: true }).catch(() => {});
  }
}

/** Looks at the file as it is now. */
async function targetOf({ file, before, after }: FixedFile): Promise<Target> {
  let path: string;
  let bytes: Uint8Array;
  let mode: number;
  try {
    path = await realpath(file);
    bytes = await readFile(path);
    ({ mode } = await stat(path));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}; nothing was written`, 'make it readable');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure(`${file} is not UTF-8; nothing was written`, 'save it as UTF-8');
  }
  const mark = text.startsWith(BOM) ? BOM : '';
  if (text.slice(mark.length) !== before)
    throw new Failure(`${file} has changed meanwhile; nothing was written`, 'run the command again');
  if ((mode & 0o222) === 0)
    throw new Failure(
      `${file} is read-only; nothing was written`,
      'make it writable, or use another --strategy',
    );
  const name = join(dirname(path), `.${basename(path)}.kaal-sel4-${process.pid}`);
  return { path, text: mark + after, mode, fresh: `${name}.new`, kept: `${name}.old` };
}

async function writeFresh({ path, fresh, text, mode }: Target): Promise<void> {
  try {
    const handle = await open(fresh, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(fresh, mode & 0o7777);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): Failure {
  return new Failure(
    `${path} cannot be written: ${reasonOf(error)}; nothing was written`,
    'make its folder writable',
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
