/** The command that mends everything: the server plans, the editor shows a preview and writes. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { FixAllAnswer } from '../../server/src/lsp/protocol';

/** Asks the server for the edit and opens its preview; says why where there is nothing to write. */
export async function fixAll(client: LanguageClient): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: 'seL4 names: planning' };
  const { roots } = await vscode.window.withProgress(options, () =>
    client.sendRequest<FixAllAnswer>('kaalSel4/fixAll', {}),
  );
  for (const { name, edit, mended, left, broken } of roots) {
    if (mended > 0) {
      await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit), {
        isRefactoring: true,
      });
    } else await vscode.window.showInformationMessage(`${name}: ${why(left, broken)}`);
  }
}

function why(left: FixAllAnswer['roots'][number]['left'], broken: string | undefined): string {
  if (broken !== undefined) return `nothing was changed, because the result would not be right: ${broken}`;
  const [first] = left;
  if (first === undefined) return 'there is nothing to mend';
  const more = left.length > 1 ? `, and ${left.length - 1} more` : '';
  return `nothing can be mended without you: \`${first.name}\` (${first.reason})${more}`;
}
