/** The command that mends everything: the server plans, a person says whether it is written at once or looked at first. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { FixAllAnswer, RootParams } from '../../server/src/lsp/protocol';
import { counted, filesIn, leftSentence, textAfter, whyNothing } from './fixAllText';

type Root = FixAllAnswer['roots'][number];

/** Scheme of documents that show files as they would be. */
export const MENDED = 'kaal-sel4-mended';

/** Texts of files as they would be, for the side of a comparison that is not written yet. */
export class MendedTexts implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();

  /** Address under which a file's text can be looked at. */
  show(file: vscode.Uri, text: string): vscode.Uri {
    const uri = file.with({ scheme: MENDED });
    this.texts.set(uri.toString(), text);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.toString());
  }
}

/** Asks the server what can be mended, then a person; says why where there is nothing to write. */
export async function fixAll(client: LanguageClient, texts: MendedTexts): Promise<void> {
  for (const root of await planned(client, {})) {
    if (root.mended === 0) {
      await vscode.window.showInformationMessage(`${root.name}: ${whyNothing(root.left, root.broken)}`);
      continue;
    }
    const choice = await choose(root);
    if (choice === 'write' || (choice === 'look' && (await look(root, texts)))) await write(client, root);
  }
}

async function planned(client: LanguageClient, params: RootParams): Promise<FixAllAnswer['roots']> {
  const options = { location: vscode.ProgressLocation.Window, title: 'seL4 names: planning' };
  const ask = () => client.sendRequest<FixAllAnswer>('kaalSel4/fixAll', params);
  return (await vscode.window.withProgress(options, ask)).roots;
}

type Choice = 'write' | 'look';

async function choose({ name, edit, mended, left }: Root): Promise<Choice | undefined> {
  const items: (vscode.QuickPickItem & { readonly choice: Choice })[] = [
    {
      label: '$(check) Write them',
      detail: `${counted(filesIn(edit), 'file')}; one undo takes all of it back`,
      choice: 'write',
    },
    { label: '$(diff) Look at every change first', choice: 'look' },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `Mend ${counted(mended, 'name')} in ${name}`,
    placeHolder: leftSentence(left),
  });
  return picked?.choice;
}

/** Shows all files beside what they would be, until a person decides. */
async function look({ name, edit, mended }: Root, texts: MendedTexts): Promise<boolean> {
  const files: [vscode.Uri, vscode.Uri, vscode.Uri][] = [];
  for (const change of edit.documentChanges ?? []) {
    if (!('textDocument' in change)) continue;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(change.textDocument.uri));
    const edits = change.edits.filter((one) => 'newText' in one);
    const text = textAfter(document.getText(), edits, ({ line, character }) =>
      document.offsetAt(new vscode.Position(line, character)),
    );
    files.push([document.uri, document.uri, texts.show(document.uri, text)]);
  }
  const title = `Mend ${counted(mended, 'name')} in ${name}`;
  await vscode.commands.executeCommand('vscode.changes', title, files);
  const answer = await vscode.window.showInformationMessage(
    `${title}: ${counted(files.length, 'file')} would be written.`,
    'Write Them',
  );
  const { tabGroups } = vscode.window;
  const isShown = (tab: vscode.Tab | undefined): boolean => tab?.label.startsWith(title) === true;
  if (isShown(tabGroups.activeTabGroup.activeTab))
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  else await tabGroups.close(tabGroups.all.flatMap(({ tabs }) => tabs.filter(isShown)));
  return answer !== undefined;
}

/** Writes what the server would write now: something may have changed while a person thought. */
async function write(client: LanguageClient, { root, name }: Root): Promise<void> {
  const [now] = await planned(client, { root });
  if (now === undefined || now.mended === 0) return;
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(now.edit);
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true })))
    await vscode.window.showWarningMessage(`${name}: the editor did not write the changes.`);
}
