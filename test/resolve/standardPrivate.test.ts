import { expect, test } from 'vitest';
import { checkWorkspace, probe } from '../diagnose/support';

test('private modules of the roots of std are not told to be missing', async () => {
  const source = `
use core::bool::Ordering;
use std::sys::gone as a;
pub fn f() { core::tuple::f(); alloc::raw_vec::f(); }
use core::gone::b;
`;
  const { findings } = await checkWorkspace(probe('', `extern crate alloc;${source}`), {
    view: { arch: 'aarch64' },
    allNames: true,
  });
  expect(findings.map(({ name }) => name)).toEqual(['gone']);
});
