/** Waiting for conditions, never for times. */
import { strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';

/** A row of `kaal-mini.expected.json`: what rustc reports; 1-based, end exclusive. */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  readonly endCol: number;
}

/** A folder of the workspace, by its name; the first one without. */
export function folder(name?: string): vscode.Uri {
  const all = vscode.workspace.workspaceFolders ?? [];
  const found = name === undefined ? all[0] : all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no folder ${name ?? ''} is open`);
  return found.uri;
}

export const fileUri = (path: string, root?: string): vscode.Uri => vscode.Uri.joinPath(folder(root), path);

/** Resolves as soon as `condition` gives something; looks again after every change of diagnostics, and now and then. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  patience = 40_000,
): Promise<Exclude<T, undefined | false>> {
  const give = Date.now() + patience;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value as Exclude<T, undefined | false>;
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

/** Waits until `actual` gives what is expected; fails with the difference otherwise. */
export async function becomes<T>(actual: () => T, expected: T, compare: (a: T, b: T) => void): Promise<void> {
  const same = () => {
    try {
      compare(actual(), expected);
      return true;
    } catch {
      return false;
    }
  };
  await until('what is expected', same).catch(() => compare(actual(), expected));
}

export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** The place of `name` in the only line of a document that has `inLine`. */
export function rangeOf(document: vscode.TextDocument, inLine: string, name = inLine): vscode.Range {
  const lines = document.getText().split('\n');
  const found = lines.flatMap((text, line) => (text.includes(inLine) ? [{ text, line }] : []));
  strictEqual(found.length, 1, `lines with ${inLine}`);
  const { text, line } = found[0]!;
  const start = text.indexOf(name, text.indexOf(inLine));
  return new vscode.Range(line, start, line, start + name.length);
}

/** Replaces the whole text of a document. */
export async function setText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  strictEqual(await vscode.workspace.applyEdit(edit), true);
  strictEqual(document.getText(), text);
}

export function ours(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'kaal-sel4');
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** All errors of ours in a folder, as `file:line:col-line:col`, sorted. */
export function errors(root?: string): readonly string[] {
  const home = `${folder(root).path}/`;
  return (
    vscode.languages
      .getDiagnostics()
      .filter(([uri]) => uri.path.startsWith(home))
      .flatMap(([uri, all]) => all.map((diagnostic) => ({ uri, diagnostic })))
      .filter(({ diagnostic }) => diagnostic.source === 'kaal-sel4' && diagnostic.severity === 0)
      // That the submodule is missing is no business of rustc's.
      .filter(({ diagnostic }) => codeOf(diagnostic) !== 'project')
      .map(({ uri, diagnostic: { range } }) =>
        spot({
          file: uri.path.slice(home.length),
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
