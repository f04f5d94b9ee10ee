/** Tar files as they stream by, compressed or not; nothing is written anywhere. */
import { type Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { type Extract, extract } from 'tar-stream';
import { Failure } from '../failure';
import { type Limits, refused, sizeText } from './limits';

/** One entry as it streams by; its content is read by iterating over it. */
export type Entry = Extract extends AsyncIterable<infer E> ? E : never;

/** Counts over everything that is read of one archive. */
export class Reading {
  private unpacked = 0;
  private entries = 0;
  private kept = 0;

  constructor(
    /** For messages. */
    readonly archive: string,
    readonly limits: Limits,
  ) {}

  refuse(why: string, help?: string): Failure {
    return refused(this.archive, why, help);
  }

  /** @throws Failure once there is too much of it */
  took(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > this.limits.unpacked)
      throw this.refuse(`unpacks to more than ${sizeText(this.limits.unpacked)}: it is not read any further`);
  }

  /** @throws Failure once there are too many */
  entered(): void {
    this.entries += 1;
    if (this.entries > this.limits.entries)
      throw this.refuse(`has more than ${this.limits.entries} entries: it is not read any further`);
  }

  /** Text of an entry; `undefined` if its first bytes are not as `begins` wants them. @throws Failure if it is too large, by itself or with all others */
  async text(entry: Entry, path: string): Promise<string>;
  async text(entry: Entry, path: string, begins: (head: Buffer) => boolean): Promise<string | undefined>;
  async text(entry: Entry, path: string, begins = (_head: Buffer) => true): Promise<string | undefined> {
    const { size } = entry.header;
    const { file, kept } = this.limits;
    if (size > file)
      throw this.refuse(`has a ${path} of ${sizeText(size)}: more than ${sizeText(file)} is no such file`);
    this.kept += size;
    if (this.kept > kept)
      throw this.refuse(`has more than ${sizeText(kept)} of generated files and manifests`);
    const parts: Buffer[] = [];
    let isWanted: boolean | undefined;
    // To the end in any case: whoever leaves an entry before destroys it, and waits for the next one forever.
    for await (const part of entry) {
      isWanted ??= begins(part as Buffer);
      if (isWanted) parts.push(part as Buffer);
    }
    if (isWanted === false) {
      this.kept -= size;
      return undefined;
    }
    return Buffer.concat(parts).toString('utf8');
  }
}

/** What Node can unpack as it streams by; zstd since 22.15. */
function decompressor(compression: string): (Transform & { readonly bytesWritten: number }) | undefined {
  if (compression === 'gzip') return zlib.createGunzip();
  const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: typeof zlib.createGunzip };
  return compression === 'zstd' ? createZstdDecompress?.() : undefined;
}

const MAGIC: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
];

/**
 * Entries of a tar file in their order; each is read, or left unread, before the next is asked for. `what` says in
 * messages what is read: the archive itself, or a layer in it.
 * @throws Failure for what is no tar file, is cut off, is damaged, or unpacks to too much
 */
export async function* tarEntries(
  source: Readable,
  reading: Reading,
  what: string,
): AsyncGenerator<Entry, void, void> {
  const named = what === '' ? '' : `, in ${what}`;
  const [first, input] = await withHead(source);
  if (first.length === 0) throw reading.refuse(`is empty${named}`);
  const compression = MAGIC.find(([, bytes]) => bytes.every((byte, at) => first[at] === byte))?.[0];
  const unpacking = compression === undefined ? undefined : decompressor(compression);
  if (compression !== undefined && unpacking === undefined) {
    const reader =
      compression === 'zstd' ? `Node.js before 22.15 (this is ${process.version})` : 'this program';
    const newer = compression === 'zstd' ? 'run this with a newer Node.js, or ' : '';
    throw reading.refuse(
      `is compressed with ${compression}${named}, which ${reader} cannot read`,
      `${newer}save the image again without compression, or with gzip`,
    );
  }
  const counting = new Counting(reading, unpacking !== undefined);
  const output = extract();
  const fail = (error: Error): void => {
    output.destroy(error);
    source.destroy();
  };
  let unpacked: Readable = input;
  if (unpacking) unpacked = input.pipe(counting.before).on('error', fail).pipe(unpacking);
  unpacked
    .on('error', fail)
    .pipe(counting.after)
    .on('error', fail)
    .pipe(output as unknown as NodeJS.WritableStream);
  input.on('error', fail);
  try {
    for await (const entry of output) {
      reading.entered();
      checkName(entry, reading);
      yield entry;
      entry.resume();
    }
    // Node reads the first frame only; what lies behind it is not to be left out in silence.
    if (compression === 'zstd' && unpacking && unpacking.bytesWritten < counting.taken)
      throw reading.refuse(
        `is compressed with zstd in several frames${named}, of which the first alone can be read`,
        'save the image again without compression, or with gzip',
      );
    if (!counting.hasEnd) throw new Error('Unexpected end of data');
  } catch (error) {
    throw translated(error, reading, named);
  } finally {
    source.destroy();
  }
}

/** The first bytes, and a stream that still has them. */
async function withHead(source: Readable): Promise<readonly [head: Buffer, all: Readable]> {
  await new Promise<void>((done, fail) => {
    source.once('readable', done).once('end', done).once('error', fail);
  });
  const head = source.read() as Buffer | null;
  if (head !== null) source.unshift(head);
  return [head ?? Buffer.alloc(0), source];
}

/** Counts what comes in and what comes out, and looks at the end. */
class Counting {
  private packed = 0;
  private unpacked = 0;
  /** Zero bytes at the end so far: a tar file ends in blocks of them. */
  private zeros = 0;
  readonly before: Transform;
  readonly after: Transform;

  constructor(reading: Reading, compressed: boolean) {
    const { ratio, ratioFrom } = reading.limits;
    this.before = through((bytes) => {
      this.packed += bytes.length;
    });
    this.after = through((bytes) => {
      this.unpacked += bytes.length;
      reading.took(bytes.length);
      if (compressed && this.unpacked > ratioFrom && this.unpacked > ratio * this.packed)
        throw reading.refuse(
          `is a bomb: ${sizeText(this.packed)} of it unpack to more than ${sizeText(this.unpacked)}`,
        );
      let at = bytes.length;
      while (at > 0 && bytes[at - 1] === 0) at--;
      this.zeros = at === 0 ? this.zeros + bytes.length : bytes.length - at;
    });
  }

  /** Bytes that went into the decompressor. */
  get taken(): number {
    return this.packed;
  }

  get hasEnd(): boolean {
    return this.zeros >= 512;
  }
}

function through(look: (bytes: Buffer) => void): Transform {
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      try {
        look(bytes);
        done(null, bytes);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** A name that leads out of the archive is no accident. */
function checkName({ header }: Entry, reading: Reading): void {
  const { name } = header;
  if (name.startsWith('/') || name.split('/').includes('..') || name.includes('\0'))
    throw reading.refuse(`has an entry \`${name}\`, which leads out of it`, 'do not trust this file');
}

function translated(error: unknown, reading: Reading, named: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const { message } = error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const again = 'save the image again';
  if (code === 'Z_BUF_ERROR' || message === 'Unexpected end of data')
    return reading.refuse(`is cut off${named}`, again);
  if (code.startsWith('Z_') || code.startsWith('ZSTD_'))
    return reading.refuse(`is damaged${named}: ${message}`, again);
  if (/tar header|Invalid/i.test(message))
    return reading.refuse(
      `is no tar file${named}`,
      'name a file that `docker save`, `docker export` or an OCI layout in a tar has made',
    );
  return reading.refuse(`cannot be read${named}: ${message}`);
}
