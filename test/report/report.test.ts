/** The integration report: what it says of a workspace, whatever its names are. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { styleOf } from '../../server/src/page/html';
import { markOf, readMark } from '../../server/src/report/changes';
import { REPORT_SCRIPT, REPORT_STYLE, reportBody, reportHtml } from '../../server/src/report/html';
import { placeHref, placeLine } from '../../server/src/report/links';
import { reportMarkdown } from '../../server/src/report/markdown';
import type { IntegrationReport, PlaceOfReport } from '../../server/src/report/model';
import { emptyReport, reportOn, withName } from './support';

/** An adapter that passes everything on, and a module in C's way of writing. */
const SMALL = `//- /src/lib.rs
pub mod adapter {
    pub use sel4::sys::*;
}
pub mod irq;
pub mod good {
    pub fn f(e: sel4::sys::seL4_Error::Type) -> bool { e == sel4::sys::seL4_Error::seL4_NoError }
}
//- /src/irq.rs
use crate::adapter::*;
pub fn ack(handler: seL4_CPtr) -> bool {
    unsafe { seL4_IRQHandler_Ack(handler) == seL4_NoError }
}
pub fn rights() -> (u64, u64) { (seL4_CanRead, seL4_NoErorr) }
pub fn again(e: u32) -> bool { e == seL4_NoError }
#[cfg(feature = "nowhere")]
pub fn never() {}
`;

const linkOf = (place: PlaceOfReport) => {
  const href = placeHref(place);
  return { text: placeLine(place), ...(href === undefined ? {} : { href }) };
};
const html = (report: IntegrationReport): string => reportHtml(report, { linkOf }, { k: 'none' });

describe('a small workspace', () => {
  it('as a page for a pull request', async () => {
    await expect(reportMarkdown(await reportOn(SMALL))).toMatchFileSnapshot('page.md');
  });

  it('as a page for a browser', async () => {
    await expect(html(await reportOn(SMALL))).toMatchFileSnapshot('page.html');
  });

  it('as data: names by what they stand for and why they are missing, with what mends them and where they are', async () => {
    const report = await reportOn(SMALL);
    expect(report.totals).toEqual({ errors: 5, warnings: 1, remarks: 0 });
    expect(
      report.missing.map(({ category, uses, names, causes }) => [
        category,
        uses,
        names,
        ...causes.map(({ code, uses: own }) => `${code} ${own}`),
      ]),
    ).toEqual([
      ['function', 1, 1, 'invocation-as-function 1'],
      ['constant', 4, 3, 'constified-variant 2', 'c-only-name 1', 'unresolved-name 1'],
    ]);
    const [noError] = report.missing[1]!.causes[0]!.names;
    expect(noError).toEqual({
      name: 'seL4_NoError',
      uses: 2,
      severity: 'error',
      why: 'the bindings turn the C enum `seL4_Error` into a module, and the constant stands in it',
      write: [{ text: 'write `seL4_Error::seL4_NoError`', uses: 2 }],
      fixes: [
        { text: expect.stringContaining('Add `pub use sel4::sys::seL4_Error::seL4_NoError`'), uses: 2 },
      ],
      existsIn: { configurations: expect.arrayContaining(['aarch64', 'pin-x86_64']), of: 12 },
      places: [
        { file: 'src/irq.rs', line: 3, col: 46, module: 'probe::irq' },
        { file: 'src/irq.rs', line: 6, col: 37, module: 'probe::irq' },
      ],
    });
    expect(report.others.map(({ code, uses }) => `${code} ${uses}`)).toEqual(['undeclared-feature 1']);
    expect(report.views[0]!.crates).toEqual([
      {
        crate: 'probe',
        names: { total: 8, resolved: 3, resolvedByName: 0, unresolved: 5, unknown: 0 },
        modules: [
          {
            module: 'probe::good',
            names: { total: 2, resolved: 2, resolvedByName: 0, unresolved: 0, unknown: 0 },
          },
          {
            module: 'probe::irq',
            names: { total: 6, resolved: 1, resolvedByName: 0, unresolved: 5, unknown: 0 },
          },
        ],
      },
    ]);
    expect(report.plan?.mended).toBeGreaterThan(0);
  });

  it('counts every name of a view in one of its modules', async () => {
    const { views } = await reportOn(SMALL);
    for (const { names, crates } of views) {
      const modules = crates.flatMap((one) => one.modules);
      for (const key of ['total', 'resolved', 'unresolved', 'unknown'] as const)
        expect(modules.reduce((sum, one) => sum + one.names[key], 0)).toBe(names[key]);
    }
  });

  it('in several configurations: what holds in some of them only says so', async () => {
    const report = await reportOn(
      `//- /src/lib.rs
pub fn f() { sel4::sys::seL4_ARM_VMAttributes::seL4_ARM_PageCacheable; sel4::sys::seL4_NoError; }
`,
      [{ bindings: 'aarch64' }, { bindings: 'x86_64' }],
    );
    const [causes] = report.missing.map((group) => group.causes);
    const names = causes!.flatMap(({ names: own }) => own.map(({ name, views }) => [name, views]));
    expect(names).toEqual(
      expect.arrayContaining([
        ['seL4_NoError', undefined],
        [expect.stringContaining('seL4_ARM_'), ['x86_64']],
      ]),
    );
    expect(report.views.map(({ name, totals }) => [name, totals.errors])).toEqual([
      ['aarch64', 1],
      ['x86_64', 2],
    ]);
    expect(reportMarkdown(report)).toContain('| x86\\_64 |');
  });
});

describe('since the last report', () => {
  it('says what is gone, what is new, and how far each configuration has come', async () => {
    const before = await reportOn(SMALL);
    const mended = SMALL.replace('== seL4_NoError }', '== seL4_Error::seL4_NoError }')
      .replace('seL4_CanRead', 'seL4_AllRights')
      // Lines that move are no change.
      .replace('//- /src/irq.rs\n', '//- /src/irq.rs\n\n\n');
    const report = await reportOn(mended, [{ bindings: 'aarch64' }], markOf(before));
    const row = { uses: 1, modules: ['probe::irq'] };
    expect(report.changes).toEqual({
      gone: [
        { code: 'c-only-name', name: 'seL4_CanRead', ...row },
        { code: 'constified-variant', name: 'seL4_NoError', ...row },
      ],
      added: [{ code: 'c-only-name', name: 'seL4_AllRights', ...row }],
      views: [
        {
          name: 'aarch64',
          before: { total: 8, resolved: 3, resolvedByName: 0, unresolved: 5, unknown: 0 },
          now: { total: 8, resolved: 4, resolvedByName: 0, unresolved: 4, unknown: 0 },
        },
      ],
      viewsGone: [],
    });
    expect(reportMarkdown(report)).toContain(`## Since the last report

2 gone, 1 new.

- aarch64: 3 of 8 → 4 of 8

|  | name | uses | finding | where |
| --- | --- | ---: | --- | --- |
| gone | \`seL4_CanRead\` | −1 | c-only-name | probe::irq |
| gone | \`seL4_NoError\` | −1 | constified-variant | probe::irq |
| new | \`seL4_AllRights\` | +1 | c-only-name | probe::irq |
`);
  });

  it('tells problems apart that are about no name', async () => {
    const withMember = (name: string): string =>
      `//- /src/lib.rs\npub fn f() {}\n//- /Cargo.toml\n[workspace]\nmembers = ["${name}"]\n`;
    const before = await reportOn(withMember('a'));
    const row = (name: string) => ({
      code: 'project',
      name: '',
      what: `workspace member \`${name}\`: ${name}/Cargo.toml does not exist`,
      uses: 1,
      modules: [''],
    });
    const now = await reportOn(withMember('b'), undefined, before);
    expect(now.changes).toMatchObject({ gone: [row('a')], added: [row('b')] });
    expect(reportMarkdown(now)).toContain(
      '| gone | workspace member \\`a\\`: a/Cargo.toml does not exist | −1 | project |  |\n',
    );
    expect((await reportOn(withMember('a'), undefined, before)).changes).toMatchObject({
      gone: [],
      added: [],
    });
    // An earlier report counts them only.
    const counted = { ...before, tally: before.tally.map(({ what: _, ...rest }) => rest) };
    expect((await reportOn(withMember('b'), undefined, counted)).changes).toMatchObject({
      gone: [],
      added: [],
    });
  });

  it('says when nothing is another, and which configurations cannot be compared', async () => {
    const before = await reportOn(SMALL);
    expect((await reportOn(SMALL, [{ bindings: 'aarch64' }], before)).changes).toMatchObject({
      gone: [],
      added: [],
    });
    const other = await reportOn(SMALL, [{ bindings: 'x86_64' }], before);
    const text = reportMarkdown(other);
    expect(text).toContain('\nNothing has changed.\n');
    expect(text).toMatch(
      /- x86\\_64: 3 of 8; the last report did not look at it\n- aarch64: not looked at this time/,
    );
  });

  it('takes a whole report, or the part of it that is kept, and says what is wrong with anything else', async () => {
    const report = await reportOn(SMALL);
    expect(readMark(JSON.parse(JSON.stringify(report)))).toEqual(markOf(report));
    expect(readMark(markOf(report))).toEqual(markOf(report));
    expect(readMark(null)).toBe('it is no report');
    expect(readMark({ ...report, version: 2 })).toBe('it is no report: `version` is not as it should be');
    expect(readMark({ ...report, tally: [{ code: 'x' }] })).toContain('`tally.0.name`');
  });
});

describe('nothing to report', () => {
  it('says so where everything is found', async () => {
    const report = await reportOn('//- /src/lib.rs\npub type Word = sel4::sys::seL4_Word;\n');
    const text = reportMarkdown(report);
    expect(text).toContain('\nNothing to report in 1 file.\n');
    expect(text).toContain('| aarch64 | ▓▓▓▓▓▓▓▓▓▓ 100 % (1 of 1) | 0 | 0 | none |');
    expect(text.match(/^## .*$/gm)).toEqual([
      '## What `kaal-sel4 fix` would do',
      '## Progress by crate and module',
      '## What this was checked against',
    ]);
    expect(text).toContain('\nNothing.\n');
  });

  it('and where there are no names of the kernel at all', () => {
    const text = reportMarkdown(emptyReport());
    expect(text).toContain('Nothing to report in 0 files');
    expect(text).not.toContain('Progress');
    expect(html(emptyReport())).toContain('<progress max="1" value="1"');
  });
});

describe('names that would be taken for markup', () => {
  const HOSTILE = '<img src=x onerror=alert(1)>"\'&|`*_[a](javascript:b)\n# x\u202e@team #12';

  it('stand for themselves in HTML', () => {
    const report = withName({
      name: HOSTILE,
      why: HOSTILE,
      fixes: [{ text: HOSTILE, uses: 1 }],
      places: [{ file: `src/${HOSTILE}.rs`, line: 1, col: 1, module: HOSTILE }],
    });
    const page = html({ ...report, name: HOSTILE });
    expect(page).not.toContain('<img');
    expect(page.match(/<[a-z][^>]*>/g)!.filter((tag) => /\son\w+=|"javascript:/.test(tag))).toEqual([]);
    expect(page).toContain('<title>seL4 integration of &lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;|');
  });

  it('and in Markdown: no row, heading, link, mention or tag is made of them', () => {
    const report = withName({
      name: HOSTILE,
      why: HOSTILE,
      places: [{ file: `src/${HOSTILE}.rs`, line: 1, col: 1, module: '' }],
    });
    const text = reportMarkdown({ ...report, name: HOSTILE });
    expect(text.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1);
    const row = text.split('\n').find((line) => line.startsWith('| `<img'))!;
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    // Outside of code, which is shown as it is.
    const outside = text.replace(/`[^`\n]*`/g, '').replaceAll(/<(\/?(details|summary)|br|!-- --)>/g, ' ');
    expect(outside).not.toMatch(/(?<!\\)<|\u202e|@team|#12|(?<!\\)\]\(javascript/);
  });

  it('lead nowhere but to files below the root', () => {
    const place = (file: string): PlaceOfReport => ({ file, line: 7, col: 1, module: '' });
    expect(placeHref(place('javascript:alert(1)/a b#?.rs'))).toBe('javascript%3Aalert(1)/a%20b%23%3F.rs#L7');
    expect(placeHref(place('src/ä.rs'), 'https://host/o/r/blob/main')).toBe(
      'https://host/o/r/blob/main/src/%C3%A4.rs#L7',
    );
    expect(placeHref(place('/elsewhere/a.rs'))).toBeUndefined();
    expect(placeHref(place('C:/elsewhere/a.rs'))).toBeUndefined();
    expect(reportMarkdown(withName({ places: [place('a (1).rs')] }))).toContain('](a%20%281%29.rs#L7)');
  });
});

describe('the page', () => {
  it('loads and runs nothing: its policy names the hash of its style', async () => {
    const sha256OfStyle = createHash('sha256').update(styleOf(REPORT_STYLE)).digest('base64');
    const page = reportHtml(await reportOn(SMALL), { linkOf }, { k: 'hash', sha256OfStyle });
    const style = /<style>([\s\S]*)<\/style>/.exec(page)![1]!;
    expect(createHash('sha256').update(style).digest('base64')).toBe(sha256OfStyle);
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${sha256OfStyle}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(
      /<(script|link|img|iframe|object|base)\b|\s(style|on\w+)=|url\(|@import|https?:/i,
    );
  });

  it('in a web view runs one script, which has the nonce', async () => {
    const guard = { k: 'nonce', nonce: 'abc', script: REPORT_SCRIPT } as const;
    const page = reportHtml(await reportOn(SMALL), { linkOf, inEditor: true }, guard);
    expect(page).toContain(
      `default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'; base-uri 'none'; form-action 'none'`,
    );
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script nonce="abc">']);
    expect(page.match(/<style[^>]*>/g)).toEqual(['<style nonce="abc">']);
    expect(page).not.toMatch(/\s(style|on\w+)=/);
  });

  it('can be read without seeing it', async () => {
    const page = html(await reportOn(SMALL));
    expect(page).toContain('<html lang="en">');
    for (const landmark of ['<header>', '<nav aria-label="Sections">', '<main>'])
      expect(page).toContain(landmark);
    // Every section has a heading that it is called by, and every link of the list leads to one.
    const sections = [...page.matchAll(/<section id="([^"]+)" aria-labelledby="([^"]+)"><h2 id="([^"]+)">/g)];
    expect(sections.length).toBe(page.split('<section').length - 1);
    for (const [, , by, heading] of sections) expect(by).toBe(heading);
    expect([...page.matchAll(/<li><a href="#([^"]+)">/g)].map(([, id]) => id)).toEqual(
      sections.map(([, id]) => id),
    );
    // Tables have captions, columns and rows have headers, bars say what they are of.
    const tables = page.split('<table>').length - 1;
    expect(page.split('<caption').length - 1).toBe(tables);
    for (const rows of page.match(/<tbody>[\s\S]*?<\/tbody>/g)!)
      for (const row of rows.match(/<tr>/g)!) expect(rows).toContain(`${row}<th scope="row"`);
    expect(page).not.toMatch(/<progress(?![^>]*aria-label=)/);
    expect(page).toContain('aria-label="probe::irq in aarch64: 16 % found"></progress> 1 of 6');
  });

  it('has buttons only where an editor hears them', async () => {
    const report = await reportOn(SMALL);
    expect(reportBody(report, { linkOf })).not.toContain('<button');
    const body = reportBody({ ...report, plan: null }, { linkOf, inEditor: true });
    expect(body).toContain('<p>Not planned since the last change.</p>');
    expect(body.match(/data-action="\w+"/g)).toEqual(['data-action="plan"', 'data-action="fixAll"']);
  });
});

describe('problems of the project', () => {
  const BROKEN = `//- /Cargo.toml
[workspace]
members = ["a", "b"]
//- /a/Cargo.toml
[package]
name = "a"
version = "0.1.0"
edition = "2021"
[dependencies]
sel4-sys = "0.0.28"
//- /a/src/lib.rs
mod nowhere;
mod halftyped;
pub fn f() -> u32 { sel4_sys::seL4_NoError }
//- /a/src/halftyped.rs
pub fn f( {
//- /b/Cargo.toml
[package
`;
  const FOREIGN =
    "nothing is known of `sel4-sys`: version 0.0.28 is not rust-sel4's, and no built-in bindings stand for that";

  it('are one of a code, and each is told by itself: which files could not be read, and what else is wrong', async () => {
    const { others, totals } = await reportOn(BROKEN, [{ arch: 'aarch64' }]);
    expect(others.map(({ code, uses }) => [code, uses])).toEqual([['project', 4]]);
    const [{ names }] = others as [(typeof others)[number]];
    expect(
      names.map(({ name, unreadable, severity, why, places: [place] }) => [
        name,
        unreadable,
        severity,
        why,
        `${place?.file}:${place?.line}`,
      ]),
    ).toEqual([
      ['', undefined, 'warning', FOREIGN, 'a/Cargo.toml:6'],
      [
        '',
        true,
        'information',
        'this does not parse as Rust: names that may depend on it are not checked',
        'a/src/halftyped.rs:1',
      ],
      [
        '',
        true,
        'warning',
        'the file of this module is not there: names in it are not checked',
        'a/src/lib.rs:1',
      ],
      ['', true, 'error', expect.stringContaining('this is not valid TOML'), 'b/Cargo.toml:1'],
    ]);
    expect(totals).toEqual({ errors: 1, warnings: 2, remarks: 1 });
  });

  it('a package that nothing is known of is no file that could not be read', async () => {
    const foreign = BROKEN.slice(0, BROKEN.indexOf('//- /a/src/lib.rs')).replace(', "b"', '');
    const report = await reportOn(`${foreign}//- /a/src/lib.rs\n`, [{ arch: 'aarch64' }]);
    expect(reportMarkdown(report)).toContain(`## Other findings

### Manifests, dependencies and bindings (1)

What is wrong with them, or not known of them. Everything else was looked at all the same.

| problem | places | what to do | where |
| --- | ---: | --- | --- |
| nothing is known of \`sel4-sys\`: version 0.0.28 is not rust-sel4's, and no built-in bindings stand for that | 1 |`);
    for (const page of [reportMarkdown(report), html(report)])
      expect(page).not.toContain('could not be read');
  });

  it('have a heading for each kind, and a row for each of them', async () => {
    const report = await reportOn(BROKEN, [{ arch: 'aarch64' }]);
    const text = reportMarkdown(report);
    expect(text.match(/^### .*$/gm)).toEqual([
      '### Files that could not be read (3)',
      '### Manifests, dependencies and bindings (1)',
    ]);
    const page = html(report);
    expect(page.match(/<h3>.*?<\/h3>/g)).toEqual([
      '<h3>Files that could not be read (3)</h3>',
      '<h3>Manifests, dependencies and bindings (1)</h3>',
    ]);
    expect(page).toContain('<th scope="row">nothing is known of <code>sel4-sys</code>: version');
    expect(page).not.toContain('<th scope="row"><code></code></th>');
  });
});

describe('a mock', () => {
  const MOCKED = `//- /Cargo.toml
[package]
name = "mocked"
version = "0.1.0"
edition = "2021"
[features]
default = ["runtime"]
runtime = ["dep:sel4"]
mock = []
[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4", optional = true }
//- /src/lib.rs
pub mod fake {
    pub const seL4_CanRead: u64 = 1;
    pub const seL4_PageBits: u32 = 13;
    pub type seL4_Word = u64;
}
pub mod adapter {
    #[cfg(feature = "mock")]
    pub use crate::fake::*;
    #[cfg(feature = "runtime")]
    pub use sel4::sys::*;
}
pub fn bits() -> u32 { adapter::seL4_PageBits }
`;

  it('has a section of its own: how many names are the same, and which are not', async () => {
    const report = await reportOn(MOCKED, [{ bindings: 'pin-aarch64' }]);
    expect(report.parity.pairs).toMatchObject([{ names: 3, same: 1, different: 1, missing: 1 }]);
    expect(report.parity.findings.flatMap(({ names }) => names.map(({ name }) => name))).toContain(
      'seL4_PageBits',
    );
    expect(reportMarkdown(report)).toContain('## Stand-ins and the kernel');
    expect(html(report)).toContain('seL4_PageBits');
  });
});
