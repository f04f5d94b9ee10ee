/** Pull diagnostics, and how they live beside pushed ones. */

import { describe, expect, it } from 'vitest';
import type { DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import { everything, start, type TestClient, uri } from './harness';

const files = {
  '/ws/Cargo.toml': '[workspace]',
  '/ws/src/lib.rs': 'use:a',
  '/ws/src/other.rs': 'use:b',
};
const pulling = {
  ...everything,
  textDocument: { ...everything.textDocument, diagnostic: { relatedInformation: true } },
};

const pull = (client: TestClient, path: string, previousResultId?: string) =>
  client.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
    textDocument: { uri: uri(path) },
    previousResultId,
  });
const pullAll = (client: TestClient, previousResultIds: { uri: string; value: string }[] = []) =>
  client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });

const messages = (report: { kind: string; items?: { message: unknown }[] }) =>
  (report.items ?? []).map((item) => String(item.message).split(' ')[0]);

describe('the offer', () => {
  it('is made to clients that can pull', async () => {
    const client = await start({ files, capabilities: pulling });
    expect(client.initialized?.capabilities.diagnosticProvider).toEqual({
      identifier: 'kaal-sel4',
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
  });

  it('is not made to clients that cannot, or do not want to', async () => {
    const cannot = await start({ files });
    expect(cannot.initialized?.capabilities.diagnosticProvider).toBeUndefined();
    const wantsPush = await start({
      files,
      capabilities: pulling,
      initializationOptions: { diagnostics: 'push' },
    });
    expect(wantsPush.initialized?.capabilities.diagnosticProvider).toBeUndefined();
  });
});

describe('one document', () => {
  it('is answered at once from its newest text, debounce or not', async () => {
    const client = await start({ files, capabilities: pulling });
    await client.open('/ws/src/lib.rs');
    await client.change('/ws/src/lib.rs', 'use:x use:y');
    expect(messages(await pull(client, '/ws/src/lib.rs'))).toEqual(['x', 'y']);
    await client.change('/ws/src/lib.rs', 'use:y');
    expect(messages(await pull(client, '/ws/src/lib.rs'))).toEqual(['y']);
  });

  it('is unchanged as long as the result id is that of the newest answer', async () => {
    const client = await start({ files, capabilities: pulling });
    const first = await pull(client, '/ws/src/lib.rs');
    expect(first.kind).toBe('full');
    const again = await pull(client, '/ws/src/lib.rs', first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.open('/ws/src/lib.rs', 'use:other');
    const third = await pull(client, '/ws/src/lib.rs', first.resultId);
    expect(messages(third)).toEqual(['other']);
    expect(third.resultId).not.toBe(first.resultId);
  });

  it('waits for the parser when it is asked for too early', async () => {
    let loaded = () => {};
    const loading = new Promise<void>((resolve) => {
      loaded = resolve;
    });
    const client = await start({ files, capabilities: pulling, load: () => loading });
    const answer = pull(client, '/ws/src/lib.rs');
    loaded();
    expect(messages(await answer)).toEqual(['a']);
  });

  it('is an error that says why when the parser cannot be loaded', async () => {
    const load = () => Promise.reject(new Error('tree-sitter-rust.wasm is missing; run npm run build'));
    const client = await start({ files, capabilities: pulling, load });
    await expect(pull(client, '/ws/src/lib.rs')).rejects.toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: 'tree-sitter-rust.wasm is missing; run npm run build',
    });
    expect(client.statuses.at(-1)?.failure).toContain('wasm is missing');
  });

  it('that is nobody’s has no diagnostics', async () => {
    const client = await start({ files, capabilities: pulling });
    expect(messages(await pull(client, '/nowhere/x.rs'))).toEqual([]);
  });
});

describe('the workspace', () => {
  it('is every file with findings; what the client knows already is unchanged', async () => {
    const client = await start({ files, capabilities: pulling });
    const { items } = await pullAll(client);
    expect(items.map((item) => item.uri).sort()).toEqual([uri('/ws/src/lib.rs'), uri('/ws/src/other.rs')]);
    await client.open('/ws/src/lib.rs', 'def:b');
    const known = items.map((item) => ({ uri: item.uri, value: item.resultId ?? '' }));
    const again = await pullAll(client, known);
    expect(again.items).toMatchObject([
      { uri: uri('/ws/src/lib.rs'), kind: 'full', items: [], version: 1 },
      { uri: uri('/ws/src/other.rs'), kind: 'full', items: [], version: null },
    ]);
    const third = await pullAll(
      client,
      again.items.map((item) => ({ uri: item.uri, value: item.resultId ?? '' })),
    );
    expect(third.items.map((item) => item.kind)).toEqual(['unchanged', 'unchanged']);
  });

  it('comes in parts where the client wants parts', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [`/ws/src/m${index}.rs`, `use:m${index}`]),
    );
    const client = await start({ files: { ...files, ...many }, capabilities: pulling });
    const sizes: number[] = [];
    client.connection.onNotification('$/progress', ({ value }: { value: WorkspaceDiagnosticReport }) => {
      if (value.items !== undefined) sizes.push(value.items.length);
    });
    const last = await client.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
      partialResultToken: 'parts',
    });
    expect([...sizes, last.items.length]).toEqual([64, 64, 24]);
  });

  it('a request that was cancelled is answered as such', async () => {
    let loaded = () => {};
    const loading = new Promise<void>((resolve) => {
      loaded = resolve;
    });
    const client = await start({ files, capabilities: pulling, load: () => loading });
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(
      'workspace/diagnostic',
      { previousResultIds: [] },
      source.token,
    );
    source.cancel();
    // The next request comes behind the cancellation.
    const next = pull(client, '/ws/src/lib.rs');
    loaded();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(messages(await next)).toEqual(['a']);
  });
});

describe('push beside pull', () => {
  it('what is pulled is taken back where it was pushed, and not pushed again', async () => {
    const client = await start({ files, capabilities: pulling });
    await client.ready();
    await client.open('/ws/src/lib.rs');
    await pull(client, '/ws/src/lib.rs');
    await client.until(() => client.shown('/ws/src/lib.rs')?.length === 0, 'taken back');
    await client.change('/ws/src/lib.rs', 'def:b use:q');
    await client.until(
      () => client.shown('/ws/src/other.rs')?.length === 0,
      'other.rs, which is still pushed',
    );
    expect(client.shown('/ws/src/lib.rs')).toEqual([]);
    expect(messages(await pull(client, '/ws/src/lib.rs'))).toEqual(['q']);
  });

  it('a client that pulled is asked to do so again when something changes elsewhere', async () => {
    const client = await start({ files, capabilities: pulling });
    await client.ready();
    await client.open('/ws/src/lib.rs');
    await pull(client, '/ws/src/lib.rs');
    await pull(client, '/ws/src/other.rs');
    const before = client.refreshes;
    await client.change('/ws/src/lib.rs', 'def:b');
    await client.until(() => client.refreshes > before, 'a refresh');
    expect(messages(await pull(client, '/ws/src/other.rs'))).toEqual([]);
  });
});
