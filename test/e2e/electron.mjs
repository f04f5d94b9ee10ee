// The suite in a desktop VS Code that @vscode/test-electron downloads (or that VSCODE_PATH names).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { here, prepare, root } from './build.mjs';

if (!existsSync(join(here, 'node_modules', 'mocha'))) {
  spawnSync('npm', ['install', '--ignore-scripts'], { cwd: here, stdio: 'inherit', shell: true });
}
const { suite, workspace } = await prepare({ pictures: false, tools: here });
await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath: suite,
  launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  ...(process.env.VSCODE_PATH ? { vscodeExecutablePath: process.env.VSCODE_PATH } : {}),
});
