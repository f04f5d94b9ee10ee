/** Constants that differ from the kernel's get its value or type. */
import { expect, it } from 'vitest';
import { AARCH64, fixed, fixedAll, onSel4, titles } from './support/workspaces';

it('a constant with a kernel’s name gets the kernel’s value, where that is asked for', async () => {
  const made = await onSel4(
    '#![allow(non_upper_case_globals)]\n/// Read.\npub const seL4_CanRead: u64 = 0b01; // as in C?\n',
  );
  expect(titles(made)).toEqual(['likeBindings Write `2` instead of `0b01`']);
  expect(fixed(made, 'likeBindings').text('/src/lib.rs')).toContain(
    '/// Read.\npub const seL4_CanRead: u64 = 2; // as in C?\n',
  );
  expect(fixedAll(made).texts()).toEqual(made.texts());
  expect(made.analysis(AARCH64).fixAll().left).toEqual([]);
});
