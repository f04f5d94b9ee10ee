/** Tests by example: Rust with a cursor, then what is said there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitFixtures } from '../support/fixture';
import { type Asked, askOnSel4 } from './support';

const LINE = '\n----\n';

/** `UPDATE=1` writes what is said now into the file: read what it wrote. */
const update = process.env.UPDATE === '1';

/**
 * Holds what `say` says at the cursor of each example in a file beside this one against what stands there. An example
 * is `//# title`, one or more files of a package that depends on `sel4`, a line `----`, and the expected text.
 */
export function examples(name: string, file: string, say: (asked: Asked) => string): void {
  const path = join(__dirname, file);
  const text = readFileSync(path, 'utf8');
  const written: string[] = [text.slice(0, text.indexOf('//# '))];
  describe(name, () => {
    it.each(splitFixtures(text))('$title', async ({ title, text: example }) => {
      const [code = '', expected = ''] = example.split(LINE);
      const found = say(await askOnSel4(code.startsWith('//- ') ? code : `//- /src/lib.rs\n${code}\n`));
      written.push(`//# ${title}\n${code}${LINE}${found}\n\n`);
      if (update) writeFileSync(path, `${written.join('').trimEnd()}\n`);
      else expect(found).toBe(expected.trim());
    });
  });
}
