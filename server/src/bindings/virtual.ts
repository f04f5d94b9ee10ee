/** Virtual paths: `kaal-sel4:/<snapshot>/<package>/<file>` names what a snapshot has instead of a file on disk. */

import type { Item } from '../syntax/summary';
import { type BindingsDocument, documentOfCrate, documentOfItems } from './document';
import type { ExternalCrate } from './model';

export const VIRTUAL_SCHEME = 'kaal-sel4';
const START = `${VIRTUAL_SCHEME}:/`;

/** The file that stands for what is no generated file: a package's own items, a crate's public tree. */
export const ROOT_FILE = 'lib.rs';

/** What a snapshot, or a set of bindings, has. */
export interface VirtualSource {
  items(packageName: string, file: string): readonly Item[] | undefined;
  skeleton(packageName: string): readonly Item[] | undefined;
  external(crateName: string): ExternalCrate | undefined;
}

export interface VirtualPath {
  readonly snapshot: string;
  readonly packageName: string;
  readonly file: string;
}

/** The path of a document; a snapshot's name may be any text. */
export function virtualPath({ snapshot, packageName, file }: VirtualPath): string {
  return `${START}${[snapshot, packageName, file].map(encodeURIComponent).join('/')}`;
}

/** The parts of a virtual path; `undefined` for any other text. */
export function readVirtualPath(path: string): VirtualPath | undefined {
  if (!path.startsWith(START)) return undefined;
  try {
    const [snapshot, packageName, file, ...more] = path
      .slice(START.length)
      .split('/')
      .map(decodeURIComponent);
    if (snapshot === undefined || packageName === undefined || file === undefined || more.length > 0)
      return undefined;
    return { snapshot, packageName, file };
  } catch {
    return undefined;
  }
}

/** The document of a file of a package in a snapshot; `undefined` where the snapshot has no such thing. */
export function virtualDocument(
  source: VirtualSource,
  { snapshot, packageName, file }: VirtualPath,
): BindingsDocument | undefined {
  if (file !== ROOT_FILE) {
    const items = source.items(packageName, file);
    return items && documentOfItems(items, `${file} of ${packageName}, kernel configuration ${snapshot}`);
  }
  const skeleton = source.skeleton(packageName);
  if (skeleton)
    return documentOfItems(skeleton, `the modules of ${packageName}, kernel configuration ${snapshot}`);
  const crate = source.external(packageName.replaceAll('-', '_'));
  return crate && documentOfCrate(crate, `public names of ${packageName}, kernel configuration ${snapshot}`);
}
