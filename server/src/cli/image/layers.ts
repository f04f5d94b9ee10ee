/** The few files of an image that matter here, layer over layer (OCI image specification, "Image Layer Filesystem Changeset"). */
import { GENERATED_FILES } from '../../bindings/buildState';
import type { Entry, Reading } from './tar';

/** What one layer does, in the order of its entries. */
export interface Layer {
  /** Paths from the root, without a slash at the start → what is there. */
  readonly files: ReadonlyMap<string, KeptFile>;
  /** Whiteouts: what lower layers have there, and below, is gone. */
  readonly removed: readonly string[];
  /** Opaque folders: what lower layers have below is gone. */
  readonly emptied: readonly string[];
  /** Links and files where lower layers may have a folder. */
  readonly replaced: readonly string[];
}

export type KeptFile =
  | { readonly k: 'text'; readonly text: string; readonly modified: number }
  | { readonly k: 'link'; readonly to: string };

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/** What cargo leaves in the folder of a build script, and what tells of the kernel it was for. */
const NAMES: ReadonlySet<string> = new Set([
  ...GENERATED_FILES,
  'consts_gen.rs',
  'kernel_config.json',
  'gen_config.json',
  'output',
  'root-output',
  'invoked.timestamp',
]);

/** `…/build/sel4-sys-HASH/out/bindings.rs` and its kin, and `gen_config.json` of an installed kernel. */
function isKept(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (!NAMES.has(name)) return false;
  if (name === 'gen_config.json') return true;
  const folder = parts.at(-1) === 'out' ? parts.at(-2) : parts.at(-1);
  // A folder that was copied out of its place has any name.
  return name.endsWith('.rs') || /^sel4-(sys|config)/.test(folder ?? '');
}

/** Names of folders that lead to such files. */
const LEADING = /^(target|build|out|debug|release|sel4-(sys|config).*)$/;

/** `./a//b/` → `a/b`. */
export function entryPath(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Reads the entries of a layer. @throws Failure for links that lead out of the image, and for what is too large */
export async function readLayer(entries: AsyncIterable<Entry>, reading: Reading): Promise<Layer> {
  const files = new Map<string, KeptFile>();
  const removed: string[] = [];
  const emptied: string[] = [];
  const replaced: string[] = [];
  for await (const entry of entries) {
    const { type, mtime } = entry.header;
    const path = entryPath(entry.header.name);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
    if (name === OPAQUE) emptied.push(folder);
    else if (name.startsWith(WHITEOUT)) removed.push(joined(folder, name.slice(WHITEOUT.length)));
    else if (type === 'symlink' || type === 'link') {
      const kept = isKept(path);
      if (!kept && !LEADING.test(name)) continue;
      const to = linkTarget(entry, folder, reading);
      if (kept) files.set(path, { k: 'link', to });
      replaced.push(path);
    } else if (type === 'file' || type === 'contiguous-file') {
      if (isKept(path)) {
        const text = await reading.text(entry, path);
        files.set(path, { k: 'text', text, modified: mtime.getTime() });
      } else files.delete(path);
      if (LEADING.test(name)) replaced.push(path);
    }
  }
  return { files, removed, emptied, replaced };
}

/** Where a link leads, from the root of the image. @throws Failure if that is outside of it */
function linkTarget({ header }: Entry, folder: string, reading: Reading): string {
  const { name, linkname, type } = header;
  // Hard links and absolute links are seen from the root.
  const from =
    type === 'link' || linkname.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '');
  const at = [...from];
  for (const part of linkname.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') at.push(part);
    else if (at.pop() === undefined)
      throw reading.refuse(
        `has a link \`${name}\` to \`${linkname}\`, which leads out of it`,
        'do not trust this file',
      );
  }
  return at.join('/');
}

/** All layers as one tree, the first being the lowest. */
export function merged(layers: readonly Layer[]): ReadonlyMap<string, KeptFile> {
  const tree = new Map<string, KeptFile>();
  const drop = (isGone: (path: string) => boolean): void => {
    for (const path of [...tree.keys()]) if (isGone(path)) tree.delete(path);
  };
  for (const { files, removed, emptied, replaced } of layers) {
    // Whiteouts are about lower layers only, wherever they stand in theirs.
    for (const gone of removed) drop((path) => path === gone || path.startsWith(`${gone}/`));
    for (const folder of emptied) drop((path) => folder === '' || path.startsWith(`${folder}/`));
    for (const path of replaced) drop((other) => other.startsWith(`${path}/`));
    for (const [path, file] of files) {
      // What was a file and is a folder now.
      drop((other) => path.startsWith(`${other}/`));
      tree.set(path, file);
    }
  }
  return tree;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
