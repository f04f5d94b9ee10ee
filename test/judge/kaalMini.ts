/** Lets rustc judge the sample workspace, with the stand-in for rust-sel4 put where the submodule would be. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lineColumn } from '../support/lineColumn';
import { diagnosticsOfCargo, errorsOf, run } from '../support/rustc';

export const WORKSPACES = resolve(import.meta.dirname, '../workspaces');

/** A row of `kaal-mini.expected.json`: 1-based lines and columns (characters), end exclusive. */
export interface ExpectedRow {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  readonly endCol: number;
  readonly text: string;
  readonly code: string;
}

/** Copies the sample and the stand-in to a new temporary folder, gives it to `use`, removes it afterwards. */
export async function withSample<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kaal-mini-'));
  try {
    const wanted = (path: string): boolean => !/[\\/](target|Cargo\.lock)$/.test(path);
    cpSync(join(WORKSPACES, 'kaal-mini'), folder, { recursive: true, filter: wanted });
    const place = join(folder, 'external/rust-sel4');
    cpSync(join(WORKSPACES, 'rust-sel4-stand-in'), place, { recursive: true, filter: wanted });
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `cargo check --offline` says in `folder` with these further arguments; throws when cargo itself could not work. */
export async function judgeSample(folder: string, args: readonly string[]): Promise<ExpectedRow[]> {
  const { stdout, stderr, status } = await run(
    'cargo',
    ['check', '--offline', '--jobs=2', '--message-format=json', ...args],
    folder,
  );
  const textOf = (path: string): string | undefined => {
    try {
      return readFileSync(join(folder, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  const errors = errorsOf(diagnosticsOfCargo(stdout), textOf);
  if (status !== 0 && errors.length === 0) throw new Error(stderr);
  return errors.map((error) => {
    const text = textOf(error.file) ?? '';
    const from = lineColumn(text, error.start);
    const to = lineColumn(text, error.end);
    return {
      file: error.file,
      line: from.line,
      col: from.col,
      endLine: to.line,
      endCol: to.col,
      text: text.slice(error.start, error.end),
      code: error.code,
    };
  });
}
