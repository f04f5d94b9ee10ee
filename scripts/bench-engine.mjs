// One measurement inside a process of its own: `index`, `typing`, `views` or `fixes`; prints JSON. Started by bench.mjs.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadBundle } from './bench-bundle.mjs';
import { rustFiles } from './bench-tree.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { bindings: { type: 'string' }, arch: { type: 'string' } },
});
const [part, folder] = positionals;

/** The engine as the command line has it. */
const loadEngine = () =>
  loadBundle(`
    export { createAnalysis, createSideBySide } from './server/src/analysis/analysis';
    export { loadParts } from './server/src/analysis/nodeParts';
    export { nodeFiles } from './server/src/project/nodeFiles';
    export { Language, Parser } from 'web-tree-sitter';`);

/** A parser of its own, so that the bare parse does nothing but parse. The library is initialised by then. */
async function bareParser({ Parser, Language }) {
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(root, 'dist', 'tree-sitter-rust.wasm')));
  return (text) => parser.parse(text).delete();
}

const timed = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const view = {
  ...(values.bindings === undefined ? {} : { bindings: values.bindings }),
  ...(values.arch === undefined ? {} : { arch: values.arch }),
};

const engine = await loadEngine();
const parts = await engine.loadParts();
const parse = await bareParser(engine);
const files = engine.nodeFiles();
const analyse = () => engine.createAnalysis({ folder, files, view, environment: process.env }, parts);

/** A whole workspace, nothing known before: findings of every file. The parse is of every Rust file below the folder. */
function index() {
  const rounds = 4;
  const texts = rustFiles(folder).map((file) => readFileSync(file, 'utf8'));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const parses = [];
  const engines = [];
  let checked = 0;
  for (let round = 0; round < rounds; round++) {
    parses.push(
      timed(() => {
        for (const text of texts) parse(text);
      }),
    );
    engines.push(
      timed(() => {
        const analysis = analyse();
        analysis.allFindings();
        checked = analysis.filesOfWorkspace().length;
      }),
    );
  }
  return {
    rounds,
    files: texts.length,
    bytes,
    checked,
    parse: Math.min(...parses),
    engine: Math.min(...engines),
    ratio: Math.min(...engines) / Math.min(...parses),
    firstParse: parses[0],
    firstEngine: engines[0],
    firstRatio: engines[0] / parses[0],
  };
}

/** Types lines into the middle of the file that is nearest to 1,300 lines, key by key, and asks for its findings. */
function typing() {
  const analysis = analyse();
  analysis.allFindings();
  const countLines = (file) => readFileSync(file, 'utf8').split('\n').length;
  const [file] = analysis
    .filesOfWorkspace()
    .map((path) => ({ path, off: Math.abs(countLines(path) - 1300) }))
    .sort((a, b) => a.off - b.off);
  const text = readFileSync(file.path, 'utf8');
  const at = bodyNear(text, text.length / 2);
  const typed = 'let slot = sel4::sys::seL4_Error::seL4_NoError;\n    let again = slot as usize;\n    ';
  const strokes = [];
  const parses = [];
  for (let round = 0; round < 3; round++) {
    for (let length = 1; length <= typed.length; length++) {
      const now = text.slice(0, at) + typed.slice(0, length) + text.slice(at);
      parses.push(timed(() => parse(now)));
      strokes.push(
        timed(() => {
          analysis.applyChange([{ path: file.path, text: now }]);
          analysis.findings(file.path);
        }),
      );
    }
  }
  strokes.sort((a, b) => a - b);
  parses.sort((a, b) => a - b);
  const parsed = parses[parses.length >> 1];
  const median = strokes[strokes.length >> 1];
  const p99 = strokes[Math.floor(strokes.length * 0.99)];
  return {
    file: relative(folder, file.path),
    lines: text.split('\n').length,
    strokes: strokes.length,
    parse: parsed,
    median,
    p99,
    medianRatio: median / parsed,
    p99Ratio: p99 / parsed,
  };
}

/** Everything in one view, and in four of them side by side, nothing known before either. Time of the processor. */
function views() {
  const requests = [
    { arch: 'aarch64' },
    { arch: 'x86_64' },
    { arch: 'riscv64' },
    { arch: 'aarch64', mcs: true },
  ];
  const work = (count) => {
    const before = process.cpuUsage();
    const options = { folder, files, views: requests.slice(0, count), environment: process.env };
    for (const one of engine.createSideBySide(options, parts).views) {
      one.allFindings();
      one.counts();
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const [one, four] = [[], []];
  for (let round = 0; round < 6; round++) {
    one.push(work(1));
    four.push(work(4));
  }
  const ratio = Math.min(...four) / Math.min(...one);
  return { one: Math.min(...one), four: Math.min(...four), ratio };
}

/** Offset inside of a function's body: after the first line that opens one, from `from` on. */
function bodyNear(text, from) {
  for (let line = text.indexOf('\n', from); line >= 0; ) {
    const next = text.indexOf('\n', line + 1);
    const content = text.slice(line + 1, next < 0 ? undefined : next);
    if (/\bfn \w+.*\{$/.test(content)) return line + 1 + content.length + 1;
    line = next;
  }
  return text.indexOf('{') + 1;
}

/**
 * Asks for the list of fixes at every finding, as an editor does when a light bulb is due. Once with all cold, then with
 * a new analysis in the warm process that an editor's server is: nothing is known of the workspace in either.
 */
function fixes() {
  const round = () => {
    const analysis = analyse();
    let offered = 0;
    const times = analysis.allFindings().map(({ file, start, end }) =>
      timed(() => {
        offered += analysis.fixes(file, start, end).fixes.length;
      }),
    );
    return { times, offered };
  };
  const { times: cold } = round();
  const { times, offered } = round();
  times.sort((a, b) => a - b);
  return {
    findings: times.length,
    offered,
    cold: Math.max(0, ...cold),
    median: times[times.length >> 1] ?? 0,
    most: times.at(-1) ?? 0,
  };
}

const measured = { index, typing, views, fixes };
console.log(JSON.stringify(measured[part]()));
