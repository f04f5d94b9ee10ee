import type { Gap } from './gap';

/** `struct S<>`, `f::<>()`, which macros like to make: blanked, with the `::` before. */
export const emptyAngles: Gap = {
  name: 'empty angle brackets',
  examples: ['struct S<>;', 'impl<> A<> for B {}', 'fn f<>() { g::<>(); }'],
  needs: ['<'],
  rewrite(code, edits) {
    for (let i = 1; i < code.count; i++) {
      if (!code.is(i, '<') || !code.is(i + 1, '>') || code.isWord(i - 1, 'use')) continue;
      const path = code.is(i - 1, ':') && code.is(i - 2, ':');
      edits.blank(code.start(path ? i - 2 : i), code.end(i + 1));
    }
  },
};
