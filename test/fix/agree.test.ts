/** What makes a stand-in, a redefinition or a literal agree with the kernel. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/diagnose/finding';
import { ADAPTER, platform } from '../diagnose/parity/support';
import { onSel4, type Workspace } from '../support/sel4Workspace';
import { withEdits } from './support/workspaces';

const PINNED = { view: { bindings: 'pin-aarch64' } };

/** Titles of what is offered for the findings of a code, and the workspace with the first of each written. */
function mended(made: Workspace, code: Finding['code']): { titles: string[]; after: Workspace } {
  const titles: string[] = [];
  let after = made;
  for (;;) {
    const analysis = after.analysis(PINNED);
    const finding = analysis.allFindings().find((each) => each.code === code);
    const fix = finding && analysis.fixes(finding.file, finding.start, finding.end).fixes[0];
    if (!fix) return { titles, after };
    expect(fix.isPreferred).toBe(false);
    titles.push(fix.title);
    after = withEdits(after, fix.edits);
  }
}

describe('a mock', () => {
  const mock = 'pub type seL4_Word = usize;\npub const seL4_PageBits: u32 = 1 << 4; // bytes\n';
  const uses = `${ADAPTER}pub fn f(a: seL4_Word) -> u32 { seL4_PageBits + a as u32 }\n`;

  it('gets the value and the type of the bindings', async () => {
    const made = await platform(mock, uses);
    const value = mended(made, 'parity-value');
    expect(value.titles).toEqual(['Write `12`, as the kernel of this view has it']);
    const type = mended(value.after, 'parity-type');
    expect(type.titles).toEqual(['Write `u64`, as the kernel of this view has it']);
    expect(type.after.text('/mock/src/lib.rs')).toBe(
      'pub type seL4_Word = u64;\npub const seL4_PageBits: u32 = 12; // bytes\n',
    );
    expect(type.after.analysis(PINNED).allFindings()).toEqual([]);
  });

  it('is left alone where nobody asks', async () => {
    const made = await platform(mock, uses);
    expect(made.analysis(PINNED).fixAll().files).toEqual([]);
  });
});

it('a redefined constant gets the kernel’s value and type', async () => {
  const made = await onSel4('pub use sel4::sys::seL4_Word;\npub const seL4_CanRead: seL4_Word = 1 << 0;\n');
  const { titles, after } = mended(made, 'redefined-value');
  expect(titles).toEqual(['Write `2`, as the kernel of this view has it']);
  expect(after.analysis(PINNED).allFindings()).toEqual([]);
});

it('a field that is nearly right', async () => {
  const made = await onSel4(
    'use sel4::sys::seL4_SlotRegion;\npub fn f() -> seL4_SlotRegion { seL4_SlotRegion { start: 1, ends: 2 } }\n',
  );
  const { titles, after } = mended(made, 'unknown-field');
  expect(titles).toEqual(['Write the field `end`']);
  expect(after.analysis(PINNED).allFindings()).toEqual([]);
});
