/** Code actions over the protocol, on the sample workspace with the real analysis. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { nodeServerParts } from '../../server/src/lsp/main';
import { applyEdits } from '../../server/src/text/edit';
import { LineIndex } from '../../server/src/text/lineIndex';
import { everything, start, type TestClient, uri } from './harness';

const sample = join(__dirname, '..', 'workspaces', 'kaal-mini').replaceAll('\\', '/');
const tcb = `${sample}/runtime/cap_broker/src/tcb.rs`;
const adapter = `${sample}/runtime/sel4-platform/src/adapter.rs`;
const manifest = `${sample}/runtime/sel4-platform/Cargo.toml`;

const codeAction = {
  codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
  isPreferredSupport: true,
  disabledSupport: true,
  dataSupport: true,
  resolveSupport: { properties: ['edit'] },
};
const workspaceEdit = { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } };

function capabilities(
  actions: ClientCapabilities['textDocument'] = { codeAction },
  edits: object | null = workspaceEdit,
): ClientCapabilities {
  return {
    ...everything,
    textDocument: { ...everything.textDocument, ...actions },
    workspace: { ...everything.workspace, ...(edits ? { workspaceEdit: edits } : {}) },
  };
}

async function begin(given = capabilities(), configuration?: object): Promise<TestClient> {
  const client = await start({
    folders: [sample],
    parts: nodeServerParts(),
    capabilities: given,
    ...(configuration ? { configuration: () => configuration } : {}),
  });
  await client.ready();
  return client;
}

async function rangeOf(path: string, name: string): Promise<Range> {
  const text = await readFile(path, 'utf8');
  const at = text.indexOf(name);
  const lines = new LineIndex(text);
  return { start: lines.positionAt(at, 'utf-16'), end: lines.positionAt(at + name.length, 'utf-16') };
}

async function actionsAt(
  client: TestClient,
  name: string,
  context: Partial<CodeActionContext> = {},
  path = tcb,
): Promise<CodeAction[]> {
  const range = await rangeOf(path, name);
  return client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uri(path) },
    range,
    context: { diagnostics: client.shown(path) ?? [], ...context },
  });
}

/** Texts of the files that an edit changes, as they are then. */
async function textsAfter(edit: WorkspaceEdit | undefined): Promise<Map<string, string>> {
  const changed = new Map<string, string>();
  for (const change of edit?.documentChanges ?? []) {
    const { textDocument, edits } = change as TextDocumentEdit;
    const path = textDocument.uri.slice('file://'.length);
    const text = await readFile(path, 'utf8');
    const lines = new LineIndex(text);
    const plain = edits.map((each) => ({
      start: lines.offsetAt((each as { range: Range }).range.start, 'utf-16'),
      end: lines.offsetAt((each as { range: Range }).range.end, 'utf-16'),
      newText: (each as { newText: string }).newText,
    }));
    changed.set(path, applyEdits(text, plain));
  }
  return changed;
}

describe('code actions', () => {
  it('are announced with their kinds to clients that know code actions', async () => {
    const client = await begin();
    expect(client.initialized?.capabilities.codeActionProvider).toEqual({
      codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.kaalSel4'],
      resolveProvider: true,
    });
    const old = await begin(capabilities({}, null));
    expect(old.initialized?.capabilities.codeActionProvider).toBeUndefined();
  });

  it('come with the diagnostic that they mend, the best one first and preferred', async () => {
    const client = await begin();
    const actions = await actionsAt(client, 'seL4_NoError');
    expect(actions.map(({ title, isPreferred }) => [title, isPreferred ?? false])).toEqual([
      ['Add `pub use sel4::sys::seL4_Error::seL4_NoError` to `sel4_platform::adapter`', true],
      ['Write `seL4_Error::seL4_NoError`', false],
      ['Import `sel4_platform::adapter::seL4_Error::seL4_NoError`', false],
    ]);
    for (const action of actions) {
      expect(action.kind).toBe('quickfix');
      expect(action.diagnostics?.map(({ code }) => code)).toEqual(['constified-variant']);
    }
  });

  it('say of a path that a mock does not have that it is none with the mock', async () => {
    const client = await begin();
    const name = 'sel4_platform::adapter::seL4_NoError';
    const actions = await actionsAt(client, name, {}, `${sample}/runtime/cap_broker/src/irq.rs`);
    expect(actions.at(-1)).toMatchObject({
      title:
        'Write `sel4_platform::adapter::seL4_Error::seL4_NoError` ' +
        '(not with feature `mock`: `sel4_mock_sys` has no module `seL4_Error`)',
      kind: 'quickfix',
      diagnostics: [{ code: 'constified-variant' }],
      edit: { documentChanges: [{ edits: [{ newText: 'seL4_Error::' }] }] },
    });
    expect(actions.map(({ isPreferred, disabled }) => [isPreferred, disabled])).toEqual([
      [true, undefined],
      [undefined, undefined],
    ]);
  });

  it('put the setting’s strategy first', async () => {
    const client = await begin(capabilities(), { fix: { strategy: 'explicit' } });
    const [first] = await actionsAt(client, 'seL4_NoError');
    expect(first).toMatchObject({ title: 'Write `seL4_Error::seL4_NoError`', isPreferred: true });
  });

  it('carry versions of open documents, and labels for the preview', async () => {
    const client = await begin();
    await client.open(tcb, await readFile(tcb, 'utf8'), 7);
    const actions = await actionsAt(client, 'seL4_NoError');
    const inPlace = actions.find(({ title }) => title.startsWith('Write'))?.edit;
    expect(inPlace?.documentChanges).toMatchObject([
      { textDocument: { uri: uri(tcb), version: 7 }, edits: [{ newText: 'seL4_Error::' }] },
    ]);
    expect(inPlace?.changeAnnotations).toEqual({
      'runtime/cap_broker/src/tcb.rs': { label: 'runtime/cap_broker/src/tcb.rs' },
    });
    expect(actions[0]?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri: uri(adapter), version: null } },
    ]);
  });

  it('are plain changes for clients without versioned edits', async () => {
    const client = await begin(capabilities({ codeAction }, null));
    const [first] = await actionsAt(client, 'seL4_NoError');
    expect(Object.keys(first?.edit?.changes ?? {})).toEqual([uri(adapter)]);
  });

  it('turn on what the adapter needs, in the manifest', async () => {
    const client = await begin();
    const [first] = await actionsAt(client, 'seL4_TCB_SetPriority');
    expect(first?.title).toBe(
      'Add `pub unsafe fn seL4_TCB_SetPriority(…) -> seL4_Error::Type` to `sel4_platform::adapter`, ' +
        'with feature `state` of `sel4` in sel4-platform/Cargo.toml',
    );
    const texts = await textsAfter(first?.edit);
    expect([...texts.keys()].sort()).toEqual([manifest, adapter].sort());
    expect(texts.get(manifest)).toContain(
      'sel4 = { workspace = true, optional = true, features = ["state"] }',
    );
  });

  it('leave out kinds that were not asked for', async () => {
    const client = await begin();
    expect(await actionsAt(client, 'seL4_NoError', { only: ['refactor'] })).toEqual([]);
    const [all] = await actionsAt(client, 'seL4_NoError', { only: ['source.fixAll'] });
    expect(all).toMatchObject({ kind: 'source.fixAll.kaalSel4', data: { path: tcb } });
    expect(all?.edit).toBeUndefined();
  });

  it('mend a whole file, in all that this takes; the client sees nothing left then', async () => {
    const client = await begin();
    const [all] = await actionsAt(client, 'seL4_NoError', { only: ['source.fixAll.kaalSel4'] });
    const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', all);
    const texts = await textsAfter(resolved.edit);
    expect([...texts.keys()].sort()).toEqual([manifest, adapter].sort());
    for (const [path, text] of texts) await client.open(path, text);
    await client.until(() => client.shown(tcb)?.length === 0, 'no diagnostics in tcb.rs');
  });

  it('are refused when the document has changed since they were offered', async () => {
    const client = await begin();
    const text = await readFile(tcb, 'utf8');
    await client.open(tcb, text, 1);
    const [all] = await actionsAt(client, 'seL4_NoError', { only: ['source.fixAll'] });
    await client.change(tcb, `${text}\n`);
    await expect(client.connection.sendRequest('codeAction/resolve', all)).rejects.toThrow(
      /has changed since/,
    );
  });

  it('say why nothing can be done, to clients that show it', async () => {
    const client = await begin();
    const text = (await readFile(tcb, 'utf8')).replace(
      'seL4_TCB_Resume(self.tcb as seL4_Word)',
      'seL4_TCB_Resume()',
    );
    await client.open(tcb, text, 1);
    await client.until(() => client.last(tcb)?.version === 1, 'version 1');
    const at = new LineIndex(text).positionAt(text.indexOf('seL4_TCB_Resume()'), 'utf-16');
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri(tcb) },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    expect(actions).toMatchObject([
      { disabled: { reason: 'the call has 0 arguments, and `seL4_TCB_Resume` takes 1 in C' } },
    ]);
  });

  it('mend a workspace', async () => {
    const client = await begin();
    const { roots } = await client.connection.sendRequest<{
      roots: { mended: number; left: unknown[]; edit: WorkspaceEdit }[];
    }>('kaalSel4/fixAll', {});
    expect(roots).toMatchObject([{ mended: 44, left: [] }]);
    const [root] = roots;
    for (const [path, text] of await textsAfter(root?.edit)) await client.open(path, text);
    await client.until(() => client.statuses.at(-1)?.roots[0]?.findings.error === 0, 'no errors');
  });

  it('answer nothing for files of no crate, and for strange parameters', async () => {
    const client = await begin();
    const ask = (params: object) => client.connection.sendRequest('textDocument/codeAction', params);
    const range = { start: { line: 0, character: 0 }, end: { line: 9_999, character: 0 } };
    expect(
      await ask({ textDocument: { uri: uri('/nowhere.rs') }, range, context: { diagnostics: [] } }),
    ).toEqual([]);
    expect(await ask({ textDocument: { uri: 'untitled:x' }, range, context: { diagnostics: [] } })).toEqual(
      [],
    );
  });
});
