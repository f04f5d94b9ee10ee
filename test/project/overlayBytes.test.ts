import { expect, test } from 'vitest';
import { memoryFiles, overlayFiles } from '../../server/src/project/memoryFiles';

test('files that are no text are read through open documents: git keeps its index so', () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const base = {
    ...memoryFiles(new Map()),
    readBytes: (path: string) => (path === '/a' ? bytes : undefined),
  };
  const files = overlayFiles(base, new Map([['/b', 'text']]));
  expect(files.readBytes?.('/a')).toBe(bytes);
  expect(files.readBytes?.('/b')).toBeUndefined();
});
