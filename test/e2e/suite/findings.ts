/** What is found in the sample: where, and how it follows edits and steps back. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import manifest from '../../../package.json';
import expected from '../../workspaces/kaal-mini.expected.json';
import { becomes, errors, fileUri, open, ours, spot, until } from './helpers';

/** What rustc reports in the sample. */
export const ALL = expected.map(spot).sort();
const broker = 'runtime/cap_broker/src/component.rs';

export function findings(): void {
  describe('findings', () => {
    it('come once a Cargo workspace has activated the extension, which has all its commands', async () => {
      const extension = vscode.extensions.getExtension('kaal.kaal-sel4');
      ok(extension);
      await until('activation', () => extension.isActive);
      const known = await vscode.commands.getCommands(true);
      for (const { command } of manifest.contributes.commands) ok(known.includes(command), command);
    });

    it('are what rustc reports in the whole workspace, span for span', async () => {
      await becomes(errors, ALL, deepStrictEqual);
    });

    it('stand under the name, with the code and a link to what it means', async () => {
      const { document } = await open(fileUri(broker));
      const first = await until('a finding', () => ours(document.uri)[0]);
      strictEqual(document.getText(first.range), expected[0]?.text);
      ok(typeof first.code === 'object');
      strictEqual(first.code.value, 'invocation-as-function');
      ok(first.code.target.fsPath.endsWith('findings.md'), first.code.target.toString());
    });

    it('follow an edit that is not saved', async () => {
      const { document } = await open(fileUri(broker));
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
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    it('step back where rustc reports the same span', async () => {
      const { document } = await open(fileUri(broker));
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
