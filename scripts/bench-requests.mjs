// What requests about names cost, over the protocol, as a ratio to a bare parse of the file that is asked about.
//
//   node scripts/bench-requests.mjs FOLDER...            workspaces that are open together; nothing is written
//   node scripts/bench-requests.mjs --once FOLDER...     each request is sent once, as an editor does
//
// Client and server are in one process and speak through memory; counted is the time that the processor gave to the one
// thread that answers, so that neither what else the machine does is measured nor what compiler and collector do beside it.
// Each request is sent when nothing has changed, three times, of which the middle one counts: the process collects garbage
// now and then, whoever made it; with `--once` that counts too. Beside it stands how long the answer took by the clock: on
// an idle machine that is the same. And what editors ask for while somebody types is sent right after a letter was typed at
// the end of a name of the kernel, and again when it is taken back, once each: what that makes necessary is done only once.
// Names in bodies are told from those in items, which others see. In the end an editor's requests are sent one after another
// behind one letter, as an editor sends them.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openServer, pause, uriOf } from './bench-server.mjs';
import { printTable } from './bench-table.mjs';
import { rustFiles } from './bench-tree.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const TIMES = args.includes('--once') ? 1 : 3;
const folders = args.filter((arg) => !arg.startsWith('-')).map((folder) => resolve(folder));
/** Files of each folder, those with the most names of the kernel, and places in each. */
const FILES = 3;
const PLACES = 20;
/** What editors ask for while somebody types. */
const TYPED = new Set(['hover', 'completion', 'signature help', 'inlay hints', 'code actions']);
/** What they ask for beside that after each letter, to show it. */
const SHOWN = new Set(['highlights', 'document links', 'code lenses']);
/** So long after a document was opened or typed into, nothing is left to do, in milliseconds. */
const SETTLED = 400;

const { connection, mainThread, engine } = await openServer(folders);

const NAME = /\bseL4_\w+/g;
const candidates = folders.flatMap((folder) =>
  rustFiles(folder)
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return { path, text, names: [...text.matchAll(NAME)].map((match) => match.index) };
    })
    .filter(({ names }) => names.length > 0)
    .sort((a, b) => b.names.length - a.names.length)
    .slice(0, FILES),
);

const parser = new engine.Parser();
parser.setLanguage(await engine.Language.load(join(root, 'dist', 'tree-sitter-rust.wasm')));
const times = new Map();
const note = (what, { milliseconds, elapsed }, parse) => {
  if (!times.has(what)) times.set(what, []);
  times.get(what).push({ milliseconds, elapsed, ratio: milliseconds / parse });
};

/** Sends a request `times` times; gives the last answer. */
async function measured(what, parse, method, params, times = TIMES, first = undefined) {
  const all = [];
  let answer = null;
  for (let time = 0; time < times; time++) {
    const [start, before] = [mainThread(), performance.now()];
    await first?.();
    answer = await connection.sendRequest(method, params).catch(() => null);
    all.push({ milliseconds: mainThread() - start, elapsed: performance.now() - before });
  }
  note(what, all.sort((a, b) => a.milliseconds - b.milliseconds)[times >> 1], parse);
  return answer;
}

/** What is asked at an offset, and the place as the protocol has it. */
function requestsAt(textDocument, text, offset, whole) {
  const at = text.slice(0, offset + 3).split('\n');
  const place = { textDocument, position: { line: at.length - 1, character: at.at(-1).length } };
  const shown = { ...whole, range: { start: place.position, end: place.position } };
  const requests = [
    ['hover', 'textDocument/hover', place],
    ['definition', 'textDocument/definition', place],
    ['type definition', 'textDocument/typeDefinition', place],
    ['highlights', 'textDocument/documentHighlight', place],
    ['references', 'textDocument/references', { ...place, context: { includeDeclaration: true } }],
    ['prepare rename', 'textDocument/prepareRename', place],
    ['completion', 'textDocument/completion', place],
    ['signature help', 'textDocument/signatureHelp', place],
    ['inlay hints', 'textDocument/inlayHint', whole],
    ['document links', 'textDocument/documentLink', { textDocument }],
    ['code lenses', 'textDocument/codeLens', { textDocument }],
    ['workspace symbols', 'workspace/symbol', { query: text.slice(offset, offset + 9) }],
    ['code actions', 'textDocument/codeAction', { ...shown, context: { diagnostics: [] } }],
  ];
  return [place, requests];
}

/** Whether a node stands in the body of a function, or in what a macro is given. */
function isInBody(node) {
  for (let at = node; at; at = at.parent) if (at.type === 'block' || at.type === 'token_tree') return true;
  return false;
}

for (const { path, text, names } of candidates) {
  const textDocument = { uri: uriOf(path) };
  let version = 1;
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { ...textDocument, languageId: 'rust', version, text },
  });
  await pause(SETTLED);
  const parses = Array.from({ length: 5 }, () => {
    const start = mainThread();
    parser.parse(text).delete();
    return mainThread() - start;
  }).sort((a, b) => a - b);
  const parse = parses[2];
  const lines = text.split('\n');
  const end = { line: lines.length, character: 0 };
  const step = Math.max(1, Math.floor(names.length / PLACES));
  const places = names.filter((_, at) => at % step === 0).slice(0, PLACES);
  const whole = { textDocument, range: { start: { line: 0, character: 0 }, end } };
  const tree = parser.parse(text);
  for (const [number, offset] of places.entries()) {
    const [place, requests] = requestsAt(textDocument, text, offset, whole);
    for (const [what, method, params] of requests) {
      // The first time is that of the just-in-time compiler.
      if (offset === places[0]) await connection.sendRequest(method, params).catch(() => null);
      await pause(0);
      const answer = await measured(what, parse, method, params);
      if (what === 'completion') {
        const [item] = answer?.items ?? answer ?? [];
        if (item) await measured('completion resolve', parse, 'completionItem/resolve', item);
      }
      if (what === 'code lenses')
        for (const lens of answer ?? []) await measured('code lens resolve', parse, 'codeLens/resolve', lens);
    }
    if (number % 2 === 1) continue;
    const [name] = /^\w+/.exec(text.slice(offset));
    const behind = { ...place.position, character: place.position.character - 3 + name.length };
    const where = isInBody(tree.rootNode.descendantForIndex(offset)) ? 'a body' : 'an item';
    const type = (letter) => {
      version += 1;
      const end = letter === '' ? { ...behind, character: behind.character + 1 } : behind;
      return connection.sendNotification('textDocument/didChange', {
        textDocument: { ...textDocument, version },
        contentChanges: [{ range: { start: behind, end }, text: letter }],
      });
    };
    const typed = requests.filter(([one]) => TYPED.has(one));
    for (const [what, method, params] of typed)
      for (const letter of ['z', '']) {
        // What the letter makes necessary until the answer is a part of what the answer costs.
        await measured(`${what}, after a letter in ${where}`, parse, method, params, 1, () => type(letter));
        // What else it makes necessary is not the next request's.
        await pause(SETTLED);
      }
    for (const letter of ['z', '']) {
      // All that an editor asks for at once: the first of them has the letter.
      let first = () => type(letter);
      for (const [what, method, params] of requests.filter(([one]) => SHOWN.has(one) || TYPED.has(one))) {
        if (what === 'hover') continue;
        await measured(`all at once, after a letter in ${where}`, parse, method, params, 1, first);
        first = undefined;
      }
      await pause(SETTLED);
    }
  }
  tree.delete();
  await connection.sendNotification('textDocument/didClose', { textDocument });
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const rows = [['request', 'asked', 'median', 'p99', 'worst', 'p99 by the clock', 'p99 / bare parse']];
for (const [what, list] of times) {
  const milliseconds = list.map((one) => one.milliseconds).sort((a, b) => a - b);
  const elapsed = list.map((one) => one.elapsed).sort((a, b) => a - b);
  const ratios = list.map((one) => one.ratio).sort((a, b) => a - b);
  rows.push([
    what,
    `${list.length}`,
    `${at(milliseconds, 0.5).toFixed(2)} ms`,
    `${at(milliseconds, 0.99).toFixed(2)} ms`,
    `${milliseconds.at(-1).toFixed(2)} ms`,
    `${at(elapsed, 0.99).toFixed(2)} ms`,
    at(ratios, 0.99).toFixed(2),
  ]);
}
printTable(rows);
await connection.sendRequest('shutdown');
process.exit(0);
