/** Entry of the suite: VS Code calls `run` in its extension host, on the desktop as in the browser. */
import { renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type MochaClass from 'mocha';
import { findings } from './findings';
import { fixAll } from './fixAll';
import { fixes } from './fixes';
import { language } from './language';
import { lifecycle } from './lifecycle';
import { multiRoot } from './multiRoot';
import { noCargo } from './noCargo';
import { panels } from './panels';
import { pictures } from './pictures';
import { untrusted } from './untrusted';
import { views } from './views';

/** Put in by the bundler: which session this is, where mocha is installed, and where results go. */
declare const E2E_SESSION: 'main' | 'fixes' | 'multiRoot' | 'noCargo' | 'untrusted';
declare const E2E_TOOLS: string;
declare const E2E_FOLDER: string;

/** What is tested in each session of `sessions.mjs`. */
const suites = {
  main: [findings, language, views, panels, pictures, lifecycle],
  fixes: [fixes, fixAll],
  multiRoot: [multiRoot],
  noCargo: [noCargo],
  untrusted: [untrusted],
} as const;

export async function run(): Promise<void> {
  const Mocha = createRequire(join(E2E_TOOLS, 'package.json'))('mocha') as typeof MochaClass;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    reporter: 'json',
    reporterOptions: { output: join(E2E_FOLDER, 'mocha.json') },
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const define of suites[E2E_SESSION]) define();
  const lines: string[] = [];
  let skipped = 0;
  /** Kept as it comes: where the suite hangs, this tells at what. */
  const say = (line: string) => {
    lines.push(line);
    writeFileSync(join(E2E_FOLDER, 'lines.txt'), lines.join('\n'));
  };
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => say(`  ✓ ${test.fullTitle()} (${test.duration} ms)`));
    runner.on('pending', (test) => {
      skipped++;
      say(`  - ${test.fullTitle()} (skipped: needs eyes, or Linux)`);
    });
    runner.on('fail', (test, error) => say(`  ✗ ${test.fullTitle()}\n${error.stack ?? error}`));
  });
  // The browser has no exit code: whoever started it reads this file.
  // Renamed, so that it is read whole.
  const result = join(E2E_FOLDER, 'result.json');
  writeFileSync(`${result}.new`, JSON.stringify({ failures, skipped, lines }));
  renameSync(`${result}.new`, result);
  if (failures > 0) throw new Error(`${failures} failed:\n${lines.join('\n')}`);
}
