/** All fixes at once: as an action of a file, and as a command with a preview. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, errors, fileUri, open, ours, setText, until } from './helpers';
import { picture, SCREEN, seen } from './screen';

const APP = 'app/src/lib.rs';

export function fixAll(): void {
  describe('all fixes', () => {
    it('of a file are one action, and leave what needs a person', async () => {
      const { document } = await open(fileUri(APP));
      const before = document.getText();
      const found = ours(document.uri).length;
      const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
        'source.fixAll',
        100,
      );
      ok(action?.edit);
      strictEqual(await vscode.workspace.applyEdit(action.edit), true);
      ok(document.getText().includes('use sel4::sys::seL4_Error::seL4_IllegalOperation;'));
      await until('fewer findings', () => ours(document.uri).length < found);
      deepStrictEqual(
        ours(document.uri)
          .filter(({ severity }) => severity === 0)
          .map(codeOf),
        [],
      );
      await setText(document, before);
      await until('the findings again', () => ours(document.uri).length === found);
      await vscode.workspace.saveAll();
    });

    it('of the workspace are looked at first where a person wants that', async function () {
      if (!SCREEN) this.skip();
      const before = errors().length;
      ok(before > 5);
      const done = vscode.commands.executeCommand('kaalSel4.fixAll');
      await seen('.quick-input-widget', (text) => text.includes('Write them'));
      await picture('fix-all-choice');
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await seen(
        '.multiDiffEditor',
        (text) => text.includes('lib.rs') && text.includes('with_ipc_buffer_mut'),
      );
      await picture('fix-all');
      strictEqual(errors().length, before);
      await vscode.commands.executeCommand('notifications.clearAll');
      await done;
      strictEqual(errors().length, before);
      // The comparison has gone with the question.
      const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
      await until(
        `no comparison among ${labels()}`,
        () => !labels().some((label) => label.startsWith('Mend ')),
      );
    });

    it('of the workspace are written when a person says so', async function () {
      if (!SCREEN) this.skip();
      ok(errors().length > 5);
      const done = vscode.commands.executeCommand('kaalSel4.fixAll');
      await seen('.quick-input-widget', (text) => text.includes('Write them'));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await done;
      await until('no errors', () => errors().length === 0);
    });
  });
}
