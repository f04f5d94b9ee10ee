/** Image files as docker and OCI tools write them, made in memory. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

export interface TarEntry {
  readonly name: string;
  /** Content; absent for links and folders. */
  readonly text?: string | Buffer;
  readonly type?: 'file' | 'directory' | 'symlink' | 'link';
  readonly linkname?: string;
  /** Seconds since the epoch. */
  readonly time?: number;
}

/** A tar file of these entries, in their order. */
export async function tar(entries: readonly TarEntry[]): Promise<Buffer> {
  const out = pack();
  const parts: Buffer[] = [];
  const read = (async () => {
    for await (const part of out) parts.push(part as Buffer);
  })();
  for (const { name, text = '', type = 'file', linkname = '', time = 1000 } of entries)
    out.entry(
      { name, type, mtime: new Date(time * 1000), ...(linkname === '' ? {} : { linkname }) },
      type === 'file' ? Buffer.from(text) : '',
    );
  out.finalize();
  await read;
  return Buffer.concat(parts);
}

/** `docker save` as it was until version 24: a folder for each layer, the manifest last. */
export async function dockerSave(layers: readonly (readonly TarEntry[])[]): Promise<Buffer> {
  const names = layers.map((_, at) => `${String(at).repeat(8)}/layer.tar`);
  const tars = await Promise.all(layers.map(tar));
  return tar([
    // In any order: the manifest tells which is the lowest.
    ...names.map((name, at) => ({ name, text: tars[at]! })).reverse(),
    {
      name: 'manifest.json',
      text: JSON.stringify([{ Config: 'c.json', RepoTags: ['kaal:latest'], Layers: names }]),
    },
  ]);
}

/** An OCI layout in a tar, its layers compressed. */
export async function ociLayout(
  layers: readonly (readonly TarEntry[])[],
  more: { readonly nested?: boolean; readonly compress?: (tar: Buffer) => Buffer } = {},
): Promise<Buffer> {
  const blobs: TarEntry[] = [];
  const put = (content: Buffer): string => {
    const hash = createHash('sha256').update(content).digest('hex');
    blobs.push({ name: `./blobs/sha256/${hash}`, text: content });
    return `sha256:${hash}`;
  };
  const tars = await Promise.all(layers.map(tar));
  const type = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const digests = tars.map((one) => put((more.compress ?? gzipSync)(one)));
  const manifest = put(
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        config: { digest: put(Buffer.from('{}')) },
        layers: digests.map((digest) => ({ mediaType: type, digest })),
      }),
    ),
  );
  const attestation = { digest: put(Buffer.from('{"layers":[]}')), platform: { os: 'unknown' } };
  const list = {
    schemaVersion: 2,
    manifests: [
      attestation,
      { digest: manifest, annotations: { 'org.opencontainers.image.ref.name': 'kaal:latest' } },
    ],
  };
  const index = more.nested ? { manifests: [{ digest: put(Buffer.from(JSON.stringify(list))) }] } : list;
  return tar([
    { name: './oci-layout', text: '{"imageLayoutVersion":"1.0.0"}' },
    ...blobs,
    { name: './index.json', text: JSON.stringify(index) },
  ]);
}
