// One measurement in a process of its own: the built server is killed in the middle of its life and started again, as the
// extension does it; prints JSON. Started by bench.mjs.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { rustFiles } from './bench-tree.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { bindings: { type: 'string' }, arch: { type: 'string' } },
});
const [folder] = positionals;
const OPEN = 3;
const ROUNDS = 5;

const view = {
  ...(values.bindings === undefined ? {} : { bindings: values.bindings }),
  ...(values.arch === undefined ? {} : { arch: values.arch }),
};
const documents = rustFiles(folder)
  .slice(0, OPEN)
  .map((path) => ({
    uri: pathToFileURL(path).href,
    languageId: 'rust',
    version: 1,
    text: readFileSync(path, 'utf8'),
  }));

/** Starts a server; resolves when everything has been found: with the process, and what it found. */
function start() {
  return new Promise((resolve) => {
    const child = fork(join(root, 'dist', 'kaal-sel4.js'), ['lsp', '--node-ipc'], { silent: true });
    const found = new Map();
    const send = (message) => child.send({ jsonrpc: '2.0', ...message });
    child.on('message', ({ id, method, params }) => {
      if (id === 1 && method === undefined) {
        send({ method: 'initialized', params: {} });
        for (const textDocument of documents)
          send({ method: 'textDocument/didOpen', params: { textDocument } });
      } else if (method === 'textDocument/publishDiagnostics')
        found.set(params.uri, params.diagnostics.length);
      else if (method === 'kaalSel4/status' && params.roots.length > 0) {
        if (params.roots.every((one) => one.state === 'ready'))
          resolve({ child, found: sum(found.values()) });
      } else if (id !== undefined && method !== undefined) send({ id, result: null });
    });
    const uri = pathToFileURL(folder).href;
    send({
      id: 1,
      method: 'initialize',
      params: {
        processId: process.pid,
        rootUri: uri,
        capabilities: {},
        workspaceFolders: [{ uri, name: 'bench' }],
        initializationOptions: { diagnostics: 'push', views: { [uri]: view } },
      },
    });
  });
}

const sum = (numbers) => [...numbers].reduce((a, b) => a + b, 0);

const first = performance.now();
let now = await start();
const cold = performance.now() - first;
const before = now.found;
const times = [];
for (let round = 0; round < ROUNDS; round++) {
  const since = performance.now();
  const gone = new Promise((resolve) => now.child.once('exit', resolve));
  now.child.kill('SIGKILL');
  await gone;
  now = await start();
  times.push(performance.now() - since);
  if (now.found !== before) throw new Error(`${now.found} findings after the restart, ${before} before`);
}
now.child.kill('SIGKILL');
times.sort((a, b) => a - b);
console.log(
  JSON.stringify({ rounds: ROUNDS, cold, median: times[ROUNDS >> 1], longest: times.at(-1), found: before }),
);
