// The windows that the suite runs in, one after another: what each opens, and how.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '..', '..');
export const work = join(here, '.work');

const samples = join(root, 'test', 'workspaces');

/**
 * `make` fills the session's folder and gives what is opened: a folder or a `.code-workspace` file.
 * The suite of a session is `suite/<name>.ts`.
 */
export const sessions = [
  { name: 'main', make: (folder) => copy(join(samples, 'kaal-mini'), join(folder, 'kaal-mini')) },
  { name: 'fixes', make: (folder) => copy(join(here, 'workspaces', 'fixes'), join(folder, 'fixes')) },
  {
    name: 'multiRoot',
    make(folder) {
      copy(join(samples, 'kaal-mini'), join(folder, 'kaal-mini'));
      copy(join(here, 'workspaces', 'fixes'), join(folder, 'fixes'));
      mkdirSync(join(folder, 'notes'));
      const file = join(folder, 'both.code-workspace');
      const folders = ['kaal-mini', 'fixes', 'notes'].map((path) => ({ path }));
      writeFileSync(file, JSON.stringify({ folders }));
      return file;
    },
  },
  {
    name: 'noCargo',
    make(folder) {
      const notes = join(folder, 'notes');
      mkdirSync(notes);
      writeFileSync(join(notes, 'lone.rs'), 'pub const NONE: u32 = seL4_NoError;\n');
      return notes;
    },
  },
  {
    name: 'untrusted',
    trust: true,
    make(folder) {
      const workspace = copy(join(samples, 'kaal-mini'), join(folder, 'kaal-mini'));
      mkdirSync(join(workspace, '.vscode'));
      // Would bring in another architecture's names, were it believed.
      const settings = { 'kaalSel4.bindings.source': 'riscv64', 'kaalSel4.diagnostics.inactiveCode': true };
      writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
      return workspace;
    },
  },
];

function copy(from, to) {
  cpSync(from, to, { recursive: true });
  return to;
}

/**
 * Makes a session's folder anew, with the bundle of its suite; gives the paths of both and of what is opened.
 * `screen`: somebody looks at the window and answers the suite's questions about it. `tools`: where mocha is.
 */
export async function prepare(session, { screen, tools }) {
  const folder = join(work, session.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  mkdirSync(join(folder, 'questions'));
  const opened = session.make(folder);
  const suite = join(folder, 'suite', 'index.js');
  await esbuild.build({
    entryPoints: [join(here, 'suite', 'index.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    define: {
      E2E_SESSION: JSON.stringify(session.name),
      E2E_TOOLS: JSON.stringify(tools),
      E2E_FOLDER: JSON.stringify(folder),
      E2E_SCREEN: JSON.stringify(screen),
    },
  });
  return { folder, suite, opened };
}
