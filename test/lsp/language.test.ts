/** Requests about names over a real connection. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  type ApplyWorkspaceEditParams,
  CancellationTokenSource,
  type CompletionItem,
  type CompletionList,
  type DocumentHighlight,
  type Hover,
  type Location,
  type LocationLink,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { everything, uri } from './harness';
import { allLanguage, startReal } from './real';

const AARCH64 = { bindings: { source: 'aarch64' } };

const RESUME = `//- /src/lib.rs
pub mod adapter {
    pub use sel4::sys::*;
}
use adapter::*;

pub fn ask(e: seL4_Error::Type) -> bool {
    e == seL4_Error::seL4_$0NoError
}
`;

describe('hover', () => {
  it('is Markdown with links for clients that show it', async () => {
    const { ask } = await startReal(RESUME);
    const hover = await ask<Hover>('textDocument/hover');
    expect(hover.range).toEqual({ start: { line: 6, character: 21 }, end: { line: 6, character: 33 } });
    const { kind, value } = hover.contents as { kind: string; value: string };
    expect(kind).toBe('markdown');
    expect(value).toContain('```rust\npub const seL4_NoError: seL4_Error::Type = 0\n```');
    expect(value).toContain('`sel4_sys::seL4_Error::seL4_NoError` · all 12 configurations');
    expect(value).toContain('- `use adapter::*` in `probe` [lib.rs:4](file:///ws/src/lib.rs#L4)');
    expect(value).toContain(
      '- `pub use sel4::sys::*` in `probe::adapter` [lib.rs:2](file:///ws/src/lib.rs#L2)',
    );
  });

  it('is plain text for others', async () => {
    const { ask } = await startReal(RESUME, { capabilities: everything });
    const { kind, value } = (await ask<Hover>('textDocument/hover')).contents as {
      kind: string;
      value: string;
    };
    expect(kind).toBe('plaintext');
    expect(value).not.toMatch(/[`[\]]/);
    expect(value).toContain('sel4_sys::seL4_Error::seL4_NoError · all 12 configurations');
  });

  it('does not say again what is wrong where the client shows that already', async () => {
    const { ask } = await startReal(
      '//- /src/lib.rs\nuse sel4::sys::*;\npub fn f() -> u32 { seL4_No$0Error }\n',
    );
    const said = async (more: object) =>
      ((await ask<Hover>('textDocument/hover', more)).contents as { value: string }).value;
    const whole = await said({});
    expect(whole).toMatch(/^Cannot find value `seL4_NoError`/);
    const rest = await said({ reasonShown: true });
    expect(rest).toMatch(
      /^Also possible: `sel4::sys::seL4_Error::seL4_NoError`\.\n\n```rust\npub const seL4_NoError/,
    );
    expect(whole.endsWith(rest)).toBe(true);
    const nobodys = await startReal(
      '//- /src/lib.rs\nuse sel4::sys::*;\npub fn f() -> u32 { seL4_No$0where }\n',
    );
    expect(await nobodys.ask('textDocument/hover', { reasonShown: true })).toBeNull();
    expect(await nobodys.ask('textDocument/hover')).not.toBeNull();
  });

  it('says nothing of names that have nothing to do with seL4', async () => {
    const { ask } = await startReal('//- /src/lib.rs\npub fn own() {}\npub fn f() { o$0wn() }\n');
    expect(await ask('textDocument/hover')).toBeNull();
  });
});

describe('links of a hover', () => {
  const linksOf = async (options: Parameters<typeof startReal>[1]) => {
    const real = await startReal(RESUME, options);
    const { contents } = await real.ask<Hover>('textDocument/hover');
    const links = [...JSON.stringify(contents).matchAll(/\[([^\]]*)\]\(([^)]*)\)/g)];
    return { real, links: links.map(([, text, address]) => ({ text, address: address! })) };
  };

  it('lead into documents that stand for snapshots by a command, where the client has one', async () => {
    const { real, links } = await linksOf({ initializationOptions: { openDocument: 'open.it' } });
    const inside = links.filter(({ address }) => address.startsWith('command:open.it?'));
    expect(inside.map(({ text }) => text)).toEqual([
      '`sel4_sys::seL4_Error::seL4_NoError`',
      expect.stringMatching(/^lib\.rs:\d+$/),
      expect.stringMatching(/^bindings\.rs:\d+$/),
    ]);
    const wanted = ['seL4_NoError', 'pub use c::*', 'seL4_NoError'];
    for (const [at, { text, address }] of inside.entries()) {
      const [target, line] = JSON.parse(decodeURIComponent(address.split('?')[1]!)) as [string, number];
      const document = await real.client.connection.sendRequest<{ text: string }>(
        'workspace/textDocumentContent',
        { uri: target },
      );
      expect(document.text.split('\n')[line - 1]).toContain(wanted[at]);
      if (text?.includes(':') && at > 0) expect(text.split(':')[1]).toBe(String(line));
    }
  });

  it('do not, where it has none; as temporary files they do', async () => {
    expect((await linksOf({})).links.map(({ address }) => new URL(address).protocol)).not.toContain(
      'command:',
    );
    const markdown = { ...everything.textDocument, hover: { contentFormat: ['markdown' as const] } };
    const { links } = await linksOf({ capabilities: { ...everything, textDocument: markdown } });
    const bindings = links.find(({ text }) => text?.startsWith('bindings.rs:'))!;
    const [path, line] = bindings.address.split('#L');
    expect(readFileSync(fileURLToPath(path!), 'utf8').split('\n')[Number(line) - 1]).toContain(
      'seL4_NoError',
    );
  });
});

describe('definition', () => {
  it('leads into a document that stands for the snapshot, which the client can ask for', async () => {
    const { ask, client } = await startReal(RESUME);
    const [link] = await ask<LocationLink[]>('textDocument/definition');
    expect(link?.targetUri).toBe('kaal-sel4:/aarch64/sel4-sys/bindings.rs');
    const content = await client.connection.sendRequest<{ text: string }>('workspace/textDocumentContent', {
      uri: link!.targetUri,
    });
    const { start, end } = link!.targetSelectionRange;
    expect(content.text.split('\n')[start.line]?.slice(start.character, end.character)).toBe('seL4_NoError');
    expect(client.initialized?.capabilities.workspace?.textDocumentContent).toEqual({
      schemes: ['kaal-sel4'],
    });
    expect(
      await client.connection.sendRequest('workspace/textDocumentContent', { uri: 'kaal-sel4:/nowhere/a/b' }),
    ).toBeNull();
  });

  it('leads into a temporary file where the client opens files only', async () => {
    const { ask, client } = await startReal(RESUME, { capabilities: everything });
    const [location] = await ask<Location[]>('textDocument/definition');
    const path = fileURLToPath(location!.uri);
    expect(path).toMatch(/kaal-sel4-\w+\/aarch64\/sel4-sys\/bindings\.rs$/);
    expect(readFileSync(path, 'utf8').split('\n')[location!.range.start.line]).toContain('seL4_NoError');
    await client.connection.sendRequest('shutdown');
    expect(() => readFileSync(path)).toThrow();
  });
});

describe('inside a document that stands for a snapshot', () => {
  const BINDINGS = 'kaal-sel4:/aarch64/sel4-sys/bindings.rs';

  /** Goes to the definition, and asks there. */
  async function inside(text: string, options: Parameters<typeof startReal>[1] = {}) {
    const real = await startReal(text, options);
    const [place] = await real.ask<(LocationLink & Location)[]>('textDocument/definition');
    const target = place?.targetUri ?? place!.uri;
    const { start } = place?.targetSelectionRange ?? place!.range;
    const ask = <T>(method: string, more: object = {}) =>
      real.ask<T>(method, { textDocument: { uri: target }, position: start, ...more });
    return { ...real, uri: target, start, ask };
  }

  it.each([
    ['asked for by its own scheme', allLanguage],
    ['written into a temporary file', everything],
  ])('%s: hover, definition, references, highlights and outline answer', async (_, capabilities) => {
    const there = await inside(RESUME, { capabilities });
    expect(JSON.stringify((await there.ask<Hover>('textDocument/hover')).contents)).toContain(
      'sel4_sys::seL4_Error::seL4_NoError',
    );
    const uses = await there.ask<Location[]>('textDocument/references', {
      context: { includeDeclaration: false },
    });
    expect(uses.map(({ uri: used, range }) => [used, there.at(there.path, range)])).toEqual([
      [uri(there.path), 'seL4_NoError'],
    ]);
    const marked = await there.ask<DocumentHighlight[]>('textDocument/documentHighlight');
    expect(marked.map(({ range }) => range.start)).toEqual([there.start]);
    const [itself] = await there.ask<(LocationLink & Location)[]>('textDocument/definition');
    expect(itself?.targetUri ?? itself?.uri).toBe(there.uri);
    const [type] = await there.ask<(LocationLink & Location)[]>('textDocument/typeDefinition');
    expect((type?.targetRange ?? type?.range)?.start.line).toBeLessThan(there.start.line);
    const outline = await there.ask<
      { name: string; children?: { name: string }[]; containerName?: string }[]
    >('textDocument/documentSymbol');
    const error = outline.find(({ name }) => name === 'seL4_Error');
    if (capabilities === allLanguage) expect(error?.children?.[1]?.name).toBe('seL4_NoError');
    else expect(outline.find(({ name }) => name === 'seL4_NoError')?.containerName).toBe('seL4_Error');
    await expect(there.ask('textDocument/rename', { newName: 'x' })).rejects.toThrow('generated bindings');
  });

  it('however the client writes its URI, and with the document open', async () => {
    const { ask, client, start } = await inside(RESUME);
    const textDocument = { uri: 'kaal-sel4:/aarch64/sel4%2Dsys/bindings%2Ers' };
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { ...textDocument, languageId: 'rust', version: 1, text: 'whatever the client has' },
    });
    expect(await ask('textDocument/hover', { textDocument })).not.toBeNull();
    await client.connection.sendNotification('textDocument/didClose', { textDocument });
    for (const position of [
      { line: 1e6, character: 0 },
      { ...start, character: 1e6 },
    ])
      await ask('textDocument/hover', { position });
    await expect(ask('textDocument/hover', { position: { line: -1, character: 0 } })).rejects.toThrow();
  });

  it('of a view that is looked at beside the active one; of another one nothing is known', async () => {
    const { client, ask } = await startReal(RESUME);
    const of = (snapshot: string) => ({ uri: BINDINGS.replace('aarch64', snapshot) });
    const hover = (snapshot: string) =>
      ask('textDocument/hover', { textDocument: of(snapshot), position: { line: 3, character: 12 } });
    expect(await hover('aarch64')).not.toBeNull();
    expect(await hover('riscv64')).toBeNull();
    await client.connection.sendRequest('kaalSel4/checkAgainst', { bindings: 'riscv64' });
    expect(await hover('riscv64')).not.toBeNull();
    expect(await ask('textDocument/documentSymbol')).toBeNull();
  });
});

describe('references, highlights, rename', () => {
  const OWN = `//- /src/lib.rs
mod inner { pub fn own() {} }
use inner::own as other;
pub fn f() { inner::o$0wn(); other(); }
`;

  it('finds every use, under its other name too', async () => {
    const { ask, at, path } = await startReal(OWN);
    const found = await ask<Location[]>('textDocument/references', { context: { includeDeclaration: true } });
    expect(found.map(({ range }) => at(path, range))).toEqual(['own', 'own', 'other', 'own', 'other']);
    const marked = await ask<DocumentHighlight[]>('textDocument/documentHighlight');
    expect(marked.map(({ range, kind }) => [at(path, range), kind])).toEqual([
      ['own', 3],
      ['own', 1],
      ['other', 3],
      ['own', 2],
      ['other', 2],
    ]);
  });

  it('lists the declaration where it lies inside the bindings', async () => {
    const { ask, at, path } = await startReal(RESUME);
    const found = async (includeDeclaration: boolean) =>
      (await ask<Location[]>('textDocument/references', { context: { includeDeclaration } })).map(
        (location) => [location.uri, at(path, location.range)],
      );
    const own = [uri(path), 'seL4_NoError'];
    expect(await found(false)).toEqual([own]);
    expect(await found(true)).toEqual([['kaal-sel4:/aarch64/sel4-sys/bindings.rs', ''], own]);
  });

  it('renames with the version that the edit is for', async () => {
    const { ask, path, client } = await startReal(OWN);
    await client.change(path, client.texts.get(path) ?? '', undefined, 7);
    const edit = await ask<WorkspaceEdit>('textDocument/rename', { newName: 'ours' });
    expect(edit.documentChanges).toMatchObject([
      {
        textDocument: { uri: uri(path), version: 7 },
        edits: [{ newText: 'ours' }, { newText: 'ours' }, { newText: 'ours' }],
      },
    ]);
  });

  it('refuses with a reason what is of the bindings', async () => {
    const { ask } = await startReal(RESUME);
    await expect(ask('textDocument/prepareRename')).rejects.toThrow(
      'Cannot rename: `seL4_NoError` is of the generated bindings.',
    );
    await expect(ask('textDocument/rename', { newName: 'x' })).rejects.toThrow('of the generated bindings');
  });

  it('refuses a keyword where a format string captures the name, on whatever line of it, and nowhere else', async () => {
    const captured =
      '//- /src/lib.rs\npub const LI$0MIT: u64 = 4;\npub fn f() { let _ = format!("a\n {LIMIT}"); }\n';
    const { ask } = await startReal(captured);
    await expect(ask('textDocument/rename', { newName: 'match' })).rejects.toThrow('in a format string');
    const beside =
      '//- /src/lib.rs\npub type Wo$0rt = u64;\npub fn f() { let _s = "a"; let _x: Wort = 1; }\n';
    const other = await startReal(beside);
    const { documentChanges } = await other.ask<WorkspaceEdit>('textDocument/rename', { newName: 'fn' });
    expect(documentChanges).toMatchObject([{ edits: [{ newText: 'r#fn' }, { newText: 'r#fn' }] }]);
  });

  it('refuses a module’s name where the other place of its file is taken', async () => {
    const text = '//- /src/lib.rs\npub mod na$0me;\n//- /src/name.rs\n\n//- /src/other/mod.rs\n\n';
    const { ask } = await startReal(text);
    await expect(ask('textDocument/rename', { newName: 'other' })).rejects.toThrow('is there already');
  });

  it('moves the file of a module where the client can', async () => {
    const text = '//- /src/lib.rs\npub mod na$0me;\n//- /src/name.rs\npub fn f() {}\n';
    const { ask } = await startReal(text);
    const { documentChanges } = await ask<WorkspaceEdit>('textDocument/rename', { newName: 'other' });
    expect(documentChanges?.at(-1)).toEqual({
      kind: 'rename',
      oldUri: uri('/ws/src/name.rs'),
      newUri: uri('/ws/src/other.rs'),
    });
    const poor = await startReal(text, { capabilities: everything });
    await expect(poor.ask('textDocument/rename', { newName: 'other' })).rejects.toThrow('have to move');
  });
});

describe('completion', () => {
  const ADAPTER = `//- /src/lib.rs
pub mod adapter;
pub mod below {
    pub fn f(tcb: crate::adapter::seL4_TCB) {
        unsafe { seL4_TCB_Resu$0 };
    }
}
//- /src/adapter.rs
pub use sel4::sys::*;
`;
  const EDITS = 'workspace/applyEdit';

  it('offers the options of the kernel with their values', async () => {
    const { ask, client } = await startReal('//- /src/lib.rs\n#[sel4::sel4_cfg(all(PLA$0))]\nfn f() {}\n');
    const { items } = await ask<CompletionList>('textDocument/completion');
    const item = items.find(({ label }) => label === 'PLAT')!;
    expect(item).toMatchObject({ textEdit: { newText: 'PLAT = "qemu-arm-virt"' }, filterText: 'PLAT' });
    const shown = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
    expect(shown.detail).toBe('PLAT = qemu-arm-virt');
  });

  it('writes a name into the adapter that only a wrapper can bring, when it is taken', async () => {
    const { ask, client } = await startReal(ADAPTER);
    expect(client.initialized?.capabilities.executeCommandProvider).toEqual({
      commands: ['kaalSel4.supply'],
    });
    const { items } = await ask<CompletionList>('textDocument/completion');
    const item = items.find(({ label }) => label === 'seL4_TCB_Resume')!;
    expect(item).toMatchObject({
      textEdit: { newText: expect.stringMatching(/^seL4_TCB_Resume\(\$\{1:service\}\)\$0$/) },
      labelDetails: { description: 'new in probe::adapter' },
    });
    const shown = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
    expect(shown.detail).toContain('Add `pub unsafe fn seL4_TCB_Resume(service: seL4_TCB)');
    expect(shown.additionalTextEdits?.map(({ newText }) => newText.trim())).toEqual([
      'use crate::adapter::seL4_TCB_Resume;',
    ]);
    const asked: ApplyWorkspaceEditParams[] = [];
    client.connection.onRequest(EDITS, (params: ApplyWorkspaceEditParams) => {
      asked.push(params);
      return { applied: true };
    });
    const run = { command: item.command!.command, arguments: item.command!.arguments };
    await client.connection.sendRequest('workspace/executeCommand', run);
    const [change] = asked[0]!.edit.documentChanges as TextDocumentEdit[];
    expect(change?.textDocument.uri).toBe(uri('/ws/src/adapter.rs'));
    const [edit] = change!.edits as TextEdit[];
    expect(edit!.newText).toContain('pub unsafe fn seL4_TCB_Resume(service: seL4_TCB) -> seL4_Error::Type {');
  });

  const BARE = '//- /src/lib.rs\npub fn f() { sel4::sys::seL4_TCB_Resu$0 }\n';

  it('writes a kernel call out where no adapter has functions, over the path before it', async () => {
    const { ask, client } = await startReal(BARE);
    const { items } = await ask<CompletionList>('textDocument/completion');
    const item = items.find(({ label }) => label === 'seL4_TCB_Resume')!;
    expect(item).toMatchObject({
      insertTextFormat: 2,
      filterText: 'sel4::sys::seL4_TCB_Resume',
      textEdit: {
        newText: `sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(\${1:service}))$0`,
        insert: { start: { line: 0, character: 13 }, end: { line: 0, character: 37 } },
        replace: { start: { line: 0, character: 13 }, end: { line: 0, character: 37 } },
      },
    });
    const shown = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', item);
    expect(shown.detail).toContain('inner_mut().seL4_TCB_Resume(…)');
    expect(JSON.stringify(shown.documentation)).toContain('sel4::cap::Tcb::tcb_resume');
    const typed = await startReal(BARE, { configuration: { ...AARCH64, fix: { strategy: 'typed' } } });
    const list = await typed.ask<CompletionList>('textDocument/completion');
    expect(list.items.find(({ label }) => label === 'seL4_TCB_Resume')?.textEdit?.newText).toBe(
      `\${1:tcb}.tcb_resume()$0`,
    );
    const plain = await startReal(BARE, { capabilities: everything });
    const bare = await plain.ask<CompletionList>('textDocument/completion');
    const call = bare.items.find(({ label }) => label === 'seL4_TCB_Resume')!;
    expect(call.insertTextFormat).toBeUndefined();
    expect(call.textEdit?.newText).toMatch(/\.seL4_TCB_Resume\(service\)\)$/);
  });

  it('brings `unsafe` along for a function that takes it', async () => {
    const { ask } = await startReal(ADAPTER.replace('unsafe { seL4_TCB_Resu$0 };', 'seL4_TCB_Resu$0'));
    const { items } = await ask<CompletionList>('textDocument/completion');
    expect(items.find(({ label }) => label === 'seL4_TCB_Resume')?.textEdit?.newText).toBe(
      `unsafe { seL4_TCB_Resume(\${1:service}) \\}$0`,
    );
  });

  it('opens the help on parameters behind a call, in the client that says how', async () => {
    const code = '//- /src/lib.rs\npub fn f(b: &mut sel4::sys::seL4_IPCBuffer) { b.seL4_TCB_Resu$0 }\n';
    const commandOf = async (initializationOptions: object) => {
      const { ask } = await startReal(code, { initializationOptions });
      const { items } = await ask<CompletionList>('textDocument/completion');
      return items.find(({ label }) => label === 'seL4_TCB_Resume')!.command?.command;
    };
    expect(await commandOf({ parameterHints: 'open.hints' })).toBe('open.hints');
    expect(await commandOf({})).toBeUndefined();
  });

  it('offers no such name to clients that do not take edits from the server', async () => {
    const { ask, client } = await startReal(ADAPTER, {
      capabilities: { ...allLanguage, workspace: everything.workspace! },
    });
    expect(client.initialized?.capabilities.executeCommandProvider).toBeUndefined();
    const { items } = await ask<CompletionList>('textDocument/completion');
    expect(items.filter(({ label }) => label === 'seL4_TCB_Resume')).toEqual([]);
  });

  it('writes nothing for a list that is no longer shown, and knows no other command', async () => {
    const { ask, client } = await startReal(ADAPTER);
    await ask('textDocument/completion');
    const stale = { command: 'kaalSel4.supply', arguments: [{ list: 99, index: 0 }] };
    expect(await client.connection.sendRequest('workspace/executeCommand', stale)).toBeNull();
    const bare = { command: 'kaalSel4.supply' };
    expect(await client.connection.sendRequest('workspace/executeCommand', bare)).toBeNull();
    await expect(
      client.connection.sendRequest('workspace/executeCommand', { command: 'rm' }),
    ).rejects.toThrow('no command rm');
  });
});

describe('bad questions', () => {
  it('a position behind the end is the end; one before the start is an error', async () => {
    const { ask } = await startReal(RESUME);
    expect(await ask('textDocument/hover', { position: { line: 99, character: 0 } })).toBeNull();
    expect(await ask('textDocument/hover', { position: { line: 0, character: 9_999 } })).toBeNull();
    await expect(ask('textDocument/hover', { position: { line: -1, character: 0 } })).rejects.toThrow(
      '`position`',
    );
    await expect(ask('textDocument/hover', { position: undefined })).rejects.toThrow('`position`');
  });

  /** Requests about a place, with what else they want. */
  const about: Readonly<Record<string, object>> = {
    hover: {},
    definition: {},
    declaration: {},
    typeDefinition: {},
    references: { context: { includeDeclaration: true } },
    documentHighlight: {},
    completion: {},
    signatureHelp: {},
    prepareRename: {},
    rename: { newName: 'other' },
  };

  it.each(Object.entries(about))(
    '%s: positions outside of the text have no answer, and do no harm',
    async (method, more) => {
      const { ask } = await startReal(RESUME);
      for (const position of [
        { line: 9_999, character: 0 },
        { line: 2 ** 31, character: 2 ** 31 },
        { line: 3, character: 9_999 },
      ]) {
        // A completion may be of nothing; a rename may be refused.
        const found = await ask<unknown>(`textDocument/${method}`, { position, ...more }).catch(
          ({ message }: Error) => expect(message).toMatch(/^Cannot rename/),
        );
        expect(found ?? []).not.toMatchObject([{}]);
      }
      for (const position of [{ line: -1, character: 0 }, { line: 0.5, character: 0 }, { line: '0' }, null])
        await expect(ask(`textDocument/${method}`, { position, ...more })).rejects.toThrow('`position`');
    },
  );

  it('wherever the cursor stands in a file that is broken all over, nothing fails and what is whole is answered', async () => {
    const broken = `//- /src/lib.rs
use sel4::sys::{seL4_Error, ;
pub fn f( { let = ; match seL4_ { seL4_Error:: => }
pub fn whole() -> u32 { seL4_Error::seL4_$0NoError }
impl seL4_IPCBuffer { fn ( self.seL4_TCB_ResumeÄ("
`;
    const { ask, texts, path } = await startReal(broken);
    const lines = texts.get(path)!.split('\n');
    for (const [line, text] of lines.entries())
      for (let character = 0; character <= text.length; character += 3)
        for (const method of ['hover', 'completion', 'signatureHelp', 'definition', 'documentHighlight'])
          await ask(`textDocument/${method}`, { position: { line, character } });
    const hover = await ask<Hover>('textDocument/hover');
    expect(JSON.stringify(hover.contents)).toContain('sel4_sys::seL4_Error::seL4_NoError');
  });

  it('what is asked before anything was read is answered when it has been', async () => {
    const { ask, client } = await startReal(RESUME, { early: true });
    const asked = ask<Hover>('textDocument/hover');
    expect(client.statuses.at(-1)?.roots[0]?.state).not.toBe('ready');
    expect(JSON.stringify((await asked).contents)).toContain('seL4_NoError');
  });

  it('what is asked while the workspace is read anew is answered, from the old state or the new one', async () => {
    const { ask, client, texts } = await startReal(RESUME);
    const manifest = '/ws/Cargo.toml';
    for (const name of ['first', 'second']) {
      texts.set(manifest, texts.get(manifest)!.replace(/name = "\w+"/, `name = "${name}"`));
      await client.watched([manifest, 2]);
      const found = await ask<Hover>('textDocument/hover');
      expect(JSON.stringify(found.contents)).toMatch(/use adapter::\*` in `(probe|first|second)`/);
    }
    const set = client.connection.sendRequest('kaalSel4/setView', { view: { bindings: 'riscv64' } });
    const during = await ask<Hover>('textDocument/hover');
    expect(JSON.stringify(during.contents)).toContain('seL4_NoError');
    await set;
    const [link] = await ask<LocationLink[]>('textDocument/definition');
    expect(link?.targetUri).toContain('kaal-sel4:/riscv64/');
    const after = await ask<Hover>('textDocument/hover');
    expect(JSON.stringify(after.contents)).toContain('in `second`');
  });

  it('a question that is taken back is answered as the protocol wants', async () => {
    const { client, path, position } = await startReal(RESUME, { early: true });
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      'textDocument/references',
      { textDocument: { uri: uri(path) }, position, context: { includeDeclaration: true } },
      source.token,
    );
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
  });

  it('documents that are no files, and files of nobody, have no answer', async () => {
    const { ask } = await startReal(RESUME);
    expect(await ask('textDocument/hover', { textDocument: { uri: 'untitled:one' } })).toBeNull();
    expect(await ask('textDocument/hover', { textDocument: { uri: uri('/elsewhere/x.rs') } })).toBeNull();
    expect(await ask('textDocument/definition', { textDocument: { uri: uri('/ws/Cargo.toml') } })).toBeNull();
  });

  it('answers for the newest text, whatever was asked before', async () => {
    const { client, path, ask, texts } = await startReal(RESUME);
    const text = texts.get(path) ?? '';
    const answers: Promise<unknown>[] = [];
    for (let length = 0; length < text.length; length += 40) {
      await client.change(path, text.slice(0, length));
      answers.push(ask('textDocument/hover').catch((error: { code: number }) => error.code));
    }
    await client.change(path, text);
    const last = await ask<Hover>('textDocument/hover');
    expect(JSON.stringify(last.contents)).toContain('seL4_NoError');
    // Each earlier one: an answer for its text, none, or `ContentModified`.
    for (const answer of await Promise.all(answers))
      expect(answer === null || answer === -32801 || typeof answer === 'object').toBe(true);
  });
});

it('offers what it has', async () => {
  const { client } = await startReal(RESUME, { capabilities: allLanguage });
  expect(client.initialized?.capabilities).toMatchObject({
    hoverProvider: true,
    definitionProvider: true,
    declarationProvider: true,
    typeDefinitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    renameProvider: { prepareProvider: true },
  });
});
