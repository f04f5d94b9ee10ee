import type { Gap } from './gap';

/** `where (): A`: the grammar wants a name on the left. `()` becomes a primitive type, which is no reference. */
export const whereSubject: Gap = {
  name: 'where clauses on ()',
  examples: ['fn f() where (): A {}', 'impl A for B where u8: C, (): ::a::D<T> {}'],
  needs: ['where', '()'],
  rewrite(code, edits) {
    for (let i = 1; i < code.count; i++) {
      const first = code.isWord(i - 1, 'where') || code.is(i - 1, ',');
      if (!first || !code.is(i, '(') || !code.is(i + 1, ')') || !code.joined(i)) continue;
      const path = code.is(i + 3, ':') && code.joined(i + 2);
      if (code.is(i + 2, ':') && !path) edits.replace(code.start(i), 'u8');
    }
  },
};
