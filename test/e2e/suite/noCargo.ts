/** A folder without Cargo: nothing runs, nothing is said, until there is something to do. */
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, open, ours, until } from './helpers';
import { serverProcess } from './lifecycle';
import { SCREEN, seen } from './screen';

export function noCargo(): void {
  describe('a folder without Cargo', () => {
    it('does not wake the extension', async () => {
      const extension = vscode.extensions.getExtension('kaal.kaal-sel4');
      strictEqual(extension?.isActive, false);
    });

    it('starts no server, and says why', async function () {
      const { document } = await open(fileUri('lone.rs'));
      const extension = vscode.extensions.getExtension('kaal.kaal-sel4');
      await until('activation by a Rust file', () => extension?.isActive);
      if (process.platform === 'linux') strictEqual(serverProcess(), undefined);
      deepStrictEqual(ours(document.uri), []);
      if (!SCREEN) this.skip();
      await until('the reason in the status', async () => {
        // The list does not change while it is open.
        const done = vscode.commands.executeCommand('kaalSel4.showStatus');
        const text = await seen('.quick-input-widget', (shown) => shown.includes('seL4 names for Rust'));
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        await done;
        return text.includes('No Cargo.toml in or above this workspace');
      });
    });

    it('is checked as soon as it has a manifest', async () => {
      const manifest =
        '[package]\nname = "lone"\nversion = "0.1.0"\nedition = "2021"\n[lib]\npath = "lone.rs"\n[dependencies]\nsel4 = { git = "https://github.com/seL4/rust-sel4" }\n';
      await vscode.workspace.fs.writeFile(fileUri('Cargo.toml'), Buffer.from(manifest));
      const [found] = await until(
        'a finding',
        () => ours(fileUri('lone.rs')).length > 0 && ours(fileUri('lone.rs')),
      );
      strictEqual(found?.range.start.character, 'pub const NONE: u32 = '.length);
    });
  });
}
