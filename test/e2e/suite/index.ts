/** Entry of the suite: VS Code calls `run` in its extension host, on the desktop as in the browser. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type MochaClass from 'mocha';

/** Put in by the bundler: where mocha is installed, and where results go. */
declare const E2E_TOOLS: string;
declare const E2E_WORK: string;

export async function run(): Promise<void> {
  const Mocha = createRequire(join(E2E_TOOLS, 'package.json'))('mocha') as typeof MochaClass;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    reporter: 'json',
    reporterOptions: { output: join(E2E_WORK, 'mocha.json') },
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  const { defineTests } = await import('./extension');
  defineTests();
  const lines: string[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => lines.push(`  ✓ ${test.fullTitle()} (${test.duration} ms)`));
    runner.on('fail', (test, error) => lines.push(`  ✗ ${test.fullTitle()}\n${error.stack ?? error}`));
  });
  // The browser has no exit code: whoever started it reads this file.
  writeFileSync(join(E2E_WORK, 'result.json'), JSON.stringify({ failures, lines }));
  if (failures > 0) throw new Error(`${failures} failed:\n${lines.join('\n')}`);
}
