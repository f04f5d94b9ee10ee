/** What the user named as bindings: a built-in snapshot, a snapshot file, or a folder of generated files. */

import type { FileSystem, ProjectProblem } from '../project/model';
import { isAbsolute, joinPath } from '../project/paths';
import { nearest } from '../text/near';
import { SYS_PACKAGE } from './crates';
import type { Catalog } from './data';
import { GENERATED_FILES, type GeneratedFolder, generatedFolder, whyBroken } from './folder';
import { parseSnapshot, type Snapshot } from './snapshot';
import { generatedFolders } from './targetFolders';

export type NamedBindings =
  | { readonly k: 'snapshot'; readonly snapshot: Snapshot; readonly builtIn: boolean; readonly path: string }
  /** Candidates, newest first; there may be none. */
  | { readonly k: 'folders'; readonly folders: readonly GeneratedFolder[]; readonly path: string }
  | { readonly k: 'problem'; readonly problem: ProjectProblem };

/** A name is a built-in snapshot first, then a path, relative to `root`. */
export function namedBindings(
  catalog: Catalog,
  files: FileSystem,
  root: string,
  name: string,
): NamedBindings {
  const builtIn = catalog.snapshot(name);
  if (builtIn) return { k: 'snapshot', snapshot: builtIn, builtIn: true, path: name };
  const path = isAbsolute(name) ? joinPath('/', name) : joinPath(root, name);
  const kind = files.kind(path);
  if (kind === 'folder') return { k: 'folders', folders: foldersIn(files, path), path };
  if (kind === 'file') return snapshotFile(files, path);
  const near = nearest(name, catalog.names(), 3);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}? ` : '';
  return refuse(
    path,
    `there are no bindings named ${name}: it is neither a built-in snapshot nor a file or folder`,
    `${hint}built in are ${catalog.names().join(', ')}`,
  );
}

/** Why nothing that a user named can be used; `own`: there are bindings of a package that is not rust-sel4's. */
export function noneUsable(
  files: FileSystem,
  { path, folders }: { readonly path: string; readonly folders: readonly GeneratedFolder[] },
  own: boolean,
  wanted: string,
): ProjectProblem {
  const broken = folders.find((f) => whyBroken(files, f.folder) !== undefined)?.folder;
  const message =
    broken !== undefined
      ? `the generated bindings in ${broken} are incomplete: ${whyBroken(files, broken)}`
      : folders.length > 0 || own
        ? `no generated bindings in ${path} fit the view (${wanted})`
        : `${path} holds no generated bindings (${GENERATED_FILES.join(', ')})`;
  return {
    file: broken ?? path,
    message,
    help: `build ${SYS_PACKAGE} again, or name its folder target/…/build/${SYS_PACKAGE}-…/out`,
    severity: 'error',
  };
}

/** True where nothing speaks for rust-sel4's folder: other packages' bindings are called `bindings.rs` too, but have that file alone. */
export function mayBeOfOthers(files: FileSystem, folders: readonly GeneratedFolder[]): boolean {
  return folders.every(
    ({ folder }) =>
      !folder.split('/').some((part) => part.startsWith(`${SYS_PACKAGE}-`)) &&
      GENERATED_FILES.every((file) => file === BINDINGS || files.kind(joinPath(folder, file)) !== 'file'),
  );
}

const BINDINGS = 'bindings.rs';

/** Where the bindings of a name are on disk, or may come to be: folders of generated files, a snapshot file. */
export function placesOfNamed(
  catalog: Catalog,
  files: FileSystem,
  root: string,
  name: string,
): readonly string[] {
  if (catalog.names().includes(name)) return [];
  const path = isAbsolute(name) ? joinPath('/', name) : joinPath(root, name);
  const folders = files.kind(path) === 'folder' ? foldersIn(files, path) : [];
  return folders.length > 0 ? folders.map(({ folder }) => folder) : [path];
}

/** The folder itself, its `out`, or what is in it as a target folder. */
function foldersIn(files: FileSystem, path: string): readonly GeneratedFolder[] {
  const own = [path, joinPath(path, 'out')].find((folder) =>
    GENERATED_FILES.some((file) => files.kind(joinPath(folder, file)) === 'file'),
  );
  return own === undefined ? generatedFolders(files, [path]) : [generatedFolder(files, own)];
}

function snapshotFile(files: FileSystem, path: string): NamedBindings {
  const text = files.readText(path);
  if (text === undefined) {
    const message = `the bindings snapshot cannot be read: ${files.whyUnreadable(path)}`;
    const help = 'make it readable';
    return { k: 'problem', problem: { file: path, message, help, severity: 'error', unreadable: true } };
  }
  const { snapshot, problem } = parseSnapshot(text, path, { whole: true });
  return problem ? { k: 'problem', problem } : { k: 'snapshot', snapshot, builtIn: false, path };
}

function refuse(file: string, message: string, help: string): NamedBindings {
  return { k: 'problem', problem: { file, message, help, severity: 'error' } };
}
