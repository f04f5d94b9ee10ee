/** Values of constants by example; `test/judge/constants` lets rustc judge random ones. */
import { describe, expect, test } from 'vitest';
import { valuesOf } from '../judge/constants/constants';

/** `name = value` for each constant of a program, or why there is none. */
async function values(text: string): Promise<string[]> {
  const names = [...text.matchAll(/^pub const (\w+)/gm)].map((match) => match[1]!);
  const found = await valuesOf(text, names);
  return found.map((value, index) =>
    value.k === 'unknown' ? `${names[index]}: ${value.reason}` : `${names[index]} = ${value.value}`,
  );
}

describe('constants', () => {
  test('literals of all forms, operators, casts', async () => {
    expect(
      await values(`
pub const A: u64 = 1 << 40 | 0x0f_u64 ^ 0b11;
pub const B: u8 = !0 >> 3;
pub const C: i16 = -0x7f - 1;
pub const D: u32 = -1i32 as u32;
pub const E: usize = (b'a' as usize + 'b' as usize) * 2;
pub const F: i8 = 0xf0u8 as i8;
pub const G: bool = 3 > 2 && !(1 == 2);
pub const H: char = 0x41 as char;
`),
    ).toEqual([
      'A = 1099511627788',
      'B = 31',
      'C = -128',
      'D = 4294967295',
      'E = 390',
      'F = -16',
      'G = true',
      'H = 65',
    ]);
  });

  test('other constants, through modules, imports, re-exports, aliases and types', async () => {
    expect(
      await values(`
pub type Word = usize;
mod bindings { pub mod kind { pub type Type = ::core::ffi::c_uint; pub const ONE: Type = 1; } }
pub use bindings::kind::ONE as FIRST;
use bindings::kind;
pub struct Slot;
impl Slot { pub const COUNT: Word = 4; }
pub const A: kind::Type = FIRST + kind::ONE;
pub const B: Word = Slot::COUNT * size_of::<Word>() + core::mem::size_of::<[u8; 3]>();
pub const C: u32 = u8::MAX as u32 + Word::BITS;
pub const D: Word = self::bindings::kind::ONE as Word;
`),
    ).toEqual(['A = 2', 'B = 35', 'C = 319', 'D = 1']);
  });

  test('numbers of variants', async () => {
    expect(
      await values(`
#[repr(i8)] pub enum Small { A = -2, B, #[cfg(any())] Never, C, D = 1 << 3, E }
pub const A: i32 = Small::B as i32;
pub const B: u8 = Small::A as u8;
pub const C: u64 = Small::E as u64;
pub const D: u32 = Small::C as u32 + 0;
`),
    ).toEqual(['A = -1', 'B = 254', 'C = 9', 'D = 0']);
  });

  test('a long initialiser is read whole', async () => {
    const sum = Array.from({ length: 100 }, (_, index) => `/* ${index} */ 1`).join(' + ');
    expect(await values(`pub const A: u32 = ${sum};`)).toEqual(['A = 100']);
  });

  test('what rustc refuses has no value', async () => {
    expect(
      await values(`
pub const A: u8 = 255 + 1;
pub const B: u64 = (1 << 40) as u64;
pub const C: i32 = 1 / 0;
pub const D: u32 = 1u8;
pub const E: u32 = -1 as u32;
pub const F: u32 = F + 1;
pub const G: u8 = 300;
`),
    ).toEqual([
      'A: it overflows, which rustc refuses',
      'B: it overflows, which rustc refuses',
      'C: it divides by zero, which rustc refuses',
      'D: it joins u8 and u32, which rustc refuses',
      'E: a sign before a value of type u32, which rustc refuses',
      'F: a constant that depends on itself',
      'G: 300 does not fit u8',
    ]);
  });

  test('what is not followed is said, never guessed', async () => {
    expect(
      await values(`
const fn f() -> u32 { 1 }
mod hidden { const X: u32 = 1; }
pub static S: u32 = 1;
pub struct Pair(u32, u32);
pub const A: u32 = f();
pub const B: u32 = [1, 2][0];
pub const C: u32 = hidden::X;
pub const D: u32 = { let x = 1; x };
pub const E: u32 = 2u32.pow(3);
pub const F: usize = size_of::<Pair>();
pub const G: u32 = match 1 { _ => 2 };
pub const H: &str = "text";
pub const I: u32 = external!(1);
pub const J: u32 = nowhere::X;
pub const K: f64 = 1.5;
`),
    ).toEqual([
      'A: a call of `f`',
      'B: an array',
      'C: `X`, which is private',
      'D: a block with statements',
      'E: a method call or a field',
      'F: the size of `Pair`',
      'G: a match',
      'H: a constant that is no number',
      'I: the macro `external!`',
      'J: `nowhere::X`, which does not resolve',
      'K: a literal that is no integer',
    ]);
  });

  test('chains without end do no harm', async () => {
    const chain = Array.from({ length: 3000 }, (_, index) => `pub const C${index}: u32 = C${index + 1} + 1;`);
    const nested = `pub const N: u32 = ${'('.repeat(5000)}1${')'.repeat(5000)};`;
    const last = `pub const C3000: u32 = 0;`;
    const text = [...chain, last, nested].join('\n');
    const found = await valuesOf(text, ['C2990', 'C0', 'N', 'C2990']);
    expect(found.map((value) => (value.k === 'integer' ? Number(value.value) : value.k))).toEqual([
      10,
      'unknown',
      'unknown',
      10,
    ]);
  });
});
