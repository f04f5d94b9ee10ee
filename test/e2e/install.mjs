// Installs what the suite in the browser runs on: code-server with the Node that it wants, and what drives chromium.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { here } from './sessions.mjs';

/** Where code-server is installed; another folder can be named, so that it is installed once for several checkouts. */
export const tools = process.env.KAAL_E2E_TOOLS ?? join(here, 'browser');
export const codeServer = join(tools, 'node_modules', 'code-server');
export const serverMain = join(codeServer, 'lib', 'vscode', 'out', 'server-main.js');
export const node24 = join(tools, 'node_modules', 'node', 'bin', 'node');
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Written when the installation is complete. */
const ready = join(tools, 'node_modules', '.complete');

/** What these tests run on cannot be had on this machine: nothing is wrong with the extension. */
export class Lacking extends Error {}

/**
 * Installs code-server with the Node that it wants, once; its native modules are built on the way.
 * @throws Lacking if something is missing here
 */
export function install() {
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
