/** Documents in, published diagnostics out. */
import { describe, expect, it } from 'vitest';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { everything, partsOver, start, uri } from './harness';

const workspace = {
  '/ws/Cargo.toml': '[workspace]',
  '/ws/src/lib.rs': 'use:a\n',
  '/ws/src/other.rs': 'fn f() { use:b }\n',
  '/ws/src/good.rs': 'def:c use:c\n',
};

describe('after the handshake', () => {
  it('publishes the findings of the whole workspace, once, and nothing for files without', async () => {
    const client = await start({ files: workspace });
    await client.ready();
    expect(client.names('/ws/src/lib.rs')).toEqual(['a']);
    expect(client.names('/ws/src/other.rs')).toEqual(['b']);
    expect(client.published.map((params) => params.uri).sort()).toEqual([
      uri('/ws/src/lib.rs'),
      uri('/ws/src/other.rs'),
    ]);
  });

  it('gives a diagnostic everything a client can show', async () => {
    const files = { ...workspace, '/ws/src/lib.rs': 'warn:c' };
    const client = await start({ files });
    await client.ready();
    expect(client.shown('/ws/src/lib.rs')).toEqual([
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } },
        severity: 2,
        code: 'pattern-binds-name',
        codeDescription: { href: 'https://example.org/findings.md#pattern-binds-name' },
        source: 'kaal-sel4',
        message: 'c is nowhere\nhelp: write def:c',
        relatedInformation: [
          {
            location: {
              uri: uri('/ws/src/good.rs'),
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
            },
            message: 'it is here',
          },
        ],
        data: { name: 'c', candidates: ['crate::c'] },
      },
    ]);
  });

  it('leaves out what the client cannot take', async () => {
    const client = await start({ files: { ...workspace, '/ws/src/lib.rs': 'warn:c' }, capabilities: {} });
    await client.ready();
    const [item] = client.shown('/ws/src/lib.rs') ?? [];
    expect(Object.keys(item ?? {}).sort()).toEqual(['code', 'message', 'range', 'severity', 'source']);
  });
});

describe('edits', () => {
  it('publish the edited document with its version, and others only if they changed', async () => {
    const client = await start({ files: workspace });
    await client.ready();
    await client.open('/ws/src/lib.rs');
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 1, 'version 1');
    client.published.length = 0;
    await client.change('/ws/src/lib.rs', 'use:a use:z');
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 2, 'version 2');
    expect(client.names('/ws/src/lib.rs')).toEqual(['a', 'z']);
    expect(client.published).toHaveLength(1);

    await client.change('/ws/src/lib.rs', 'def:b');
    await client.until(() => client.last('/ws/src/other.rs')?.diagnostics.length === 0, 'b found');
    expect(client.names('/ws/src/lib.rs')).toEqual([]);
    expect(client.published.map((params) => params.uri)).not.toContain(uri('/ws/src/good.rs'));
  });

  it('apply incremental changes in order', async () => {
    const client = await start({ files: workspace });
    await client.open('/ws/src/lib.rs', 'use:one\nuse:two\n');
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uri('/ws/src/lib.rs'), version: 2 },
      contentChanges: [
        { range: range(1, 4, 1, 7), text: 'three' },
        { range: range(0, 0, 1, 0), text: '' },
        { range: range(0, 9, 0, 9), text: ' use:x' },
      ],
    });
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 2, 'version 2');
    expect(client.names('/ws/src/lib.rs')).toEqual(['three', 'x']);
    expect(client.shown('/ws/src/lib.rs')?.map((item) => item.range.start.character)).toEqual([0, 10]);
  });

  it('that are older than what we have are left out, with a line in the log', async () => {
    const client = await start({ files: workspace });
    await client.open('/ws/src/lib.rs', 'use:now', 7);
    await client.change('/ws/src/lib.rs', 'use:past', undefined, 5);
    await client.change('/ws/src/lib.rs', 'use:future', undefined, 8);
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 8, 'version 8');
    expect(client.names('/ws/src/lib.rs')).toEqual(['future']);
    expect(client.logs.join()).toContain('version 5 came after version 7');
  });

  it('are coalesced while typing', async () => {
    const client = await start({ files: workspace });
    await client.ready();
    await client.open('/ws/src/lib.rs');
    for (let version = 2; version <= 40; version++) await client.change('/ws/src/lib.rs', `use:v${version}`);
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 40, 'version 40');
    expect(client.published.length).toBeLessThan(10);
  });

  it('that change nothing are published too: the client waits for its version', async () => {
    const client = await start({ files: workspace });
    await client.open('/ws/src/lib.rs');
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 1, 'version 1');
    await client.change('/ws/src/lib.rs', workspace['/ws/src/lib.rs']);
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 2, 'version 2');
    expect(client.names('/ws/src/lib.rs')).toEqual(['a']);
  });

  it('of a document whose file a program wrote stay, and the analysis hears of the file', async () => {
    const client = await start({ files: workspace });
    await client.open('/ws/src/lib.rs', 'use:typed');
    await client.until(() => client.names('/ws/src/lib.rs')[0] === 'typed');
    const { calls } = client.analyses[0]!;
    calls.length = 0;
    client.texts.set('/ws/src/lib.rs', 'use:written');
    await client.watched(['/ws/src/lib.rs', 2], ['/ws/src/good.rs', 2]);
    const answer = client.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri: uri('/ws/src/lib.rs') },
    });
    expect(await answer).toMatchObject({ items: [{ message: expect.stringContaining('typed') }] });
    expect(calls.slice(0, 2)).toEqual(['apply /ws/src/lib.rs', 'apply /ws/src/good.rs']);
  });

  it('of a document that was closed without saving are forgotten', async () => {
    const client = await start({ files: workspace });
    await client.open('/ws/src/lib.rs', 'use:unsaved');
    await client.until(() => client.names('/ws/src/lib.rs')[0] === 'unsaved');
    await client.close('/ws/src/lib.rs');
    await client.until(() => client.names('/ws/src/lib.rs')[0] === 'a');
    expect(client.last('/ws/src/lib.rs')?.version).toBeUndefined();
  });
});

describe('an error in the definition of a macro, which a call elsewhere leads to', () => {
  const texts = () =>
    new Map([
      ['/ws/Cargo.toml', '[package]\nname = "a"\n'],
      ['/ws/src/lib.rs', '#[macro_use]\nmod rules;\nmod user;\n'],
      ['/ws/src/rules.rs', 'macro_rules! call { () => { fn f() { seL4_Gone() } } }\n'],
      ['/ws/src/user.rs', 'call!();\n'],
    ]);

  it('is published and taken back, whichever file is open', async () => {
    const files = texts();
    const client = await start({ parts: await partsOver(files) });
    await client.open('/ws/src/rules.rs', files.get('/ws/src/rules.rs'));
    await client.until(() => client.shown('/ws/src/rules.rs')?.length === 1, 'the error');
    files.set('/ws/src/user.rs', '');
    await client.watched(['/ws/src/user.rs', 2]);
    await client.until(() => client.shown('/ws/src/rules.rs')?.length === 0, 'no error');
  });

  it('is in the answer for the whole workspace', async () => {
    const client = await start({
      parts: await partsOver(texts()),
      capabilities: { textDocument: { diagnostic: {} } },
    });
    const { items } = await client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
    });
    expect(items.map((item) => item.uri)).toEqual([uri('/ws/src/rules.rs')]);
  });
});

describe('position encodings', () => {
  const text = "/* 'é𝒳' */ use:a";
  const cases = [
    { offered: ['utf-8', 'utf-16'], chosen: 'utf-8', at: 15 },
    { offered: ['utf-32'], chosen: 'utf-32', at: 11 },
    { offered: undefined, chosen: 'utf-16', at: 12 },
    { offered: ['utf-7'], chosen: 'utf-16', at: 12 },
  ] as const;
  it.each(cases)('offered $offered: $chosen', async ({ offered, chosen, at }) => {
    const client = await start({
      files: { ...workspace, '/ws/src/lib.rs': text },
      capabilities: { ...everything, ...(offered && { general: { positionEncodings: [...offered] } }) },
    });
    expect(client.initialized?.capabilities.positionEncoding).toBe(chosen);
    await client.open('/ws/src/lib.rs');
    await client.until(
      () => client.shown('/ws/src/lib.rs')?.[0]?.range.start.character === at,
      `column ${at}`,
    );
    // An edit in the same units: replaces `a` by `b`.
    await client.change('/ws/src/lib.rs', 'q', range(0, at + 4, 0, at + 5));
    await client.until(() => client.names('/ws/src/lib.rs')[0] === 'q');
  });
});

describe('a byte order mark', () => {
  it('of an open document counts as a character of its first line', async () => {
    const client = await start({ files: workspace });
    await client.open('/ws/src/lib.rs', '\ufeffuse:a\nuse:z');
    await client.until(() => client.names('/ws/src/lib.rs').length === 2);
    expect(client.shown('/ws/src/lib.rs')?.map((item) => item.range)).toEqual([
      range(0, 1, 0, 6),
      range(1, 0, 1, 5),
    ]);
  });
});

describe('what a client should not send', () => {
  it('is logged or answered with an error, and the server goes on', async () => {
    const client = await start({ files: workspace });
    const { connection } = client;
    const notifications: [string, unknown][] = [
      ['textDocument/didOpen', {}],
      ['textDocument/didOpen', { textDocument: { uri: 7 } }],
      ['textDocument/didOpen', { textDocument: { uri: 'file://%%%', text: '' } }],
      ['textDocument/didOpen', { textDocument: { uri: uri('/ws/src/lib.rs') } }],
      ['textDocument/didChange', { textDocument: { uri: uri('/ws/src/never.rs'), version: 2 } }],
      ['textDocument/didChange', null],
      ['textDocument/didClose', {}],
      ['workspace/didChangeWatchedFiles', { changes: [null, { uri: null }] }],
      ['workspace/didChangeWatchedFiles', {}],
      ['workspace/didChangeWorkspaceFolders', {}],
      ['workspace/didRenameFiles', {}],
      ['kaalSel4/nonsense', {}],
    ];
    for (const [method, params] of notifications) await connection.sendNotification(method, params);
    await expect(connection.sendRequest('kaalSel4/setView', { view: 5 })).rejects.toThrow('view');
    await expect(connection.sendRequest('kaalSel4/setView', null)).rejects.toThrow('params');
    await expect(connection.sendRequest('textDocument/diagnostic', {})).rejects.toThrow('textDocument');
    await client.open('/ws/src/lib.rs', 'use:alive');
    await client.until(() => client.names('/ws/src/lib.rs')[0] === 'alive');
    await client.change('/ws/src/lib.rs', '!', {
      start: { line: 9, character: 9 },
      end: { line: 0, character: -4 },
    });
    await client.change('/ws/src/lib.rs', 'use:still');
    await client.until(() => client.names('/ws/src/lib.rs')[0] === 'still');
  });

  it('an error in the analysis of one file does not stop the others', async () => {
    const client = await start({ files: { ...workspace, '/ws/src/explodes.rs': 'use:x' } });
    await client.ready();
    expect(client.names('/ws/src/lib.rs')).toEqual(['a']);
    expect(client.logs.join()).toContain(
      '/ws/src/explodes.rs could not be checked: Error: the analysis fell over',
    );
  });

  it('documents that are no files are not ours', async () => {
    const client = await start({ files: workspace });
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: 'untitled:Untitled-1', languageId: 'rust', version: 1, text: 'use:a' },
    });
    await client.ready();
    expect(client.published.every((params) => params.uri.startsWith('file:'))).toBe(true);
  });
});

function range(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
  return {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
}
