/** The command that mends everything: the server plans, a person says whether it is written at once or looked at first. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { FixAllAnswer } from '../../server/src/lsp/protocol';
import { filesIn, leftSentence, toBeTicked, whyNothing } from './fixAllText';

type Root = FixAllAnswer['roots'][number];

/** Asks the server for the edit, then a person; says why where there is nothing to write. */
export async function fixAll(client: LanguageClient): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: 'seL4 names: planning' };
  const { roots } = await vscode.window.withProgress(options, () =>
    client.sendRequest<FixAllAnswer>('kaalSel4/fixAll', {}),
  );
  for (const root of roots) {
    if (root.mended === 0) {
      await vscode.window.showInformationMessage(`${root.name}: ${whyNothing(root.left, root.broken)}`);
      continue;
    }
    const choice = await choose(root);
    if (choice === undefined) continue;
    const edit = choice === 'look' ? toBeTicked(root.edit, root.mended) : root.edit;
    const written = await vscode.workspace.applyEdit(
      await client.protocol2CodeConverter.asWorkspaceEdit(edit),
      { isRefactoring: true },
    );
    if (!written && choice === 'write')
      await vscode.window.showWarningMessage(
        `${root.name}: nothing was written, because a file has changed meanwhile.`,
      );
  }
}

type Choice = 'write' | 'look';

async function choose({ name, edit, mended, left }: Root): Promise<Choice | undefined> {
  const files = filesIn(edit);
  const items: (vscode.QuickPickItem & { readonly choice: Choice })[] = [
    {
      label: '$(check) Write them',
      detail: `${files} ${files === 1 ? 'file' : 'files'}; one undo takes all of it back`,
      choice: 'write',
    },
    {
      label: '$(diff) Look at every change first',
      detail: 'Nothing is written before it is ticked',
      choice: 'look',
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `Mend ${mended} ${mended === 1 ? 'name' : 'names'} in ${name}`,
    placeHolder: leftSentence(left),
  });
  return picked?.choice;
}
