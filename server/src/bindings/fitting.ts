/** Which of several generated folders fits a view, and for which kernel it was made. */
import type { FileSystem, KernelConfig, ViewRequest } from '../project/model';
import type { Catalog } from './data';
import { type GeneratedFolder, identifiersIn, kernelOfFolder } from './folder';

/** Kernel options of a folder as well as they can be told. */
export interface KernelEvidence {
  /** Empty where nothing is known. */
  readonly kernel: KernelConfig;
  readonly arch: string | undefined;
  /** `consts_gen.rs beside it`: goes into the sentence. */
  readonly from: string;
  /** File with the options as Rust constants. */
  readonly constsFile?: string;
}

export interface Fitting {
  /** The newest whole folder that fits. */
  readonly chosen?: { readonly folder: GeneratedFolder; readonly evidence: KernelEvidence };
  /** Why others were passed over. */
  readonly passedOver: readonly string[];
}

/** Takes folders newest first. What is not known of a folder fits; `shown` writes paths for a message. */
export function newestThatFits(
  files: FileSystem,
  catalog: Catalog,
  folders: readonly GeneratedFolder[],
  view: Pick<ViewRequest, 'arch' | 'mcs'>,
  shown: (path: string) => string,
): Fitting {
  const passedOver: string[] = [];
  const fits = <T>(wanted: T | undefined, found: T | undefined): boolean =>
    wanted === undefined || found === undefined || wanted === found;
  let others = 0;
  for (const folder of folders) {
    if (folder.broken !== undefined) {
      passedOver.push(`${shown(folder.folder)} is incomplete (${folder.broken})`);
      continue;
    }
    const evidence = kernelEvidence(files, catalog, folder, shown);
    if (fits(view.arch, evidence.arch) && fits(view.mcs, evidence.kernel.get('KERNEL_MCS'))) {
      if (others > 0) passedOver.push(`${countOf(others, 'newer folder')} for other views`);
      return { chosen: { folder, evidence }, passedOver };
    }
    others++;
  }
  if (others > 0) passedOver.push(`${countOf(others, 'generated folder')} for other views`);
  return { passedOver };
}

function kernelEvidence(
  files: FileSystem,
  catalog: Catalog,
  folder: GeneratedFolder,
  shown: (path: string) => string,
): KernelEvidence {
  const read = kernelOfFolder(files, folder);
  if (read) return { ...read, from: `kernel options from ${shown(read.from)}` };
  const near = catalog.nearestConfiguration(identifiersIn(files, folder.folder));
  const snapshot = near && catalog.snapshot(near.configuration.name);
  if (!snapshot) return { kernel: new Map(), arch: undefined, from: 'kernel options unknown' };
  return {
    kernel: snapshot.kernel,
    arch: snapshot.arch,
    from: `kernel options of ${snapshot.name}, whose names are nearest`,
  };
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? ' is' : 's are'}`;
}
