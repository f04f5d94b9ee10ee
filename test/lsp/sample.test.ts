/** The server with the real analysis, on the sample workspace: what an editor gets is what rustc reports. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { nodeServerParts } from '../../server/src/lsp/main';
import expected from '../workspaces/kaal-mini.expected.json';
import { start, type TestClient, uri } from './harness';

const sample = join(__dirname, '..', 'workspaces', 'kaal-mini').replaceAll('\\', '/');
const broker = `${sample}/runtime/cap_broker/src/component.rs`;

const begin = () => start({ folders: [sample], parts: nodeServerParts() });

/** Errors as rustc counts: 1-based. */
function shownErrors(client: TestClient): readonly string[] {
  const files = new Set(client.published.map((params) => params.uri));
  return [...files]
    .flatMap((file) => {
      const path = file.slice('file://'.length);
      return (client.shown(path) ?? [])
        .filter((item) => item.severity === 1 && item.code !== 'project')
        .map((item) => spot(path.slice(sample.length + 1), item));
    })
    .sort();
}

function spot(file: string, { range: { start: from, end: to } }: Diagnostic): string {
  return `${file}:${from.line + 1}:${from.character + 1}-${to.line + 1}:${to.character + 1}`;
}

describe('on kaal-mini', () => {
  it('publishes the rows that rustc has, span for span', async () => {
    const client = await begin();
    await client.ready();
    expect(shownErrors(client)).toEqual(
      expected.map((row) => `${row.file}:${row.line}:${row.col}-${row.endLine}:${row.endCol}`).sort(),
    );
    const [item] = client.shown(broker) ?? [];
    expect(item).toMatchObject({
      source: 'kaal-sel4',
      code: 'invocation-as-function',
      data: { rustcCode: 'E0425' },
    });
  });

  it('follows an edit without checking anything else again', async () => {
    const client = await begin();
    await client.ready();
    const text = await readFile(broker, 'utf8');
    await client.open(broker, text);
    await client.until(() => client.last(broker)?.version === 1, 'version 1');
    const before = client.shown(broker)?.length ?? 0;
    client.published.length = 0;
    await client.change(broker, text.replace('answer != seL4_NoError', 'answer != seL4_Error::seL4_NoError'));
    await client.until(() => client.last(broker)?.version === 2, 'version 2');
    expect(client.shown(broker)).toHaveLength(before - 1);
    expect(client.published.map((params) => params.uri)).toEqual([uri(broker)]);
  });

  it('survives every prefix of a file being typed', async () => {
    const client = await begin();
    const text = await readFile(broker, 'utf8');
    await client.open(broker, '');
    for (let end = 0; end < text.length; end += 97) await client.change(broker, text.slice(0, end));
    await client.change(broker, text, undefined, 10_000);
    await client.until(() => client.last(broker)?.version === 10_000, 'the whole text');
    expect(client.shown(broker)).toHaveLength(expected.filter((row) => broker.endsWith(row.file)).length);
    expect(client.logs).toEqual([]);
  });

  it('has a page for its codes', () => {
    const { documentation } = nodeServerParts();
    expect(documentation === '' || existsSync(new URL(documentation))).toBe(true);
  });
});
