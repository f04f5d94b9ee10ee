/** Where libsel4's interface files are: in a source tree of seL4, or where a kernel was installed. */
import { readCargoConfig } from '../project/config';
import type { FileSystem } from '../project/model';
import { joinPath, parentFolder } from '../project/paths';
import { includeFolders } from './kernelConfig';
import type { BindingsOrigin } from './model';
import type { Environment } from './targetFolders';

export interface InterfaceSearch {
  readonly files: FileSystem;
  /** Absolute path of the workspace root; relative paths start here. */
  readonly root: string;
  readonly environment: Environment;
  /** As cargo's `target_arch`. */
  readonly arch: string;
  /** What the person named: a checkout of seL4, an install prefix, or an include folder. */
  readonly named?: string;
  readonly origin: BindingsOrigin | undefined;
}

/** Newer kernels have three files; older ones call them otherwise. */
const FILE_NAMES = [
  'object-api.xml',
  'object-api-sel4-arch.xml',
  'object-api-arch.xml',
  'sel4.xml',
  'sel4arch.xml',
] as const;

/** Folders of a source tree by architecture: `arch_include`, `sel4_arch_include`. */
const ARCH_FOLDERS: Readonly<Record<string, readonly [arch: string, sel4Arch: string]>> = {
  aarch64: ['arm', 'aarch64'],
  arm: ['arm', 'aarch32'],
  x86_64: ['x86', 'x86_64'],
  x86: ['x86', 'ia32'],
  riscv64: ['riscv', 'riscv64'],
  riscv32: ['riscv', 'riscv32'],
};

/**
 * Absolute paths of the interface files to read, best first; empty if there are none. The first place that has any
 * counts: what was named, `SEL4_INCLUDE_DIRS`, `SEL4_PREFIX`, and what the generated bindings were made from.
 */
export function interfaceFiles(search: InterfaceSearch): readonly string[] {
  for (const places of candidates(search)) {
    const found = places.flatMap((place) => interfacesIn(search.files, place));
    if (found.length > 0) return found;
  }
  return [];
}

function* candidates({
  files,
  root,
  environment,
  arch,
  named,
  origin,
}: InterfaceSearch): Iterable<readonly string[]> {
  if (named !== undefined && named !== '') yield includesOf(joinPath(root, named), arch);
  const { env } = readCargoConfig(files, root, environment, () => {});
  const variable = (name: string): string | undefined => env.get(name)?.value ?? environment[name];
  const listed = variable('SEL4_INCLUDE_DIRS');
  if (listed !== undefined) yield listed.split(':').map((folder) => joinPath(root, folder));
  const prefix = variable('SEL4_PREFIX');
  if (prefix !== undefined) yield includesOf(joinPath(root, prefix), arch);
  if (origin?.kind === 'generated') {
    const output = files.readText(joinPath(parentFolder(origin.name), 'output'));
    if (output !== undefined) yield includeFolders(output);
  }
}

/** Include folders of a source tree, of an install prefix, or the folder itself. */
function includesOf(folder: string, arch: string): readonly string[] {
  const [general, own] = ARCH_FOLDERS[arch] ?? [];
  const libraries = [joinPath(folder, 'libsel4'), folder];
  return [
    ...libraries.flatMap((library) => [
      joinPath(library, 'include'),
      ...(own === undefined ? [] : [joinPath(library, `sel4_arch_include/${own}`)]),
      ...(general === undefined ? [] : [joinPath(library, `arch_include/${general}`)]),
    ]),
    folder,
  ];
}

function interfacesIn(files: FileSystem, include: string): readonly string[] {
  const folder = joinPath(include, 'interfaces');
  const there = FILE_NAMES.map((name) => joinPath(folder, name)).filter(
    (path) => files.kind(path) === 'file',
  );
  // `sel4.xml` is kept as another name of the newer file.
  return there.some((path) => path.includes('/object-api'))
    ? there.filter((path) => path.includes('/object-api'))
    : there;
}
