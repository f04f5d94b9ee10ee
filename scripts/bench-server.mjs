// The server, started in this process and spoken to through memory, with workspaces open and read.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { Duplex } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { loadBundle } from './bench-bundle.mjs';

const require = createRequire(import.meta.url);
const rpc = require('vscode-languageserver/node');

class Pipe extends Duplex {
  _write(chunk, _encoding, done) {
    this.emit('data', chunk);
    done();
  }
  _read() {}
}

const nothing = new Int32Array(new SharedArrayBuffer(4));
/** Milliseconds that the processor gave to the thread that does the work; by the clock where the system does not tell. */
const mainThread = () => {
  try {
    // The system counts when it gives the processor to another.
    Atomics.wait(nothing, 0, 0, 0.05);
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return performance.now();
  }
};

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
export const uriOf = (path) => pathToFileURL(path).href;

/** Longer than the server ever waits before it goes on with what can wait, in milliseconds. */
const REST = 75;

/** Waits until nothing is left to do. */
async function settled() {
  for (let rests = 0; rests < 1; ) {
    const before = performance.eventLoopUtilization();
    await pause(REST);
    const { active } = performance.eventLoopUtilization(before);
    rests = active < 4 ? rests + 1 : 0;
  }
}

/** Opens folders together and waits until all is read; gives the connection, and the parser that the server uses. */
export async function openServer(folders) {
  const engine = await loadBundle(`
    export { startServer } from './server/src/lsp/main';
    export { Language, Parser } from 'web-tree-sitter';`);
  const [up, down] = [new Pipe(), new Pipe()];
  engine.startServer({ input: up, output: down });
  const connection = rpc.createProtocolConnection(
    new rpc.StreamMessageReader(down),
    new rpc.StreamMessageWriter(up),
  );
  let ready = () => {};
  const isReady = new Promise((done) => {
    ready = done;
  });
  connection.onNotification('kaalSel4/status', ({ roots }) => {
    if (roots.length > 0 && roots.every(({ state }) => state === 'ready')) ready();
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }) =>
    items.map(() => ({ inlayHints: { parameterNames: true, constantValues: true } })),
  );
  connection.listen();
  const resolved = { properties: ['documentation', 'additionalTextEdits'] };
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: folder })),
    capabilities: {
      workspace: { configuration: true, symbol: {}, workspaceFolders: true, textDocumentContent: {} },
      textDocument: {
        hover: { contentFormat: ['markdown'] },
        definition: { linkSupport: true },
        completion: { completionItem: { snippetSupport: true, resolveSupport: resolved } },
        rename: { prepareSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
      },
    },
  });
  await connection.sendNotification('initialized', {});
  await isReady;
  return { connection, engine, mainThread, settled };
}
