/** What is handed out: the files of the extension, and the npm package installed into an empty folder. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  type InitializeResult,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import manifest from '../package.json';

const root = join(__dirname, '..');
const sample = join(root, 'test', 'workspaces', 'kaal-mini');
const built = existsSync(join(root, 'dist', 'kaal-sel4.js'));
const quiet = { cwd: root, encoding: 'utf8' as const, stdio: 'pipe' as const };
const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

describe.skipIf(!built)('the extension', () => {
  it('takes along what runs and what is read, and nothing else', () => {
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    const listed = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], quiet);
    const files = listed.trim().split('\n');
    const folders = files.map((file) => file.replace(/[^/]+\.(json|md|png)$/, '*.$1')).sort();
    expect([...new Set(folders)]).toEqual([
      '*.json',
      '*.md',
      'LICENSE',
      'dist/*.json',
      'dist/client.js',
      'dist/data/*.json',
      'dist/kaal-sel4.js',
      'dist/licenses.txt',
      'dist/tree-sitter-rust.wasm',
      'dist/web-tree-sitter.wasm',
      'docs/*.md',
      'docs/ci/pre-commit',
      'docs/ci/sel4-names.yml',
      'docs/images/*.png',
      'media/*.png',
    ]);
    // All that the manifest shows is among them.
    const shown = steps.map(({ media }) => media.image);
    const own = [manifest.icon, ...shown, ...manifest.contributes.grammars.map(({ path }) => path.slice(2))];
    expect(own.filter((file) => !files.includes(file ?? ''))).toEqual([]);
  });

  it('shows commands in its walkthrough that it has', () => {
    const known = manifest.contributes.commands.map(({ command }) => command);
    const named = steps.flatMap(({ description, completionEvents }) => [
      ...[...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command ?? ''),
      ...completionEvents.map((event) => event.replace('onCommand:', '')),
    ]);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((command) => !known.includes(command))).toEqual([]);
  });

  it('has an icon of the size that shops want', () => {
    const png = readFileSync(join(root, manifest.icon));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });
});

describe.skipIf(!built)('the npm package', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kaal-sel4-npm-'));
    const npm = (args: readonly string[], cwd: string) =>
      execFileSync('npm', args, { ...quiet, cwd, shell: process.platform === 'win32' });
    // What is built is packed; nothing is built again while other tests use it.
    npm(['pack', '--ignore-scripts', '--pack-destination', folder], root);
    const [tarball] = readdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    npm(['install', '--offline', '--no-audit', '--no-fund', join(folder, tarball!)], folder);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const command = () => join(folder, 'node_modules', 'kaal-sel4', 'dist', 'kaal-sel4.js');

  it('brings no other packages, and the command', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'kaal-sel4',
    ]);
    // What docs/ci.md says to copy is there.
    expect(readdirSync(join(folder, 'node_modules', 'kaal-sel4', 'docs', 'ci')).sort()).toEqual([
      'pre-commit',
      'sel4-names.yml',
    ]);
    const bin = join(folder, 'node_modules', '.bin', 'kaal-sel4');
    const { status, stdout } = spawnSync(bin, ['check', sample], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    expect(status).toBe(1);
    expect(stdout).toContain('44 errors');
  });

  it('brings the language server', async () => {
    const child = spawn(process.execPath, [command(), 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const connection = createProtocolConnection(
        new StreamMessageReader(child.stdout),
        new StreamMessageWriter(child.stdin),
      );
      connection.listen();
      const answer = await connection.sendRequest<InitializeResult>('initialize', {
        processId: process.pid,
        rootUri: null,
        capabilities: {},
      });
      expect(answer.serverInfo).toEqual({ name: 'kaal-sel4', version: manifest.version });
    } finally {
      child.kill();
    }
  });
});
