/** What no client should send: answered as LSP 3.17 says (sections in quotes), and the server lives on. */
import { describe, expect, it } from 'vitest';
import { createSideBySide } from '../../server/src/analysis/analysis';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import { MANIFEST, parts } from '../support/sel4Workspace';
import { framed, RawClient } from './raw';

const REQUEST = { jsonrpc: '2.0', id: 7, method: 'kaalSel4/views', params: {} };

// "Response Message", ErrorCodes
const ParseError = -32700;
const InvalidRequest = -32600;
const MethodNotFound = -32601;
const InvalidParams = -32602;
const ServerNotInitialized = -32002;
const RequestCancelled = -32800;

async function ready(): Promise<RawClient> {
  const client = new RawClient();
  await client.begin();
  return client;
}

describe('broken headers ("Header Part"): what follows is read, in the same breath or later', () => {
  it.each([
    ['no protocol at all', 'hello\r\n\r\n'],
    ['no length', 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n'],
    ['a length that is no number', 'Content-Length: many\r\n\r\n'],
    ['an empty length', 'Content-Length: \r\n\r\n'],
    ['no length at all of a body', 'Content-Length: 0\r\n\r\n'],
    ['a negative length', 'Content-Length: -5\r\n\r\n'],
    ['a length beyond all bounds', 'Content-Length: 99999999999999999999\r\n\r\n'],
    ['empty lines', '\r\n\r\n\r\n\r\n'],
    ['a header of a megabyte', `X: ${'x'.repeat(1_000_000)}\r\n\r\n`],
    ['bytes of no text', new Uint8Array([0, 255, 254, 13, 10, 13, 10])],
  ])('%s', async (_what, bytes) => {
    const client = await ready();
    client.bytes(bytes, framed(REQUEST));
    expect((await client.answer(7)).result).toBeDefined();
    client.bytes(bytes);
    await client.expectAlive();
  });

  it('other headers beside the length, in any case, are fine', async () => {
    const client = await ready();
    const body = JSON.stringify(REQUEST);
    client.bytes(
      `content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:${body.length}\r\n\r\n${body}`,
    );
    expect((await client.answer(7)).result).toBeDefined();
  });

  it('a message may come byte by byte', async () => {
    const client = await ready();
    for (const byte of Buffer.from(framed({ ...REQUEST, params: { root: 'file:///ws/é😀' } }))) {
      client.bytes(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await client.answer(7)).result).toBeDefined();
  });

  it('a length that is too short or too long costs some messages, not the server', async () => {
    for (const wrong of [-10, 10]) {
      const client = await ready();
      const body = JSON.stringify(REQUEST);
      client.bytes(`Content-Length: ${body.length + wrong}\r\n\r\n${body}`);
      for (let index = 0; index < 5; index++) client.send({ ...REQUEST, id: 100 + index });
      await client.answer(104);
      await client.expectAlive();
    }
  });
});

describe('content that is no message ("Content Part")', () => {
  it.each([
    ['JSON that is cut off', '{"jsonrpc', ParseError],
    ['no JSON', 'hello', ParseError],
    ['JSON with a control character', '"\u0000"', ParseError],
    ['a batch: LSP has none', [REQUEST, REQUEST], InvalidRequest],
    ['an empty batch', [], InvalidRequest],
    ['a number', 5, InvalidRequest],
    ['null', null, InvalidRequest],
    ['an object of nothing', {}, InvalidRequest],
    ['an id that is an object', { ...REQUEST, id: {} }, InvalidRequest],
    ['an id that is null', { ...REQUEST, id: null }, InvalidRequest],
    ['a method that is a number', { ...REQUEST, id: undefined, method: 5 }, InvalidRequest],
  ])('%s', async (_what, content, code) => {
    const client = await ready();
    client.send(content);
    expect((await client.answer(null)).error?.code).toBe(code);
    await client.expectAlive();
  });

  it.each([
    ['no method', { jsonrpc: '2.0', id: 8 }],
    ['parameters that are a number', { ...REQUEST, id: 8, params: 5 }],
    ['parameters that are a text', { ...REQUEST, id: 8, params: 'x' }],
  ])('%s: the request is known by its id', async (_what, message) => {
    const client = await ready();
    client.send(message);
    expect((await client.answer(8)).error?.code).toBe(InvalidRequest);
    await client.expectAlive();
  });

  it('answers to questions that nobody asked are left alone', async () => {
    const client = await ready();
    client.send(
      { jsonrpc: '2.0', id: 99_999, result: 1 },
      { jsonrpc: '2.0', id: 'x', error: { code: 1, message: '' } },
    );
    await client.expectAlive();
    expect(client.received.filter(({ id }) => id === 99_999 || id === 'x' || id === null)).toEqual([]);
  });

  it('JSON that nests without end', async () => {
    const client = await ready();
    client.send(
      `{"jsonrpc":"2.0","id":9,"method":"kaalSel4/views","params":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    );
    await client.answer((message) => message.id === 9 || message.id === null);
    await client.expectAlive();
  });

  it('names that JavaScript has for itself', async () => {
    const client = await ready();
    client.send(
      '{"jsonrpc":"2.0","id":9,"method":"kaalSel4/setView","params":{"__proto__":{"root":"file:///ws"},"view":{"__proto__":{"arch":"x"},"constructor":1}}}',
    );
    expect((await client.answer(9)).error).toBeUndefined();
    client.send(
      { jsonrpc: '2.0', id: 10, method: 'constructor' },
      { jsonrpc: '2.0', id: 11, method: '__proto__' },
    );
    expect((await client.answer(10)).error?.code).toBe(MethodNotFound);
    expect((await client.answer(11)).error?.code).toBe(MethodNotFound);
    await client.expectAlive();
  });
});

describe('methods that nobody knows', () => {
  it('requests are refused, also those for implementations ("$ Notifications and Requests")', async () => {
    const client = await ready();
    client.send(
      { ...REQUEST, id: 1, method: 'textDocument/nonsense' },
      { ...REQUEST, id: 2, method: '$/nonsense' },
    );
    expect((await client.answer(1)).error?.code).toBe(MethodNotFound);
    expect((await client.answer(2)).error?.code).toBe(MethodNotFound);
    await client.expectAlive();
  });

  it('notifications are ignored', async () => {
    const client = await ready();
    client.send(
      { jsonrpc: '2.0', method: 'textDocument/nonsense' },
      { jsonrpc: '2.0', method: '$/nonsense', params: [] },
    );
    await client.expectAlive();
    expect(client.received.filter(({ error }) => error)).toEqual([]);
  });
});

describe('before `initialize` ("Initialize Request")', () => {
  it('every request waits for it, known or not; notifications are dropped', async () => {
    const client = new RawClient();
    client.send(
      {
        jsonrpc: '2.0',
        method: 'textDocument/didOpen',
        params: { textDocument: { uri: 'file:///ws/src/lib.rs', version: 1, text: 'use:x use:y' } },
      },
      { ...REQUEST, id: 1 },
      { ...REQUEST, id: 2, method: 'textDocument/nonsense' },
      { jsonrpc: '2.0', id: 3, method: 'shutdown' },
    );
    for (const id of [1, 2, 3]) expect((await client.answer(id)).error?.code).toBe(ServerNotInitialized);
    await client.begin();
    await client.expectAlive();
  });

  it('it comes once', async () => {
    const client = await ready();
    client.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
    expect((await client.answer(1)).error?.code).toBe(InvalidRequest);
    await client.expectAlive();
  });

  it.each([[undefined], [null], [[]], [{}], [{ capabilities: null }], [{ capabilities: 5 }]])(
    'without capabilities it is refused, and may come again: %j',
    async (params) => {
      const client = new RawClient();
      client.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params }, { ...REQUEST, id: 2 });
      expect((await client.answer(1)).error?.code).toBe(InvalidParams);
      expect((await client.answer(2)).error?.code).toBe(ServerNotInitialized);
      await client.begin();
      await client.expectAlive();
    },
  );

  it.each([
    [{ capabilities: {}, rootUri: 7, workspaceFolders: 'x', initializationOptions: [] }],
    [{ capabilities: { textDocument: 1, workspace: null, general: { positionEncodings: [1, {}, null] } } }],
    [{ capabilities: [], workspaceFolders: [null, { uri: 5 }], rootPath: 5, processId: 'x', trace: 1 }],
  ])('it may be odd: %j', async (params) => {
    const client = new RawClient();
    client.send(
      { jsonrpc: '2.0', id: 1, method: 'initialize', params },
      { jsonrpc: '2.0', method: 'initialized', params: {} },
    );
    expect((await client.answer(1)).result).toMatchObject({ capabilities: { positionEncoding: 'utf-16' } });
    client.send({ ...REQUEST, id: 2 });
    expect((await client.answer(2)).result).toEqual({ roots: [] });
  });
});

describe('after `shutdown` ("Shutdown Request")', () => {
  it('every request is refused, and notifications are dropped', async () => {
    const client = await ready();
    client.send(
      { jsonrpc: '2.0', id: 1, method: 'shutdown' },
      { ...REQUEST, id: 2 },
      { ...REQUEST, id: 3, method: 'textDocument/nonsense' },
      { jsonrpc: '2.0', id: 4, method: 'shutdown' },
      { jsonrpc: '2.0', method: 'textDocument/didOpen', params: 5 },
      { jsonrpc: '2.0', id: 5, method: 'initialize', params: {} },
    );
    expect((await client.answer(1)).result).toBeNull();
    for (const id of [2, 3, 4, 5]) expect((await client.answer(id)).error?.code).toBe(InvalidRequest);
  });
});

describe('requests with parameters of a wrong type', () => {
  const WRONG = [
    undefined,
    null,
    [],
    [1],
    {},
    { textDocument: 5 },
    { textDocument: { uri: 5 } },
    { root: 5 },
    { view: 5 },
    { view: [] },
  ];
  it.each([['textDocument/diagnostic'], ['kaalSel4/setView']])('%s: InvalidParams', async (method) => {
    const client = await ready();
    for (const [id, params] of WRONG.entries()) client.send({ jsonrpc: '2.0', id, method, params });
    for (const id of WRONG.keys())
      expect((await client.answer(id)).error?.code, JSON.stringify(WRONG[id])).toBe(InvalidParams);
    await client.expectAlive();
  });

  it.each([['workspace/diagnostic'], ['kaalSel4/views'], ['kaalSel4/checkWorkspace'], ['shutdown']])(
    '%s: an answer or InvalidParams',
    async (method) => {
      for (const params of [
        ...WRONG,
        { previousResultIds: 5 },
        { previousResultIds: [null, 5, { uri: 5 }] },
        { partialResultToken: {} },
      ]) {
        const client = await ready();
        client.send({ jsonrpc: '2.0', id: 1, method, params });
        const { error } = await client.answer(1);
        if (error) expect(error.code, JSON.stringify(params)).toBe(InvalidParams);
        if (method !== 'shutdown') await client.expectAlive();
      }
    },
  );
});

describe('questions about a document that is open, with parameters of a wrong type', () => {
  const uri = 'file:///ws/src/lib.rs';
  const textDocument = { uri };
  const position = { line: 0, character: 0 };
  const range = { start: position, end: { line: 1, character: 0 } };
  const WRONG_NAME = 'use sel4::sys::seL4_NoError;\n';
  const OURS = { source: 'kaal-sel4', code: 'constified-variant' };
  const WRONG = [
    undefined,
    null,
    [],
    {},
    { textDocument: 5 },
    { textDocument: { uri: 5 }, position, range },
    { textDocument },
    { textDocument, position: 5, range: 5, context: 5, query: 5, newName: 5 },
    { textDocument, position, range, context: 5, newName: 5 },
    { textDocument, position, range, context: { only: 5, diagnostics: 5 } },
    {
      textDocument,
      position,
      range,
      context: { only: ['quickfix', 5], diagnostics: [null, 5, OURS] },
      newName: null,
    },
    { textDocument, position: { line: -1 }, range: { start: position } },
    { data: 5 },
    { title: 5, data: { path: 5 } },
  ];
  const real = async (): Promise<RawClient> => {
    const loaded = await parts();
    const texts = { '/ws/Cargo.toml': MANIFEST, '/ws/src/lib.rs': WRONG_NAME };
    const files = memoryFiles(new Map(Object.entries(texts)));
    const client = new RawClient({
      files,
      environment: {},
      version: '1.2.3',
      documentation: '',
      load: async () => (options) => createSideBySide({ ...options, files }, loaded),
    });
    await client.begin();
    return client;
  };
  const METHODS = [
    'codeAction',
    'codeLens',
    'completion',
    'declaration',
    'definition',
    'documentHighlight',
    'documentLink',
    'documentSymbol',
    'hover',
    'inlayHint',
    'prepareRename',
    'references',
    'rename',
    'signatureHelp',
    'typeDefinition',
  ].map((name) => `textDocument/${name}`);

  it.each([
    ...METHODS,
    'codeAction/resolve',
    'codeLens/resolve',
    'completionItem/resolve',
    'workspace/symbol',
    'workspace/executeCommand',
  ])('%s: an answer or InvalidParams', async (method) => {
    const client = await real();
    client.send({
      jsonrpc: '2.0',
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'rust', version: 1, text: WRONG_NAME } },
    });
    for (const [id, params] of WRONG.entries()) client.send({ jsonrpc: '2.0', id, method, params });
    const wrong: string[] = [];
    for (const [id, params] of WRONG.entries()) {
      const { error } = await client.answer(id);
      if (error && error.code !== InvalidParams)
        wrong.push(`${JSON.stringify(params)}: ${error.code} ${error.message}`);
    }
    expect(wrong).toEqual([]);
    await client.expectAlive();
  });
});

describe('documents ("Text Document Synchronization")', () => {
  const uri = 'file:///ws/src/lib.rs';
  const open = (version: unknown, text: unknown) => ({
    jsonrpc: '2.0',
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'rust', version, text } },
  });
  const change = (version: unknown, ...contentChanges: unknown[]) => ({
    jsonrpc: '2.0',
    method: 'textDocument/didChange',
    params: { textDocument: { uri, version }, contentChanges },
  });
  const found = async (client: RawClient): Promise<number> => {
    const id = `found ${client.received.length}`;
    client.send({ jsonrpc: '2.0', id, method: 'textDocument/diagnostic', params: { textDocument: { uri } } });
    return ((await client.answer(id)).result as { items: unknown[] }).items.length;
  };

  it('a change of what is not open, or is closed again, is ignored', async () => {
    const client = await ready();
    client.send(change(2, { text: 'use:x use:y' }));
    await client.expectAlive();
    client.send(open(1, 'use:x use:y'), {
      jsonrpc: '2.0',
      method: 'textDocument/didClose',
      params: { textDocument: { uri } },
    });
    client.send(change(2, { text: 'use:x use:y use:z' }));
    await client.expectAlive();
  });

  it('versions out of order and repeated ones are ignored; later ones are not', async () => {
    const client = await ready();
    client.send(
      open(5, 'use:a'),
      change(5, { text: '' }),
      change(3, { text: '' }),
      change(6, { text: 'use:a use:b' }),
      change(6, { text: '' }),
    );
    expect(await found(client)).toBe(2);
    client.send(open(1, 'use:a use:b use:c'));
    expect(await found(client)).toBe(3);
  });

  it('changes of wrong types are ignored one by one', async () => {
    const client = await ready();
    client.send(open(1, 'use:a'));
    for (const wrong of [null, 5, {}, { text: 5 }, { range: 5, text: 5 }, { range: {} }])
      client.send(change(undefined, wrong));
    client.send(change('x'), change(null), { jsonrpc: '2.0', method: 'textDocument/didChange', params: [] });
    client.send({
      jsonrpc: '2.0',
      method: 'textDocument/didChange',
      params: { textDocument: { uri, version: 99 }, contentChanges: 5 },
    });
    expect(await found(client)).toBe(1);
    client.send(
      change(100, {
        range: { start: { line: 1e9, character: 1e9 }, end: { line: 1e10, character: 0 } },
        text: ' use:b',
      }),
    );
    expect(await found(client)).toBe(2);
    client.send(
      change(101, {
        range: { start: { line: -1, character: -1 }, end: { line: 0.5, character: 0.5 } },
        text: 'use:c ',
      }),
    );
    expect(await found(client)).toBeGreaterThanOrEqual(2);
  });
});

describe('cancelling ("Cancellation Support")', () => {
  const cancel = (id: unknown) => ({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } });

  it('of nothing, of something else, twice, before and after', async () => {
    const client = await ready();
    client.send(
      cancel(1),
      cancel('x'),
      cancel(null),
      cancel({}),
      { jsonrpc: '2.0', method: '$/cancelRequest' },
      { jsonrpc: '2.0', method: '$/cancelRequest', params: null },
    );
    for (let id = 10; id < 30; id++) client.send({ ...REQUEST, id }, cancel(id), cancel(id), cancel(id + 1));
    for (let id = 10; id < 30; id++) {
      const { error, result } = await client.answer(id);
      if (error) expect(error.code).toBe(RequestCancelled);
      else expect(result).toBeDefined();
    }
    client.send(...Array.from({ length: 20 }, (_, index) => cancel(10 + index)));
    await client.expectAlive();
    // One answer for each request.
    for (let id = 10; id < 30; id++)
      expect(client.received.filter((message) => message.id === id)).toHaveLength(1);
  });
});
