/** Waiting for conditions, never for times. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

declare const E2E_WORK: string;
declare const E2E_PICTURES: boolean;

/** A row of `kaal-mini.expected.json`: what rustc reports; 1-based, end exclusive. */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  readonly endCol: number;
}

export const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;
export const fileUri = (path: string): vscode.Uri => vscode.Uri.joinPath(folder(), path);

/** Resolves as soon as `condition` gives something; looks again after every change of diagnostics, and now and then. */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false,
  patience = 30_000,
): Promise<T> {
  const give = Date.now() + patience;
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > give) throw new Error(`waited in vain for ${what}`);
    await new Promise<void>((resolve) => {
      const done = () => {
        listener.dispose();
        clearTimeout(timer);
        resolve();
      };
      const listener = vscode.languages.onDidChangeDiagnostics(done);
      const timer = setTimeout(done, 100);
    });
  }
}

export function ours(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'kaal-sel4');
}

/** All errors of ours in the workspace, as `file:line:col-line:col`, sorted. */
export function errors(): readonly string[] {
  return (
    vscode.languages
      .getDiagnostics()
      .flatMap(([uri, all]) => all.map((diagnostic) => ({ uri, diagnostic })))
      .filter(({ diagnostic }) => diagnostic.source === 'kaal-sel4' && diagnostic.severity === 0)
      // That the submodule is missing is no business of rustc's.
      .filter(({ diagnostic: { code } }) => (typeof code === 'object' ? code.value : code) !== 'project')
      .map(({ uri, diagnostic: { range } }) =>
        spot({
          file: uri.path.slice(folder().path.length + 1),
          line: range.start.line + 1,
          col: range.start.character + 1,
          endLine: range.end.line + 1,
          endCol: range.end.character + 1,
        }),
      )
      .sort()
  );
}

export function spot({ file, line, col, endLine, endCol }: Row): string {
  return `${file}:${line}:${col}-${endLine}:${endCol}`;
}

/** A picture of the whole window, where there is somebody to take it. */
export async function picture(name: string): Promise<void> {
  if (!E2E_PICTURES) return;
  const file = join(E2E_WORK, 'pictures', `${name}.png`);
  writeFileSync(`${file}.wanted`, '');
  await until(`the picture ${name}`, () => existsSync(file) && !existsSync(`${file}.wanted`));
}
