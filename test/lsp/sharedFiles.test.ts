/** What several workspaces say alike of one place is said once: of a manifest above them, of a file that they share. */
import { describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction, DocumentDiagnosticReport } from 'vscode-languageserver';
import { everything, partsOver, type StartOptions, start, type TestClient, uri } from './harness';

const member = (name: string) => `[package]
name = "${name}"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4" }
`;

async function begin(texts: Map<string, string>, options: StartOptions): Promise<TestClient> {
  return start({ parts: await partsOver(texts), ...options });
}

const messages = (client: TestClient, path: string) =>
  (client.shown(path) ?? []).map(({ message }) => String(message).split('\n')[0]);

describe('a root manifest that cannot be read, with files of several members open', () => {
  const WHOLE = '[workspace]\nmembers = ["a", "b", "c"]\n';
  const members = ['a', 'b', 'c'];
  const files = (): [string, string][] => [
    ['/ws/Cargo.toml', WHOLE],
    ...members.flatMap((name): [string, string][] => [
      [`/ws/${name}/Cargo.toml`, member(name)],
      [`/ws/${name}/src/lib.rs`, 'fn f() { seL4_Gone() }\n'],
    ]),
  ];
  const openedWith = async (broken: string) => {
    const texts = new Map(files());
    const client = await begin(texts, { folders: ['/ws'] });
    for (const name of members)
      await client.open(`/ws/${name}/src/lib.rs`, texts.get(`/ws/${name}/src/lib.rs`));
    await client.ready();
    texts.set('/ws/Cargo.toml', broken);
    await client.watched(['/ws/Cargo.toml', 2]);
    await client.until(() => client.statuses.at(-1)?.roots.length === 4, 'a root for each member');
    await client.ready();
    return { client, texts };
  };

  it('is told once, and no longer once it is mended', async () => {
    const { client, texts } = await openedWith('[worksp');
    const told = ['this is not valid TOML: incomplete key-value: cannot find end of key'];
    expect(messages(client, '/ws/Cargo.toml')).toEqual(told);
    for (const name of members) expect(client.shown(`/ws/${name}/src/lib.rs`)).toHaveLength(1);
    const textDocument = { uri: uri('/ws/Cargo.toml') };
    const pulled = await client.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument,
    });
    expect(pulled).toMatchObject({ kind: 'full', items: [{ code: 'project' }] });
    texts.set('/ws/Cargo.toml', WHOLE);
    await client.watched(['/ws/Cargo.toml', 2]);
    await client.until(() => client.statuses.at(-1)?.roots.length === 1, 'one root');
    expect(messages(client, '/ws/Cargo.toml')).toEqual([]);
  });

  it('is why each of them is looked at alone: all of them name it', async () => {
    const { client } = await openedWith('members = [');
    const problems = client.statuses.at(-1)?.roots.map((root) => root.problems.map(({ file }) => file));
    expect(problems).toEqual(Array(4).fill(['/ws/Cargo.toml']));
  });
});

describe('a file that two workspaces have', () => {
  const codeActions: ClientCapabilities = {
    ...everything,
    textDocument: {
      ...everything.textDocument,
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
    },
  };
  const SHARED = 'pub fn f() -> sel4::sys::seL4_Error { sel4::sys::seL4_NoError }\n';
  const two = (shared = SHARED) =>
    new Map([
      ...['/one', '/two'].flatMap((folder): [string, string][] => [
        [`${folder}/Cargo.toml`, member('own')],
        [`${folder}/src/lib.rs`, '#[path = "../../shared.rs"]\nmod shared;\n'],
      ]),
      ['/shared.rs', shared] as const,
    ]);
  const folders = ['/one', '/two'];

  it('has each finding once, and it counts once for both together', async () => {
    const client = await begin(two(), { folders });
    await client.ready();
    const shown = messages(client, '/shared.rs');
    expect(shown).toHaveLength(2);
    expect(new Set(shown).size).toBe(2);
    const { roots, findings } = client.statuses.at(-1)!;
    expect(roots.map((root) => root.findings.error)).toEqual([2, 2]);
    expect(findings).toEqual({ error: 2, warning: 0, information: 0, hint: 0 });
  });

  it('has it as loud as the louder of them wants it', async () => {
    const quiet = { diagnostics: { severity: { 'unresolved-name': 'hint' } } };
    const texts = two('pub fn f() { sel4::sys::seL4_Gone() }\n');
    const client = await begin(texts, {
      folders,
      configuration: (scope) => (scope === uri('/one') ? quiet : {}),
    });
    await client.ready();
    expect(client.shown('/shared.rs')).toMatchObject([{ severity: 1 }]);
    expect(client.statuses.at(-1)!.findings).toEqual({ error: 1, warning: 0, information: 0, hint: 0 });
  });

  it('has what only one of them says, too', async () => {
    const sources = new Map([
      [uri('/one'), 'pin-aarch64'],
      [uri('/two'), 'pin-x86_64'],
    ]);
    const client = await begin(two('pub fn f() -> u32 { sel4::sys::_object::seL4_X86_4K }\n'), {
      folders,
      configuration: (scope) => ({ bindings: { source: sources.get(scope ?? '') } }),
    });
    await client.ready();
    expect(messages(client, '/shared.rs')).toEqual([
      'cannot find value `seL4_X86_4K` in `sel4::sys::_object`: it exists only on x86_64',
    ]);
    expect(client.statuses.at(-1)!.roots.map((root) => root.findings.error)).toEqual([1, 0]);
    expect(client.statuses.at(-1)!.findings?.error).toBe(1);
  });

  it('has what they say of its views along with it', async () => {
    const views = `
[package.metadata.kaal-sel4]
default-view = "arm"

[package.metadata.kaal-sel4.views]
arm = { arch = "aarch64", bindings = "pin-aarch64" }
pc = { arch = "x86_64", bindings = "pin-x86_64" }
`;
    const texts = two('pub fn f() -> u32 { sel4::sys::_object::seL4_ARM_SmallPageObject }\n');
    texts.set('/two/Cargo.toml', member('own') + views);
    const client = await begin(texts, {
      folders,
      configuration: (scope) =>
        scope === uri('/one') ? { bindings: { source: 'pin-x86_64' } } : { views: { check: 'all' } },
    });
    await client.ready();
    expect(client.shown('/shared.rs')?.map(({ message }) => String(message).split('\n'))).toEqual([
      [
        'cannot find value `seL4_ARM_SmallPageObject` in `sel4::sys::_object`: it exists only on aarch64',
        'resolves on arm, missing on pc',
      ],
    ]);
  });

  it('has each fix once', async () => {
    const client = await begin(two(), { folders, capabilities: codeActions });
    await client.ready();
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri('/shared.rs') },
      range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
      context: { diagnostics: client.shown('/shared.rs') ?? [] },
    });
    const titles = actions.map(({ title }) => title);
    expect(titles).toEqual([
      'Write `sel4::sys::seL4_Error::Type`',
      'Write `sel4::sys::seL4_Error::seL4_NoError`',
    ]);
  });
});
