/** The matrix of names and configurations in a web view; a click on a use goes there. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { MatrixParams, MatrixResult, PlaceInDocument } from '../../server/src/lsp/protocol';
import { openPlace } from './places';

/** Asks for a root (where there are several) and shows its matrix. */
export async function showMatrix(client: LanguageClient): Promise<void> {
  const nonce = randomBytes(16).toString('base64');
  const params: MatrixParams = { page: { nonce } };
  const { roots } = await client.sendRequest<MatrixResult>('kaalSel4/matrix', params);
  const root = roots.length > 1 ? await pick(roots) : roots[0];
  if (root?.page === undefined) return;
  const panel = vscode.window.createWebviewPanel(
    'kaalSel4.matrix',
    `seL4 names of ${root.name}`,
    vscode.ViewColumn.Active,
    // The page brings its own policy: a script and a style with the nonce, and nothing else.
    { enableScripts: true, localResourceRoots: [], enableFindWidget: true },
  );
  panel.webview.html = root.page;
  panel.webview.onDidReceiveMessage((place: PlaceInDocument) => openPlace(client, place));
}

async function pick(roots: MatrixResult['roots']): Promise<MatrixResult['roots'][number] | undefined> {
  const items = roots.map((root) => ({ label: root.name, description: root.root, root }));
  return (await vscode.window.showQuickPick(items, { title: 'Which workspace?' }))?.root;
}
