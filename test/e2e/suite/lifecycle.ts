/** The server's life: told to restart, killed, told to look again. */
import { deepStrictEqual, notStrictEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { ALL } from './findings';
import { becomes, errors, fileUri, open, ours, until } from './helpers';

export function lifecycle(): void {
  describe('the server', () => {
    it('comes back after restarts, however many at once', async () => {
      await Promise.all(Array.from({ length: 5 }, () => vscode.commands.executeCommand('kaalSel4.restart')));
      await becomes(errors, ALL, deepStrictEqual);
    });

    it('checks the workspace again when told to', async () => {
      await vscode.commands.executeCommand('kaalSel4.checkWorkspace');
      deepStrictEqual(errors(), ALL);
    });

    it('comes back by itself after it was killed', async function () {
      if (process.platform !== 'linux') this.skip();
      const old = await until('the server', () => serverProcess());
      process.kill(old, 'SIGKILL');
      const next = await until('another server', () => {
        const now = serverProcess();
        return now === old ? undefined : now;
      });
      notStrictEqual(next, old);
      const { document } = await open(fileUri('runtime/cap_broker/src/irq.rs'));
      await becomes(errors, ALL, deepStrictEqual);
      const { end } = ours(document.uri)[0]!.range;
      await until('answers', async () => {
        const all = await vscode.commands.executeCommand<unknown[]>(
          'vscode.executeHoverProvider',
          document.uri,
          end.translate(0, -1),
        );
        return all.length > 0;
      });
      await vscode.commands.executeCommand('kaalSel4.checkWorkspace');
      await becomes(errors, ALL, deepStrictEqual);
    });
  });
}

/** The child of this extension host that is our server, by Linux's list of processes. */
export function serverProcess(): number | undefined {
  const found = readdirSync('/proc').find((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      // After the name, which may hold anything: state and parent.
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (
        state !== 'Z' &&
        Number(parent) === process.pid &&
        readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes('kaal-sel4.js\0lsp')
      );
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
  return found === undefined ? undefined : Number(found);
}
