/** The integration report over a real connection: it follows what is typed. */
import { describe, expect, it } from 'vitest';
import type { PlaceInDocument, ReportChangedParams, ReportResult } from '../../server/src/lsp/protocol';
import { uri } from './harness';
import { startReal } from './real';

const LIB = `//- /src/lib.rs
pub mod adapter {
    pub use sel4::sys::*;
}
use adapter::*;
pub fn ok(e: u32) -> bool { /* 🦀 */ e == seL4_NoError }
`;

async function open() {
  const { client, texts } = await startReal(LIB);
  const path = '/ws/src/lib.rs';
  await client.open(path);
  const changed: ReportChangedParams[] = [];
  client.connection.onNotification('kaalSel4/reportChanged', (params: ReportChangedParams) => {
    changed.push(params);
  });
  const ask = async (params: object = {}) => {
    const { roots } = await client.connection.sendRequest<ReportResult>('kaalSel4/report', params);
    return roots[0]!;
  };
  const until = async (count: number) => {
    const end = Date.now() + 5_000;
    while (changed.length < count && Date.now() < end) await new Promise((done) => setTimeout(done, 10));
    return changed.length;
  };
  return { client, ask, until, path, text: texts.get(path)! };
}

describe('the report', () => {
  it('is data for whoever wants no page', async () => {
    const { ask } = await open();
    const { root, name, report, mark, news, page, body } = await ask();
    expect([root, name, news, page, body]).toEqual([
      uri('/ws'),
      'ws',
      '1 error in 1 file',
      undefined,
      undefined,
    ]);
    expect(report?.missing[0]?.causes[0]?.names[0]).toMatchObject({
      name: 'seL4_NoError',
      places: [{ file: 'src/lib.rs', line: 5, col: 42 }],
    });
    expect(mark.tally).toEqual([
      { code: 'constified-variant', name: 'seL4_NoError', module: 'probe', uses: 1 },
    ]);
    expect(report?.plan).toBeNull();
    expect((await ask({ plan: true })).report?.plan?.mended).toBe(1);
  });

  it('is a page whose links jump, in the client’s columns', async () => {
    const { ask } = await open();
    const { page } = await ask({ page: { nonce: 'n0' } });
    expect(page).toContain(`style-src 'nonce-n0'; script-src 'nonce-n0'`);
    const [, data = ''] = /data-place="([^"]*)"[^>]*>src\/lib\.rs:5/.exec(page!) ?? [];
    const place = JSON.parse(data.replaceAll('&quot;', '"')) as PlaceInDocument;
    const at = { line: 4, character: 42 };
    expect(place).toEqual({ uri: uri('/ws/src/lib.rs'), range: { start: at, end: at } });
  });

  it('follows what is typed: the client is told once, asks, and sees what has changed', async () => {
    const { ask, client, until, path, text } = await open();
    const { mark } = await ask({ watch: true });
    await client.change(path, text.replace('== seL4_NoError', '== seL4_Error::seL4_NoError'));
    expect(await until(1)).toBe(1);
    const after = await ask({ watch: true, body: true, since: mark });
    expect(after.news).toBe('nothing to report in 1 file; since the last report: 1 gone');
    expect(after.body).toContain('<td class="gone">gone</td>');
    expect(after.body).not.toContain('<!DOCTYPE');
    // Told again only when it has been asked for again.
    await client.change(path, `${text}\n`);
    expect(await until(2)).toBe(2);
    await client.change(path, `${text}\n\n`);
    await client.change(path, text);
    await client.ready();
    expect((await ask({ since: mark })).report?.changes).toMatchObject({ gone: [], added: [] });
    expect(await until(2)).toBe(2);
  });

  it('of texts that are changed while it is made is that of the newest', async () => {
    const { ask, client, path, text } = await open();
    const change = client.change(path, text.replace('e == seL4_NoError', 'e == 0'));
    const answer = ask();
    await change;
    expect((await answer).report?.totals.errors).toBe(0);
  });

  it('is refused for roots and earlier reports that are none', async () => {
    const { ask } = await open();
    await expect(ask({ since: { version: 1 } })).rejects.toThrowError('since: it is no report: `views`');
    await expect(ask({ root: 'file:///elsewhere' })).rejects.toThrowError('belongs to no Cargo workspace');
    await expect(ask({ body: 'yes' })).rejects.toThrowError('kaalSel4/report: body');
  });
});
