import { describe, expect, it } from 'vitest';
import { itemPartKey } from '../../server/src/syntax/keys';
import { file, parser } from './support';

function key(text: string): string {
  return itemPartKey(file(text));
}

const SOURCE = `
use a::b;
/// Doc.
pub fn f(x: u8) -> u8 { let y = x; g(y) }
const C: u8 = 1;
fn h() { impl S { fn i() {} } }
`;

describe('the key of the item part', () => {
  it('does not change with the inside of functions, white space and comments', () => {
    const same = key(SOURCE);
    expect(key(SOURCE.replace('let y = x; g(y)', 'if x > 1 { k() } else { m!(y); 2 }'))).toBe(same);
    expect(key(SOURCE.replace('let y = x;', 'use z::y; fn n() {} struct S;'))).toBe(same);
    expect(key(SOURCE.replace('/// Doc.', '// More\n/* and more */'))).toBe(same);
    expect(key(`\n\n\n${SOURCE}`)).toBe(same);
    expect(key(SOURCE.replace('fn h() {', 'fn h() { use q; '))).toBe(same);
  });

  it('changes with what others see', () => {
    const same = key(SOURCE);
    for (const [from, to] of [
      ['use a::b', 'use a::c'],
      ['pub fn', 'fn'],
      ['x: u8', 'x: u16'],
      ['C: u8 = 1', 'C: u8 = 2'],
      ['fn i()', 'fn j()'],
      ['const C', '#[cfg(a)] const C'],
      ['use a::b;', '#![no_std]\nuse a::b;'],
    ] as const) {
      expect(key(SOURCE.replace(from, to))).not.toBe(same);
    }
  });

  it('is the same whether bodies were read or not', () => {
    const text = `${SOURCE} mod m { fn f() { mod n { impl S {} } } } const _: () = { impl T for S {} };`;
    const skeleton = parser.lowerFile(text, { bodies: false });
    expect(itemPartKey(skeleton)).toBe(key(text));
    expect(skeleton.references).toEqual([]);
    expect(skeleton.calls).toEqual([]);
    expect(skeleton.scopes).toHaveLength(1);
    expect(skeleton.itemSpans).toEqual(file(text).itemSpans);
  });
});
