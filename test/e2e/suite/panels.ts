/** Pages inside the editor: what they show, and that their links lead to the place. */
import { match, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './helpers';
import { click, picture, SCREEN, seen } from './screen';

async function shows(command: string, viewType: string): Promise<void> {
  await vscode.commands.executeCommand(command);
  await until(
    `the panel ${viewType}`,
    () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview &&
      vscode.window.tabGroups.activeTabGroup.activeTab.input.viewType.includes(viewType),
  );
}

export function panels(): void {
  describe('the walkthrough', () => {
    it('tells in three steps what can be done, with pictures', async function () {
      if (!SCREEN) this.skip();
      await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'kaal.kaal-sel4#start');
      const text = await seen('.gettingStartedContainer', (shown) => shown.includes('Look at other kernels'));
      match(text, /See what rustc will reject/);
      match(text, /Mend one name, or all of them/);
      await picture('walkthrough');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  });

  describe('the page of names in all configurations', () => {
    it('shows every name with where it is used', async () => {
      await shows('kaalSel4.showMatrix', 'kaalSel4.matrix');
      if (!SCREEN) return;
      const text = await seen('body', (shown) => shown.includes('seL4_NoError'));
      match(text, /aarch64/);
      match(text, /seL4_TCB_Resume/);
      await picture('matrix');
    });

    it('leads to the place that a link names', async function () {
      if (!SCREEN) this.skip();
      await click('summary');
      await click('a[data-place]');
      const editor = await until('an editor', () => vscode.window.activeTextEditor);
      ok(editor.document.getText(editor.selection).startsWith('seL4_'));
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  });
}
