/**
 * What cargo leaves beside a build script's `out` folder, and what it tells: when the script ran, and whether it has ended
 * (cargo, `custom_build.rs`: `invoked.timestamp` is written before it runs, `output` and then `root-output` after it
 * succeeded).
 */
import type { FileSystem } from '../project/model';
import { joinPath, parentFolder } from '../project/paths';

/** What sel4-sys's build script writes, each for an `include!`. */
export const GENERATED_FILES: readonly string[] = [
  'bindings.rs',
  'invocation_labels.rs',
  'invocations.rs',
  'shared_types.rs',
  'syscall_ids.rs',
  'types.rs',
];

const BEGAN = 'invoked.timestamp';
const ENDED = 'root-output';

/** A target folder that was copied has times a little out of order; a script that runs again begins much later. */
const DISORDER = 2_000;

/**
 * True while the build script of an `out` folder is at work, or after it failed: what is there may be of two builds. False
 * where nothing tells, as in a folder that was copied out of its place.
 */
export function isBeingBuilt(files: FileSystem, folder: string): boolean {
  const own = parentFolder(folder);
  const began = files.modified(joinPath(own, BEGAN));
  if (began === 0) return false;
  const ended = files.modified(joinPath(own, ENDED));
  return ended === 0 || ended + DISORDER < began;
}

/** Whether cargo stands behind a folder, so that {@link isBeingBuilt} knows when it is whole. */
export function isOfCargo(files: FileSystem, folder: string): boolean {
  return files.kind(joinPath(parentFolder(folder), BEGAN)) === 'file';
}

/** Milliseconds since the epoch at which a folder's build began; what was written later is newer than it. */
export function builtAt(files: FileSystem, folder: string): number {
  const began = files.modified(joinPath(parentFolder(folder), BEGAN));
  const written = Math.min(...GENERATED_FILES.map((name) => files.modified(joinPath(folder, name))));
  return began === 0 ? written : Math.min(began, written);
}

/** Times and kinds of all that tells of a place that bindings come from: equal as long as nobody writes there. */
export function stateOfPlace(files: FileSystem, place: string): string {
  return [place, ...buildFiles(place)].map((path) => files.modified(path)).join(' ');
}

/** Files whose times tell of a build: those of the folder, and cargo's beside it. */
export function buildFiles(folder: string): readonly string[] {
  const own = parentFolder(folder);
  return [
    ...GENERATED_FILES.map((name) => joinPath(folder, name)),
    joinPath(own, BEGAN),
    joinPath(own, ENDED),
  ];
}
