/** Starts the language server on Node: over standard input and output, over node IPC, or over streams. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Connection,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { nodeFiles } from '../project/nodeFiles';
import { Gate } from './gate';
import { serve } from './server';
import type { ServerParts } from './session';
import { FramedReader } from './stream';

export type Transport =
  | 'stdio'
  | 'ipc'
  | { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };

/** The version of package.json, put in by the bundler. */
declare const KAAL_SEL4_VERSION: string | undefined;

/**
 * Serves one client over a transport. Returns at once; the process ends when the client says `exit` or goes away.
 * `parts` is given by tests; normally everything is loaded from beside the bundle.
 */
export function startServer(transport: Transport, parts: ServerParts = nodeServerParts()): void {
  serve(connect(transport), parts);
}

function connect(transport: Transport): Connection {
  if (transport === 'ipc') {
    const writer = new IPCMessageWriter(process);
    return createConnection(new Gate(new IPCMessageReader(process), writer), writer);
  }
  const { input, output } =
    transport === 'stdio' ? { input: process.stdin, output: process.stdout } : transport;
  const writer = new StreamMessageWriter(output);
  const gate = new Gate(new FramedReader(input), writer);
  if (transport === 'stdio') {
    // The client went: with `shutdown` before, or without a word.
    for (const event of ['end', 'close']) input.on(event, () => process.exit(gate.isDown ? 0 : 1));
  }
  return createConnection(gate, writer);
}

/** What a server on Node is made of: the disk, the environment, and the files beside the bundle. */
export function nodeServerParts(): ServerParts {
  const files = nodeFiles();
  let snapshots: readonly string[] = [];
  return {
    files,
    environment: process.env,
    version: typeof KAAL_SEL4_VERSION === 'string' ? KAAL_SEL4_VERSION : 'development',
    documentation: documentation(),
    snapshots: () => snapshots,
    async load() {
      const [{ createSideBySide }, { loadParts }] = await Promise.all([
        import('../analysis/analysis'),
        import('../analysis/nodeParts'),
      ]);
      const loaded = await loadParts();
      snapshots = loaded.catalog.names();
      return (options) => createSideBySide(options, loaded);
    },
  };
}

/** The page of findings lies in `docs/` beside the bundle's folder; empty where it does not. */
function documentation(): string {
  const page = join(__dirname, '..', 'docs', 'findings.md');
  return existsSync(page) ? pathToFileURL(page).href : '';
}
