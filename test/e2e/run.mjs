// The suite in a whole VS Code in a browser (code-server in chromium), with the packaged extension installed.
//
//   npm run test:e2e
//
// Needs chromium (CHROMIUM names another path than /usr/bin/chromium) and, to install code-server once, a C++
// compiler, make, python3 and libkrb5-dev (Debian: apt install chromium g++ make python3 libkrb5-dev).
// Pictures are left in test/e2e/.work/pictures/, the result in test/e2e/.work/result.json.
// Exit code: 0 all passed, 1 something failed, 3 chromium or code-server cannot be had here.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { here, prepare, root, work } from './build.mjs';

/** Where code-server is installed; another folder can be named, so that it is installed once for several checkouts. */
const tools = process.env.KAAL_E2E_TOOLS ?? join(here, 'browser');
const vscode = join(tools, 'node_modules', 'code-server', 'lib', 'vscode');
const serverMain = join(vscode, 'out', 'server-main.js');
/** Written when the installation is complete. */
const ready = join(tools, 'node_modules', '.complete');
const node24 = join(tools, 'node_modules', 'node', 'bin', 'node');
const serverData = join(work, 'server');
const extensions = join(work, 'extensions');
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Longest time for the whole suite. */
const patience = 5 * 60_000;

/** What these tests run on cannot be had on this machine: nothing is wrong with the extension. */
class Lacking extends Error {}

/** Installs code-server with the Node that it wants; its native modules are built on the way. */
function install() {
  if (!existsSync(chromiumPath)) {
    throw new Lacking(`${chromiumPath} is missing: install chromium, or name another one with CHROMIUM`);
  }
  if (existsSync(ready)) return;
  console.log('Installing code-server, about two minutes …');
  // `npm run` leaves variables behind that make another npm believe in the Node of the first.
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  // Where this Node has its headers beside it, none are downloaded: the native modules use the stable Node-API.
  const prefix = dirname(dirname(process.execPath));
  if (existsSync(join(prefix, 'include', 'node', 'node_api.h'))) clean.npm_config_nodedir = prefix;
  const npm = (args, path = process.env.PATH) =>
    execFileSync('npm', args, { cwd: tools, stdio: 'inherit', env: { ...clean, PATH: path } });
  try {
    // Step by step, as the install scripts must run with the Node that comes with the first of them, and need the
    // commands of other packages to be executable by then.
    npm(['install', '--ignore-scripts', '--no-audit', '--no-fund']);
    npm(['rebuild', 'node']);
    npm(['rebuild', '--ignore-scripts']);
    npm(['rebuild'], `${join(tools, 'node_modules', 'node', 'bin')}:${process.env.PATH}`);
    if (!existsSync(serverMain)) throw new Error(`${serverMain} is still missing`);
  } catch (error) {
    throw new Lacking(
      `code-server could not be installed (see what npm says above; Debian: g++ make python3 libkrb5-dev): ${error.message}`,
    );
  }
  writeFileSync(ready, '');
}

/** Packages the extension and installs the package, so that what people get is what is tested. */
function installExtension() {
  const vsix = join(work, 'kaal-sel4.vsix');
  execFileSync('npm', ['run', '-s', 'package', '--', '--out', vsix], { cwd: root, stdio: 'inherit' });
  mkdirSync(extensions, { recursive: true });
  const args = ['--install-extension', vsix, '--extensions-dir', extensions, '--server-data-dir', serverData];
  execFileSync(node24, [serverMain, ...args, '--accept-server-license-terms'], { stdio: 'inherit' });
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

/** Starts the server; resolves when it listens. */
async function serve(port) {
  const child = spawn(
    node24,
    [
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...['--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver'],
      ...['--disable-workspace-trust', '--server-data-dir', serverData, '--extensions-dir', extensions],
    ],
    { cwd: join(tools, 'node_modules', 'code-server'), stdio: ['ignore', 'pipe', 'pipe'] },
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
  return child;
}

async function main() {
  install();
  const { suite, workspace } = await prepare({ pictures: true, tools });
  const extension = installExtension();
  const port = await freePort();
  const { chromium } = createRequire(join(tools, 'package.json'))('playwright-core');
  const server = await serve(port);
  let browser;
  try {
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ['--no-sandbox', '--disable-background-networking'],
    });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(suite)],
    ]);
    await page.goto(
      `http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`,
    );
    return await follow(page);
  } finally {
    server.kill();
    await browser?.close();
  }
}

/** Takes the pictures that the suite wants until it has written its result. */
async function follow(page) {
  const result = join(work, 'result.json');
  const pictures = join(work, 'pictures');
  const give = Date.now() + patience;
  while (!existsSync(result)) {
    if (Date.now() > give) {
      await page.screenshot({ path: join(pictures, 'timeout.png') });
      throw new Error(
        `no result after ${patience / 1000} s; ${join(pictures, 'timeout.png')} shows the window`,
      );
    }
    for (const name of readdirSync(pictures).filter((entry) => entry.endsWith('.wanted'))) {
      const path = join(pictures, name.slice(0, -'.wanted'.length));
      await settled(page);
      await page.screenshot({ path });
      rmSync(join(pictures, name));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { failures, lines } = JSON.parse(readFileSync(result, 'utf8'));
  console.log(lines.join('\n'));
  return failures;
}

/** Waits until the window no longer changes: two pictures in a row are the same. */
async function settled(page) {
  let before = await page.screenshot();
  for (let round = 0; round < 20; round++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const now = await page.screenshot();
    if (now.equals(before)) return;
    before = now;
  }
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
