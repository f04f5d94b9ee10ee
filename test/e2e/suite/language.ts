/** What is told of a name, and where one goes from it. */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, open, rangeOf, setText, until } from './helpers';

const irq = 'runtime/cap_broker/src/irq.rs';

async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
    .join('\n');
}

async function labels(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

export function language(): void {
  describe('a name', () => {
    it('is explained where it does not resolve: why, and where it really is', async () => {
      const { document } = await open(fileUri(irq));
      const { start } = rangeOf(
        document,
        'if answer != sel4_platform::adapter::seL4_NoError',
        'seL4_NoError',
      );
      const text = await until('a hover', async () => (await hoverText(document.uri, start)) || undefined);
      match(text, /seL4_Error::seL4_NoError/);
    });

    it('is explained where it does: its kind and its real path', async () => {
      const { document } = await open(fileUri(irq));
      const { start } = rangeOf(document, 'pub fn wait(&self) -> seL4_Word', 'seL4_Word');
      const text = await until('a hover', async () => (await hoverText(document.uri, start)) || undefined);
      match(text, /pub type seL4_Word = /);
      match(text, /sel4_sys::seL4_Word/);
    });

    it('leads into a document that is made of the built-in bindings', async () => {
      const { document } = await open(fileUri(irq));
      const { start } = rangeOf(document, 'pub fn wait(&self) -> seL4_Word', 'seL4_Word');
      const [found] = await until('a definition', async () => {
        const all = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          start,
        );
        return all.length > 0 && all;
      });
      ok(found);
      const [uri, range] =
        'uri' in found ? [found.uri, found.range] : [found.targetUri, found.targetSelectionRange!];
      strictEqual(uri.scheme, 'kaal-sel4');
      const target = await vscode.workspace.openTextDocument(uri);
      match(target.lineAt(range.start.line).text, /pub type seL4_Word = /);
      ok(target.getText(range).includes('seL4_Word'));
      // One reads on there.
      match(await hoverText(uri, range.start), /sel4_sys::seL4_Word/);
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        uri,
      );
      ok(symbols.some(({ name, selectionRange }) => name === 'seL4_Word' && selectionRange.isEqual(range)));
      const uses = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        uri,
        range.start,
      );
      ok(uses.some((use) => use.uri.path.endsWith(irq)));
    });

    it('has a hover that links into that document, by our own command alone', async () => {
      const { document } = await open(fileUri(irq));
      const { start } = rangeOf(document, 'pub fn wait(&self) -> seL4_Word', 'seL4_Word');
      const text = await until('a hover', async () => (await hoverText(document.uri, start)) || undefined);
      const [, given] = /\[bindings\.rs:\d+\]\(command:kaalSel4\.openDocument\?([^)]*)\)/.exec(text) ?? [];
      ok(given, text);
      const [address, line] = JSON.parse(decodeURIComponent(given)) as [string, number];
      await vscode.commands.executeCommand('kaalSel4.openDocument', address, line);
      const editor = vscode.window.activeTextEditor;
      strictEqual(editor?.document.uri.scheme, 'kaal-sel4');
      match(editor.document.lineAt(editor.selection.active.line).text, /pub type seL4_Word = /);
      await vscode.commands.executeCommand('kaalSel4.openDocument', document.uri.toString(), 1);
      strictEqual(vscode.window.activeTextEditor, editor);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    });

    it('is completed by what the bindings have in this view, and by nothing else', async () => {
      const { document } = await open(fileUri(irq));
      const before = document.getText();
      const { start } = rangeOf(
        document,
        'if answer != sel4_platform::adapter::seL4_NoError',
        'seL4_NoError',
      );
      const offered = await until('completions', async () => {
        const all = await labels(document.uri, start);
        return all.includes('seL4_Error') && all;
      });
      ok(!offered.includes('seL4_X86_Page_Map'));
      await setText(document, before.replace('adapter::seL4_NoError {', 'adapter::seL4_Error::seL4_NoMem {'));
      const inside = await labels(document.uri, start.translate(0, 'seL4_Error::seL4_NoM'.length));
      ok(inside.includes('seL4_NotEnoughMemory'), inside.join());
      await setText(document, before);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });

    it('is found everywhere it is used', async () => {
      const { document } = await open(fileUri(irq));
      const { start } = rangeOf(document, 'pub struct IrqLine {', 'IrqLine');
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        document.uri,
        start,
      );
      const lines = found.filter(({ uri }) => uri.path.endsWith(irq)).map(({ range }) => range.start.line);
      const text = document.getText().split('\n');
      deepStrictEqual(
        [...lines].sort((a, b) => a - b),
        text.flatMap((line, index) => (/\bIrqLine\b/.test(line) ? [index] : [])),
      );
    });
  });
}
