/** Going to a place that the server named. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { PlaceInDocument } from '../../server/src/lsp/protocol';

/** Command behind links of hovers: opens a document that stands for bindings. */
export const OPEN_DOCUMENT = 'kaalSel4.openDocument';

/** Opens a virtual document at a line from 1; other addresses are not opened. */
export async function openDocument(address: unknown, line: unknown): Promise<void> {
  if (typeof address !== 'string' || typeof line !== 'number') return;
  const uri = vscode.Uri.parse(address);
  if (uri.scheme !== 'kaal-sel4') return;
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
}

/** Opens the place beside the page in which it was clicked. */
export async function openPlace(client: LanguageClient, { uri, range }: PlaceInDocument): Promise<void> {
  await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(uri), {
    selection: client.protocol2CodeConverter.asRange(range),
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: false,
  });
}
