/**
 * Generated bindings out of a container image in a file (`docker save`, `docker export`, an OCI layout in a tar): read
 * into memory as it streams by, without a container engine, and without writing anything.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { memoryFiles } from '../../project/memoryFiles';
import type { FileSystem } from '../../project/model';
import { entryPath, type KeptFile, type Layer, merged, readLayer } from './layers';
import { LIMITS, type Limits, refused } from './limits';
import { type Image, imagesIn } from './manifests';
import { Reading, tarEntries } from './tar';

/** The files of an image that tell of bindings, as a file system whose root is that of the image. */
export interface ImageFiles {
  /** Tags or digest; empty where the archive says none. */
  readonly name: string;
  readonly files: FileSystem;
  /** Absolute paths of the files. */
  readonly paths: readonly string[];
}

/** Small files of an archive that may be manifests. */
const SMALL = 4 << 20;
const OPENING_BRACE = 0x7b;
const OPENING_BRACKET = 0x5b;

/**
 * Every image in an archive.
 * @param archive path as the person wrote it, for messages
 * @throws Failure, naming the archive and the reason, for what cannot be read or is not to be trusted
 */
export async function readImages(
  archive: string,
  path: string,
  limits: Limits = LIMITS,
): Promise<readonly ImageFiles[]> {
  const kind = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (kind instanceof Error)
    throw refused(archive, kind.code === 'ENOENT' ? 'is not there' : `cannot be read: ${kind.message}`);
  if (kind.isDirectory())
    throw refused(archive, 'is a folder', 'put it into a tar: `tar -C FOLDER -cf image.tar .`');
  const reading = new Reading(archive, limits);
  const { texts, links } = await smallFiles(path, reading);
  const images = imagesIn(texts, reading);
  const [whole] = images;
  if (images.length === 1 && whole?.layers === undefined)
    return [
      await treeOf('', [await readLayer(tarEntries(createReadStream(path), reading, ''), reading)], reading),
    ];
  const layers = await layersOf(images, links, path, reading);
  return Promise.all(
    images.map((image) =>
      treeOf(
        image.name,
        (image.layers ?? []).map((layer) => layers.get(layer)!),
        reading,
      ),
    ),
  );
}

/** Manifests are small, and stand anywhere in the archive. Layers may be links to other images' layers. */
async function smallFiles(
  path: string,
  reading: Reading,
): Promise<{ readonly texts: ReadonlyMap<string, string>; readonly links: ReadonlyMap<string, string> }> {
  const texts = new Map<string, string>();
  const links = new Map<string, string>();
  for await (const entry of tarEntries(createReadStream(path), reading, '')) {
    const { type, size, linkname } = entry.header;
    const name = entryPath(entry.header.name);
    if (type === 'symlink' || type === 'link') {
      // `docker save` wrote layers that are the same twice so: `../HASH/layer.tar`.
      if (name.endsWith('/layer.tar')) links.set(name, linkname.replace(/^\.\.\//, ''));
    } else if (type === 'file' && size <= SMALL && isManifest(name)) {
      // A layer may be as small.
      const text = await reading.text(
        entry,
        name,
        (head) => head[0] === OPENING_BRACE || head[0] === OPENING_BRACKET,
      );
      if (text !== undefined) texts.set(name, text);
    }
  }
  return { texts, links };
}

function isManifest(name: string): boolean {
  return ['manifest.json', 'index.json', 'oci-layout'].includes(name) || /^blobs\/[^/]+\/[^/]+$/.test(name);
}

/** Every layer that an image names, by the name it has there; the archive is read once for all. */
async function layersOf(
  images: readonly Image[],
  links: ReadonlyMap<string, string>,
  path: string,
  reading: Reading,
): Promise<ReadonlyMap<string, Layer>> {
  const placeOf = (layer: string): string => links.get(layer) ?? layer;
  const wanted = new Set(images.flatMap(({ layers = [] }) => layers));
  const places = new Set([...wanted].map(placeOf));
  const found = new Map<string, Layer>();
  for await (const entry of tarEntries(createReadStream(path), reading, '')) {
    const name = entryPath(entry.header.name);
    if (!places.has(name) || entry.header.type !== 'file') continue;
    const content = Readable.from(entry, { objectMode: false });
    found.set(name, await readLayer(tarEntries(content, reading, name), reading));
  }
  return new Map(
    [...wanted].map((layer) => {
      const read = found.get(placeOf(layer));
      if (!read) throw reading.refuse(`lacks the layer ${layer}: it is cut off, or a part of an image only`);
      return [layer, read];
    }),
  );
}

async function treeOf(name: string, layers: readonly Layer[], reading: Reading): Promise<ImageFiles> {
  const tree = merged(layers);
  const texts = new Map<string, string>();
  const times = new Map<string, number>();
  for (const [path, file] of tree) {
    const real = followed(tree, path, file, reading);
    if (real?.k !== 'text') continue;
    texts.set(`/${path}`, real.text);
    times.set(`/${path}`, real.modified);
  }
  return {
    name,
    paths: [...texts.keys()],
    files: { ...memoryFiles(texts), modified: (path) => times.get(path) ?? 0 },
  };
}

/** What a link leads to, if that is one of the files that are kept. @throws Failure for links in a circle */
function followed(
  tree: ReadonlyMap<string, KeptFile>,
  path: string,
  file: KeptFile,
  reading: Reading,
): KeptFile | undefined {
  let at: KeptFile | undefined = file;
  for (let steps = 0; at?.k === 'link'; steps++) {
    if (steps > 40) throw reading.refuse(`has a link \`${path}\` that leads in a circle`);
    at = tree.get(at.to);
  }
  return at;
}
