/** Hovers: the editor shows them below the diagnostics of the place, and the same is not said twice. */
import * as vscode from 'vscode';
import { HoverRequest, type LanguageClient } from 'vscode-languageclient/node';
import type { HoverAsked } from '../../server/src/lsp/protocol';
import { OPEN_DOCUMENT } from './places';

/** Asks the server, and tells it whether a diagnostic of ours says already what is wrong; nothing if it has no answer. */
export async function hoverBesideDiagnostics(
  client: LanguageClient,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | null> {
  const { code2ProtocolConverter: to, protocol2CodeConverter: from } = client;
  const reasonShown = vscode.languages
    .getDiagnostics(document.uri)
    .some(({ source, range }) => source === 'kaal-sel4' && range.contains(position));
  const params: HoverAsked = { ...to.asTextDocumentPositionParams(document, position), reasonShown };
  try {
    const hover = from.asHover(await client.sendRequest(HoverRequest.type, params, token)) ?? null;
    for (const content of hover?.contents ?? [])
      if (content instanceof vscode.MarkdownString)
        // Links into documents that stand for bindings; no other command is run out of a hover.
        content.isTrusted = { enabledCommands: [OPEN_DOCUMENT] };
    return hover;
  } catch (error) {
    return client.handleFailedRequest(HoverRequest.type, token, error, null);
  }
}
