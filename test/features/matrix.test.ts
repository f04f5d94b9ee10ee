import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSideBySide } from '../../server/src/analysis/analysis';
import { matrixText } from '../../server/src/cli/matrixText';
import { plain } from '../../server/src/cli/style';
import { matrixHtml } from '../../server/src/features/matrix/html';
import { matrixMarkdown } from '../../server/src/features/matrix/markdown';
import { type ColumnSource, matrixOf, type NamePlace } from '../../server/src/features/matrix/table';
import { type Role, type Use, usesIn } from '../../server/src/features/matrix/uses';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import { nodeFiles } from '../../server/src/project/nodeFiles';
import { parts } from '../support/sel4Workspace';

/** Uses of names with the prefix in a text: `role name`, checked to stand where they are said to. */
async function uses(text: string): Promise<string[]> {
  const { parser } = await parts();
  const found = usesIn('/f.rs', text, parser.lowerFile(text), (name) => name.startsWith('seL4_'));
  for (const { name, start, end } of found) expect(text.slice(start, end)).toBe(name);
  return found.map(({ role, name }) => `${role} ${name}`);
}

describe('names that a file uses', () => {
  it('in paths, imports, types, patterns, calls, and in macros as they stand', async () => {
    expect(
      await uses(`
use sel4::sys::{seL4_Word, seL4_Error::*};
fn f(word: seL4_Word) {
    use sel4::sys::seL4_CapRights as Rights;
    match word { seL4_NoError => seL4_TCB_Resume(1), _ => buffer.seL4_Send(2) }
    assert_eq!(word, seL4_InMacro);
    let s = sel4::sys::seL4_Struct { a: 1 };
}
macro_rules! m { () => { seL4_InDefinition } }
mod inner { impl X { fn g() -> seL4_Deep { seL4_Value } } }
`),
    ).toEqual([
      'any seL4_Word',
      'any seL4_Error',
      'type seL4_Word',
      'any seL4_CapRights',
      'value seL4_NoError',
      'function seL4_TCB_Resume',
      'function seL4_Send',
      'any seL4_InMacro',
      'type seL4_Struct',
      'any seL4_InDefinition',
      'type seL4_Deep',
      'value seL4_Value',
    ]);
  });

  it('whatever the view: what a cfg takes out is used in another', async () => {
    expect(await uses('#[cfg(target_arch = "x86_64")]\nfn f() { seL4_X86(); }\n')).toEqual([
      'function seL4_X86',
    ]);
  });
});

const use = (name: string, role: Role = 'any'): Use => ({ name, role, file: '/w/a.rs', start: 3, end: 9 });
const column = (name: string, places: Readonly<Record<string, readonly NamePlace[]>>): ColumnSource => ({
  name,
  about: `about ${name}`,
  places: (asked) => places[asked] ?? [],
});
const at = (path: string, kind: string, detail = ''): NamePlace => ({ path, kind, detail });

const A = column('a', {
  same: [at('same', 'fn', 'fn same()')],
  value: [at('m::value', 'const', 'Type = 7')],
  moved: [at('m::moved', 'const', 'u32 = 1')],
  gone: [at('gone', 'struct')],
  signature: [at('T::signature', 'method', 'fn signature(&self)')],
  shape: [at('T::shape', 'method', 'fn shape(&self)'), at('shape', 'struct')],
});
const B = column('b', {
  same: [at('same', 'fn', 'fn same()')],
  value: [at('m::value', 'const', 'Type = 9')],
  moved: [at('moved', 'const', 'u32 = 1')],
  signature: [at('T::signature', 'method', 'fn signature(&self, a: u8)')],
  shape: [at('shape', 'struct'), at('S::shape', 'field', 'u32')],
});
const matrix = matrixOf(
  [
    use('same', 'function'),
    use('value', 'value'),
    use('value'),
    use('moved'),
    use('gone', 'type'),
    use('signature', 'function'),
    use('shape', 'function'),
    use('nowhere'),
  ],
  [A, B],
);

describe('the table', () => {
  it('says where each name is: there, elsewhere, another kind, another value, missing', () => {
    expect(matrix.rows.map(({ name, cells }) => [name, ...cells])).toEqual([
      ['gone', { k: 'exists' }, { k: 'missing' }],
      ['moved', { k: 'exists' }, { k: 'elsewhere', path: 'moved', detail: 'u32 = 1' }],
      ['shape', { k: 'exists' }, { k: 'kind', kind: 'struct', path: 'shape' }],
      ['signature', { k: 'exists' }, { k: 'differs', detail: 'fn signature(&self, a: u8)' }],
      ['value', { k: 'exists' }, { k: 'differs', detail: 'Type = 9' }],
      ['nowhere', { k: 'missing' }, { k: 'missing' }],
      ['same', { k: 'exists' }, { k: 'exists' }],
    ]);
    expect(matrix.rows.find((row) => row.name === 'value')!.uses).toHaveLength(2);
  });

  it('as text', () => {
    expect(`\n${matrixText(matrix, { paint: plain, width: 100 })}`).toBe(`
name       a    b          where
gone       yes  -          gone (struct)
moved      yes  at moved   m::moved (const, u32 = 1)
shape      yes  as struct  T::shape (method)
signature  yes  differs    T::signature (method)
value      yes  = 9        m::value (const, Type = 7)
nowhere    -    -          in no bindings
same       yes  yes        same (fn)

yes        as in the first configuration that has the name
= 9        at the same path with another value; \`differs\`: with another signature, target or parts
at x::y    at another path
as struct  only as another kind of thing
-          not in the bindings

7 names, 5 differ between 2 configurations
`);
    const narrow = matrixText(matrix, { paint: plain, width: 20 });
    expect(narrow).toContain('name       [1]  [2]        where\n');
    expect(narrow).toContain(' [1] a\n [2] b\n');
    expect(matrixText({ columns: [], rows: [] }, { paint: plain, width: 80 })).toBe(
      'no names of the kernel to show\n',
    );
  });

  it('as Markdown', () => {
    const [head, rule, first, second] = matrixMarkdown(matrix).split('\n');
    expect([head, rule, first, second]).toEqual([
      '| name | where | a | b | uses |',
      '| --- | --- | --- | --- | ---: |',
      '| `gone` | gone (struct) | yes | - | 1 |',
      '| `moved` | m::moved (const, u32 = 1) | yes | at moved | 1 |',
    ]);
    expect(matrixMarkdown(matrix)).toContain('| `shape` | T::shape (method) | yes | as struct | 1 |');
    const odd = matrixOf([use('x')], [column('a|b', { x: [at('a_b::x', 'const', 'T<u8> = `1`')] })]);
    expect(matrixMarkdown(odd)).toContain('a\\_b::x (const, T\\<u8\\> = \\`1\\`)');
  });
});

describe('the page', () => {
  const page = (webview?: { readonly nonce: string }) =>
    matrixHtml(matrix, {
      title: 'Names of <b>&"\'',
      about: 'about',
      placeOf: ({ file }) => ({ text: `${file}<img src=x>`, data: '{"a":"<\\"\'"}' }),
      ...(webview ? { webview } : {}),
    });

  it('loads nothing from anywhere and takes no text for markup', () => {
    const html = page();
    expect(html).not.toMatch(/<(script|link|img|iframe|object|base)\b/i);
    expect(html).not.toMatch(/(src|href)\s*=\s*"(?!#)/i);
    expect(html).not.toMatch(/url\(|@import|https?:/i);
    expect(html).toContain('<title>Names of &lt;b&gt;&amp;&quot;&#39;</title>');
    expect(html).toContain('/w/a.rs&lt;img src=x&gt;');
  });

  it('can be read without seeing it: a language, headings, a caption, scopes, words beside colours', () => {
    const html = page();
    expect(html).toContain('<html lang="en">');
    expect(html.match(/<th scope="col"/g)).toHaveLength(5);
    expect(html.match(/<th scope="row"/g)).toHaveLength(7);
    expect(html).toContain('<caption>7 names, of which 5 differ between 2 configurations</caption>');
    expect(html).toContain('<span class="unseen">missing in b</span>');
  });

  it('in a web view runs its own script only', () => {
    const html = page({ nonce: 'abc' });
    expect(html).toContain(`content="default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'; `);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script nonce="abc">']);
    expect(html).toContain('data-place="{&quot;a&quot;:&quot;&lt;\\&quot;&#39;&quot;}"');
  });
});

describe('the sample', () => {
  const made = async (views: Parameters<typeof createSideBySide>[0]['views']) =>
    createSideBySide(
      { folder: resolve(import.meta.dirname, '../workspaces/kaal-mini'), files: nodeFiles(), views },
      await parts(),
    );
  const cells = (of: ReturnType<Awaited<ReturnType<typeof made>>['matrix']>, name: string) =>
    of.rows.find((row) => row.name === name)?.cells.map((cell) => cell.k);

  it('in all built-in configurations', async () => {
    const all = (await made([{}])).matrix('builtIn');
    expect(all.columns).toHaveLength(12);
    expect(all.columns[0]).toEqual({ name: 'aarch64', about: expect.stringContaining('rust-sel4') });
    expect(new Set(cells(all, 'seL4_NoError'))).toEqual(new Set(['exists']));
    expect(new Set(cells(all, 'seL4_ARCH_4KPage'))).toEqual(new Set(['missing']));
  });

  it('in the views that are looked at', async () => {
    const two = (await made([{ arch: 'aarch64' }, { arch: 'x86_64' }])).matrix('views');
    expect(two.columns.map(({ name }) => name)).toEqual(['aarch64', 'x86_64']);
    expect(cells(two, 'seL4_NoError')).toEqual(['exists', 'exists']);
    expect(two.rows.every((row) => row.uses.length > 0)).toBe(true);
  });
});

describe('signatures', () => {
  const made = async (views: Parameters<typeof createSideBySide>[0]['views']) =>
    createSideBySide(
      {
        folder: '/w',
        files: memoryFiles(
          new Map([
            [
              '/w/Cargo.toml',
              '[package]\nname = "drv"\nversion = "0.1.0"\nedition = "2021"\n[workspace]\n[dependencies]\nsel4 = { git = "https://github.com/seL4/rust-sel4" }\n',
            ],
            [
              '/w/src/lib.rs',
              'use sel4::sys::*;\npub fn f(b: &mut seL4_IPCBuffer, _: &seL4_BootInfo) { b.seL4_Wait(1); b.seL4_TCB_SetSpace(1, 2, 3, 4, 5, 6); }\n',
            ],
          ]),
        ),
        views,
      },
      await parts(),
    );
  const CHANGED =
    'it now returns `(WaitMessageInfo, seL4_Word)` (`(seL4_MessageInfo, u64)`), not `(WaitMessageInfo, seL4_Word)` (`((), u64)`)';

  it('are what callers see of them, as `diff` says: the same words may mean something else, other words the same', async () => {
    const { columns, rows } = (await made([{}])).matrix('builtIn');
    const withMcs = columns.map(({ name }) => name.endsWith('-mcs'));
    const differing = (name: string): readonly boolean[] =>
      rows.find((row) => row.name === name)!.cells.map(({ k }) => k === 'differs');
    expect(differing('seL4_Wait')).toEqual(withMcs);
    expect(differing('seL4_BootInfo')).toEqual(withMcs);
    expect(differing('seL4_TCB_SetSpace')).toEqual(columns.map(() => false));
    expect(rows.filter((row) => row.differs).map(({ name }) => name)).toEqual(['seL4_BootInfo', 'seL4_Wait']);
  });

  it('so in the views that are looked at', async () => {
    const { rows } = (await made([{ bindings: 'pin-aarch64' }, { bindings: 'pin-aarch64-mcs' }])).matrix(
      'views',
    );
    expect(rows.find(({ name }) => name === 'seL4_Wait')!.cells).toEqual([
      { k: 'exists' },
      { k: 'differs', detail: CHANGED },
    ]);
    expect(rows.find(({ name }) => name === 'seL4_TCB_SetSpace')!.differs).toBe(false);
  });
});
