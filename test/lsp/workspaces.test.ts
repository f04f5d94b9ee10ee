/** Which workspaces are analysed, and what changes them. */
import { describe, expect, it } from 'vitest';
import type { StatusParams, ViewsResult } from '../../server/src/lsp/protocol';
import { watchedGlobs } from '../../server/src/lsp/watch';
import { everything, partsOver, start, uri } from './harness';

const one = { '/ws/Cargo.toml': '[workspace]', '/ws/src/lib.rs': 'use:a' };

describe('folders', () => {
  it('without a manifest: the workspaces below are found, build folders are not searched', async () => {
    const client = await start({
      files: {
        '/mono/kernel/Cargo.toml': '[workspace]',
        '/mono/kernel/src/main.rs': 'use:k',
        '/mono/tools/deep/Cargo.toml': '[package]',
        '/mono/tools/deep/lib.rs': 'use:t',
        '/mono/target/Cargo.toml': '[package]',
        '/mono/target/lib.rs': 'use:no',
      },
      folders: ['/mono'],
    });
    await client.ready();
    expect(client.statuses.at(-1)?.roots.map((root) => root.root)).toEqual([
      uri('/mono/kernel'),
      uri('/mono/tools/deep'),
    ]);
    expect(client.names('/mono/tools/deep/lib.rs')).toEqual(['t']);
    expect(client.last('/mono/target/lib.rs')).toBeUndefined();
  });

  it('inside a workspace: the workspace around is found, two members share one analysis', async () => {
    const client = await start({
      files: {
        ...one,
        '/ws/crates/a/Cargo.toml': '[package]',
        '/ws/crates/b/Cargo.toml': '[package]',
        '/ws/crates/b/lib.rs': 'use:b',
      },
      folders: ['/ws/crates/a', '/ws/crates/b'],
    });
    await client.ready();
    expect(client.statuses.at(-1)?.roots.map((root) => root.root)).toEqual([uri('/ws')]);
    expect(client.names('/ws/crates/b/lib.rs')).toEqual(['b']);
  });

  it('of two members that the real analysis would check alone: all of the workspace is checked', async () => {
    const member = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\n`;
    const texts = new Map([
      ['/ws/Cargo.toml', '[workspace]\nmembers = ["a", "b"]\n'],
      ['/ws/a/Cargo.toml', member('a')],
      ['/ws/a/src/lib.rs', 'fn f() { seL4_GoneA() }\n'],
      ['/ws/b/Cargo.toml', member('b')],
      ['/ws/b/src/lib.rs', 'fn f() { seL4_GoneB() }\n'],
    ]);
    const client = await start({ parts: await partsOver(texts), folders: ['/ws/a', '/ws/b'] });
    await client.ready();
    for (const path of ['/ws/a/src/lib.rs', '/ws/b/src/lib.rs']) expect(client.shown(path)).toHaveLength(1);
  });

  it('added and removed', async () => {
    const client = await start({ files: { ...one, '/two/Cargo.toml': '', '/two/lib.rs': 'use:two' } });
    await client.ready();
    const change = (event: unknown) =>
      client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await change({ added: [{ uri: uri('/two'), name: 'two' }], removed: [{ uri: uri('/ws'), name: 'ws' }] });
    await client.until(() => client.names('/two/lib.rs')[0] === 'two');
    await client.until(() => client.shown('/ws/src/lib.rs')?.length === 0, 'the old one is cleared');
  });

  it('none at all: nothing is analysed, nothing fails', async () => {
    const client = await start({ folders: [] });
    await client.until(() => client.statuses.length > 0);
    expect(client.statuses.at(-1)).toEqual({ roots: [] });
  });
});

describe('a document outside of all folders', () => {
  it('is looked at in its own workspace, as long as it is open', async () => {
    const client = await start({
      files: {
        ...one,
        '/else/Cargo.toml': '[package]',
        '/else/src/lib.rs': 'use:e',
        '/else/src/x.rs': 'use:x',
      },
    });
    await client.ready();
    await client.open('/else/src/lib.rs');
    await client.until(() => client.names('/else/src/lib.rs')[0] === 'e');
    expect(client.published.filter((params) => params.uri === uri('/else/src/lib.rs'))).toHaveLength(1);
    await client.close('/else/src/lib.rs');
    await client.until(() => client.shown('/else/src/lib.rs')?.length === 0, 'cleared');
    await client.until(() => client.statuses.at(-1)?.roots.length === 1);
  });
});

describe('while settings are waited for', () => {
  it('the root of a document may become another one', async () => {
    let asked = () => {};
    const client = await start({
      files: {
        '/ws/a/Cargo.toml': '[package]',
        '/ws/a/lib.rs': 'use:a',
        '/ws/b/Cargo.toml': '[package]',
        '/ws/b/lib.rs': 'use:b',
        '/else/lib.rs': 'use:e',
      },
      folders: [],
      configuration(scope) {
        if (scope === uri('/else')) asked();
        return {};
      },
    });
    await client.open('/else/lib.rs');
    await client.open('/ws/a/lib.rs');
    await client.until(() => client.names('/ws/a/lib.rs')[0] === 'a');
    asked = () => {
      client.texts.set('/ws/Cargo.toml', '[workspace]');
      void client.watched(['/ws/Cargo.toml', 1]);
      // Makes the server take the change at once.
      const textDocument = { uri: uri('/else/lib.rs') };
      void client.connection.sendRequest('textDocument/diagnostic', { textDocument });
    };
    client.texts.set('/else/Cargo.toml', '[package]');
    await client.watched(['/else/Cargo.toml', 1]);
    const roots = () => client.statuses.at(-1)?.roots.map(({ root }) => root) ?? [];
    await client.until(() => roots().includes(uri('/ws')), 'the new root');
    // What is asked for from now on is of that root, too.
    await client.open('/ws/b/lib.rs', 'use:opened');
    await client.until(() => client.names('/ws/b/lib.rs')[0] === 'opened');
    await client.ready();
    expect(roots()).toEqual([uri('/else'), uri('/ws')]);
  });
});

describe('files on disk', () => {
  it('are watched by the client, folders of generated files outside too', async () => {
    const client = await start({ files: one });
    await client.until(() =>
      client.registrations.some((one) => one.method === 'workspace/didChangeWatchedFiles'),
    );
    const registration = client.registrations.find((one) => one.method === 'workspace/didChangeWatchedFiles');
    expect(registration?.registerOptions).toEqual({
      watchers: [
        ...watchedGlobs.map((globPattern) => ({ globPattern })),
        { globPattern: { baseUri: uri('/generated/out'), pattern: '*' } },
        { globPattern: { baseUri: uri('/generated/out'), pattern: '**/build/sel4-*/**' } },
      ],
    });
  });

  it('that changed, appeared or vanished are read again', async () => {
    const client = await start({ files: one });
    await client.ready();
    client.texts.set('/ws/src/lib.rs', 'use:changed');
    client.texts.set('/ws/src/new.rs', 'use:new');
    await client.watched(['/ws/src/lib.rs', 2], ['/ws/src/new.rs', 1]);
    await client.until(() => client.names('/ws/src/new.rs')[0] === 'new');
    expect(client.names('/ws/src/lib.rs')).toEqual(['changed']);
    client.texts.delete('/ws/src/new.rs');
    await client.watched(['/ws/src/new.rs', 3]);
    await client.until(() => client.shown('/ws/src/new.rs')?.length === 0, 'cleared');
  });

  it('do not matter while the document is open', async () => {
    const client = await start({ files: one });
    await client.open('/ws/src/lib.rs', 'use:mine');
    await client.ready();
    client.texts.set('/ws/src/lib.rs', 'use:disk');
    await client.watched(['/ws/src/lib.rs', 2]);
    await client.change('/ws/src/lib.rs', 'use:mine use:too');
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 2, 'version 2');
    expect(client.names('/ws/src/lib.rs')).toEqual(['mine', 'too']);
  });

  it('a manifest that appears makes a workspace', async () => {
    const client = await start({ files: { '/ws/src/lib.rs': 'use:a' } });
    await client.until(() => client.statuses.length > 0);
    client.texts.set('/ws/Cargo.toml', '[workspace]');
    await client.watched(['/ws/Cargo.toml', 1]);
    await client.until(() => client.names('/ws/src/lib.rs')[0] === 'a');
  });

  it('a manifest that no longer has a member leaves it to a unit of its own, if a document asks for it', async () => {
    const texts = new Map([
      ['/ws/Cargo.toml', '[workspace]\nmembers = ["a"]\n'],
      ['/ws/a/Cargo.toml', '[package]\nname = "a"\nversion = "0.1.0"\n'],
      ['/ws/a/src/lib.rs', 'fn f() { seL4_Gone() }\n'],
    ]);
    const client = await start({ parts: await partsOver(texts), folders: ['/ws'] });
    await client.open('/ws/a/src/lib.rs', texts.get('/ws/a/src/lib.rs'));
    await client.ready();
    texts.set('/ws/Cargo.toml', '[worksp');
    await client.watched(['/ws/Cargo.toml', 2]);
    await client.until(() => client.statuses.at(-1)?.roots.length === 2, 'two roots');
    await client.ready();
    expect(client.statuses.at(-1)?.roots.map((root) => root.root)).toEqual([uri('/ws'), uri('/ws/a')]);
    texts.set('/ws/Cargo.toml', '[workspace]\nmembers = ["a"]\n');
    await client.watched(['/ws/Cargo.toml', 2]);
    await client.until(() => client.statuses.at(-1)?.roots.length === 1, 'one root');
    expect(client.shown('/ws/a/src/lib.rs')).toHaveLength(1);
  });

  it('a broken manifest is reported there', async () => {
    const client = await start({ files: { ...one, '/ws/Cargo.toml': 'broken' } });
    await client.ready();
    expect(client.shown('/ws/Cargo.toml')).toMatchObject([
      {
        code: 'project',
        severity: 1,
        message: 'not TOML\nhelp: repair it',
        range: { start: { line: 0, character: 0 } },
      },
    ]);
  });

  it('a folder that was renamed takes its files along', async () => {
    const client = await start({ files: { ...one, '/ws/src/old/x.rs': 'use:x' } });
    await client.ready();
    client.texts.delete('/ws/src/old/x.rs');
    client.texts.set('/ws/src/new/x.rs', 'use:x');
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: uri('/ws/src/old'), newUri: uri('/ws/src/new') }],
    });
    await client.until(() => client.names('/ws/src/new/x.rs')[0] === 'x');
    expect(client.shown('/ws/src/old/x.rs')).toEqual([]);
  });
});

describe('settings', () => {
  it('are asked for each folder, and asked again when they changed', async () => {
    let view: unknown = { arch: 'riscv64' };
    const client = await start({
      files: one,
      configuration: (scope) => (scope === uri('/ws') ? { view } : undefined),
    });
    await client.ready();
    expect(client.statuses.at(-1)?.roots[0]?.view?.arch).toBe('riscv64');
    view = { arch: 'x86_64', mcs: 'on' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => client.statuses.at(-1)?.roots[0]?.view?.arch === 'x86_64');
    expect(client.analyses).toHaveLength(1);
  });

  it('come with the notification from clients that cannot be asked', async () => {
    const capabilities = { ...everything, workspace: { workspaceFolders: true } };
    const client = await start({
      files: one,
      capabilities,
      initializationOptions: { settings: { diagnostics: { severity: { 'unresolved-name': 'hint' } } } },
    });
    await client.ready();
    expect(client.shown('/ws/src/lib.rs')?.[0]?.severity).toBe(4);
    const settings = { kaalSel4: { diagnostics: { severity: { 'unresolved-name': 'off' } } } };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    await client.until(() => client.shown('/ws/src/lib.rs')?.length === 0, 'off');
  });

  it('can switch the findings off and on', async () => {
    let enable = false;
    const client = await start({ files: one, configuration: () => ({ diagnostics: { enable } }) });
    await client.ready();
    expect(client.published).toEqual([]);
    enable = true;
    await client.connection.sendNotification('workspace/didChangeConfiguration', {});
    await client.until(() => client.names('/ws/src/lib.rs')[0] === 'a');
  });

  it('that are wrong are named once in the log', async () => {
    const client = await start({
      files: { ...one, '/two/Cargo.toml': '' },
      folders: ['/ws', '/two'],
      configuration: () => ({ view: { arch: 'z80' } }),
    });
    await client.ready();
    expect(client.logs.filter((line) => line.includes('kaalSel4.view.arch'))).toHaveLength(1);
  });
});

describe('our own requests', () => {
  it('status: view, bindings, findings and the share that is unknown', async () => {
    const client = await start({ files: one });
    await client.ready();
    expect(client.statuses[0]?.roots[0]?.state).toBe('indexing');
    expect(client.statuses.at(-1)?.roots).toMatchObject([
      {
        root: uri('/ws'),
        name: 'ws',
        state: 'ready',
        view: { arch: 'aarch64', evidence: 'as asked' },
        bindings: { sentence: 'built-in pin-aarch64' },
        findings: { error: 1, warning: 0 },
        unknownShare: 0.2,
        unknownReasons: [{ reason: 'macro', count: 2 }],
      },
    ]);
  });

  it('setView goes before the settings until it is set to null', async () => {
    const client = await start({ files: one, configuration: () => ({ view: { arch: 'riscv64' } }) });
    const set = (view: unknown) =>
      client.connection.sendRequest<StatusParams>('kaalSel4/setView', { root: uri('/ws'), view });
    expect((await set({ arch: 'x86_64', mcs: true })).roots[0]?.view).toMatchObject({
      arch: 'x86_64',
      mcs: true,
    });
    expect((await set(null)).roots[0]?.view).toMatchObject({ arch: 'riscv64', mcs: false });
    await expect(
      client.connection.sendRequest('kaalSel4/setView', { root: uri('/no'), view: null }),
    ).rejects.toThrow('belongs to no Cargo workspace');
  });

  it('a view chosen earlier comes with initialize', async () => {
    const client = await start({
      files: one,
      initializationOptions: { views: { [uri('/ws')]: { arch: 'x86_64' }, nonsense: 3 } },
    });
    await client.ready();
    expect(client.statuses.at(-1)?.roots[0]?.view?.arch).toBe('x86_64');
  });

  it('views: what there is to choose from', async () => {
    const client = await start({ files: one });
    const { roots } = await client.connection.sendRequest<ViewsResult>('kaalSel4/views');
    expect(roots[0]?.choices.map((choice) => choice.label)).toEqual([
      'As the settings say',
      'aarch64',
      'aarch64, MCS',
      'riscv64',
      'riscv64, MCS',
      'x86_64',
      'x86_64, MCS',
      'With tests',
      'aarch64-mcs',
    ]);
  });

  it('checkWorkspace reads everything again, whether watched or not', async () => {
    const client = await start({ files: one });
    await client.ready();
    client.texts.set('/ws/src/lib.rs', 'use:unseen');
    const { roots } = await client.connection.sendRequest<StatusParams>('kaalSel4/checkWorkspace');
    expect(roots[0]?.findings.error).toBe(1);
    expect(client.names('/ws/src/lib.rs')).toEqual(['unseen']);
  });
});

describe('progress', () => {
  it('goes from 0 up in whole percents and ends', async () => {
    const client = await start({ files: one });
    await client.ready();
    await client.until(() => client.progress.at(-1)?.kind === 'end');
    expect(client.progress[0]).toMatchObject({ kind: 'begin', title: 'seL4 names', percentage: 0 });
    for (const { percentage } of client.progress.slice(0, -1))
      expect(Number.isInteger(percentage)).toBe(true);
  });

  it('is not sent to clients that do not show it', async () => {
    const client = await start({ files: one, capabilities: {} });
    await client.ready();
    expect(client.progress).toEqual([]);
  });
});

describe('the end', () => {
  it('after shutdown every request is refused', async () => {
    const client = await start({ files: one });
    await client.connection.sendRequest('shutdown');
    await expect(client.connection.sendRequest('kaalSel4/views')).rejects.toMatchObject({ code: -32600 });
  });

  it('before initialize too', async () => {
    const client = await start({ files: one, uninitialized: true });
    await expect(client.connection.sendRequest('kaalSel4/views')).rejects.toMatchObject({ code: -32002 });
  });
});
