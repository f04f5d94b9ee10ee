/** Builds that come while an editor is open: the real engine over a connection, and a real disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ViewsResult } from '../../server/src/lsp/protocol';
import { nodeFiles } from '../../server/src/project/nodeFiles';
import { constsText, generatedFiles } from '../bindings/support';
import { everything, realParts, start, type TestClient } from './harness';

const MANIFEST = `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4" }
`;
const LIB = '#![no_std]\npub fn f() { sel4::sys::seL4_OfThisBuild(); }\n';

let root: string;
let build: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kaal-sel4-builds-')).replaceAll('\\', '/');
  build = `${root}/target/aarch64-sel4/debug/build/sel4-sys-0123456789abcdef`;
  write(`${root}/Cargo.toml`, MANIFEST);
  write(`${root}/src/lib.rs`, LIB);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The six files of a build, whose bindings have `name`. */
function outFiles(name: string): readonly (readonly [path: string, text: string])[] {
  const files = generatedFiles(`${build}/out`, 0, { 'bindings.rs': `pub fn ${name}() {}\n` });
  return Object.entries(files).map(([path, file]) => [
    path,
    typeof file === 'string' ? file : (file.text ?? ''),
  ]);
}

/** Writes a file as a build does, and has the client tell of it if it watches. */
async function written(client: TestClient, path: string, text: string): Promise<void> {
  write(path, text);
  await client.watched([path, 1]);
}

async function begin(capabilities = everything): Promise<TestClient> {
  const files = nodeFiles();
  const client = await start({ folders: [root], capabilities, parts: await realParts(() => files) });
  await client.ready();
  return client;
}

const names = (client: TestClient) =>
  (client.shown(`${root}/src/lib.rs`) ?? []).map((item) => /`(\w+)`/.exec(String(item.message))?.[1]);
const bindings = (client: TestClient) => client.statuses.at(-1)?.roots[0]?.bindings;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function buildOnce(client: TestClient, name: string, tell = written): Promise<void> {
  await tell(client, `${build}/invoked.timestamp`, 'This file has an mtime of when this was started.');
  await tell(
    client,
    `${root}/target/aarch64-sel4/debug/build/sel4-config-ffff/out/consts_gen.rs`,
    constsText('aarch64', true),
  );
  for (const [path, text] of outFiles(name)) {
    await tell(client, path, text.slice(0, text.length / 2));
    await pause(30);
    await tell(client, path, text);
  }
  expect(bindings(client)?.kind).toBe('snapshot');
  await tell(client, `${build}/output`, '');
  await tell(client, `${build}/root-output`, `${build}/out`);
}

describe('a build while an editor is open', () => {
  it('is picked up when it has ended, and never half written', async () => {
    const client = await begin();
    expect(names(client)).toEqual(['seL4_OfThisBuild']);
    expect(bindings(client)).toMatchObject({ kind: 'snapshot', certain: false });
    await buildOnce(client, 'seL4_OfThisBuild');
    await client.until(() => bindings(client)?.kind === 'generated', 'the new bindings');
    expect(names(client)).toEqual([]);
    // On the way there was nothing but the two states.
    const kinds = new Set(client.statuses.map((status) => status.roots[0]?.bindings?.kind));
    expect([...kinds].filter((kind) => kind !== undefined)).toEqual(['snapshot', 'generated']);
    const { roots } = await client.connection.sendRequest<ViewsResult>('kaalSel4/views', {});
    expect(roots[0]!.choices).toContainEqual({
      label: 'Generated: aarch64, MCS',
      detail: 'target/aarch64-sel4/debug/build/sel4-sys-0123456789abcdef/out (debug)',
      view: { bindings: `${build}/out` },
    });
  });

  it('is noticed without the client’s watching too', async () => {
    const { workspace: _workspace, ...others } = everything;
    const client = await begin({ ...others, workspace: { workspaceFolders: true } });
    await buildOnce(client, 'seL4_OfThisBuild', async (_client, path, text) => write(path, text));
    await client.until(() => bindings(client)?.kind === 'generated', 'the new bindings');
    expect(names(client)).toEqual([]);
  });
});
