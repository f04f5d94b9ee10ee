/** Checking against other bindings for a while: a look at what an upgrade would do. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CheckAgainstParams, ViewsResult } from '../../server/src/lsp/protocol';
import { pickRoot } from './views';

type Item = vscode.QuickPickItem & { readonly bindings?: string; readonly browse?: 'folder' | 'file' };

/** Asks for bindings, and has the server look at the workspace with them until the way back is taken. */
export async function checkAgainst(client: LanguageClient): Promise<void> {
  const { roots } = await client.sendRequest<ViewsResult>('kaalSel4/views', {});
  const root = roots.length > 1 ? await pickRoot(roots) : roots[0];
  if (root === undefined) return;
  const items: Item[] = [
    ...root.bindings,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(folder) A folder of generated bindings…', browse: 'folder' },
    { label: '$(file) A snapshot file…', browse: 'file' },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `Check ${root.name} against other bindings`,
    placeHolder: 'For a while: nothing is written, and one command leads back',
    matchOnDetail: true,
  });
  const bindings = picked?.bindings ?? (picked?.browse && (await browse(picked.browse)));
  if (bindings === undefined) return;
  const params: CheckAgainstParams = { root: root.root, bindings };
  try {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `seL4: checking against ${bindings}` },
      () => client.sendRequest('kaalSel4/checkAgainst', params),
    );
  } catch (error) {
    // What was picked cannot be used: the message says why and what to do.
    await vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Every workspace back to its own bindings. */
export async function endCheckAgainst(client: LanguageClient): Promise<void> {
  const params: CheckAgainstParams = { bindings: null };
  await client.sendRequest('kaalSel4/checkAgainst', params);
}

async function browse(what: 'folder' | 'file'): Promise<string | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: what === 'folder',
      canSelectFiles: what === 'file',
      openLabel: 'Check against',
      title: what === 'folder' ? 'OUT_DIR of sel4-sys, or a target folder' : 'Snapshot file',
    })) ?? [];
  return uri?.fsPath;
}
