/** A folder that the person does not trust: names are checked, its own settings of where to read are not followed. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { ALL } from './findings';
import { becomes, errors, fileUri, ours, until } from './helpers';

export function untrusted(): void {
  describe('a folder that is not trusted', () => {
    it('is checked all the same', async () => {
      strictEqual(vscode.workspace.isTrusted, false);
      const extension = vscode.extensions.getExtension('kaal.kaal-sel4');
      await until('activation', () => extension?.isActive);
      await becomes(errors, ALL, deepStrictEqual);
    });

    it('cannot say where bindings are read from', async () => {
      const settings = vscode.workspace.getConfiguration('kaalSel4', fileUri('Cargo.toml'));
      strictEqual(settings.get('bindings.source'), '');
      ok(!ours(fileUri('runtime/cap_broker/src/mmio.rs')).some(({ message }) => message.includes('RISCV')));
      // Others of its settings are followed.
      strictEqual(settings.get('diagnostics.inactiveCode'), true);
    });
  });
}
