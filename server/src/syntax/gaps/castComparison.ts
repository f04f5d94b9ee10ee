import type { Gap } from './gap';

/** `a as T <= b`: the grammar takes `<` for generic arguments. Another comparison takes its place. */
export const castComparison: Gap = {
  name: 'a <= behind a cast',
  examples: ['fn f() { while a as T <= b {} }', 'fn f() { g(a as b::T <= c, d) }'],
  needs: [' as ', '<='],
  rewrite(code, edits) {
    for (let i = 1; i < code.count; i++) {
      if (!code.is(i, '<') || !code.is(i + 1, '=') || !code.joined(i) || !code.isAnyWord(i - 1)) continue;
      edits.replace(code.start(i), '==');
    }
  },
};
