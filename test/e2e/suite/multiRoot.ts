/** Two Cargo workspaces and a folder of notes in one window. */
import { deepStrictEqual, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { ALL } from './findings';
import { becomes, codeOf, errors, fileUri, ours, until } from './helpers';
import { SCREEN, seen } from './screen';

export function multiRoot(): void {
  describe('several folders', () => {
    it('are each checked for themselves', async () => {
      await becomes(() => errors('kaal-mini'), ALL, deepStrictEqual);
      await until('findings of the other', () => errors('fixes').length > 5);
      deepStrictEqual(errors('notes'), []);
    });

    it('are told apart in the status', async function () {
      if (!SCREEN) this.skip();
      const done = vscode.commands.executeCommand('kaalSel4.showStatus');
      await seen('.quick-input-widget', (text) => text.includes('kaal-mini') && text.includes('fixes'));
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await done;
    });

    it('may be taken out of the window: their findings go, the others stay', async () => {
      // Not opened: a document that the editor keeps open is checked wherever it lies.
      const uri = fileUri('app/src/lib.rs', 'fixes');
      ok(ours(uri).map(codeOf).includes('constified-variant'));
      const index = vscode.workspace.workspaceFolders!.findIndex(({ name }) => name === 'fixes');
      ok(vscode.workspace.updateWorkspaceFolders(index, 1));
      await until('nothing of the folder that is gone', () => ours(uri).length === 0);
      deepStrictEqual(errors('kaal-mini'), ALL);
    });
  });
}
