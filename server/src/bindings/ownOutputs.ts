/**
 * Generated bindings that the build script of some package writes into its own `OUT_DIR`, whatever the package is called:
 * what bindgen made is known by its first line.
 */
import type { FileSystem, ViewRequest } from '../project/model';
import { joinPath } from '../project/paths';
import { archOfTriple } from '../project/targets';
import { wordsIn } from '../text/words';
import type { Catalog } from './data';
import { fitsView } from './fitting';
import { kernelOfFolder, whyFileBroken } from './folder';
import { isGeneratedText } from './generatedText';
import type { BindingsSet } from './model';
import type { KernelOption } from './nearestSnapshot';
import { type BuildFolder, buildFolders } from './targetFolders';

export interface OwnOutputsInput {
  readonly files: FileSystem;
  readonly catalog: Catalog;
  /** Target folders of the workspace. */
  readonly targets: readonly string[];
  readonly view: Pick<ViewRequest, 'arch' | KernelOption>;
  /** A folder that the user named: it goes before what cargo has built. */
  readonly named: string | undefined;
}

/** Finds them for the packages that ask; each question is answered once. */
export class OwnOutputs {
  private readonly known = new Map<string, string | undefined>();
  private readonly packages = new Set<string>();

  constructor(private readonly input: OwnOutputsInput) {}

  /** Absolute path of the newest whole file that fits the view; `undefined` where there is none. */
  path(packageName: string, file: string): string | undefined {
    const key = `${packageName} ${file}`;
    this.packages.add(packageName);
    if (!this.known.has(key)) this.known.set(key, this.find(packageName, file));
    return this.known.get(key);
  }

  /** Absolute paths of the folders, as they are now on `disk`, in which packages that have asked would find theirs. */
  places(disk: FileSystem): readonly string[] {
    return [...this.packages].flatMap((name) =>
      buildFolders(disk, this.input.targets, name).map(({ folder }) => folder),
    );
  }

  private find(packageName: string, file: string): string | undefined {
    const { files, catalog, targets, named, view } = this.input;
    const built = [...buildFolders(files, targets, packageName)].sort(
      (a, b) => files.modified(joinPath(b.folder, file)) - files.modified(joinPath(a.folder, file)),
    );
    const folders: readonly BuildFolder[] =
      named === undefined ? built : [...ownFolders(named).map((folder) => ({ folder })), ...built];
    const found = folders.find((each) => {
      const text = wholeText(files, each.folder, file);
      return text !== undefined && isForArch(archOf(files, catalog, each, text, view), view.arch);
    });
    return found && joinPath(found.folder, file);
  }
}

/** A set in which packages that it knows nothing of find what their build scripts wrote. */
export function withOwnOutputs(set: BindingsSet, own: OwnOutputs): BindingsSet {
  return {
    ...set,
    path: (packageName, file) =>
      set.path(packageName, file) ?? (set.has(packageName, file) ? undefined : own.path(packageName, file)),
    ownPlaces: (disk) => own.places(disk),
  };
}

/**
 * What a folder that the user named has of such files: `undefined` if nothing; the architecture that they are for, where
 * something tells it.
 */
export function ownBindingsIn(
  files: FileSystem,
  catalog: Catalog,
  named: string,
): { readonly arch: string | undefined } | undefined {
  for (const folder of ownFolders(named))
    for (const name of files.list(folder)) {
      const text = name.endsWith('.rs') ? wholeText(files, folder, name) : undefined;
      if (text !== undefined) return { arch: archOf(files, catalog, { folder }, text, {}) };
    }
  return undefined;
}

/** What nothing tells fits. */
export function isForArch(arch: string | undefined, wanted: string | undefined): boolean {
  return arch === wanted || arch === undefined || (wanted === undefined && arch !== OTHER_KERNEL);
}

/** In place of an architecture: the kernel is another one than the view's. */
const OTHER_KERNEL = 'another kernel';

function ownFolders(named: string): readonly string[] {
  return [named, joinPath(named, 'out')];
}

/** Text of a file of bindings that nobody is writing. */
function wholeText(files: FileSystem, folder: string, file: string): string | undefined {
  const text = files.readText(joinPath(folder, file));
  if (text === undefined || !isGeneratedText(text)) return undefined;
  return whyFileBroken(files, folder, file) === undefined ? text : undefined;
}

/**
 * The architecture that a file is for; `undefined` where nothing tells, {@link OTHER_KERNEL} if its kernel is another one than the view's.
 * The kernel's options tell before cargo's target, and that before the names in the file.
 */
function archOf(
  files: FileSystem,
  catalog: Catalog,
  { folder, triple }: BuildFolder,
  text: string,
  view: OwnOutputsInput['view'],
): string | undefined {
  const told = kernelOfFolder(files, {
    folder,
    modified: files.modified(folder),
    ...(triple === undefined ? {} : { triple }),
  });
  if (told) return fitsView(view, told) ? told.arch : OTHER_KERNEL;
  return (
    (triple === undefined ? undefined : archOfTriple(triple)) ?? catalog.archOfNames(wordsIn(text))?.arch
  );
}
