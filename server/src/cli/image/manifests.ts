/** Which layers an image has: what `docker save` and an OCI layout say of it. */
import * as z from 'zod';
import type { Reading } from './tar';

export interface Image {
  /** Tags or digest, for messages; empty for `docker export`. */
  readonly name: string;
  /** Paths of the layers in the archive, the lowest first; `undefined`: the archive itself is the tree. */
  readonly layers?: readonly string[];
}

/** `manifest.json` of `docker save`. */
const SAVED = z.array(z.object({ RepoTags: z.array(z.string()).nullish(), Layers: z.array(z.string()) }));

const DESCRIPTOR = z.object({
  mediaType: z.string().optional(),
  digest: z.string(),
  platform: z.object({ os: z.string().optional(), architecture: z.string().optional() }).optional(),
  annotations: z.record(z.string(), z.string()).nullish(),
});
/** OCI image index: a list of manifests or of further indices. */
const INDEX = z.object({ manifests: z.array(DESCRIPTOR) });
/** OCI image manifest. */
const MANIFEST = z.object({ layers: z.array(DESCRIPTOR) });

const DEEPEST = 4;

/**
 * The images of an archive, by its small files (path → text).
 * @throws Failure for manifests that are damaged, name what is not there, or name too much
 */
export function imagesIn(texts: ReadonlyMap<string, string>, reading: Reading): readonly Image[] {
  const saved = texts.get('manifest.json');
  if (saved !== undefined) {
    const images = parsed(SAVED, saved, 'manifest.json', reading);
    return checked(
      images.map(({ RepoTags, Layers }) => ({ name: RepoTags?.join(', ') ?? '', layers: Layers.map(clean) })),
      reading,
    );
  }
  if (texts.has('oci-layout') || texts.has('index.json'))
    return checked(imagesOfIndex('index.json', texts, reading, 0), reading);
  return [{ name: '' }];
}

function imagesOfIndex(
  path: string,
  texts: ReadonlyMap<string, string>,
  reading: Reading,
  depth: number,
): readonly Image[] {
  if (depth > DEEPEST) throw reading.refuse('has indices within indices without end');
  const { manifests } = parsed(INDEX, textOf(path, texts, reading), path, reading);
  return manifests.flatMap((one): readonly Image[] => {
    // Attestations are no images.
    if (one.platform?.os === 'unknown') return [];
    const blob = blobPath(one.digest, reading);
    const text = textOf(blob, texts, reading);
    if (INDEX.safeParse(json(text, blob, reading)).success)
      return imagesOfIndex(blob, texts, reading, depth + 1);
    const { layers } = parsed(MANIFEST, text, blob, reading);
    const name = one.annotations?.['org.opencontainers.image.ref.name'] ?? one.digest;
    return [{ name, layers: layers.map(({ digest }) => blobPath(digest, reading)) }];
  });
}

/** `sha256:abc` → `blobs/sha256/abc`. */
function blobPath(digest: string, reading: Reading): string {
  const [, algorithm, hash] = /^([a-z0-9+._-]+):([A-Za-z0-9=_-]+)$/.exec(digest) ?? [];
  if (algorithm === undefined || hash === undefined || algorithm.startsWith('.'))
    throw reading.refuse(`names a blob \`${digest}\`, which is no digest`);
  return `blobs/${algorithm}/${hash}`;
}

function clean(path: string): string {
  return path.replace(/^\.\//, '');
}

function textOf(path: string, texts: ReadonlyMap<string, string>, reading: Reading): string {
  const text = texts.get(path);
  if (text === undefined) throw reading.refuse(`lacks ${path}: it is cut off, or a part of an image only`);
  return text;
}

function parsed<S extends z.ZodType>(schema: S, text: string, path: string, reading: Reading): z.output<S> {
  const result = schema.safeParse(json(text, path, reading));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw reading.refuse(
    `has a ${path} that is damaged: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}

function json(text: string, path: string, reading: Reading): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw reading.refuse(`has a ${path} that is damaged: ${error instanceof Error ? error.message : ''}`);
  }
}

function checked(images: readonly Image[], reading: Reading): readonly Image[] {
  const { limits } = reading;
  if (images.length > limits.images) throw reading.refuse(`has more than ${limits.images} images`);
  for (const { layers = [] } of images)
    if (layers.length > limits.layers)
      throw reading.refuse(`has an image of more than ${limits.layers} layers`);
  return images;
}
