/** Builds that stand side by side in a workspace, told apart by the kernel each was made for. */
import type { FileSystem, KernelConfig } from '../project/model';
import { fileName, parentFolder, shownPath } from '../project/paths';
import { type GeneratedFolder, kernelOfFolder, whyBroken } from './folder';
import { archOfKernel } from './kernelConfig';

export interface Build {
  /** Absolute path of the `out` folder. */
  readonly folder: string;
  /** Which kernel it is for: `aarch64, qemu-arm-virt, MCS, 4 cores`. */
  readonly text: string;
  /** Where it is, seen from the root, and in which profile it was built. */
  readonly place: string;
  /** Cargo's `target_arch`, where something tells it. */
  readonly arch: string | undefined;
  /** Why it cannot be used. */
  readonly broken?: string;
}

/** What the folders are, in their order. `root` is for messages. */
export function describeBuilds(
  files: FileSystem,
  folders: readonly GeneratedFolder[],
  root: string,
): readonly Build[] {
  return folders.map((generated): Build => {
    const { folder, triple } = generated;
    const read = kernelOfFolder(files, generated);
    const broken = whyBroken(files, folder);
    const profile = fileName(parentFolder(parentFolder(parentFolder(folder))));
    return {
      folder,
      text: read
        ? kernelText(read.kernel)
        : `a kernel that nothing tells${triple === undefined ? '' : `, ${triple}`}`,
      place: `${shownPath(folder, root)} (${profile})`,
      arch: read?.arch,
      ...(broken === undefined ? {} : { broken }),
    };
  });
}

/** A kernel in few words, out of its options: architecture, platform, and what is not as in the plainest kernel. */
export function kernelText(kernel: KernelConfig): string {
  const is = (key: string): boolean => kernel.get(key) === true;
  const platform = kernel.get('PLAT');
  const cores = kernel.get('MAX_NUM_NODES');
  return [
    archOfKernel(kernel) ?? 'an unknown architecture',
    ...(typeof platform === 'string' ? [platform] : []),
    ...(is('KERNEL_MCS') ? ['MCS'] : []),
    ...(is('ARM_HYPERVISOR_SUPPORT') ? ['hypervisor'] : []),
    ...(is('ENABLE_SMP_SUPPORT') ? [typeof cores === 'string' ? `${cores} cores` : 'SMP'] : []),
    ...(is('DEBUG_BUILD') ? ['debug'] : []),
  ].join(', ');
}
