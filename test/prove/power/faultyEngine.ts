/** The engine with a mistake in it: bundled from its sources with a few words changed on the way, never on disk. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { createSideBySide } from '../../../server/src/analysis/analysis';
import type { loadParts } from '../../../server/src/analysis/nodeParts';
import type { CreateAnalysis } from '../../support/checkFixture';
import type { Mistake } from './mistakes';

const HOME = resolve(import.meta.dirname, '../../..');
const ANALYSIS = 'server/src/analysis';

/** What is used of an engine's bundle. */
export interface EngineBundle {
  readonly createAnalysis: (
    options: Parameters<CreateAnalysis>[0],
    parts: unknown,
  ) => ReturnType<CreateAnalysis>;
  readonly createSideBySide: typeof createSideBySide;
  readonly loadParts: typeof loadParts;
}

/** The text of a source with the mistake in it. Throws where a text that it changes is not there exactly once. */
export function withMistake(text: string, { rule, file, changes }: Mistake): string {
  let changed = text;
  for (const { from, to } of changes) {
    const there = changed.split(from).length - 1;
    if (there !== 1) throw new Error(`“${rule}” cannot be made: ${file} has ${there} times \`${from}\``);
    changed = changed.replace(from, () => to);
  }
  return changed;
}

/** Builds the engine with a mistake and loads it. Rejects where the mistake cannot be made. */
export async function faultyEngine(mistake: Mistake): Promise<CreateAnalysis> {
  const { createAnalysis, loadParts } = await faultyBundle(mistake);
  const parts = await loadParts();
  return (options) => createAnalysis(options, parts);
}

/** The same with all that an engine offers. */
export async function faultyBundle(mistake: Mistake): Promise<EngineBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'kaal-power-'));
  try {
    const outfile = join(folder, 'engine.cjs');
    await build({
      absWorkingDir: HOME,
      stdin: {
        contents: `export * from './analysis'; export * from './nodeParts';`,
        resolveDir: join(HOME, ANALYSIS),
      },
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'silent',
      // The parser and the data are found from where the sources are.
      define: { __dirname: JSON.stringify(join(HOME, ANALYSIS)) },
      alias: { 'web-tree-sitter': createRequire(join(HOME, 'package.json')).resolve('web-tree-sitter') },
      plugins: [changing(mistake)],
    });
    return createRequire(outfile)(outfile) as EngineBundle;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function changing(mistake: Mistake): Plugin {
  const path = join(HOME, mistake.file);
  return {
    name: 'mistake',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, (source) =>
        source.path === path
          ? { contents: withMistake(readFileSync(path, 'utf8'), mistake), loader: 'ts' }
          : undefined,
      );
    },
  };
}
