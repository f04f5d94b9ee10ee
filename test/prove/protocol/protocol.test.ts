import { expect, test } from 'vitest';
import { changesBetween, type Encoding, positionAt } from './positions';
import { protocol } from './protocol';
import { isTested } from './servers';

test('positions count lines and columns as the protocol does', () => {
  const text = 'a\r\nb\rc\n😀é\n';
  const columns = (encoding: Encoding) => [0, 1, 3, 5, 7, 9, 10].map((at) => positionAt(text, at, encoding));
  expect(columns('utf-16').map(({ line, character }) => `${line}:${character}`)).toEqual([
    '0:0',
    '0:1',
    '1:0',
    '2:0',
    '3:0',
    '3:2',
    '3:3',
  ]);
  expect(positionAt(text, 10, 'utf-8')).toEqual({ line: 3, character: 6 });
  expect(positionAt(text, 10, 'utf-32')).toEqual({ line: 3, character: 2 });
});

test('no change begins or ends within a character or a line end', () => {
  expect(changesBetween('😀', '😁', 'range', 'utf-16')).toEqual([
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 2 } }, text: '😁' },
  ]);
  expect(changesBetween('a\r\nb', 'a\nb', 'range', 'utf-8')).toEqual([
    { range: { start: { line: 0, character: 1 }, end: { line: 1, character: 0 } }, text: '\n' },
  ]);
});

test.skipIf(!isTested())('edits that race requests: in the end as from a new server', async () => {
  const { counts, failures } = await protocol.run({ seed: 3, budget: 300, progress: () => {} });
  expect(failures).toEqual([]);
  expect(counts['times compared']).toBeGreaterThan(5);
});
