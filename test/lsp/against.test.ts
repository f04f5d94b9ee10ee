/** Checking against other bindings for a while: the real engine over a connection. */
import { describe, expect, it } from 'vitest';
import type { CheckResult, ViewsResult } from '../../server/src/lsp/protocol';
import { realParts, type StartOptions, start, type TestClient } from './harness';

const MANIFEST = `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4" }

[package.metadata.kaal-sel4]
arch = "aarch64"
bindings = "pin-aarch64"
`;
const LIB = `#![no_std]
pub use sel4::sys::seL4_ARM_PageUpperDirectory;
pub use sel4::sys::seL4_Word;
`;

async function begin(more: StartOptions = {}): Promise<TestClient> {
  const files = { '/ws/Cargo.toml': MANIFEST, '/ws/src/lib.rs': LIB };
  const client = await start({ files, parts: await realParts(() => client.files), ...more });
  await client.ready();
  return client;
}

const checkAgainst = (client: TestClient, bindings: unknown) =>
  client.connection.sendRequest<CheckResult>('kaalSel4/checkAgainst', { bindings });

function shown(client: TestClient): string[] {
  return (client.shown('/ws/src/lib.rs') ?? []).map((item) => {
    const lines = String(item.message).split('\n');
    return `${/`([\w:]+)`/.exec(lines[0]!)?.[1]} | ${lines.at(-1)}`;
  });
}

describe('checking against other bindings', () => {
  it('shows what they lack and the own ones have, says so in the status, and ends without a trace', async () => {
    const client = await begin();
    expect(shown(client)).toEqual([]);
    const { roots } = await checkAgainst(client, 'aarch64');
    expect(roots[0]).toMatchObject({ against: 'aarch64', bindings: { name: 'aarch64', certain: true } });
    expect(roots[0]!.views!.map(({ name, findings }) => `${name}: ${findings.error}`)).toEqual([
      'aarch64, bindings aarch64: 1',
      'aarch64, bindings pin-aarch64: 0',
    ]);
    expect(shown(client)).toEqual([
      'sel4::sys::seL4_ARM_PageUpperDirectory | ' +
        'resolves on aarch64, bindings pin-aarch64, missing on aarch64, bindings aarch64',
    ]);
    const after = await checkAgainst(client, null);
    expect(after.roots[0]).not.toHaveProperty('against');
    expect(after.roots[0]).toMatchObject({ bindings: { name: 'pin-aarch64' } });
    expect(shown(client)).toEqual([]);
  });

  it('where only the active view is checked, shows what they lack', async () => {
    const client = await begin({ configuration: () => ({ views: { check: 'active' } }) });
    const { roots } = await checkAgainst(client, 'aarch64');
    expect(roots[0]!.views).toBeUndefined();
    expect(roots[0]!.findings.error).toBe(1);
  });

  it('offers the built-in bindings', async () => {
    const client = await begin();
    const { roots } = await client.connection.sendRequest<ViewsResult>('kaalSel4/views', {});
    expect(roots[0]!.bindings).toContainEqual({
      label: 'x86_64-mcs',
      detail: 'Built-in bindings',
      bindings: 'x86_64-mcs',
    });
  });

  it('what cannot be used is refused with the reason, and nothing changes', async () => {
    const client = await begin();
    await expect(checkAgainst(client, 'aarch65')).rejects.toThrow(/no bindings named aarch65.*did you mean/);
    await expect(checkAgainst(client, '/ws/src')).rejects.toThrow('holds no generated bindings');
    await expect(checkAgainst(client, '')).rejects.toThrow('bindings');
    await expect(checkAgainst(client, 5)).rejects.toThrow('bindings');
    expect(client.statuses.at(-1)!.roots[0]).not.toHaveProperty('against');
  });
});
