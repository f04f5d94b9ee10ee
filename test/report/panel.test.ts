/** The report's page in a web view, in a document without a window: what its script does, and who can use it. */
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, it } from 'vitest';
import { styleOf } from '../../server/src/page/html';
import { markOf } from '../../server/src/report/changes';
import {
  REPORT_SCRIPT,
  REPORT_STYLE,
  type ReportHtmlOptions,
  reportBody,
  reportHtml,
} from '../../server/src/report/html';
import { placeLine } from '../../server/src/report/links';
import type { IntegrationReport, PlaceOfReport } from '../../server/src/report/model';
import { reportOn } from './support';

const LIB = `//- /src/lib.rs
pub mod adapter { pub use sel4::sys::*; }
pub mod irq;
//- /src/irq.rs
use crate::adapter::*;
pub fn ack(handler: seL4_CPtr) -> bool { unsafe { seL4_IRQHandler_Ack(handler) == seL4_NoError } }
pub fn rights() -> (u64, u64) { (seL4_CanRead, seL4_NoErorr) }
${Array.from({ length: 9 }, (_, at) => `pub fn r${at}() -> u64 { seL4_CanRead }`).join('\n')}
`;
const MENDED = LIB.replace('== seL4_NoError', '== seL4_Error::seL4_NoError');
const options: ReportHtmlOptions = {
  linkOf: (place: PlaceOfReport) => ({ text: placeLine(place), data: JSON.stringify({ uri: place.file }) }),
  inEditor: true,
};

let report: IntegrationReport;
let newer: IntegrationReport;

beforeAll(async () => {
  report = await reportOn(LIB);
  newer = await reportOn(MENDED, undefined, markOf(report));
});

/** The page as an editor loads it, and what it has told the editor. */
function load(): { readonly window: JSDOM['window']; readonly told: unknown[] } {
  const told: unknown[] = [];
  const page = reportHtml(report, options, { k: 'nonce', nonce: 'n', script: REPORT_SCRIPT });
  const { window } = new JSDOM(page, {
    runScripts: 'dangerously',
    beforeParse(made) {
      Object.assign(made, { acquireVsCodeApi: () => ({ postMessage: (data: unknown) => told.push(data) }) });
    },
  });
  return { window, told };
}

const receive = (window: JSDOM['window'], data: unknown): void =>
  void window.dispatchEvent(new window.MessageEvent('message', { data }));

describe('the script', () => {
  it('tells the editor that it is there', () => {
    expect(load().told).toEqual([{ action: 'ready' }]);
  });

  it('posts the place of a link and the action of a button, and follows no link itself', () => {
    const { window, told } = load();
    const link = window.document.querySelector<HTMLAnchorElement>('a[data-place]')!;
    const click = new window.MouseEvent('click', { bubbles: true, cancelable: true });
    link.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    window.document.querySelector<HTMLButtonElement>('button[data-action=fixAll]')!.click();
    expect(told.slice(1)).toEqual([{ uri: expect.stringMatching(/^src\//) }, { action: 'fixAll' }]);
    window.document.querySelector('h1')!.dispatchEvent(new window.MouseEvent('click', { bubbles: true }));
    expect(told).toHaveLength(3);
  });

  it('puts a newer report in place, says what is new, and leaves open what was opened and the focus where it was', () => {
    const { window } = load();
    const { document } = window;
    const details = [...document.querySelectorAll<HTMLDetailsElement>('details[data-key]')];
    expect(details.length).toBeGreaterThan(0);
    const [first] = details;
    first!.open = true;
    first!.querySelector('summary')!.focus();
    receive(window, { body: reportBody(newer, options), news: 'one is gone' });
    const again = document.querySelector<HTMLDetailsElement>(`details[data-key="${first!.dataset.key}"]`)!;
    expect(again).not.toBe(first);
    expect(again.open).toBe(true);
    expect(document.activeElement).toBe(again.querySelector('summary'));
    expect(document.getElementById('news')!.textContent).toBe('one is gone');
    expect(document.getElementById('page')!.textContent).toContain('Since the last report');
  });

  it('keeps the focus on a button, and lets it go where what had it is gone', () => {
    const { window } = load();
    const { document } = window;
    document.querySelector<HTMLButtonElement>('button[data-key]')!.focus();
    const key = (document.activeElement as HTMLElement).dataset.key;
    receive(window, { body: reportBody(newer, options), news: '' });
    expect((document.activeElement as HTMLElement).dataset.key).toBe(key);
    receive(window, { body: '<p>nothing</p>', news: '' });
    expect(document.activeElement).toBe(document.body);
  });

  it('takes no notice of other messages', () => {
    const { window } = load();
    const before = window.document.getElementById('page')!.innerHTML;
    for (const data of [null, 'text', { news: 'x' }, { body: 1 }]) receive(window, data);
    expect(window.document.getElementById('page')!.innerHTML).toBe(before);
  });
});

describe('the page', () => {
  it('has nothing that axe would have otherwise: names, roles, headings, tables, landmarks', async () => {
    for (const shown of [report, newer]) {
      const page = reportHtml(shown, options, { k: 'nonce', nonce: 'n', script: '' });
      const { window } = new JSDOM(page, { runScripts: 'outside-only' });
      window.eval(axe.source);
      const { violations, passes } = await (window as unknown as { axe: typeof axe }).axe.run(
        window.document,
        {
          // Colours are the editor's: see below.
          rules: { 'color-contrast': { enabled: false } },
        },
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
      expect(passes.length).toBeGreaterThan(15);
    }
  });

  it('has headings in order, each level below the one before', () => {
    const { document } = load().window;
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1]));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThan(2);
  });

  it('can be used by keyboard alone: what reacts to a click is a link, a button or a summary', () => {
    const { document } = load().window;
    for (const one of document.querySelectorAll<HTMLElement>('[data-place], [data-action]'))
      expect(one.matches('a[href], button')).toBe(true);
    for (const one of document.querySelectorAll('details'))
      expect(one.firstElementChild?.tagName).toBe('SUMMARY');
    expect([...document.querySelectorAll('[tabindex]')]).toEqual([]);
  });

  it('takes every colour from the editor', () => {
    const rules = styleOf(REPORT_STYLE).replace(/:root\s*\{[^{}]*\}/g, '');
    const declared = [
      ...rules.matchAll(
        /(?<![\w-])(?:color|background|border-color|outline|accent-color|border(?:-bottom)?):\s*([^;}]+)/g,
      ),
    ];
    expect(declared.length).toBeGreaterThan(8);
    for (const [, value = ''] of declared)
      if (!/^\s*(none|0|inherit)/.test(value)) expect(value).toContain('var(--vscode-');
  });

  it('runs and loads nothing but its own style and script', () => {
    const { document } = load().window;
    const policy = document
      .querySelector('meta[http-equiv=Content-Security-Policy]')!
      .getAttribute('content')!;
    expect(policy.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "script-src 'nonce-n'",
      "style-src 'nonce-n'",
    ]);
    for (const one of document.querySelectorAll('*'))
      for (const { name, value } of one.attributes) {
        expect(name).not.toMatch(/^on|^style$|^src/);
        if (name === 'href') expect(value).toMatch(/^#/);
      }
    for (const one of document.querySelectorAll('script, style')) expect(one.getAttribute('nonce')).toBe('n');
  });

  it('shows names as text, whatever is in them', async () => {
    const evil = await reportOn('//- /src/lib.rs\npub fn f() { let _ = sel4::sys::seL4_NoError; }\n');
    const named = { ...evil, name: '<img src=x onerror=alert(1)>' };
    const { window } = new JSDOM(reportHtml(named, options, { k: 'nonce', nonce: 'n', script: '' }));
    expect(window.document.querySelector('img')).toBeNull();
    expect(window.document.title).toContain('<img');
  });
});
