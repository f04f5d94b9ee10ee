import type { Gap } from './gap';

export const PRIMITIVES: ReadonlySet<string> = new Set([
  ...['bool', 'char', 'str', 'f32', 'f64', 'isize', 'usize'],
  ...['i8', 'i16', 'i32', 'i64', 'i128', 'u8', 'u16', 'u32', 'u64', 'u128'],
]);

/** Macros named like a primitive type, and `try!`: the grammar expects no macro there. They are renamed for the parse. */
export const primitiveMacro: Gap = {
  name: 'macros named str, u8, try …',
  examples: ['fn f() { let x = str!["a"]; }', 'fn f() { let x = u16!(1); }', 'fn f() { try!(g()); }'],
  needs: ['!'],
  rewrite(code, edits) {
    for (let i = 1; i < code.count; i++) {
      if (!code.is(i, '!') || !code.isOpening(i + 1) || !code.isAnyWord(i - 1)) continue;
      const word = code.text.slice(code.start(i - 1), code.end(i - 1));
      if (PRIMITIVES.has(word) || word === 'try') edits.replace(code.start(i - 1), '_'.repeat(word.length));
    }
  },
};
