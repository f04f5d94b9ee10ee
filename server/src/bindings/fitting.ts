/** Which of several generated folders fits a view, and for which kernel it was made. */
import type { FileSystem, KernelConfig, ViewRequest } from '../project/model';
import type { Catalog, Configuration } from './data';
import { type GeneratedFolder, identifiersIn, kernelOfFolder, whyBroken } from './folder';
import { KERNEL_KEYS, KERNEL_OPTIONS, type KernelOption } from './nearestSnapshot';

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
  view: Pick<ViewRequest, 'arch' | KernelOption>,
  shown: (path: string) => string,
): Fitting {
  const passedOver: string[] = [];
  let others = 0;
  for (const folder of folders) {
    const told = kernelTold(files, folder, shown);
    // The cheap question first: most folders of a shared target folder are for other views.
    if (told && !fitsView(view, told)) {
      others++;
      continue;
    }
    const broken = whyBroken(files, folder.folder);
    if (broken !== undefined) {
      passedOver.push(`${shown(folder.folder)} is incomplete (${broken})`);
      continue;
    }
    const evidence = told ?? kernelByNames(files, catalog, folder);
    if (fitsView(view, evidence)) {
      if (others > 0) passedOver.push(`${countOf(others, 'newer folder')} for other views`);
      return { chosen: { folder, evidence }, passedOver };
    }
    others++;
  }
  if (others > 0) passedOver.push(`${countOf(others, 'generated folder')} for other views`);
  return { passedOver };
}

/** Whether a kernel is one that a view asks for; what is not known fits. */
export function fitsView(
  view: Pick<ViewRequest, 'arch' | KernelOption>,
  { arch, kernel }: Pick<KernelEvidence, 'arch' | 'kernel'>,
): boolean {
  const fits = <T>(wanted: T | undefined, found: T | undefined): boolean =>
    wanted === undefined || found === undefined || wanted === found;
  return (
    fits(view.arch, arch) &&
    KERNEL_OPTIONS.every((option) => fits(view[option], kernel.get(KERNEL_KEYS[option])))
  );
}

function kernelTold(
  files: FileSystem,
  folder: GeneratedFolder,
  shown: (path: string) => string,
): KernelEvidence | undefined {
  const read = kernelOfFolder(files, folder);
  return read && { ...read, from: `kernel options from ${shown(read.from)}` };
}

/** The built-in configuration for a kernel whose generated names are nearest to those in a folder. */
export function nearestByNames(
  files: FileSystem,
  catalog: Catalog,
  folder: string,
  arch: string,
  mcs: boolean | undefined,
): string | undefined {
  const wanted = (c: Configuration) => c.arch === arch && (mcs === undefined || c.mcs === mcs);
  return catalog.nearestConfiguration(identifiersIn(files, folder), wanted)?.name;
}

/** The names in the files are evidence too. */
function kernelByNames(files: FileSystem, catalog: Catalog, folder: GeneratedFolder): KernelEvidence {
  const near = catalog.nearestConfiguration(identifiersIn(files, folder.folder));
  const snapshot = near && catalog.snapshot(near.name);
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
