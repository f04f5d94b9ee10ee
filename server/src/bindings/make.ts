/** Makes a snapshot of generated files, to check without them. */

import type { FileSystem, KernelConfig, ProjectProblem } from '../project/model';
import { joinPath } from '../project/paths';
import type { RustParser } from '../syntax/api';
import type { Item } from '../syntax/summary';
import { SYS_PACKAGE } from './crates';
import type { Catalog } from './data';
import { nearestByNames, newestThatFits } from './fitting';
import {
  bindgenVersion,
  CONFIG_PACKAGE,
  CONSTS_FILE,
  GENERATED_FILES,
  generatedFolder,
  whyBroken,
} from './folder';
import { archOfKernel, parseConstsFile } from './kernelConfig';
import { nearestConfiguration, wantedByKernel } from './nearestSnapshot';
import { type SnapshotPackage, serializeSnapshot } from './snapshot';

export interface SnapshotInput {
  readonly files: FileSystem;
  readonly parser: RustParser;
  readonly catalog: Catalog;
  /** Absolute paths: the `out` folder of sel4-sys or the one around it, and sel4-config's if it is not beside it. */
  readonly folders: readonly string[];
  /** Name of the snapshot; by default the architecture and what is special about the kernel. */
  readonly name?: string;
  /** Kernel options, where the caller knows better than the files. */
  readonly kernel?: KernelConfig;
}

export type MadeSnapshot =
  | {
      /** Content of the file: one line of JSON. */
      readonly text: string;
      readonly name: string;
      /** What the person should know: where the options come from, what did not parse. */
      readonly remarks: readonly string[];
      readonly problem?: undefined;
    }
  | { readonly text?: undefined; readonly problem: ProjectProblem };

/** Text of a snapshot file, or the one problem that stands in the way. Nothing is written. */
export function makeSnapshot(input: SnapshotInput): MadeSnapshot {
  const { files, catalog } = input;
  const places = input.folders.flatMap((folder) => [folder, joinPath(folder, 'out')]);
  const holding = (names: readonly string[]) =>
    places.find((place) => names.some((name) => files.kind(joinPath(place, name)) === 'file'));
  const folder = holding(GENERATED_FILES);
  if (folder === undefined)
    return refuse(
      input.folders[0] ?? '/',
      `${input.folders.join(', ')}: no generated bindings there (${GENERATED_FILES.join(', ')})`,
      `name the folder target/…/build/${SYS_PACKAGE}-…/out of a build that went through`,
    );
  const candidate = generatedFolder(files, folder);
  const { chosen } = newestThatFits(files, catalog, [candidate], {}, (path) => path);
  if (!chosen)
    return refuse(
      folder,
      `the generated bindings in ${folder} are incomplete: ${whyBroken(files, folder) ?? 'they changed meanwhile'}`,
      `build ${SYS_PACKAGE} again`,
    );

  const constsFolder = holding([CONSTS_FILE]);
  const constsFile =
    constsFolder === undefined ? chosen.evidence.constsFile : joinPath(constsFolder, CONSTS_FILE);
  const ownKernel = constsFile === undefined ? undefined : parseConstsFile(files.readText(constsFile) ?? '');
  const kernel = input.kernel ?? ownKernel ?? chosen.evidence.kernel;
  const arch = archOfKernel(kernel);
  if (arch === undefined)
    return refuse(
      folder,
      `nothing says for which kernel the bindings in ${folder} are`,
      `name the folder of ${CONFIG_PACKAGE} with ${CONSTS_FILE} too`,
    );

  const remarks = [
    input.kernel || ownKernel ? `kernel options from ${constsFile ?? 'the caller'}` : chosen.evidence.from,
  ];
  const generated = lowerFiles(
    input,
    GENERATED_FILES.map((file) => joinPath(folder, file)),
    remarks,
  );
  const packages: Record<string, SnapshotPackage> = {
    [SYS_PACKAGE]: {
      files: Object.fromEntries(GENERATED_FILES.map((file, i) => [file, generated[i] ?? []])),
    },
  };
  if (constsFile !== undefined)
    packages[CONFIG_PACKAGE] = {
      files: { [CONSTS_FILE]: lowerFiles(input, [constsFile], remarks)[0] ?? [] },
    };

  const wanted = wantedByKernel(kernel);
  const nearest =
    nearestByNames(files, catalog, folder, arch, wanted.mcs) ??
    nearestConfiguration(catalog, { arch, ...wanted, revisions: [] })?.configuration.name;
  const name = input.name ?? defaultName(arch, wanted);
  const text = serializeSnapshot({
    name,
    arch,
    origin: {
      kernelVersion: '',
      sel4Commit: '',
      rustSel4Commit: '',
      bindgen: bindgenVersion(files, folder) ?? '',
      ...(nearest !== undefined && { nearest }),
    },
    kernel,
    absentKeys: [],
    packages,
    crates: [],
  });
  return { text, name, remarks };
}

function lowerFiles(
  { files, parser }: SnapshotInput,
  paths: readonly string[],
  remarks: string[],
): readonly (readonly Item[])[] {
  return paths.map((path) => {
    const { items, broken } = parser.lowerFile(files.readText(path) ?? '', { bodies: false });
    if (broken.length > 0)
      remarks.push(`a part of ${path} was not understood: names not found in it will count as unknown`);
    // Assertions about layouts are constants without a name.
    return items.filter((item) => item.kind !== 'const' || item.name !== '');
  });
}

function defaultName(arch: string, { mcs, smp, hypervisor }: ReturnType<typeof wantedByKernel>): string {
  return [arch, ...(hypervisor ? ['hyp'] : []), ...(mcs ? ['mcs'] : []), ...(smp ? ['smp'] : [])].join('-');
}

function refuse(file: string, message: string, help: string): MadeSnapshot {
  return { problem: { file, message, help, severity: 'error' } };
}
