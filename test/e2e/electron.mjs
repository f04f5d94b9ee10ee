// The suite in a desktop VS Code: the one that VSCODE_PATH names, else one that @vscode/test-electron downloads.
//
//   npm run test:electron                    all sessions
//   npm run test:electron -- main fixes      some
//
// Needs a display (on Linux: xvfb-run -a npm run test:electron). Nobody looks at the window here: what only eyes can tell is
// left to `npm run test:e2e`.
// Exit code: 0 all passed, 1 something failed, 3 there is no desktop VS Code or no display here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { here, prepare, root, sessions } from './sessions.mjs';

/** Ends with one line: these tests cannot be run on this machine, and nothing is wrong with the extension. */
function cannotRun(why) {
  console.error(`The tests in a desktop VS Code cannot run here: ${why}`);
  process.exit(3);
}

/** Path of the program; it is downloaded once. */
async function program() {
  const { VSCODE_PATH: named, VSCODE_VERSION: version = 'stable' } = process.env;
  if (named) return existsSync(named) ? named : cannotRun(`VSCODE_PATH names ${named}, which is not there`);
  try {
    return await downloadAndUnzipVSCode({ version, extractSync: true });
  } catch (error) {
    return cannotRun(
      `VS Code could not be downloaded (${error.message}). Name one that is installed with VSCODE_PATH.`,
    );
  }
}

if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
  cannotRun('there is no display. Start them with `xvfb-run -a npm run test:electron`.');
const vscodeExecutablePath = await program();
if (!existsSync(join(here, 'node_modules', 'mocha'))) {
  const { status } = spawnSync('npm', ['install', '--ignore-scripts'], {
    cwd: here,
    stdio: 'inherit',
    shell: true,
  });
  if (status !== 0) cannotRun('mocha could not be installed (see what npm says above)');
}
const wanted = process.argv.slice(2);
for (const session of sessions.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { suite, opened } = await prepare(session, { screen: false, tools: here });
  const trust = session.trust ? [] : ['--disable-workspace-trust'];
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    launchArgs: [opened, '--disable-extensions', ...trust],
    vscodeExecutablePath,
  }).catch((error) => {
    console.error(`${session.name}: ${error.message}`);
    process.exitCode = 1;
  });
}
