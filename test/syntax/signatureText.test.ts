import { expect, test } from 'vitest';
import { signatureText } from '../../server/src/syntax/signatureText';

test.each([
  ['fn f(self, a:CNode, b :Word, ) ->Result <() >', 'fn f(self, a: CNode, b: Word) -> Result<()>'],
  ['pub unsafe extern "C" fn f(a: u32, ...)', 'pub unsafe extern "C" fn f(a: u32, ...)'],
  [
    "fn f<'a, T: Copy+'a>(t: &'a mut T, p: *const a::B)",
    "fn f<'a, T: Copy + 'a>(t: &'a mut T, p: *const a::B)",
  ],
  ['fn f(a: [u8 ; 4], g: fn(u32)->u8) -> <T as U>::V', 'fn f(a: [u8; 4], g: fn(u32) -> u8) -> <T as U>::V'],
  ['fn f(g: impl FnOnce(&mut A)->T)', 'fn f(g: impl FnOnce(&mut A) -> T)'],
  [
    'fn f(s: &mut [u8], t: *const (u8, u8)) where T: Sized',
    'fn f(s: &mut [u8], t: *const (u8, u8)) where T: Sized',
  ],
  ['fn none()', 'fn none()'],
])('%s', (written, tidy) => {
  expect(signatureText(written)).toBe(tidy);
});
