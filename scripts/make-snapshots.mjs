// Makes the built-in bindings data in server/data/ from tables of facts about the generated bindings.
//
//   node scripts/make-snapshots.mjs FACTS RUST_SEL4 RUST_DOCS
//
// FACTS      folder of sel4-sys.*.json, sel4.*.json, matrix.json and std.json
// RUST_SEL4  git checkout of rust-sel4 that has the commits named in the facts
// RUST_DOCS  `share/doc/rust/html` of a Rust toolchain (tells the shapes of the standard library's enum variants)
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Inside the project, so that the bundle finds node_modules.
const folder = mkdtempSync(join(root, 'node_modules', '.make-snapshots-'));
try {
  const outfile = join(folder, 'main.mjs');
  await esbuild.build({
    entryPoints: [join(root, 'scripts', 'snapshots', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const { main } = await import(pathToFileURL(outfile).href);
  await main(root, process.argv.slice(2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
