import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyNoRustc } from '../../support/rustc';
import { CannotProve } from '../proof';
import { programsIn } from './collect';
import { programs, prove } from './programs';

const why = whyNoRustc();
const FILES: Readonly<Record<string, string>> = {
  'a.rs': '//@ edition: 2018\nfn main() { gone(); }\n',
  'needs.rs': '//@ aux-build: other.rs\nextern crate other;\nfn main() {}\n',
  'auxiliary/other.rs': '',
  'book/b.md': `
Text.

\`\`\`rust,edition2024
# use std::mem::swap;
##[derive(Clone)] struct S;
#![allow(unused)]
let (mut a, mut b) = (1, 2);
swap(&mut a, &mut b);
\`\`\`

> \`\`\`rust,compile_fail
> fn main() { std::gone(); let _: S; }
> \`\`\`

\`\`\`rust,ignore
nothing
\`\`\`

\`\`\`text
nothing
\`\`\`
`,
  'broken.rs': 'fn main( { gone(); }\n',
};

describe('programs that others wrote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaal-programs-'));
  beforeAll(() => {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are Rust files and the blocks of Markdown, as rustdoc reads them', () => {
    const found = programsIn(folder).map(({ name, text, edition }) => [
      name.slice(folder.length),
      edition,
      text,
    ]);
    expect(found).toEqual([
      ['/a.rs', '2018', FILES['a.rs']],
      [
        '/book/b.md:4',
        '2024',
        '#![allow(unused)]\nfn main() {\nuse std::mem::swap;\n#[derive(Clone)] struct S;\nlet (mut a, mut b) = (1, 2);\nswap(&mut a, &mut b);\n\n}\n',
      ],
      ['/book/b.md:12', '2021', 'fn main() { std::gone(); let _: S; }\n'],
      ['/broken.rs', '2021', FILES['broken.rs']],
    ]);
  });

  test.skipIf(why)('are judged by rustc', { timeout: 60_000 }, async () => {
    const { counts, failures } = await prove(
      { seed: 0, budget: 100, progress: () => {} },
      programsIn(folder),
    );
    expect(failures).toEqual([]);
    expect(counts).toMatchObject({ programs: 3, 'rustc ended early': 1, 'errors of rustc about names': 3 });
  });

  test('need a folder', async () => {
    const before = process.env.PROGRAMS;
    delete process.env.PROGRAMS;
    expect(() => programs.run({ seed: 0, budget: 1, progress: () => {} })).toThrow(CannotProve);
    if (before !== undefined) process.env.PROGRAMS = before;
    const none = prove({ seed: 0, budget: 1, progress: () => {} }, []);
    await expect(none).rejects.toThrow(why ? /rustc/ : /no programs/);
  });
});
