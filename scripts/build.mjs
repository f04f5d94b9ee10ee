// Bundles the extension, the language server and the command line into dist/, with the files they load at run time.
//
//   node scripts/build.mjs            once
//   node scripts/build.mjs --watch    again on every change
//   node scripts/build.mjs --dev      not minified
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { knownNames, makeGrammar } from './grammar.mjs';
import { licenses } from './licenses.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);
const flags = new Set(process.argv.slice(2));
const { version, contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Code of a finding → what it means, as the setting for severities says it. */
function meanings() {
  const { properties } = contributes.configuration.properties['kaalSel4.diagnostics.severity'];
  return Object.fromEntries(Object.entries(properties).map(([code, { description }]) => [code, description]));
}

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // VS Code 1.91 and the oldest Node that we support.
  target: 'node20',
  minify: !flags.has('--dev'),
  sourcemap: 'linked',
  // The licences of all that is bundled are in a file of their own.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  define: {
    KAAL_SEL4_VERSION: JSON.stringify(version),
    KAAL_SEL4_FINDINGS: JSON.stringify(meanings()),
  },
  // The ES module build asks for `import.meta.url`, which a CommonJS bundle does not have.
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
};

const bundles = [
  { entryPoints: ['client/src/extension.ts'], outfile: 'dist/client.js', external: ['vscode'] },
  // The extension starts its server with the command line's `lsp`: the engine is shipped once.
  {
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/kaal-sel4.js',
    banner: { js: '#!/usr/bin/env node' },
  },
];

/** What is read at run time, beside the bundles. */
function copyData() {
  copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(dist, 'web-tree-sitter.wasm'));
  copyFileSync(
    join(dirname(require.resolve('tree-sitter-rust/package.json')), 'tree-sitter-rust.wasm'),
    join(dist, 'tree-sitter-rust.wasm'),
  );
  rmSync(join(dist, 'data'), { recursive: true, force: true });
  mkdirSync(join(dist, 'data'), { recursive: true });
  const data = join(root, 'server', 'data');
  cpSync(data, join(dist, 'data'), { recursive: true });
  writeFileSync(join(dist, 'sel4-names.tmLanguage.json'), JSON.stringify(makeGrammar(knownNames(data))));
}

// What a package takes along is what was built, nothing that lay there before.
if (!flags.has('--watch')) rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
copyData();
const metafiles = [];
for (const bundle of bundles) {
  const options = { ...common, ...bundle };
  if (!existsSync(join(root, options.entryPoints[0]))) {
    console.warn(`${options.entryPoints[0]} is not there yet: ${options.outfile} was not built`);
    continue;
  }
  if (flags.has('--watch')) {
    const context = await esbuild.context({ ...options, logLevel: 'info' });
    await context.watch();
  } else {
    // esbuild has said what is wrong; the other bundles are still worth having.
    await esbuild.build(options).then(
      ({ metafile }) => metafiles.push(metafile),
      () => {
        process.exitCode = 1;
      },
    );
  }
}
if (existsSync(join(dist, 'kaal-sel4.js'))) chmodSync(join(dist, 'kaal-sel4.js'), 0o755);
if (metafiles.length === bundles.length) {
  const grammars = ['node_modules/tree-sitter-rust', 'node_modules/web-tree-sitter'];
  writeFileSync(join(dist, 'licenses.txt'), licenses(root, metafiles, grammars));
}
