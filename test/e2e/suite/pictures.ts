/** Pictures for the documents. What they show is tested elsewhere; each is taken only when it is to be seen. */
import * as vscode from 'vscode';
import { fileUri, open, ours, rangeOf, until } from './helpers';
import { picture, resize, SCREEN, type Size, seen } from './screen';

const irq = 'runtime/cap_broker/src/irq.rs';

/** What would only take room in a picture. */
const PLAIN = {
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.activityBar.location': 'hidden',
  'chat.disableAIFeatures': true,
} as const;

const SIZE: Size = { width: 1000, height: 560 };

/** A small window with nothing in it. */
async function emptyWindow(size: Size): Promise<void> {
  for (const command of ['closeSidebar', 'closePanel', 'closeAuxiliaryBar', 'closeAllEditors']) {
    await vscode.commands.executeCommand(`workbench.action.${command}`);
  }
  await vscode.commands.executeCommand('notifications.clearAll');
  await resize(size);
}

/** An editor and nothing else, with the cursor at a name in its middle. */
async function onlyEditor(line: string, name: string): Promise<vscode.TextEditor> {
  await emptyWindow(SIZE);
  const editor = await open(fileUri(irq));
  await until('findings', () => ours(editor.document.uri).length > 0);
  const { start } = rangeOf(editor.document, line, name);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenter);
  return editor;
}

export function pictures(): void {
  describe('a picture', () => {
    it('is taken of a plain window', async function () {
      if (!SCREEN) this.skip();
      const settings = vscode.workspace.getConfiguration();
      for (const [name, value] of Object.entries(PLAIN)) {
        await settings.update(name, value, vscode.ConfigurationTarget.Global);
      }
    });

    it('of squiggles with the list of fixes open', async function () {
      if (!SCREEN) this.skip();
      await onlyEditor('if answer != sel4_platform::adapter::seL4_NoError', 'seL4_NoError');
      // A window that is still being resized closes the list again.
      await until('the list of fixes', async () => {
        await vscode.commands.executeCommand('editor.action.quickFix');
        const isWhole = (text: string) => text.includes('(not with feature');
        return seen('.action-widget', isWhole, 5_000).catch(() => undefined);
      });
      await picture('quick-fix');
      await vscode.commands.executeCommand('hideCodeActionWidget');
    });

    it('of a hover', async function () {
      if (!SCREEN) this.skip();
      await onlyEditor('pub fn wait(&self) -> seL4_Word', 'seL4_Word');
      await vscode.commands.executeCommand('editor.action.showHover');
      await seen(
        '.monaco-hover-content',
        (text) => text.includes('sel4_sys::seL4_Word') && !text.includes('Loading'),
      );
      await picture('hover');
      await vscode.commands.executeCommand('editor.action.hideHover');
    });

    it('of the integration report', async function () {
      if (!SCREEN) this.skip();
      await emptyWindow({ width: 1000, height: 760 });
      await vscode.commands.executeCommand('kaalSel4.showReport');
      await seen('body', (text) => text.includes('Missing constants'));
      await picture('report');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await resize();
    });
  });
}
