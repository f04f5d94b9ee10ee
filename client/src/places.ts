/** Going to a place that the server named. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { PlaceInDocument } from '../../server/src/lsp/protocol';

/** Opens the place beside the page in which it was clicked. */
export async function openPlace(client: LanguageClient, { uri, range }: PlaceInDocument): Promise<void> {
  await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(uri), {
    selection: client.protocol2CodeConverter.asRange(range),
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: false,
  });
}
