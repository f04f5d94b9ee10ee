// The suite in a whole VS Code in a browser (code-server in chromium), with the packaged extension installed.
//
//   npm run test:e2e                         all sessions
//   npm run test:e2e -- main fixes           some
//   npm run test:e2e -- --pictures main      and put the pictures for the documents into docs/images
//
// Needs chromium (CHROMIUM names another path than /usr/bin/chromium) and, to install code-server once, a C++
// compiler, make, python3 and libkrb5-dev (Debian: apt install chromium g++ make python3 libkrb5-dev).
// Pictures are left in test/e2e/.work/SESSION/pictures/, the result in test/e2e/.work/result.json.
// Exit code: 0 all passed, 1 something failed, 3 chromium or code-server cannot be had here.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromiumPath, codeServer, install, Lacking, node24, serverMain, tools } from './install.mjs';
import { prepare, root, sessions, work } from './sessions.mjs';
import { follow, openPage } from './window.mjs';

const extensions = join(work, 'extensions');
/** Pictures that documents show, by the session that takes them. */
const SHOWN = { main: ['quick-fix.png', 'hover.png', 'report.png'] };

/** People download it over slow lines; more than this is a mistake. */
const MOST_BYTES = 1_500_000;

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('-'));
const chosen = sessions.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

/** Packages the extension and installs the package, so that what people get is what is tested. */
function installExtension() {
  const vsix = join(work, 'kaal-sel4.vsix');
  execFileSync('npm', ['run', '-s', 'package', '--', '--out', vsix], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { size } = statSync(vsix);
  console.log(`The package has ${(size / 1e6).toFixed(2)} MB.`);
  if (size > MOST_BYTES) throw new Error(`the package is larger than ${MOST_BYTES / 1e6} MB`);
  mkdirSync(extensions, { recursive: true });
  const options = ['--install-extension', vsix, '--extensions-dir', extensions];
  const data = ['--server-data-dir', join(work, 'server'), '--accept-server-license-terms'];
  execFileSync(node24, [serverMain, ...options, ...data], { stdio: 'inherit' });
  const name = readdirSync(extensions).find((entry) => entry.startsWith('kaal.kaal-sel4'));
  if (name === undefined) throw new Error('the package was not installed');
  return join(extensions, name);
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts a server of VS Code; resolves when it listens. `trust`: folders have to be trusted by the person. */
async function serve(trust) {
  const port = await freePort();
  const child = spawn(
    node24,
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...['--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver'],
      ...['--server-data-dir', join(work, 'server'), '--extensions-dir', extensions],
      ...(trust ? [] : ['--disable-workspace-trust']),
    ],
    { cwd: codeServer, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      log += chunk;
      if (log.includes('Extension host agent listening')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${log}`)));
  });
  child.removeAllListeners('exit');
  return { child, port };
}

/** Runs one session in a page of its own; gives `{ failures, skipped, lines }`. */
async function run(session, browser, extension) {
  const { folder, suite, opened } = await prepare(session, { screen: true, tools });
  const { child, port } = await serve(session.trust === true);
  const page = await openPage(browser, folder);
  try {
    const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(suite)],
    ]);
    const kind = opened.endsWith('.code-workspace') ? 'workspace' : 'folder';
    const address = new URL(`http://127.0.0.1:${port}/`);
    address.search = `${kind}=${encodeURIComponent(opened)}&payload=${encodeURIComponent(payload)}`;
    await page.goto(address.href);
    return await follow(page, folder);
  } catch (error) {
    return {
      failures: 1,
      skipped: 0,
      lines: [`  ✗ ${session.name} could not be run\n${error.stack ?? error}`],
    };
  } finally {
    await page.close();
    child.kill();
  }
}

async function main() {
  install();
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const extension = installExtension();
  const { chromium } = createRequire(join(tools, 'package.json'))('playwright-core');
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const all = { failures: 0, skipped: 0, lines: [] };
  try {
    for (const session of chosen) {
      const { failures, skipped, lines } = await run(session, browser, extension);
      console.log(lines.join('\n'));
      all.failures += failures;
      all.skipped += skipped;
      all.lines.push(...lines);
      if (!args.includes('--pictures')) continue;
      for (const name of SHOWN[session.name] ?? []) {
        copyFileSync(join(work, session.name, 'pictures', name), join(root, 'docs', 'images', name));
      }
    }
  } finally {
    await browser.close();
  }
  writeFileSync(join(work, 'result.json'), JSON.stringify(all));
  return all.failures;
}

main().then(
  (failures) => {
    console.log(failures === 0 ? 'All end-to-end tests passed.' : `${failures} failed.`);
    process.exit(failures === 0 ? 0 : 1);
  },
  (error) => {
    if (!(error instanceof Lacking)) throw error;
    console.error(`The end-to-end tests cannot run here: ${error.message}`);
    process.exit(3);
  },
);
