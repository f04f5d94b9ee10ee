import type { Gap } from './gap';
import { PRIMITIVES } from './primitiveMacro';
import { touches } from './regions';

/**
 * `u8 { … }`, `u8(…)` and `u8::<…>` as a literal, call or pattern, `u8 @ …`, `impl u8 for …`, `dyn u8`: the grammar expects no
 * primitive type there. It is renamed for the parse, so that what is wrong with it can be said.
 */
export const primitiveName: Gap = {
  name: 'primitive types in the place of a struct or trait',
  examples: [
    'fn f() { let x = (str { a: 1 }); }',
    'fn f() { if let u8(..) = g() {} }',
    'impl u8 for S {}',
    'fn f() { if let u8 { .. } = g() {} }',
    'fn f() { let _ = str::<a::b::C>(1); }',
    'fn f(x: &dyn str) {}',
    'fn f(x: Box<dyn u8 + Send>, y: impl bool) {}',
    'fn f(i32 @ _: u8) {}',
    'fn f() { match g() { u8 @ 1 => {} _ => {} } }',
  ],
  needs: [],
  rewrite(code, edits, broken) {
    if (broken.length === 0) return;
    for (let i = 0; i < code.count; i++) {
      const turbofish = code.is(i + 1, ':') && code.is(i + 2, ':') && code.is(i + 3, '<');
      const opens = code.is(i + 1, '{') || code.is(i + 1, '(');
      const behind = turbofish || opens || code.is(i + 1, '@') || code.isWord(i + 1, 'for');
      // Not `dyn u8::x`, which leads somewhere.
      const isBound = (code.isWord(i - 1, 'dyn') || code.isWord(i - 1, 'impl')) && !code.is(i + 1, ':');
      if ((!behind && !isBound) || !code.isAnyWord(i)) continue;
      const word = code.text.slice(code.start(i), code.end(i));
      if (!PRIMITIVES.has(word) || !touches(broken, code.start(i), code.end(turbofish ? i + 3 : i + 1)))
        continue;
      edits.replace(code.start(i), '_'.repeat(word.length));
    }
  },
};
