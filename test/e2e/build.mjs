// Bundles the suite; the same one runs in the browser and on the desktop.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '..', '..');
export const work = join(here, '.work');
/** Makes `.work` anew: the suite's bundle and a copy of the sample. Gives their paths. `tools`: where mocha is. */
export async function prepare({ pictures, tools }) {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'pictures'), { recursive: true });
  const workspace = join(work, 'kaal-mini');
  cpSync(join(root, 'test', 'workspaces', 'kaal-mini'), workspace, { recursive: true });
  const suite = join(work, 'suite', 'index.js');
  await esbuild.build({
    entryPoints: [join(here, 'suite', 'index.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    define: {
      E2E_TOOLS: JSON.stringify(tools),
      E2E_WORK: JSON.stringify(work),
      E2E_PICTURES: JSON.stringify(pictures),
    },
  });
  return { suite, workspace };
}
