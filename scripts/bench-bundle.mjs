// Loads parts of the engine for a measurement, bundled as they are shipped.
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

/**
 * What the export statements in `contents` bring, their paths from the project's root; the bundle lies beside the data
 * files only as long as it is loaded.
 */
export async function loadBundle(contents) {
  const outfile = join(root, 'dist', `bench-${process.pid}.cjs`);
  try {
    await esbuild.build({
      absWorkingDir: root,
      stdin: { contents, resolveDir: root, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      minify: true,
      outfile,
      alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
      logLevel: 'error',
    });
    return require(outfile);
  } finally {
    rmSync(outfile, { force: true });
  }
}
