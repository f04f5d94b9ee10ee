/** Pages inside the editor: what they show, and that their links lead to the place. */
import { match } from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, setText, until } from './helpers';
import { click, picture, SCREEN, seen } from './screen';

const irq = 'runtime/cap_broker/src/irq.rs';

async function shows(command: string, viewType: string): Promise<void> {
  await vscode.commands.executeCommand(command);
  await until(
    `the panel ${viewType}`,
    () =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview &&
      vscode.window.tabGroups.activeTabGroup.activeTab.input.viewType.includes(viewType),
  );
}

/** Waits until the cursor of an editor stands at a name of the kernel. */
async function leadsToName(): Promise<void> {
  let name = '';
  await until('the cursor at a name of the kernel', () => {
    const editor = vscode.window.activeTextEditor;
    const word = editor?.document.getWordRangeAtPosition(editor.selection.start);
    name = word === undefined ? '' : (editor?.document.getText(word) ?? '');
    return name.startsWith('seL4_');
  }).catch((error: Error) => {
    throw new Error(`${error.message}; it stands at ${name}`);
  });
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
      await leadsToName();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  });
  describe('the integration report', () => {
    it('shows what is missing, why, and how far each part is', async function () {
      await shows('kaalSel4.showReport', 'kaalSel4.report');
      if (!SCREEN) this.skip();
      const text = await seen('body', (shown) => shown.includes('Missing constants'));
      match(text, /44 errors/);
      match(text, /seL4_Untyped_Retype/);
    });

    it('follows what is typed', async function () {
      if (!SCREEN) this.skip();
      const document = await vscode.workspace.openTextDocument(fileUri(irq));
      const before = document.getText();
      const mended = before.replace('adapter::seL4_NoError {', 'adapter::seL4_Error::seL4_NoError {');
      await setText(document, mended);
      await seen('body', (shown) => shown.includes('43 errors'));
      await setText(document, before);
      await seen('body', (shown) => shown.includes('44 errors'));
    });

    it('leads to the place that a link names', async function () {
      if (!SCREEN) this.skip();
      await click('a[data-place]');
      await leadsToName();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  });
}
