/** The status, and looking at another architecture. */
import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { ALL } from './findings';
import { becomes, errors, fileUri, open, ours, until } from './helpers';
import { click, picture, SCREEN, seen } from './screen';

const LIST = '.quick-input-widget';
const mapped = 'runtime/cap_broker/src/mmio.rs';

/** Opens a list with a command, leaves it to `inside`, and waits until the command is done. */
async function withList(command: string, inside: () => Promise<void>): Promise<void> {
  const done = vscode.commands.executeCommand(command);
  await inside();
  await done;
}

/** Whether some finding speaks of an architecture's own names. */
const speaksOf = (part: string) => ours(fileUri(mapped)).some(({ message }) => message.includes(part));

export function views(): void {
  describe('the status', () => {
    it('tells view, findings and bindings', async function () {
      if (!SCREEN) this.skip();
      await open(fileUri(mapped));
      await withList('kaalSel4.showStatus', async () => {
        const text = await seen(LIST, (shown) => shown.includes('Bindings'));
        match(text, /View: aarch64/);
        match(text, new RegExp(`${ALL.length} errors`));
        match(text, /built-in snapshot aarch64/);
        await picture('status');
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      });
    });

    it('has an item beside the language', async function () {
      if (!SCREEN) this.skip();
      const { document } = await open(fileUri(mapped));
      strictEqual(document.languageId, 'rust');
      // What lies under `{}` is told to screen readers in full.
      await click('.statusbar-item[id="status.languageStatus"]');
      await seen('.hover-language-status', (text) => text.includes(`seL4 aarch64: ${ALL.length} errors`));
      await picture('status-item');
      await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    });
  });

  describe('another view', () => {
    it('is chosen from a list, and the findings are those of that view', async function () {
      if (!SCREEN) this.skip();
      strictEqual(speaksOf('RISCV'), false);
      await withList('kaalSel4.switchView', async () => {
        await picture('views');
        await click(`${LIST} .monaco-list-row[aria-label="riscv64"]`);
      });
      await until('findings of riscv64', () => speaksOf('RISCV'));
    });

    it('is left again', async function () {
      if (!SCREEN) this.skip();
      await withList('kaalSel4.switchView', async () => {
        await seen(LIST, (text) => text.includes('As the settings say'));
        await click(`${LIST} .monaco-list-row[aria-label^="As the settings say"]`);
      });
      await until('findings of aarch64', () => !speaksOf('RISCV'));
      await becomes(errors, ALL, deepStrictEqual);
    });
  });
}
