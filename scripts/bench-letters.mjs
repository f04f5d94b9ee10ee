// What a request costs that is sent right after a letter was typed, over the protocol, by kind of request and of place.
//
//   node scripts/bench-letters.mjs FOLDER...              workspaces that are open together; nothing is written
//   node scripts/bench-letters.mjs --only hover,completion --places name,use --files 4 --rounds 3 --slow 10 FOLDER...
//
// In the largest files of each folder, those with the most calls of macros and those with the most names of the kernel, a
// letter is typed and taken back in each kind of place, and with each of both a request is sent at once: where the letter is,
// and at a name of the kernel far from it. Everything that has to be done until the answer counts. What a request costs is
// its fastest of all rounds, by the time that the processor gave to the one thread that answers: by the clock it would hold what
// else the machine does (on a quiet one they are the same), and of all threads what compiler and collector do beside it. Requests that took longer
// than `--slow` milliseconds are named.
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openServer, uriOf } from './bench-server.mjs';
import { printTable } from './bench-table.mjs';
import { rustFiles } from './bench-tree.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    places: { type: 'string', default: '' },
    in: { type: 'string', default: '' },
    files: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    slow: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
});
const ROUNDS = Number(values.rounds);
const FILES = Number(values.files);
const SLOW = Number(values.slow);
const folders = positionals.map((folder) => resolve(folder));
const listed = (text) => new Set(text.split(',').filter(Boolean));
const [only, wanted] = [listed(values.only), listed(values.places)];

const server = await openServer(folders);
const { connection } = server;

/** Files of a folder that are large, rich in macros, or rich in names of the kernel. */
function filesOf(folder) {
  const all = rustFiles(folder).map((path) => {
    const text = readFileSync(path, 'utf8');
    const count = (pattern) => text.match(pattern)?.length ?? 0;
    return { path, text, size: text.length, calls: count(/\b\w+!\s*[({[]/g), names: count(/\bseL4_\w+/g) };
  });
  const most = (what) => [...all].sort((a, b) => b[what] - a[what]).slice(0, FILES);
  return [...new Set([...most('size'), ...most('calls'), ...most('names')])];
}

/** Offsets of each kind of place: the first of a kind that stands behind the middle of the file, else the last before. */
function placesIn(text) {
  const one = (pattern, group = 0) => {
    const all = [...text.matchAll(pattern)].map((match) => match.index + match[0].length + group);
    return all.find((at) => at > text.length / 2) ?? all.at(-1);
  };
  const places = {
    body: one(/\bfn \w+[^;{}]*\{\n/g),
    'name in a body': one(/\blet (mut )?\w+/g),
    'call in a body': one(/[^!\w]\w+\((?=\w)/g),
    'name of a function': one(/\bfn \w+/g),
    'name of a type': one(/\b(struct|enum|type|trait) \w+/g),
    'name of a constant': one(/\b(const|static) [A-Z]\w+/g),
    parameter: one(/\bfn \w+\(&?(mut )?\w+/g),
    use: one(/\buse [\w:]+/g),
    'call of a macro': one(/\b\w+!\s*[({[]\s*\w*/g),
    comment: one(/\/\/+[ !]\w*/g),
  };
  return Object.entries(places).filter(
    ([kind, at]) => at !== undefined && (wanted.size === 0 || wanted.has(kind)),
  );
}

const times = [];
for (const folder of folders)
  for (const { path, text } of filesOf(folder)) {
    if (!path.includes(values.in)) continue;
    const textDocument = { uri: uriOf(path) };
    let version = 1;
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { ...textDocument, languageId: 'rust', version, text },
    });
    await server.settled();
    const positionAt = (offset) => {
      const before = text.slice(0, offset).split('\n');
      return { line: before.length - 1, character: before.at(-1).length };
    };
    const names = [...text.matchAll(/\bseL4_\w+/g)].map(({ index }) => index + 3);
    for (const [kind, offset] of placesIn(text)) {
      const here = positionAt(offset);
      // The name of the kernel that is farthest from the letter, else the first path.
      const far = [...names].sort((a, b) => Math.abs(b - offset) - Math.abs(a - offset))[0];
      const other = positionAt(far ?? text.search(/\b\w+::/) + 1);
      const range = {
        start: { line: 0, character: 0 },
        end: { line: text.split('\n').length, character: 0 },
      };
      const at = (position) => ({ textDocument, position });
      const context = { diagnostics: [] };
      const requests = [
        ['hover', 'textDocument/hover', at(other)],
        ['hover here', 'textDocument/hover', at(here)],
        ['definition', 'textDocument/definition', at(other)],
        ['type definition', 'textDocument/typeDefinition', at(other)],
        ['highlights', 'textDocument/documentHighlight', at(other)],
        ['highlights here', 'textDocument/documentHighlight', at(here)],
        ['references', 'textDocument/references', { ...at(other), context: { includeDeclaration: true } }],
        [
          'references here',
          'textDocument/references',
          { ...at(here), context: { includeDeclaration: true } },
        ],
        ['prepare rename', 'textDocument/prepareRename', at(other)],
        ['completion here', 'textDocument/completion', at(here)],
        ['completion', 'textDocument/completion', at(other)],
        ['signature help', 'textDocument/signatureHelp', at(other)],
        ['signature help here', 'textDocument/signatureHelp', at(here)],
        ['inlay hints', 'textDocument/inlayHint', { textDocument, range }],
        ['document links', 'textDocument/documentLink', { textDocument }],
        ['document symbols', 'textDocument/documentSymbol', { textDocument }],
        ['code lenses', 'textDocument/codeLens', { textDocument }],
        ['workspace symbols', 'workspace/symbol', { query: 'seL4_TCB' }],
        [
          'code actions',
          'textDocument/codeAction',
          { textDocument, range: { start: other, end: other }, context },
        ],
        [
          'code actions here',
          'textDocument/codeAction',
          { textDocument, range: { start: here, end: here }, context },
        ],
        ['diagnostics', 'textDocument/diagnostic', { textDocument }],
      ].filter(([what]) => only.size === 0 || only.has(what));
      const type = async (typed) => {
        version += 1;
        const end = typed ? here : { ...here, character: here.character + 1 };
        await connection.sendNotification('textDocument/didChange', {
          textDocument: { ...textDocument, version },
          contentChanges: [{ range: { start: here, end }, text: typed ? 'z' : '' }],
        });
      };
      for (const [what, method, params] of requests)
        for (const typed of [true, false])
          times.push({ path, folder, kind, what, typed, runs: [], method, params });
      const own = times.slice(-2 * requests.length);
      for (let round = 0; round < ROUNDS; round++)
        for (const one of own) {
          const [thread, clock] = [server.mainThread(), performance.now()];
          await type(one.typed);
          await connection.sendRequest(one.method, one.params).catch(() => null);
          one.runs.push({ thread: server.mainThread() - thread, clock: performance.now() - clock });
          await server.settled();
        }
    }
    await connection.sendNotification('textDocument/didClose', { textDocument });
    await server.settled();
  }

const least = ({ runs }, by) => Math.min(...runs.map((run) => run[by]));
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
function table(by) {
  const groups = new Map();
  for (const one of times) {
    const key = one[by];
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(one);
  }
  const rows = [[by, 'asked', 'median', 'p99', 'worst', 'p99 by the clock', 'p99 of all rounds']];
  for (const [key, list] of [...groups, ['all', times]]) {
    const sorted = (numbers) => numbers.sort((a, b) => a - b);
    const thread = sorted(list.map((one) => least(one, 'thread')));
    const clock = sorted(list.map((one) => least(one, 'clock')));
    const all = sorted(list.flatMap(({ runs }) => runs.map((run) => run.thread)));
    rows.push([
      key,
      `${list.length}`,
      ...[at(thread, 0.5), at(thread, 0.99), thread.at(-1), at(clock, 0.99), at(all, 0.99)].map(
        (ms) => `${ms.toFixed(1)} ms`,
      ),
    ]);
  }
  printTable(rows);
  console.log();
}
for (const one of times) one.file = relative(dirname(one.folder), one.path);
for (const one of times
  .filter((each) => least(each, 'thread') > SLOW)
  .sort((a, b) => least(b, 'thread') - least(a, 'thread')))
  console.log(
    `${least(one, 'thread').toFixed(1).padStart(7)} ms (${least(one, 'clock').toFixed(1)})  ${one.what}  ${one.typed ? 'typed' : 'taken back'}: ${one.kind}  ${one.file}`,
  );
console.log();
table('what');
table('kind');
table('file');
await connection.sendRequest('shutdown');
process.exit(0);
