import { describe, expect, test } from 'vitest';
import { missingNames } from '../diagnose/support';

describe('what the documentation of std leaves out', () => {
  test.each([
    ['a hidden struct', 'pub use core::ptr::Unique;'],
    ['a hidden trait', 'pub fn f<T: core::mem::SizedTypeProperties>() {}'],
    ['a hidden function', 'pub fn f() { core::panicking::assert_failed(1, &1, &2, None) }'],
    ['a hidden module', 'pub use std::prelude::rust_future;'],
    ['a private trait', 'use core::cmp::BytewiseEq;'],
    ['a hidden macro', 'pub use core::format_args_nl;'],
    ['a call of one', 'pub fn f() { core::format_args_nl!(""); std::format_args_nl!("") }'],
  ])('may be there: %s', async (_what, source) => {
    expect(await missingNames('[dependencies]', source)).toEqual([]);
  });

  test('crates that come with the toolchain are asked for by `extern crate` alone', async () => {
    expect(
      await missingNames('[dependencies]', 'extern crate libc; pub fn f() { libc::x(); ::libc::y() }'),
    ).toEqual([]);
    expect(
      await missingNames('[dependencies]', 'extern crate nothing; pub fn f() { ::memchr::x() }'),
    ).toEqual(['nothing', 'memchr']);
  });

  test('does not count outside of std', async () => {
    expect(await missingNames('[dependencies]', 'mod m {} pub use m::Unique;')).toEqual(['Unique']);
  });

  test('is not what nobody has', async () => {
    expect(
      await missingNames(
        '[dependencies]',
        'pub use core::ptr::Uniqe; pub fn f() { core::mem::sise_of::<u8>(); }',
      ),
    ).toEqual(['Uniqe', 'sise_of']);
  });
});
