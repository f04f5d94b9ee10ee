/** Generated bindings that are older than what they are made of. */
import type { FileSystem, KernelConfig } from '../project/model';
import { joinPath, shownPath } from '../project/paths';
import { builtAt } from './buildState';
import { kernelOfIncludeFolder } from './kernelConfig';

export interface StaleInput {
  readonly files: FileSystem;
  /** The `out` folder. */
  readonly folder: string;
  /** Kernel options that the folder was made for; empty where nothing tells. */
  readonly kernel: KernelConfig;
  /** Include folders of the kernel that a build would use now. */
  readonly includes: readonly string[];
  /** Folders and files of the build script that makes the bindings. */
  readonly script: readonly string[];
  /** For messages. */
  readonly root: string;
}

/** Times of a file system are exact to the second at worst. */
const TOLERANCE = 1_000;

/** Entries looked at below an include folder, and how deep: libsel4 has some 150 headers. */
const MOST_ENTRIES = 4_000;
const DEPTH = 8;

/**
 * Why a folder of generated bindings is out of date, in a sentence without its subject (`are older than …`); `undefined`
 * if it is not, as far as can be told.
 */
export function whyStale({ files, folder, kernel, includes, script, root }: StaleInput): string | undefined {
  const built = builtAt(files, folder);
  const isNewer = (path: string): boolean => files.modified(path) > built + TOLERANCE;
  const shown = (path: string): string => shownPath(path, root);
  for (const include of includes) {
    const now = kernelOfIncludeFolder(files, include);
    const other = now && [...now].find(([key, value]) => kernel.has(key) && kernel.get(key) !== value);
    if (other)
      return `are for another kernel than the one in ${shown(include)}, where ${other[0]} is ${other[1]}`;
    const config = configFiles(include).find(isNewer);
    if (config !== undefined) return `are older than ${shown(config)}`;
    const header = newest(files, include, (name) => name.endsWith('.h') || name.endsWith('.xml'));
    if (header !== undefined && isNewer(header))
      return `are older than the kernel’s headers (${shown(header)})`;
  }
  for (const path of script) {
    const source = files.kind(path) === 'file' ? path : newest(files, path, (name) => name.endsWith('.rs'));
    if (source !== undefined && isNewer(source)) return `are older than what makes them (${shown(source)})`;
  }
  return undefined;
}

/** Where an installed kernel says how it was configured. */
export function configFiles(include: string): readonly string[] {
  return ['kernel', 'sel4'].map((part) => joinPath(include, `${part}/gen_config.json`));
}

/** The file below a folder that was written last, of those that `wanted` accepts. */
function newest(files: FileSystem, folder: string, wanted: (name: string) => boolean): string | undefined {
  let best: string | undefined;
  let time = 0;
  let entries = 0;
  const seen = new Set<string>();
  const visit = (at: string, depth: number): void => {
    // A symbolic link can lead back to where we come from.
    const real = files.real(at);
    if (depth > DEPTH || seen.has(real)) return;
    seen.add(real);
    for (const name of files.list(at)) {
      if (++entries > MOST_ENTRIES) return;
      const path = joinPath(at, name);
      const kind = files.kind(path);
      if (kind === 'folder') visit(path, depth + 1);
      else if (kind === 'file' && wanted(name) && files.modified(path) > time) {
        time = files.modified(path);
        best = path;
      }
    }
  };
  visit(folder, 0);
  return best;
}
