/** Fixes that are wrong: what they would break is seen before anything is written, and the rest is mended. */
import { beforeEach, expect, it, vi } from 'vitest';
import type { Finding } from '../../server/src/diagnose/finding';
import { onSel4 } from './support/workspaces';

/** What the wrong fix writes in place of `seL4_RangeError`. */
let wrong = '';

vi.mock('../../server/src/fix/fixes/qualify', async (original) => {
  const { qualify } = await original<typeof import('../../server/src/fix/fixes/qualify')>();
  return {
    qualify(...given: Parameters<typeof qualify>) {
      const answer = qualify(...given);
      const { name, file, start, end }: Finding = given[0].finding;
      if (answer === undefined || 'reason' in answer || name !== 'seL4_RangeError') return answer;
      return { ...answer, wishes: { edits: [{ file, start, end, newText: wrong }] } };
    },
  };
});

/** A check that sees nothing amiss with any edit in a macro's arguments. */
vi.mock('../../server/src/query/editedCalls', async (original) => ({
  ...(await original<typeof import('../../server/src/query/editedCalls')>()),
  whyNotInMacros: () => undefined,
}));

beforeEach(() => {
  wrong = '';
});

const mended = async (text: string) => {
  const { files, left, broken } = (await onSel4(text)).analysis().fixAll();
  expect(broken).toEqual([]);
  const reasons = left.map(({ finding, reason }) => `${finding.name}: ${reason}`);
  return { text: files.map(({ after }) => after).join(''), reasons };
};

it('one that brings another error is not made; another kind of fix is', async () => {
  wrong = 'seL4_Wrong::seL4_RangeError';
  const text = 'use sel4::sys::*;\npub fn f() -> [u32; 2] { [seL4_NoError, seL4_RangeError] }\n';
  const { text: after, reasons } = await mended(text);
  expect(after).toContain('[seL4_Error::seL4_NoError, seL4_RangeError]');
  expect(after).toContain('use sel4::sys::seL4_Error::seL4_RangeError;');
  expect(reasons).toEqual([]);
});

it('where no other fix can be made, the place is left, and why is told', async () => {
  wrong = 'seL4_Wrong::seL4_RangeError';
  const text = 'pub fn f() -> [u32; 2] { [sel4::sys::seL4_NoError, sel4::sys::seL4_RangeError] }\n';
  const { text: after, reasons } = await mended(text);
  expect(after).toContain('[sel4::sys::seL4_Error::seL4_NoError, sel4::sys::seL4_RangeError]');
  expect(reasons).toEqual([
    'seL4_RangeError: there would be another error: cannot find module or crate `seL4_Wrong` in `sel4::sys`',
  ]);
});

it('one after which no rule of a macro matches is damage, though nothing is found there any more', async () => {
  wrong = 'seL4_Error::seL4_RangeError';
  const text = `use sel4::sys::*;
macro_rules! value { ($x:ident) => { $x } }
pub mod inner { pub fn f(seL4_RangeError: u32) -> u32 { seL4_RangeError } }
pub fn f() -> [u32; 2] { [seL4_NoError, value!(seL4_RangeError)] }
`;
  const { text: after, reasons } = await mended(text);
  expect(after).toContain('[seL4_Error::seL4_NoError, value!(seL4_RangeError)]');
  expect(reasons).toEqual(['seL4_RangeError: no rule of a macro would match its arguments any longer']);
});
