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
