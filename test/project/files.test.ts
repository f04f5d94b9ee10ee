import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProject } from '../../server/src/project/load';
import { memoryFiles, overlayFiles } from '../../server/src/project/memoryFiles';
import { nodeFiles } from '../../server/src/project/nodeFiles';
import { isInside, joinPath, normalizePath, parentFolder, shownPath } from '../../server/src/project/paths';
import { manifest } from './memory';

describe('files in memory', () => {
  const base = memoryFiles(
    new Map([
      ['/a/b.rs', 'disk'],
      ['/a/c/d.rs', '\ufeffwith mark'],
    ]),
  );

  it('stand in folders', () => {
    expect(base.list('/a')).toEqual(['b.rs', 'c']);
    expect(base.list('/')).toEqual(['a']);
    expect(base.kind('/a/c')).toBe('folder');
    expect(base.kind('/a/c/d.rs')).toBe('file');
    expect(base.kind('/x')).toBeUndefined();
    expect(base.readText('/a/c/d.rs')).toBe('with mark');
    expect(base.whyUnreadable('/a')).toBe('it is a folder');
  });

  it('of open documents win over those below, and come and go', () => {
    const open = new Map([['/a/b.rs', 'typed']]);
    const files = overlayFiles(base, open);
    expect(files.readText('/a/b.rs')).toBe('typed');
    open.set('/a/new/file.rs', 'new');
    expect(files.list('/a')).toEqual(['b.rs', 'c', 'new']);
    open.delete('/a/new/file.rs');
    open.delete('/a/b.rs');
    expect(files.list('/a')).toEqual(['b.rs', 'c']);
    expect(files.readText('/a/b.rs')).toBe('disk');
  });
});

describe('files on disk', () => {
  const files = nodeFiles();
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'node-files-'));
    writeFileSync(join(folder, 'bytes'), new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62]));
    mkdirSync(join(folder, 'crates/a/src'), { recursive: true });
    writeFileSync(join(folder, 'Cargo.toml'), '[workspace]\nmembers = ["**"]\nexclude = ["crates/loop"]\n');
    writeFileSync(join(folder, 'crates/a/Cargo.toml'), manifest('a'));
    writeFileSync(join(folder, 'crates/a/src/lib.rs'), '');
    symlinkSync('..', join(folder, 'crates/loop'));
    symlinkSync('self', join(folder, 'self'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are not read when they are larger than any source', () => {
    const path = `${folder}/huge.rs`;
    writeFileSync(path, '');
    // Takes no room on the disk.
    truncateSync(path, 65 * 2 ** 20);
    expect(files.readText(path)).toBeUndefined();
    expect(files.readBytes?.(path)).toBeUndefined();
    expect(files.whyUnreadable(path)).toBe('it is too large (over 64 MB)');
    rmSync(path);
  });

  it('lose their byte order mark and their invalid bytes', () => {
    expect(files.readText(`${folder}/bytes`)).toBe('a\ufffdb');
  });

  it('say why they cannot be read', () => {
    expect(files.readText(`${folder}/none`)).toBeUndefined();
    expect(files.whyUnreadable(`${folder}/none`)).toBe('no such file or folder');
    expect(files.whyUnreadable(`${folder}/bytes/x`)).toBe('a part of its path is not a folder');
    expect(files.whyUnreadable(folder)).toBe('it is a folder');
    expect(files.whyUnreadable(`${folder}/self`)).toBe('its symbolic links form a circle');
    expect(files.readText('/dev/zero')).toBeUndefined();
    expect(files.list(`${folder}/none`)).toEqual([]);
    expect(files.kind(`${folder}/self`)).toBeUndefined();
    expect(files.modified(`${folder}/none`)).toBe(0);
    expect(files.real(`${folder}/none`)).toBe(`${folder}/none`);
  });

  it.skipIf(process.getuid?.() === 0)('may be closed to us', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0);
    expect(files.list(closed)).toEqual([]);
    expect(files.whyUnreadable(`${closed}/x`)).toBe('permission denied');
    chmodSync(closed, 0o700);
  });

  it('may form circles that a pattern of members would follow', () => {
    const model = loadProject(files, folder, { arch: 'aarch64' });
    expect(model.crates.map(({ name }) => name)).toEqual(['a']);
    expect(model.problems.length).toBeGreaterThan(0);
    expect(model.problems.length).toBeLessThan(10);
  });
});

describe('paths', () => {
  it('are worked out as text', () => {
    expect(joinPath('/a/b', '../c/./d//e/')).toBe('/a/c/d/e');
    expect(joinPath('/a', '/b')).toBe('/b');
    expect(joinPath('/a', '../../../b')).toBe('/b');
    expect(normalizePath('C:\\work\\..\\x')).toBe('C:/x');
    expect(parentFolder('/a')).toBe('/');
    expect(parentFolder('C:/a')).toBe('C:/');
    expect(parentFolder('C:/')).toBe('C:/');
    expect(isInside('/a/bc', '/a/b')).toBe(false);
    expect(isInside('/a', '/')).toBe(true);
    expect(shownPath('/a/b/c', '/a')).toBe('b/c');
  });
});
