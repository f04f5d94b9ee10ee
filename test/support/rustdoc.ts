/** Asks rustdoc which links in documentation lead nowhere. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import type { Fixture, FixtureCrate } from './fixture';
import { answerTo, rustcArguments } from './judge';
import { diagnosticsOfRustc, run } from './rustc';

/**
 * Why tests that need rustdoc are skipped, or `undefined` when they can run. It comes with rustc (rustup's component of
 * that name), so with `CI=true` they are never skipped.
 */
export function whyNoRustdoc(): string | undefined {
  if (process.env.CI === 'true' || spawnSync('rustdoc', ['--version']).status === 0) return undefined;
  return 'rustdoc is not on PATH: it comes with rustc (https://rustup.rs) and judges links in documentation';
}

/** The lint that rustdoc has for links, ambiguous ones included. */
const LINT = 'rustdoc::broken_intra_doc_links';

/**
 * What rustdoc says of links in the documentation of a fixture's crates, private items included, as `path:line: message
 * (which of several)`, each once. A crate stands before those that depend on it. The answer is kept as that of rustc is.
 * Rejects where rustc or rustdoc fails for another reason.
 */
export async function brokenLinks(fixture: Pick<Fixture, 'files' | 'crates'>): Promise<readonly string[]> {
  const { files, crates } = fixture;
  const answer = answerTo(fixture, LINT);
  const known = answer.read<string[]>();
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), 'kaal-rustdoc-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const found = new Set<string>();
    for (const crate of crates) {
      if (crates.some((other) => other.dependencies.some((each) => each.crate === crate.name))) {
        const built = await run('rustc', rustcArguments(crate), folder);
        if (built.status !== 0) throw new Error(`rustc on ${crate.name}: ${built.stderr}`);
      }
      const { status, stderr } = await run('rustdoc', rustdocArguments(crate), folder);
      const diagnostics = diagnosticsOfRustc(stderr);
      if (status !== 0) throw new Error(`rustdoc on ${crate.name}: ${stderr}`);
      const here: string[] = [];
      for (const { code, message, spans } of diagnostics) {
        const [span] = spans;
        if (code?.code !== LINT || !span) continue;
        // A file of two crates is named by each in its own way.
        const row = `${normalize(span.file_name)}:${span.line_start}: ${message}`;
        here.push(row);
        // Links of one line have one place where documentation is put together from several.
        found.add(`${row} (${here.filter((each) => each === row).length})`);
      }
    }
    answer.write([...found]);
    return [...found];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rustdocArguments(crate: FixtureCrate): string[] {
  // What rustc is told of crates and features, without what it is to write.
  const common = rustcArguments(crate).filter(
    (each) =>
      !each.startsWith('--emit') && !each.startsWith('--cap-lints') && !each.startsWith('--crate-type'),
  );
  return [...common, `--warn=${LINT}`, '--document-private-items', '--out-dir=doc'];
}
