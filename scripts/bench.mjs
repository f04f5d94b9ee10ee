// Measures what the engine costs, as a ratio to a bare web-tree-sitter parse of the same bytes in the same run.
//
//   npm run bench [-- TREE]       TREE: a Cargo workspace, such as a checkout of rust-sel4 (or BENCH_TREE)
//   npm run bench -- TREE --bindings aarch64-mcs --process-tree OTHER
//
// Without TREE, a workspace is made out of test/workspaces/kaal-mini, copied until it has 1.4 MB of Rust.
// Times in milliseconds depend on the machine and on what else it does; the ratios are the point.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeTree } from './bench-tree.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    bindings: { type: 'string' },
    arch: { type: 'string' },
    'process-tree': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'kaal-sel4-bench-'));

/** Runs `script` in a Node process of its own, so that one measurement does not warm or fill another's. */
function inProcess(script, args) {
  const memory = join(scratch, 'memory.json');
  const start = performance.now();
  const child = spawnSync(
    process.execPath,
    ['-r', join(root, 'scripts', 'bench-memory.cjs'), script, ...args],
    {
      encoding: 'utf8',
      cwd: root,
      env: { ...process.env, KAAL_BENCH_MEMORY: memory },
      maxBuffer: 1 << 28,
    },
  );
  const wall = performance.now() - start;
  // `check` exits with 1 when it has findings.
  if (child.status !== 0 && child.status !== 1) {
    throw new Error(`${script} ${args.join(' ')} failed:\n${child.stderr}`);
  }
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(memory, 'utf8'));
  const processor = (userCPUTime + systemCPUTime) / 1000;
  return { wall, processor, out: child.stdout, megabytes: maxRSS / 1024 };
}

/** Time of the processor that `check` takes over views, as somebody runs it: a process of its own, nothing warm. */
function checked(folder, views) {
  const asked = views.flatMap((view) => ['--view', view]);
  const run = () => inProcess(join(root, 'dist', 'kaal-sel4.js'), ['check', folder, ...asked]).processor;
  return Math.min(...Array.from({ length: 5 }, run));
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

try {
  const given = positionals[0] ?? process.env.BENCH_TREE;
  const tree = given === undefined ? makeTree(join(scratch, 'tree')) : resolve(given);
  const processTree = resolve(values['process-tree'] ?? tree);
  const view = [
    ...(values.bindings === undefined ? [] : ['--bindings', values.bindings]),
    ...(values.arch === undefined ? [] : ['--arch', values.arch]),
  ];
  const engine = (part) =>
    JSON.parse(inProcess(join(root, 'scripts', 'bench-engine.mjs'), [part, tree, ...view]).out);

  const index = engine('index');
  const typing = engine('typing');
  const fixes = engine('fixes');
  const views = engine('views');
  const restart = JSON.parse(inProcess(join(root, 'scripts', 'bench-restart.mjs'), [tree, ...view]).out);
  const command = join(root, 'dist', 'kaal-sel4.js');
  const runs = Array.from({ length: 7 }, () =>
    inProcess(command, ['check', processTree, '--format', 'json', ...(processTree === tree ? view : [])]),
  );
  const ofCommand = {
    one: checked(tree, ['aarch64']),
    four: checked(tree, ['aarch64', 'x86_64', 'riscv64', 'aarch64-mcs']),
  };
  const wall = median(runs.map((run) => run.wall));
  const peak = Math.max(...runs.map((run) => run.megabytes));

  const ms = (number) => `${number.toFixed(number < 10 ? 2 : 0)} ms`;
  const ratio = (number) => number.toFixed(2);
  const rows = [
    ['', 'engine', 'bare parse', 'ratio'],
    [`cold index, best of ${index.rounds}`, ms(index.engine), ms(index.parse), ratio(index.ratio)],
    [
      'cold index, first in the process',
      ms(index.firstEngine),
      ms(index.firstParse),
      ratio(index.firstRatio),
    ],
    ['keystroke to findings, median', ms(typing.median), ms(typing.parse), ratio(typing.medianRatio)],
    ['keystroke to findings, p99', ms(typing.p99), ms(typing.parse), ratio(typing.p99Ratio)],
    [
      `fixes of a finding, median of ${fixes.findings}`,
      ms(fixes.median),
      ms(typing.parse),
      ratio(fixes.median / typing.parse),
    ],
    ['fixes of a finding, slowest', ms(fixes.most), ms(typing.parse), ratio(fixes.most / typing.parse)],
    ['four views side by side; one view', ms(views.four), ms(views.one), ratio(views.ratio)],
    [
      '`check` over four views; over one',
      ms(ofCommand.four),
      ms(ofCommand.one),
      ratio(ofCommand.four / ofCommand.one),
    ],
    ['`check` as a process, median of 7', ms(wall), '', ''],
    [
      `server killed to findings back, median of ${restart.rounds}`,
      ms(restart.median),
      ms(index.parse),
      ratio(restart.median / index.parse),
    ],
    ['peak memory of `check`', `${peak.toFixed(0)} MB`, '', ''],
  ];
  if (values.json) {
    console.log(
      JSON.stringify(
        { tree, processTree, index, typing, views, ofCommand, fixes, wall, peak, restart },
        undefined,
        2,
      ),
    );
  } else {
    console.log(`tree: ${given === undefined ? 'made from test/workspaces/kaal-mini' : tree}`);
    console.log(
      `      ${index.files} Rust files, ${(index.bytes / 1e6).toFixed(2)} MB; of these ${index.checked} are checked`,
    );
    console.log(`file: ${typing.file} (${typing.lines} lines, ${typing.strokes} keystrokes)`);
    if (processTree !== tree) console.log(`process: ${processTree}`);
    console.log();
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    for (const row of rows) {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      );
      console.log(cells.join('  ').trimEnd());
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
