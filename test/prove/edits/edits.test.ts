import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { splitFixtures } from '../../support/fixture';
import { parts } from '../../support/sel4Workspace';
import { edits } from './edits';
import { play } from './player';
import { parseScript, printScript } from './script';

describe('sequences that once went wrong', () => {
  const found = splitFixtures(readFileSync(join(import.meta.dirname, 'found.txt'), 'utf8'));
  for (const { title, text } of found)
    test(title, async () => {
      const script = parseScript(text);
      expect(play({ ...script, steps: [...script.steps, { k: 'look' }] }, await parts())).toBeUndefined();
    });
});

test('a script is read as it was written', () => {
  const text = `//> view {"tests":true}
//- /src/lib.rs
mod a;
//- /src/empty.rs
//- /src/odd.rs "no end of line"
//> editor /src/a.rs
// a
//> & late /src/b.rs "\\r\\n//> look\\n"
//> close /src/a.rs
//> remove /src/b.rs
//> ask /src/lib.rs
//> view {}
//> look
`;
  expect(printScript(parseScript(text))).toBe(text);
});

test('random edits: as from scratch', async () => {
  const { counts, failures } = await edits.run({ seed: 4, budget: 300, progress: () => {} });
  expect(failures).toEqual([]);
  expect(counts['times compared']).toBeGreaterThan(100);
});
