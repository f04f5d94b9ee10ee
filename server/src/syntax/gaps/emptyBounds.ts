import type { Gap } from './gap';
import { touches } from './regions';

/** `<T: >`: bounds may be empty, and in macros they are. The colon is blanked where it did not parse. */
export const emptyBounds: Gap = {
  name: 'empty bounds',
  examples: ['fn f<T: >() {}', 'struct S<T:, U>(T, U);', 'impl<T: > S<T> {}'],
  needs: [':', '<'],
  rewrite(code, edits, broken) {
    for (let i = 2; i < code.count; i++) {
      if (!code.is(i, ':') || !code.isAnyWord(i - 1) || !code.is(i - 2, '<')) continue;
      if (!code.is(i + 1, '>') && !code.is(i + 1, ',')) continue;
      if (touches(broken, code.start(i - 1), code.end(i + 1))) edits.blank(code.start(i), code.end(i));
    }
  },
};
