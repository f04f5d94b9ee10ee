/** Whether there is anything for the server to do. */
import * as vscode from 'vscode';

/** A `Cargo.toml` in or above a workspace folder, or above an open Rust file. */
export async function hasCargo(): Promise<boolean> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  const documents = vscode.workspace.textDocuments
    .filter((document) => document.languageId === 'rust' && document.uri.scheme === 'file')
    .map((document) => vscode.Uri.joinPath(document.uri, '..'));
  for (const start of [...folders, ...documents]) if (await manifestAbove(start)) return true;
  const found = await vscode.workspace.findFiles('**/Cargo.toml', '**/{target,node_modules}/**', 1);
  return found.length > 0;
}

async function manifestAbove(folder: vscode.Uri): Promise<boolean> {
  for (let at = folder; ; ) {
    try {
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(at, 'Cargo.toml'));
      return true;
    } catch {
      // Not here.
    }
    const up = vscode.Uri.joinPath(at, '..');
    if (up.path === at.path) return false;
    at = up;
  }
}
