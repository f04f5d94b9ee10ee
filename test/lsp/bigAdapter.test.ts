/** An adapter with 2,000 names of its own: every request about it is answered, and rightly. */
import { expect, it } from 'vitest';
import type { CodeLens, CompletionList, Hover, Location, SymbolInformation } from 'vscode-languageserver';
import { uri } from './harness';
import { startReal } from './real';

const COUNT = 2_000;
const names = Array.from({ length: COUNT }, (_, at) => `seL4_Own${at}`);
const TEXT = `//- /src/lib.rs
pub mod adapter;
pub mod uses {
    pub fn f() -> u32 { crate::adapter::seL4_Own19$099 }
    pub fn g() -> u32 { crate::adapter::seL4_Nowhere }
}
//- /src/adapter.rs
pub use sel4::sys::*;
${names.map((name, at) => `pub const ${name}: u32 = ${at};`).join('\n')}
pub fn all() -> u32 { ${names.join(' + ')} }
`;

it('an adapter of 2,000 names', async () => {
  const { ask, client } = await startReal(TEXT, {
    configuration: { bindings: { source: 'aarch64' }, inlayHints: { constantValues: true } },
  });
  const adapter = { textDocument: { uri: uri('/ws/src/adapter.rs') } };
  const hover = await ask<Hover>('textDocument/hover');
  expect((hover.contents as { value: string }).value).toContain('pub const seL4_Own1999: u32 = 1999');
  const places = await ask<Location[]>('textDocument/references', { context: { includeDeclaration: true } });
  expect(places.map(({ range }) => range.start.line)).toEqual([COUNT, COUNT + 1, 2]);
  const found = await ask<CompletionList>('textDocument/completion');
  expect(found.items.filter(({ label }) => label.startsWith('seL4_Own'))).toHaveLength(COUNT);
  const lenses = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', adapter);
  const titles = await Promise.all(
    lenses.map((lens) => client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)),
  );
  expect(titles.map(({ command }) => command?.title)).toEqual(['used by 2 places', '1 name missing']);
  const whole = { start: { line: 0, character: 0 }, end: { line: COUNT + 2, character: 0 } };
  const hints = await client.connection.sendRequest<unknown[]>('textDocument/inlayHint', {
    ...adapter,
    range: whole,
  });
  expect(hints.length).toBeLessThanOrEqual(COUNT);
  const symbols = await client.connection.sendRequest<SymbolInformation[]>('workspace/symbol', {
    query: 'seL4_Own',
  });
  // So many at once; who types more finds the others.
  expect(symbols.length).toBeGreaterThan(100);
  expect(symbols.length).toBeLessThan(COUNT);
});
