import type { Gap } from './gap';
import { touches } from './regions';

/**
 * `where m!(A): B`: the grammar wants a type's name on the left. The macro's call becomes a primitive type, which is no
 * reference; what it takes is not checked.
 */
export const whereMacro: Gap = {
  name: 'where clauses on what a macro stands for',
  examples: [
    'fn f<A>() where op!(A - B): U {}',
    'impl<A> T for S<A> where A: B, a::op!{A - B}: c::U + V {}',
    'struct S<A>(A) where op![A]: U;',
  ],
  needs: ['where', '!'],
  rewrite(code, edits, broken) {
    for (let i = 1; i < code.count; i++) {
      if (!code.is(i, '!') || !code.isOpening(i + 1) || !code.isAnyWord(i - 1)) continue;
      const close = code.closing(i + 1);
      if (!code.is(close + 1, ':') || (code.is(close + 2, ':') && code.joined(close + 1))) continue;
      let first = i - 1;
      while (code.is(first - 1, ':') && code.is(first - 2, ':')) first -= code.isAnyWord(first - 3) ? 3 : 2;
      if (!code.isWord(first - 1, 'where') && !code.is(first - 1, ',')) continue;
      const [start, end] = [code.start(first), code.end(close)];
      if (touches(broken, start, end)) edits.replace(start, 'u8'.padEnd(end - start));
    }
  },
};
