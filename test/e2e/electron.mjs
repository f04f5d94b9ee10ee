// The suite in a desktop VS Code that @vscode/test-electron downloads (or that VSCODE_PATH names).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { prepare, root, tools } from './build.mjs';

if (!existsSync(join(tools, 'node_modules', 'mocha'))) {
  spawnSync('npm', ['install', '--omit=optional', '--ignore-scripts'], {
    cwd: tools,
    stdio: 'inherit',
    shell: true,
  });
}
const { suite, workspace } = await prepare({ pictures: false });
await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath: suite,
  launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust'],
  ...(process.env.VSCODE_PATH ? { vscodeExecutablePath: process.env.VSCODE_PATH } : {}),
});
