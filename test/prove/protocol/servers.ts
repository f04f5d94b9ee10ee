/** Servers to talk to: in this process over streams in memory, or built and started as editors start them. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createSideBySide } from '../../../server/src/analysis/analysis';
import type { NodeParts } from '../../../server/src/analysis/nodeParts';
import { startServer } from '../../../server/src/lsp/main';
import type { FileSystem } from '../../../server/src/project/model';
import { nodeFiles } from '../../../server/src/project/nodeFiles';
import { Disk, ROOT } from '../edits/disk';
import type { Place } from './client';

const HOME = join(import.meta.dirname, '../../..');
export const COMMAND = join(HOME, 'dist/kaal-sel4.js');

export interface Started {
  readonly connection: ProtocolConnection;
  /** Of a server that is a process. */
  readonly child?: ChildProcess;
  end(): void;
}

/** A server in this process that reads these files. */
export function inMemory(files: FileSystem, parts: NodeParts): Started {
  const up = new PassThrough();
  const down = new PassThrough();
  startServer(
    { input: up, output: down },
    {
      files,
      environment: {},
      version: '0',
      documentation: '',
      snapshots: () => parts.catalog.names(),
      load: async () => (options) => createSideBySide(options, parts),
    },
  );
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  return {
    connection,
    end() {
      // The library ends the process after `exit`, and when the stream ends: this one is only let go.
      void connection.sendRequest('shutdown').then(
        () => connection.dispose(),
        () => {},
      );
    },
  };
}

/** The built server as a process of its own; its errors are passed on. Needs `npm run build`. */
export function asProcess(transport: 'stdio' | 'ipc'): Started {
  const child =
    transport === 'stdio'
      ? spawn(process.execPath, [COMMAND, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
      : fork(COMMAND, ['lsp', '--node-ipc'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const connection =
    child.stdout && child.stdin
      ? createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
      : createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onError(() => {});
  child.stdin?.on('error', () => {});
  return {
    child,
    connection,
    end() {
      connection.dispose();
      child.kill('SIGKILL');
    },
  };
}

/** Whether there is a built server. */
export const isBuilt = (): boolean => existsSync(COMMAND);

/** False where tests of the built server are left out: it is not there, and nobody insists (CI does). */
export const isTested = (): boolean => isBuilt() || process.env.CI === 'true';

/** A disk in memory. */
export function memoryPlace(texts: ReadonlyMap<string, string>): Place & { readonly files: FileSystem } {
  const disk = new Disk(texts);
  return {
    root: ROOT,
    files: disk.files,
    text: (path) => disk.text(path),
    paths: () => disk.paths(),
    write: (path, text) => disk.write(path, text),
  };
}

/** A new temporary folder on the real disk. */
export function realPlace(
  texts: ReadonlyMap<string, string>,
): Place & { readonly files: FileSystem; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'kaal-sel4-prove-'));
  const write = (path: string, text: string | null): void => {
    if (text === null) rmSync(root + path, { force: true });
    else {
      mkdirSync(dirname(root + path), { recursive: true });
      writeFileSync(root + path, text);
    }
  };
  const files = nodeFiles();
  for (const [path, text] of texts) write(path, text);
  return {
    root,
    files,
    write,
    text(path) {
      return statSync(root + path, { throwIfNoEntry: false })?.isFile()
        ? readFileSync(root + path, 'utf8')
        : undefined;
    },
    paths: () =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .map((name) => `/${name.replaceAll('\\', '/')}`)
        .filter((path) => statSync(root + path, { throwIfNoEntry: false })?.isFile()),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
