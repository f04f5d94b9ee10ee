import { readFileSync } from 'node:fs';
import { join } from 'node:path';
/** Hovers by example, and on a sample of all names of all kernels. */
import { describe, expect, it } from 'vitest';
import { examples } from './examples';
import { hoverSample } from './hoverSample';
import { askOnSel4, hoverAt } from './support';

examples('a hover', 'hover.txt', (asked) => hoverAt(asked));

describe('a hover', () => {
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

/**
 * The same of 200 names that another program read off generated bindings of the same kernels: configuration, kind, path,
 * the configurations that have it (`1` or `0` for each), value, signature or target.
 */
it('says what an independent reading of the bindings says of 200 names', async () => {
  const path = join(import.meta.dirname, 'hover-facts.json');
  const { configurations, names } = JSON.parse(readFileSync(path, 'utf8')) as {
    configurations: string[];
    names: [configuration: string, kind: string, path: string, has: string, detail: string | null][];
  };
  const known = names.map(([configuration, kind, at, has, detail]) => ({
    configuration,
    place: {
      name: at.split('::').at(-1)!,
      kind,
      path: at,
      configurations: configurations.filter((_, index) => has[index] === '1'),
    },
    detail: detail ?? undefined,
  }));
  expect(known).toHaveLength(200);
  expect(await hoverSample(200, 1, known)).toEqual([]);
}, 120_000);
