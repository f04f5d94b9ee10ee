/** `kaal-sel4 fix` on a real folder: all files or none, and never over what cannot be taken back. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../server/src/cli/failure';
import { type FixWorld, fix } from '../../server/src/cli/fix';
import type { FixOptions } from '../../server/src/cli/options';
import { fixWorld } from '../../server/src/cli/world';
import { writeFiles } from '../../server/src/cli/writeFiles';
import { behindAdapter } from '../fix/support/workspaces';
import { parseFixture } from '../support/fixture';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    execFileSync('chmod', ['-R', 'u+rwX', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** A workspace on disk whose broker names three things that its adapter has not, or not so. */
function onDisk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaal-sel4-fix-'));
  folders.push(folder);
  const text = 'pub fn f() -> u32 {\n    sel4_platform::adapter::seL4_NoError\n}\n';
  for (const [path, content] of parseFixture(behindAdapter(text)).files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(folder: string, options: FixOptions = {}, more: Partial<FixWorld> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const world = await fixWorld({
    write: async (text) => {
      out += text;
    },
    error: (text) => {
      err += text;
    },
    isTerminal: false,
    errorIsTerminal: false,
  });
  const code = await fix(folder, options, { ...world, environment: {}, cwd: folder, ...more });
  return { code, out, err };
}

/** Message and help of a run that must not succeed. */
async function refused(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => new Error('it was written'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  return `${error.message} (${error.help})`;
}

function read(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (name.isFile() && !name.parentPath.includes('.git'))
      found[join(name.parentPath, name.name).slice(folder.length)] = readFileSync(
        join(name.parentPath, name.name),
        'utf8',
      );
  return found;
}

function git(folder: string, ...args: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  return execFileSync('git', [...who, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

describe('kaal-sel4 fix', () => {
  it('writes what its diff says, and has nothing to do the second time', async () => {
    const folder = onDisk();
    git(folder, 'init', '-q');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'a');
    const dry = await run(folder, { dryRun: true });
    expect(git(folder, 'status', '--porcelain')).toBe('');
    const wet = await run(folder);
    expect(wet.out).toBe(dry.out);
    expect(dry.err).toBe('would mend 1 finding in 1 file\n');
    expect(wet).toMatchObject({ code: 0, err: 'mended 1 finding in 1 file\n' });
    const after = read(folder);
    git(folder, 'checkout', '-q', '.');
    execFileSync('git', ['apply'], { cwd: folder, input: dry.out });
    expect(read(folder)).toEqual(after);
    git(folder, 'commit', '-qam', 'b');
    expect(await run(folder)).toEqual({ code: 0, out: '', err: 'nothing to change\n' });
  });

  it('refuses an adapter that there is not, and names those that there are', async () => {
    const folder = onDisk();
    const before = read(folder);
    expect(await refused(run(folder, { adapter: 'broker::adapter' }))).toBe(
      'no module `broker::adapter` of this workspace re-exports bindings of seL4; nothing was written (these do: `sel4_platform::adapter`)',
    );
    expect(read(folder)).toEqual(before);
    expect((await run(folder, { adapter: 'sel4-platform::adapter' })).code).toBe(0);
  });

  it('refuses files whose changes are not committed, unless that is allowed', async () => {
    const folder = onDisk();
    git(folder, 'init', '-q');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'a');
    const adapter = join(folder, 'platform/src/adapter.rs');
    writeFileSync(adapter, `${readFileSync(adapter, 'utf8')}// mine\n`);
    const before = read(folder);
    expect(await refused(run(folder))).toBe(
      'platform/src/adapter.rs has changes that are not committed; nothing was written (commit or stash it, or say --allow-dirty)',
    );
    expect(read(folder)).toEqual(before);
    expect((await run(folder, { allowDirty: true })).code).toBe(0);
    expect(readFileSync(adapter, 'utf8')).toContain('// mine');
  });

  it('changes nothing where one of the files is read-only', async () => {
    const folder = onDisk();
    chmodSync(join(folder, 'platform/src/adapter.rs'), 0o444);
    const before = read(folder);
    expect(await refused(run(folder))).toBe(
      `${folder}/platform/src/adapter.rs is read-only; nothing was written (make it writable, or use another --strategy)`,
    );
    expect(read(folder)).toEqual(before);
    expect((await run(folder, { strategy: 'explicit' })).code).toBe(0);
  });

  it('changes nothing where a file is not UTF-8, has changed meanwhile, or is gone', async () => {
    const folder = onDisk();
    const adapter = join(folder, 'platform/src/adapter.rs');
    const text = readFileSync(adapter, 'utf8');
    writeFileSync(adapter, Buffer.concat([Buffer.from(text), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a])]));
    expect(await refused(run(folder))).toBe(
      `${adapter} is not UTF-8; nothing was written (save it as UTF-8)`,
    );
    const meanwhile = (change: () => void): Partial<FixWorld> => ({
      write: async (files) => {
        change();
        await writeFiles(files);
      },
    });
    writeFileSync(adapter, text);
    const changed = meanwhile(() => writeFileSync(adapter, `${text}\n`));
    expect(await refused(run(folder, {}, changed))).toBe(
      `${adapter} has changed meanwhile; nothing was written (run the command again)`,
    );
    writeFileSync(adapter, text);
    const gone = meanwhile(() => rmSync(adapter));
    expect(await refused(run(folder, {}, gone))).toMatch(
      /adapter.rs cannot be read: ENOENT.*; nothing was written/,
    );
  });

  it('keeps byte order marks, line ends, modes and links', async () => {
    const folder = onDisk();
    const adapter = join(folder, 'platform/src/adapter.rs');
    const real = join(folder, 'platform/real.rs');
    writeFileSync(real, `\uFEFF${readFileSync(adapter, 'utf8').replaceAll('\n', '\r\n')}`, { mode: 0o600 });
    rmSync(adapter);
    symlinkSync('../real.rs', adapter);
    expect((await run(folder)).code).toBe(0);
    const text = readFileSync(real, 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain('seL4_NoError;\r\n');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(readFileSync(adapter, 'utf8')).toBe(text);
    expect(readdirSync(join(folder, 'platform'))).toEqual(['Cargo.toml', 'real.rs', 'src']);
  });

  it('shows a diff that applies to a file with a byte order mark', async () => {
    const folder = onDisk();
    const adapter = join(folder, 'platform/src/adapter.rs');
    writeFileSync(adapter, `\uFEFF${readFileSync(adapter, 'utf8')}`);
    const dry = await run(folder, { dryRun: true });
    git(folder, 'init', '-q');
    execFileSync('git', ['apply'], { cwd: folder, input: dry.out });
    const patched = readFileSync(adapter, 'utf8');
    expect(patched.startsWith('\uFEFF')).toBe(true);
    expect(patched).toContain('seL4_NoError');
    expect((await run(folder)).err).toBe('nothing to change\n');
  });

  it('says what is left, why and where, and that errors are', async () => {
    const folder = onDisk();
    writeFileSync(
      join(folder, 'broker/src/lib.rs'),
      'use sel4_platform::adapter::*;\npub fn f() -> u32 {\n    seL4_Nonsense_At_All\n}\n',
    );
    const before = read(folder);
    const { code, out, err } = await run(folder);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^left: .*\n {2}--> broker\/src\/lib.rs:3:5 {2}seL4_Nonsense_At_All\n.*1 finding left\n$/,
    );
    expect(read(folder)).toEqual(before);
  });

  it('names the places of what is left in the file as it is, mended or not', async () => {
    const folder = onDisk();
    const file = join(folder, 'broker/src/lib.rs');
    writeFileSync(
      file,
      'use sel4_platform::adapter::*;\npub fn f(e: seL4_Error) -> u32 { seL4_Nonsense_At_All }\npub fn g() -> u32 { seL4_Nonsense }\n',
    );
    const places = (err: string): string[] =>
      err
        .split('\n')
        .filter((line) => line.startsWith('  --> '))
        .map((line) => line.slice(6));
    const dry = await run(folder, { dryRun: true, strategy: 'explicit' });
    expect(dry.out).toContain('seL4_Error::Type');
    expect(places(dry.err)).toEqual([
      'broker/src/lib.rs:2:34  seL4_Nonsense_At_All',
      'broker/src/lib.rs:3:21  seL4_Nonsense',
    ]);
    expect(places((await run(folder, { strategy: 'explicit' })).err)).toEqual([
      'broker/src/lib.rs:2:40  seL4_Nonsense_At_All',
      'broker/src/lib.rs:3:21  seL4_Nonsense',
    ]);
  });

  it('refuses a folder that is not there', async () => {
    expect(await refused(run(join(onDisk(), 'nowhere')))).toContain('nowhere');
  });
});

describe('writing files', () => {
  it('takes back what was written where a later one cannot be', async () => {
    const folder = onDisk();
    mkdirSync(join(folder, 'locked'));
    const [one, two] = [join(folder, 'one.rs'), join(folder, 'locked/two.rs')];
    writeFileSync(one, 'a');
    writeFileSync(two, 'b');
    chmodSync(join(folder, 'locked'), 0o555);
    const isRoot = process.getuid?.() === 0;
    const files = [
      { file: one, before: 'a', after: 'A' },
      { file: two, before: 'b', after: 'B' },
    ];
    if (isRoot) {
      // Root may write everywhere; a folder in the way of the temporary file stops even root.
      mkdirSync(join(folder, `locked/.two.rs.kaal-sel4-${process.pid}.new`));
    }
    expect(await refused(writeFiles(files))).toMatch(/two.rs cannot be written: E\w+.*; nothing was written/);
    expect([readFileSync(one, 'utf8'), readFileSync(two, 'utf8')]).toEqual(['a', 'b']);
    expect(readdirSync(folder).filter((name) => name.includes('kaal-sel4'))).toEqual([]);
  });
});
