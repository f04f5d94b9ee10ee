/** Bindings out of container images in files: every form, and everything that is refused. Archives are made here. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSnapshot } from '../../server/src/bindings/snapshot';
import { Failure } from '../../server/src/cli/failure';
import { readImages } from '../../server/src/cli/image/image';
import { LIMITS } from '../../server/src/cli/image/limits';
import { snapshotCommand } from '../../server/src/cli/snapshot';
import { constsText, generatedFiles } from '../bindings/support';
import { dockerSave, ociLayout, type TarEntry, tar } from './imageArchives';

const { gzipSync } = zlib;
/** Node.js has it since 22.15. */
const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: (bytes: Buffer) => Buffer };

const BUILD = 'work/target/aarch64-sel4/debug/build';
const OUT = `${BUILD}/sel4-sys-0123456789abcdef/out`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaal-sel4-image-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The files of a build whose bindings have the constants of these names. */
function build(names: readonly string[], { out = OUT, time = 1000, mcs = false } = {}): TarEntry[] {
  const bindings = names.map((name) => `pub const ${name}: u32 = 1;`).join('\n');
  const files = generatedFiles(out, time, { 'bindings.rs': bindings });
  const texts = Object.entries(files).map(([name, file]): TarEntry => {
    const text = typeof file === 'string' ? file : (file.text ?? '');
    return { name, text, time };
  });
  const consts = `${out.replace(/\/sel4-sys-[^/]*\/out$/, '')}/sel4-config-00ff/out/consts_gen.rs`;
  return [
    { name: 'usr/bin/', type: 'directory' },
    { name: 'usr/bin/cc', text: 'x'.repeat(5000) },
    { name: consts, text: constsText('aarch64', mcs), time },
    ...texts,
  ];
}

/** Runs `snapshot --from` on an archive; gives the names of constants in what was made, and what was said. */
async function snapshot(archive: Buffer, folders: readonly string[] = []) {
  const path = join(folder, 'image.tar');
  writeFileSync(path, archive);
  let text = '';
  let said = '';
  const output = {
    write: async (more: string) => {
      text += more;
    },
    error: (more: string) => {
      said += more;
    },
    isTerminal: false,
    errorIsTerminal: false,
  };
  await snapshotCommand(folders, { from: path }, output);
  const made = parseSnapshot(text, 'made', { whole: true }).snapshot;
  const names = made?.items('sel4-sys', 'bindings.rs')?.map(({ name }) => name);
  return { names, said, arch: made?.arch, mcs: made?.kernel.get('KERNEL_MCS') };
}

/** Why an archive is refused. */
async function refusal(archive: Buffer | Promise<Buffer>): Promise<string> {
  const made = await archive;
  const failure = await snapshot(made).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  const { message, help = '' } = failure as Failure;
  expect(message).toContain(join(folder, 'image.tar'));
  return `${message.slice(join(folder, 'image.tar').length + 1)} | ${help}`;
}

describe('bindings out of', () => {
  it.each([
    ['docker save', () => dockerSave([[{ name: 'etc/os-release', text: 'x' }], build(['A'])])],
    ['docker export', () => tar(build(['A']))],
    [
      'docker export, with ./ before its names, compressed',
      async () => {
        const entries = build(['A']).map((entry) => ({ ...entry, name: `./${entry.name}` }));
        return gzipSync(await tar(entries));
      },
    ],
    ['an OCI layout', () => ociLayout([build(['A'])])],
    ['an OCI layout with an index in its index', () => ociLayout([build(['A'])], { nested: true })],
    [
      'an OCI layout whose layers are not compressed',
      () => ociLayout([build(['A'])], { compress: (one) => one }),
    ],
    [
      'an OCI layout whose layers are not compressed, and take more than one read',
      () =>
        ociLayout([[{ name: 'usr/lib/x', text: 'x'.repeat(500_000) }], build(['A'])], {
          compress: (one) => one,
        }),
    ],
  ])('%s', async (_, archive) => {
    expect(await snapshot(await archive())).toMatchObject({ names: ['A'], arch: 'aarch64', mcs: false });
  });

  it('says which, of which image', async () => {
    const { said } = await snapshot(await dockerSave([build(['A'])]));
    expect(said).toContain(`note: bindings of /${OUT} in kaal:latest\n`);
  });

  it('the newest of several builds; another one by its name', async () => {
    const other = OUT.replace('aarch64-sel4', 'aarch64-mcs');
    const image = await tar([...build(['Old'], { time: 500 }), ...build(['New'], { out: other, mcs: true })]);
    expect(await snapshot(image)).toMatchObject({ names: ['New'], mcs: true });
    expect(await snapshot(image, [`/${OUT}`])).toMatchObject({ names: ['Old'], mcs: false });
    await expect(snapshot(image, ['/nowhere'])).rejects.toThrow('no generated files in /nowhere');
  });
});

describe('layers', () => {
  const at = (name: string, entry: Omit<TarEntry, 'name'> = {}): TarEntry => ({
    name: `${OUT}/${name}`,
    ...entry,
  });

  it('a later one replaces files of an earlier one', async () => {
    const upper = [at('bindings.rs', { text: 'pub const B: u32 = 2;' })];
    expect((await snapshot(await dockerSave([build(['A']), upper]))).names).toEqual(['B']);
    expect((await snapshot(await ociLayout([build(['A']), upper]))).names).toEqual(['B']);
  });

  it.each([
    ['a whiteout of a file', at('.wh.types.rs'), 'types.rs is missing'],
    [
      'a whiteout of a folder',
      { name: `${BUILD}/.wh.sel4-sys-0123456789abcdef` },
      'holds no generated bindings',
    ],
    ['a whiteout at the root', { name: '.wh.work' }, 'holds no generated bindings'],
    ['an opaque folder', { name: 'work/.wh..wh..opq' }, 'holds no generated bindings'],
    [
      'a link in place of a folder',
      { name: 'work/target', type: 'symlink', linkname: '/tmp' } as const,
      'holds no',
    ],
  ])('%s takes away what is below it', async (_, entry, why) => {
    expect(await refusal(dockerSave([build(['A']), [entry]]))).toContain(why);
  });

  it('a whiteout takes nothing of its own layer, wherever it stands in it', async () => {
    const upper = [...build(['B']), { name: 'work/.wh..wh..opq' }];
    expect((await snapshot(await dockerSave([build(['A']), upper]))).names).toEqual(['B']);
  });

  it('what a layer took away another one may bring again', async () => {
    expect(
      (await snapshot(await dockerSave([build(['A']), [{ name: '.wh.work' }], build(['C'])]))).names,
    ).toEqual(['C']);
  });

  it('links among the files are followed', async () => {
    const files = build(['A']).map((entry) =>
      entry.name.endsWith('/types.rs')
        ? { ...entry, name: `${OUT}/../out2/types.rs`.replace('/out/..', '') }
        : entry,
    );
    const place = files.find(({ name }) => name.endsWith('/types.rs'))!.name;
    for (const link of [
      at('types.rs', { type: 'symlink', linkname: '../out2/types.rs' }),
      at('types.rs', { type: 'symlink', linkname: `/${place}` }),
      at('types.rs', { type: 'link', linkname: place }),
    ])
      expect((await snapshot(await tar([...files, link]))).names).toEqual(['A']);
  });

  it('that are the same twice are links in old archives', async () => {
    const layer = await tar(build(['A']));
    const manifest = JSON.stringify([{ RepoTags: null, Layers: ['a/layer.tar', 'b/layer.tar'] }]);
    const archive = await tar([
      { name: 'b/layer.tar', type: 'symlink', linkname: '../a/layer.tar' },
      { name: 'a/layer.tar', text: layer },
      { name: 'manifest.json', text: manifest },
    ]);
    expect((await snapshot(archive)).names).toEqual(['A']);
  });
});

describe.skipIf(zstdCompressSync !== undefined)('zstd with a Node.js that cannot read it', () => {
  it('is refused, with what to do', async () => {
    const why = `is compressed with zstd, which Node.js before 22.15 (this is ${process.version}) cannot read`;
    const said = await refusal(Buffer.from('28b52ffd00112233', 'hex'));
    expect(said).toBe(
      `${why} | run this with a newer Node.js, or save the image again without compression, or with gzip`,
    );
    const layer = await refusal(
      ociLayout([build(['A'])], { compress: () => Buffer.from('28b52ffd00112233', 'hex') }),
    );
    expect(layer).toMatch(/^is compressed with zstd, in blobs\/sha256\/\w+, which Node\.js before 22\.15/);
  });
});

describe.skipIf(zstdCompressSync === undefined)('zstd', () => {
  const zstd = (bytes: Buffer): Buffer => zstdCompressSync!(bytes);

  it('is read, of the archive and of layers', async () => {
    expect(await snapshot(zstd(await tar(build(['A']))))).toMatchObject({ names: ['A'] });
    expect(await snapshot(await ociLayout([build(['A'])], { compress: zstd }))).toMatchObject({
      names: ['A'],
    });
  });

  it('that is cut off, damaged, a bomb, or of several frames is refused', async () => {
    const packed = zstd(await tar(build(['A'])));
    expect(await refusal(packed.subarray(0, -20))).toContain('is cut off');
    const damaged = Buffer.from(packed);
    damaged.fill(0x55, 40, 200);
    expect(await refusal(damaged)).toMatch(/is damaged|is cut off|is no tar/);
    expect(await refusal(Buffer.concat([packed, packed]))).toMatch(/several frames|is damaged/);
    const half = await tar(build(['A']));
    const frames = Buffer.concat([zstd(half.subarray(0, 2048)), zstd(half.subarray(2048))]);
    expect(await refusal(frames)).toMatch(/several frames|is damaged|is cut off/);
    const path = join(folder, 'image.tar');
    writeFileSync(path, zstd(await tar([{ name: 'zeros', text: Buffer.alloc(8 << 20) }])));
    await expect(readImages('image.tar', path, { ...LIMITS, ratioFrom: 1 << 20 })).rejects.toThrow(
      'is a bomb',
    );
  });
});

describe('an archive is refused by name, with the reason', () => {
  const zeros = (bytes: number) => Buffer.alloc(bytes);

  it.each([
    ['that is empty', async () => Buffer.alloc(0), 'is empty'],
    ['that is no tar', async () => Buffer.from('hello '.repeat(1000)), 'is no tar file'],
    ['that is cut off in a file', async () => (await tar(build(['A']))).subarray(0, 7000), 'is cut off'],
    ['that lacks its end', async () => (await tar(build(['A']))).subarray(0, -1024), 'is cut off'],
    [
      'whose compression is cut off',
      async () => gzipSync(await tar(build(['A']))).subarray(0, -40),
      'is cut off',
    ],
    [
      'whose compression is damaged',
      async () => {
        const packed = gzipSync(await tar(build(['A'])));
        packed.fill(0x55, 60, 200);
        return packed;
      },
      'is damaged',
    ],
    ['of another compression', async () => Buffer.from('fd377a585a000000', 'hex'), 'is compressed with xz'],
    ['that is a zip', async () => Buffer.from('504b030414000000', 'hex'), 'is compressed with zip'],
    [
      'with a layer that is not there',
      () => tar([{ name: 'manifest.json', text: '[{"Layers":["a/layer.tar"]}]' }]),
      'lacks the layer a/layer.tar',
    ],
    [
      'with a layer that is cut off',
      async () => {
        const layer = gzipSync(await tar(build(['A']))).subarray(0, -40);
        return ociLayout([[]], { compress: () => layer });
      },
      /is cut off, in blobs\/sha256\//,
    ],
    [
      'with a manifest that is no JSON',
      () => tar([{ name: 'manifest.json', text: '[{' }]),
      'manifest.json that is damaged',
    ],
    [
      'with a manifest of another shape',
      () => tar([{ name: 'manifest.json', text: '[{"Layers":5}]' }]),
      '0.Layers',
    ],
    ['with an index alone', () => tar([{ name: 'oci-layout', text: '{}' }]), 'lacks index.json'],
    [
      'with a digest that is a path',
      () => tar([{ name: 'index.json', text: '{"manifests":[{"digest":"sha256:../../x"}]}' }]),
      'which is no digest',
    ],
    [
      'whose index holds itself',
      async () => {
        const index = `{"manifests":[{"digest":"sha256:a"}]}`;
        return tar([
          { name: 'index.json', text: index },
          { name: 'blobs/sha256/a', text: index },
        ]);
      },
      'without end',
    ],
    ['without bindings', () => tar([{ name: 'etc/passwd', text: 'root' }]), 'holds no generated bindings'],
    ['with half of them', async () => tar(build(['A']).slice(0, -1)), 'types.rs is missing'],
  ])('%s', async (_, archive, why) => {
    expect(await refusal(archive())).toMatch(why);
  });

  it.each([
    [
      'a path that leads out of it',
      { name: '../../etc/cron.d/x', text: 'x' },
      'has an entry `../../etc/cron.d/x`, which leads out',
    ],
    ['the same in the middle', { name: `a/../../${OUT}/bindings.rs`, text: 'x' }, 'leads out of it'],
    ['a path from the root of the disk', { name: `/${OUT}/bindings.rs`, text: 'x' }, 'leads out of it'],
    [
      'a link out of the root',
      { name: `${OUT}/bindings.rs`, type: 'symlink', linkname: `${'../'.repeat(9)}etc/passwd` } as const,
      'which leads out of it',
    ],
    [
      'a hard link out of the root',
      { name: `${OUT}/bindings.rs`, type: 'link', linkname: '../etc/passwd' } as const,
      'which leads out of it',
    ],
    [
      'a folder that is a link out of the root',
      { name: 'work/target', type: 'symlink', linkname: '../../etc' } as const,
      'which leads out of it',
    ],
    [
      'links in a circle',
      { name: `${OUT}/bindings.rs`, type: 'symlink', linkname: 'bindings.rs' } as const,
      'leads in a circle',
    ],
  ])('with %s, in itself or in a layer', async (_, entry, why) => {
    const others = build(['A']).filter(({ name }) => !name.endsWith('/bindings.rs'));
    expect(await refusal(tar([...others, entry]))).toContain(why);
    expect(await refusal(ociLayout([[...others, entry]]))).toContain(why);
    expect(await refusal(dockerSave([others, [entry]]))).toContain(why);
  });

  it('nothing is written for any of them, here or elsewhere', async () => {
    const entry: TarEntry = { name: '../escaped.txt', text: 'x' };
    await refusal(tar([entry]));
    expect(existsSync(join(folder, '..', 'escaped.txt'))).toBe(false);
    expect(readdirSync(folder)).toEqual(['image.tar']);
  });

  /** With limits that a test can reach. */
  async function withLimits(archive: Buffer, limits: Partial<typeof LIMITS>): Promise<unknown> {
    const path = join(folder, 'image.tar');
    writeFileSync(path, archive);
    return readImages('image.tar', path, { ...LIMITS, ...limits }).catch((error: Error) => error.message);
  }

  it('that is a bomb, itself or in a layer', async () => {
    const big: TarEntry = { name: 'zeros', text: zeros(8 << 20) };
    const bomb = 'image.tar is a bomb: ';
    const limits = { ratioFrom: 1 << 20 };
    expect(await withLimits(gzipSync(await tar([big])), limits)).toContain(bomb);
    expect(await withLimits(await ociLayout([[big]]), limits)).toContain(bomb);
    // The same size of something that does not compress so well is none.
    expect(await withLimits(await tar([big, ...build(['A'])]), limits)).toHaveLength(1);
  });

  it('that is huge: all together, a file, what is kept, entries, layers, images', async () => {
    const image = await tar(build(['A']));
    expect(await withLimits(image, { unpacked: 4096 })).toBe(
      'image.tar unpacks to more than 4.0 KB: it is not read any further',
    );
    expect(await withLimits(image, { file: 20 })).toMatch(
      /has a .*consts_gen\.rs of \d+ bytes: more than 20 bytes/,
    );
    expect(await withLimits(image, { kept: 150 })).toContain('has more than 150 bytes of generated files');
    expect(await withLimits(image, { entries: 3 })).toContain('more than 3 entries');
    expect(await withLimits(await dockerSave([[], [], []]), { layers: 2 })).toContain('more than 2 layers');
    const two = await tar([{ name: 'manifest.json', text: '[{"Layers":[]},{"Layers":[]}]' }]);
    expect(await withLimits(two, { images: 1 })).toContain('more than 1 images');
  });

  it('a file that says it is larger than the archive', async () => {
    const image = await tar([{ name: `${OUT}/bindings.rs`, text: 'x'.repeat(600) }]);
    // The size stands at 124, in octal digits; the checksum at 148.
    image.write('00077777777\0', 124);
    image.fill(' ', 148, 156);
    const sum = image.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    image.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    expect(await refusal(image)).toMatch('is cut off');
  });

  it('that is not there, or a folder', async () => {
    const run = (from: string) =>
      snapshotCommand(
        [],
        { from },
        { write: async () => {}, error: () => {}, isTerminal: false, errorIsTerminal: false },
      );
    // Neither an archive nor a folder is named.
    const nothing = snapshotCommand(
      [],
      {},
      { write: async () => {}, error: () => {}, isTerminal: false, errorIsTerminal: false },
    );
    await expect(nothing).rejects.toThrow('no OUT_DIR is named');
    await expect(run(join(folder, 'none.tar'))).rejects.toThrow('none.tar is not there');
    mkdirSync(join(folder, 'layout'));
    await expect(run(join(folder, 'layout'))).rejects.toThrow('layout is a folder');
  });

  it('and a file that was written before is left as it is', async () => {
    const target = join(folder, 'old.json');
    writeFileSync(target, 'old');
    writeFileSync(join(folder, 'image.tar'), 'no tar');
    const output = { write: async () => {}, error: () => {}, isTerminal: false, errorIsTerminal: false };
    await expect(
      snapshotCommand([], { from: join(folder, 'image.tar'), output: target }, output),
    ).rejects.toBeInstanceOf(Failure);
    expect(readFileSync(target, 'utf8')).toBe('old');
  });
});
