// The suite in a desktop VS Code that @vscode/test-electron downloads (or that VSCODE_PATH names).
//
//   npm run test:electron                    all sessions
//   npm run test:electron -- main fixes      some
//
// Nobody looks at the window here: what only eyes can tell is left to `npm run test:e2e`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { here, prepare, root, sessions } from './sessions.mjs';

if (!existsSync(join(here, 'node_modules', 'mocha'))) {
  spawnSync('npm', ['install', '--ignore-scripts'], { cwd: here, stdio: 'inherit', shell: true });
}
const wanted = process.argv.slice(2);
for (const session of sessions.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { suite, opened } = await prepare(session, { screen: false, tools: here });
  const trust = session.trust ? [] : ['--disable-workspace-trust'];
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    launchArgs: [opened, '--disable-extensions', ...trust],
    ...(process.env.VSCODE_PATH ? { vscodeExecutablePath: process.env.VSCODE_PATH } : {}),
  }).catch((error) => {
    console.error(`${session.name}: ${error.message}`);
    process.exitCode = 1;
  });
}
