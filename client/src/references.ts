/** The command behind a code lens: shows a list of places beside it. */
import * as vscode from 'vscode';
import type { LanguageClient, Location, Position } from 'vscode-languageclient/node';

/** A document's URI, a position in it, and places, as the protocol writes them. */
export type References = readonly [uri: string, position: Position, locations: readonly Location[]];

/** Opens the list at the position. */
export async function showReferences(
  { protocol2CodeConverter: from }: LanguageClient,
  [uri, position, locations]: References,
): Promise<void> {
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    from.asPosition(position),
    locations.map((location) => from.asLocation(location)),
  );
}
