/** One folder of generated files: is it whole, how old is it, and for which kernel was it made. */
import type { FileSystem, KernelConfig } from '../project/model';
import { fileName, joinPath, parentFolder } from '../project/paths';
import { tokenize } from '../syntax/lexer';
import { GENERATED_FILES, isBeingBuilt } from './buildState';
import {
  archOfKernel,
  includeFolders,
  kernelOfIncludeFolder,
  parseConstsFile,
  parseGenConfig,
} from './kernelConfig';

export { GENERATED_FILES } from './buildState';

/** Package whose build script writes the kernel's options. */
export const CONFIG_PACKAGE = 'sel4-config';
const CONFIG_DATA_PACKAGE = 'sel4-config-data';
export const CONSTS_FILE = 'consts_gen.rs';
const CONFIG_JSON = 'kernel_config.json';

/** A folder of generated files, not yet looked into. */
export interface GeneratedFolder {
  /** Absolute path of the `out` folder. */
  readonly folder: string;
  /** Milliseconds since the epoch at which the newest of its files was written. */
  readonly modified: number;
  /** The target's name where it was built for one (`aarch64-unknown-none`). */
  readonly triple?: string;
}

/** Kernel options of a generated folder, and where they were read. */
export interface FolderKernel {
  readonly kernel: KernelConfig;
  readonly arch: string | undefined;
  readonly from: string;
  /** `consts_gen.rs` that goes with the folder. */
  readonly constsFile?: string;
}

/** Makes a candidate of a folder; nothing is read but times. */
export function generatedFolder(files: FileSystem, folder: string, triple?: string): GeneratedFolder {
  const modified = Math.max(...GENERATED_FILES.map((name) => files.modified(joinPath(folder, name))));
  return { folder, modified, ...(triple !== undefined && { triple }) };
}

/**
 * Why a folder cannot be used: its build script is at work, or a file is missing, empty or ends in the middle of
 * something. `undefined` if it is whole; what is inside a file is the parser's business.
 */
export function whyBroken(files: FileSystem, folder: string): string | undefined {
  if (isBeingBuilt(files, folder)) return STILL_BUILT;
  for (const name of GENERATED_FILES) {
    const why = whyTextBroken(files, folder, name);
    if (why !== undefined) return why;
  }
  return undefined;
}

const STILL_BUILT = 'its build script has not ended, or failed';

/** The same of one file of such a folder. */
export function whyFileBroken(files: FileSystem, folder: string, name: string): string | undefined {
  return isBeingBuilt(files, folder) ? STILL_BUILT : whyTextBroken(files, folder, name);
}

function whyTextBroken(files: FileSystem, folder: string, name: string): string | undefined {
  const path = joinPath(folder, name);
  if (files.kind(path) === undefined) return `${name} is missing`;
  const text = files.readText(path);
  if (text === undefined) return `${name} cannot be read: ${files.whyUnreadable(path)}`;
  const end = text.trimEnd();
  if (end === '') return `${name} is empty`;
  // Every item ends in one of these; a file that is being written or was cut off hardly ever does.
  if ((!end.endsWith('}') && !end.endsWith(';')) || leavesOpen(end)) return `${name} is cut off`;
  return undefined;
}

/** A cut inside `impl seL4_IPCBuffer { … }` may well stand behind a method: what is open tells. */
function leavesOpen(text: string): boolean {
  let depth = 0;
  for (const { kind } of tokenize(text)) depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
  return depth > 0;
}

/**
 * Kernel options of a folder `…/build/sel4-sys-HASH/out`: from `consts_gen.rs` beside it, from the configuration data
 * in the host profile's build folder, or from the kernel that its build script was told of. Options that contradict
 * the folder's target are passed over. `undefined` where nothing says.
 */
export function kernelOfFolder(files: FileSystem, generated: GeneratedFolder): FolderKernel | undefined {
  const own = parentFolder(generated.folder);
  const build = parentFolder(own);
  const profile = parentFolder(build);
  // target/PROFILE/build, or target/TRIPLE/PROFILE/build with the host's at target/PROFILE/build.
  const hostBuild = joinPath(parentFolder(parentFolder(profile)), `${fileName(profile)}/build`);
  const fits = (kernel: KernelConfig | undefined): kernel is KernelConfig => {
    const arch = kernel && archOfKernel(kernel);
    return (
      arch !== undefined && (generated.triple === undefined || generated.triple.startsWith(archPrefix(arch)))
    );
  };
  const constsFiles = outputsOf(files, build, CONFIG_PACKAGE, CONSTS_FILE, generated.modified);
  for (const path of constsFiles) {
    const kernel = parseConstsFile(files.readText(path) ?? '');
    if (fits(kernel))
      return { kernel, arch: archOfKernel(kernel), from: `${CONSTS_FILE} beside it`, constsFile: path };
  }
  for (const folder of new Set([hostBuild, build])) {
    for (const path of outputsOf(files, folder, CONFIG_DATA_PACKAGE, CONFIG_JSON, generated.modified)) {
      const kernel = parseGenConfig(files.readText(path) ?? '');
      if (fits(kernel)) return { kernel, arch: archOfKernel(kernel), from: path };
    }
  }
  for (const include of includeFolders(files.readText(joinPath(own, 'output')) ?? '')) {
    const kernel = kernelOfIncludeFolder(files, include);
    if (fits(kernel))
      return { kernel, arch: archOfKernel(kernel), from: `${include}/{kernel,sel4}/gen_config.json` };
  }
  return undefined;
}

/** Target names start with the architecture, or with a variant of it (`riscv64imac-…`, `armv7a-…`, `i686-…`). */
function archPrefix(arch: string): string {
  return arch === 'x86' ? 'i' : arch;
}

/**
 * `BUILD/PACKAGE-HASH/out/FILE` for every HASH: the one written last before `time` first, since a build makes the
 * configuration before what depends on it; then those written later.
 */
function outputsOf(
  files: FileSystem,
  build: string,
  packageName: string,
  file: string,
  time: number,
): readonly string[] {
  return files
    .list(build)
    .filter((name) => isBuildOf(name, packageName))
    .map((name) => joinPath(build, `${name}/out/${file}`))
    .filter((path) => files.kind(path) === 'file')
    .map((path) => ({ path, modified: files.modified(path) }))
    .sort((a, b) => Number(a.modified > time) - Number(b.modified > time) || b.modified - a.modified)
    .map((entry) => entry.path);
}

/** Cargo names build folders `PACKAGE-HASH`, the hash being 16 hexadecimal digits without a dash. */
export function isBuildOf(name: string, packageName: string): boolean {
  return name.startsWith(`${packageName}-`) && !name.slice(packageName.length + 1).includes('-');
}

/** Identifiers in the folder's files: evidence of the configuration where nothing else says. */
export function identifiersIn(files: FileSystem, folder: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of GENERATED_FILES)
    for (const token of tokenize(files.readText(joinPath(folder, name)) ?? ''))
      if (token.kind === 'identifier')
        found.add(token.text.startsWith('r#') ? token.text.slice(2) : token.text);
  return found;
}

/** bindgen's version, which it writes into the first line. */
export function bindgenVersion(files: FileSystem, folder: string): string | undefined {
  const marker = 'rust-bindgen ';
  const head = files.readText(joinPath(folder, GENERATED_FILES[0]!))?.slice(0, 200) ?? '';
  const at = head.indexOf(marker);
  return at < 0 ? undefined : head.slice(at + marker.length).split(' ')[0];
}
