// Checks the sample workspace with the built-in bindings. Findings are what the demo shows, so they are no failure.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const command = join(root, 'dist', 'kaal-sel4.js');
if (!existsSync(command)) {
  console.error(`${command} is missing: run \`npm run build\``);
  process.exit(2);
}
const { status, error } = spawnSync(
  process.execPath,
  [command, 'check', join('test', 'workspaces', 'kaal-mini'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
if (error) console.error(`The demo could not start: ${error.message}`);
process.exitCode = status === 0 || status === 1 ? 0 : 2;
