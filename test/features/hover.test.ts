/** Hovers by example, and on a sample of all names of all kernels. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitFixtures } from '../support/fixture';
import { hoverSample } from './hoverSample';
import { askOnSel4, hoverAt } from './support';

const FILE = join(__dirname, 'hover.txt');
const LINE = '\n----\n';

/** `UPDATE=1` writes what is said now into the file: read what it wrote. */
const update = process.env.UPDATE === '1';

describe('a hover', async () => {
  const text = readFileSync(FILE, 'utf8');
  const examples = splitFixtures(text);
  const written: string[] = [text.slice(0, text.indexOf('//# '))];

  it.each(examples)('$title', async ({ title, text: example }) => {
    const [code = '', expected = ''] = example.split(LINE);
    const found = hoverAt(await askOnSel4(`//- /src/lib.rs\n${code}\n`));
    written.push(`//# ${title}\n${code}${LINE}${found}\n\n`);
    if (update) writeFileSync(FILE, `${written.join('').trimEnd()}\n`);
    else expect(found).toBe(expected.trim());
  });

  it('has links in Markdown, and nothing that plain text would show as marks', async () => {
    const asked = await askOnSel4(
      '//- /src/lib.rs\npub mod adapter { pub use sel4::sys::*; }\nuse adapter::*;\nfn f(_: seL4_CP$0tr) {}\n',
    );
    expect(hoverAt(asked, true)).toContain(
      '`use adapter::*` in `probe` [lib.rs:2](file:///fixture/src/lib.rs#2)',
    );
    expect(hoverAt(asked)).not.toContain('`');
  });

  it('is silent on what is not about seL4', async () => {
    for (const code of [
      'fn own() {}\nfn f() { o$0wn() }',
      'fn f(value: u8) -> u8 { val$0ue }',
      'fn f() -> Option<u8> { No$0ne }',
      '// seL4_No$0Error',
      'fn f() { let _ = "seL4_No$0Error"; }',
      'fn f() { missing_own_$0name() }',
    ])
      expect(hoverAt(await askOnSel4(`//- /src/lib.rs\n${code}\n`)), code).toBe('');
  });
});

it('says the real path, the value or signature, and where it exists, of 200 names of all kernels', async () => {
  const wrong = await hoverSample(200, 1);
  expect(wrong).toEqual([]);
}, 120_000);
