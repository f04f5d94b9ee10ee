/** Several views of one workspace in an editor: the real engine over a connection. */
import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import type { CheckResult, MatrixResult, ViewsResult } from '../../server/src/lsp/protocol';
import { everything, realParts, type StartOptions, start, type TestClient, uri } from './harness';

const manifest = (metadata: string) => `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4" }

${metadata}
`;

const VIEWS = `[package.metadata.kaal-sel4]
default-view = "arm"

[package.metadata.kaal-sel4.views]
arm = { arch = "aarch64", bindings = "pin-aarch64" }
pc = { arch = "x86_64", bindings = "pin-x86_64" }
board = { arch = "riscv64", bindings = "pin-riscv64" }
`;

const LIB = `#![no_std]
pub fn all() { sel4::sys::seL4_Nowhere(); }
pub fn one() -> u32 { sel4::sys::_object::seL4_ARM_SmallPageObject }
#[cfg(target_arch = "x86_64")]
pub fn pc() -> u32 { sel4::sys::_object::seL4_ARM_LargePageObject }
`;

async function begin(texts: Readonly<Record<string, string>>, more: StartOptions = {}): Promise<TestClient> {
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`/ws/${path}`, text]));
  const client = await start({ files, parts: await realParts(() => client.files), ...more });
  return client;
}

const texts = { 'Cargo.toml': manifest(VIEWS), 'src/lib.rs': LIB };

/** The first word in quotes of each message, and its last line. */
function shown(client: TestClient, path = '/ws/src/lib.rs'): string[] {
  return (client.shown(path) ?? []).map((item) => {
    const lines = String(item.message).split('\n');
    return `${/`(\w+)`/.exec(lines[0]!)?.[1]} | ${lines.length > 1 ? lines.at(-1) : ''}`;
  });
}

describe('a project that names its views', () => {
  it('has each finding once, with where it holds', async () => {
    const client = await begin(texts);
    await client.ready();
    expect(shown(client)).toEqual([
      'seL4_Nowhere | ',
      'seL4_ARM_SmallPageObject | resolves on arm, missing on pc and board',
      'seL4_ARM_LargePageObject | missing on pc, not compiled on arm and board',
    ]);
    expect(client.shown('/ws/src/lib.rs')?.map((item) => item.data?.views)).toEqual([
      ['arm', 'pc', 'board'],
      ['pc', 'board'],
      ['pc'],
    ]);
    const [root] = client.statuses.at(-1)!.roots;
    expect(root!.view).toMatchObject({ name: 'arm', arch: 'aarch64' });
    expect(root!.views!.map(({ name, findings }) => `${name} ${findings.error}`)).toEqual([
      'arm 1',
      'pc 3',
      'board 2',
    ]);
  });

  it('follows edits in all of them', async () => {
    const client = await begin(texts);
    await client.ready();
    await client.open('/ws/src/lib.rs');
    await client.change('/ws/src/lib.rs', LIB.replace('seL4_ARM_SmallPageObject', 'seL4_X86_4K'));
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 2, 'version 2');
    expect(shown(client)[1]).toBe('seL4_X86_4K | resolves on pc, missing on arm and board');
  });

  it('is looked at as the person chooses, and as the setting says', async () => {
    const client = await begin(texts);
    await client.ready();
    const { roots } = await client.connection.sendRequest<ViewsResult>('kaalSel4/views', {});
    const choices = roots[0]!.choices;
    expect(choices.slice(0, 4).map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      'As the settings say: Forget what was chosen here',
      'arm (now): Cargo.toml: aarch64, bindings pin-aarch64',
      'pc: Cargo.toml: x86_64, bindings pin-x86_64',
      'board: Cargo.toml: riscv64, bindings pin-riscv64',
    ]);
    const status = await client.connection.sendRequest<CheckResult>('kaalSel4/setView', {
      view: choices[2]!.view,
    });
    expect(status.roots[0]!.view).toMatchObject({ name: 'pc', arch: 'x86_64' });
    expect(status.roots[0]!.views!.map((view) => view.name)).toEqual(['pc', 'arm', 'board']);
    expect(shown(client)[1]).toBe('seL4_ARM_SmallPageObject | resolves on arm, missing on pc and board');

    const set = await begin(texts, {
      configuration: () => ({ view: { name: 'board' }, views: { check: 'active' } }),
    });
    await set.ready();
    expect(set.statuses.at(-1)!.roots[0]).toMatchObject({ view: { name: 'board' } });
    expect(set.statuses.at(-1)!.roots[0]!.views).toBeUndefined();
    expect(shown(set)).toEqual(['seL4_Nowhere | ', 'seL4_ARM_SmallPageObject | ']);
  });

  it('a setting of one key changes the default view, not its features', async () => {
    const client = await begin(
      { ...texts, 'Cargo.toml': manifest('[package.metadata.kaal-sel4]\narch = "x86_64"\ntests = true\n') },
      { configuration: () => ({ view: { arch: 'riscv64' } }) },
    );
    await client.ready();
    expect(client.statuses.at(-1)!.roots[0]!.view).toMatchObject({ arch: 'riscv64', tests: true });
  });

  it('reads them again when the manifest changes, and says what is wrong there', async () => {
    const client = await begin(texts);
    await client.ready();
    await client.open('/ws/Cargo.toml');
    const without = texts['Cargo.toml'].replace(/board.*\n/, '').replace('pin-x86_64"', 'pin-x86-64"');
    await client.change('/ws/Cargo.toml', without);
    await client.until(() => (client.shown('/ws/Cargo.toml')?.length ?? 0) > 0, 'a finding in the manifest');
    expect(client.shown('/ws/Cargo.toml')).toMatchObject([
      {
        message: expect.stringContaining('there are no bindings `pin-x86-64`'),
        range: { start: { line: 13 } },
      },
    ]);
    await client.until(() => client.statuses.at(-1)?.roots[0]?.state === 'ready', 'ready again');
    expect(shown(client)).toEqual(['seL4_Nowhere | ']);
    await client.change('/ws/Cargo.toml', texts['Cargo.toml']);
    await client.until(() => shown(client).length === 3, 'all views again');
    await client.until(() => client.shown('/ws/Cargo.toml')?.length === 0, 'a whole manifest');
  });

  it('keeps them while the manifest is being typed, and completes what is typed', async () => {
    const client = await begin({
      ...texts,
      'Cargo.toml': `${texts['Cargo.toml']}\n[features]\nruntime = []\n`,
    });
    await client.ready();
    await client.open('/ws/Cargo.toml');
    const typed = `${texts['Cargo.toml'].trimEnd()}\nmock = { arch = "riscv64", features = ["`;
    await client.change('/ws/Cargo.toml', typed);
    const lines = typed.split('\n');
    const items = await client.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: uri('/ws/Cargo.toml') },
      position: { line: lines.length - 1, character: lines.at(-1)!.length },
    });
    expect(items.map((item) => item.label)).toEqual(['runtime']);
    expect(items[0]).toMatchObject({ textEdit: { newText: '"runtime"' }, filterText: '"runtime"' });
    await client.until(() => (client.shown('/ws/Cargo.toml')?.length ?? 0) > 0, 'the manifest is broken');
    expect(client.shown('/ws/Cargo.toml')).toMatchObject([
      { message: expect.stringContaining('not valid TOML') },
    ]);
    const { roots } = await client.connection.sendRequest<ViewsResult>('kaalSel4/views', {});
    expect(roots[0]!.view).toMatchObject({ name: 'arm' });
  });

  it('fades what the view that is looked at does not compile, if the setting says so', async () => {
    const publishDiagnostics = {
      ...everything.textDocument!.publishDiagnostics,
      tagSupport: { valueSet: [1 as const] },
    };
    const client = await begin(texts, {
      capabilities: { ...everything, textDocument: { publishDiagnostics } },
      configuration: () => ({ diagnostics: { inactiveCode: true } }),
    });
    await client.ready();
    const faded = () => client.shown('/ws/src/lib.rs')?.filter((item) => item.code === 'inactive-code');
    expect(faded()).toEqual([]);
    await client.open('/ws/src/lib.rs');
    await client.until(() => client.last('/ws/src/lib.rs')?.version === 1, 'version 1');
    expect(faded()).toEqual([
      {
        code: 'inactive-code',
        message: 'This code is not compiled in the view that is looked at; it is on pc.',
        range: { start: { line: 4, character: 0 }, end: { line: 4, character: 67 } },
        severity: 4,
        source: 'kaal-sel4',
        tags: [1],
      },
    ]);
  });

  it('has a matrix of the names it uses, with places to jump to', async () => {
    const client = await begin(texts);
    await client.ready();
    const { roots } = await client.connection.sendRequest<MatrixResult>('kaalSel4/matrix', {
      page: { nonce: 'n' },
    });
    const [root] = roots;
    expect(root!.columns.map(({ name }) => name)).toEqual(['arm', 'pc', 'board']);
    const row = root!.rows.find(({ name }) => name === 'seL4_ARM_SmallPageObject')!;
    expect(row.cells).toEqual([{ k: 'exists' }, { k: 'missing' }, { k: 'missing' }]);
    expect(row.uses).toEqual([
      {
        uri: uri('/ws/src/lib.rs'),
        range: { start: { line: 2, character: 42 }, end: { line: 2, character: 66 } },
        role: 'value',
      },
    ]);
    expect(root!.page).toContain('<a href="#" data-place="{&quot;uri&quot;:&quot;file:///ws/src/lib.rs');
    const builtIn = await client.connection.sendRequest<MatrixResult>('kaalSel4/matrix', {
      columns: 'builtIn',
    });
    expect(builtIn.roots[0]!.columns).toHaveLength(12);
    expect(builtIn.roots[0]!.page).toBeUndefined();
    await expect(client.connection.sendRequest('kaalSel4/matrix', { columns: 'all' })).rejects.toThrowError(
      'kaalSel4/matrix: columns',
    );
  });
});
