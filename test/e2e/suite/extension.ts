/** The extension in a whole VS Code, on a copy of `test/workspaces/kaal-mini`. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import expected from '../../workspaces/kaal-mini.expected.json';
import { errors, fileUri, ours, picture, spot, until } from './helpers';

const all = expected.map(spot).sort();
const broker = 'runtime/cap_broker/src/component.rs';
const commands = ['restart', 'switchView', 'showLog', 'checkWorkspace', 'showStatus'];

export function defineTests(): void {
  describe('seL4 names for Rust', () => {
    it('is activated by a Cargo workspace, with all its commands', async () => {
      const extension = vscode.extensions.getExtension('kaal.kaal-sel4');
      ok(extension);
      await until('activation', () => extension.isActive);
      const known = await vscode.commands.getCommands(true);
      for (const name of commands) ok(known.includes(`kaalSel4.${name}`), name);
    });

    it('shows what rustc would report in the whole workspace, span for span', async () => {
      await until('all findings', () => errors().length === all.length).catch(() => {});
      deepStrictEqual(errors(), all);
    });

    it('shows squiggles, problems and the status', async () => {
      const document = await vscode.workspace.openTextDocument(fileUri(broker));
      const editor = await vscode.window.showTextDocument(document);
      const first = await until('a finding', () => ours(document.uri)[0]);
      editor.revealRange(first.range, vscode.TextEditorRevealType.InCenter);
      editor.selection = new vscode.Selection(first.range.start, first.range.start);
      strictEqual(document.getText(first.range), expected[0]?.text);
      await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      await picture('problems');
      await vscode.commands.executeCommand('editor.action.showHover');
      await picture('hover');
      await vscode.commands.executeCommand('editor.action.hideHover');
    });

    it('follows an edit that is not saved', async () => {
      const document = await vscode.workspace.openTextDocument(fileUri(broker));
      const before = ours(document.uri).length;
      const first = ours(document.uri)[0]!.range;
      const replace = async (range: vscode.Range, text: string) => {
        const edit = new vscode.WorkspaceEdit();
        edit.replace(document.uri, range, text);
        ok(await vscode.workspace.applyEdit(edit));
      };
      const name = document.getText(first);
      const rest = new vscode.Range(first.start, first.start.translate(0, 'u8::from'.length));
      await replace(first, 'u8::from');
      await until('one finding less', () => ours(document.uri).length === before - 1);
      await replace(rest, name);
      await until('it is back', () => ours(document.uri).length === before);
      strictEqual(document.getText(first), name);
    });

    it('comes back after restarts, however many at once', async () => {
      await Promise.all(Array.from({ length: 5 }, () => vscode.commands.executeCommand('kaalSel4.restart')));
      await until('all findings again', () => errors().length === all.length);
      deepStrictEqual(errors(), all);
    });

    it('checks the workspace again when told to', async () => {
      await vscode.commands.executeCommand('kaalSel4.checkWorkspace');
      deepStrictEqual(errors(), all);
    });

    it('shows its details', async () => {
      const closed = vscode.commands.executeCommand('kaalSel4.showStatus');
      await picture('status');
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await closed;
    });

    it('lets ours step back where rustc reports the same span', async () => {
      const document = await vscode.workspace.openTextDocument(fileUri(broker));
      const before = ours(document.uri);
      const [first] = before;
      ok(first);
      const rustc = vscode.languages.createDiagnosticCollection('pretended');
      const same = new vscode.Diagnostic(first.range, 'cannot find it', vscode.DiagnosticSeverity.Error);
      same.source = 'rustc';
      rustc.set(document.uri, [same]);
      await until('ours stepping back', () => ours(document.uri).length === before.length - 1);
      rustc.dispose();
      await until('ours coming forward', () => ours(document.uri).length === before.length);
    });
  });
}
