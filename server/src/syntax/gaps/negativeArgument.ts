import type { Gap } from './gap';
import { touches } from './regions';
import { LITERAL } from './scan';

/** `R::<-5, 5>`: the minus is blanked where it did not parse; values are not looked at. */
export const negativeArgument: Gap = {
  name: 'negative numbers as generic arguments',
  examples: ['fn f() { R::<-5, 5>::new(); }', 'type T = R<5, -5>;'],
  needs: ['-', '<'],
  rewrite(code, edits, broken) {
    for (let i = 1; i < code.count; i++) {
      if (!code.is(i, '-') || code.kind(i + 1) !== LITERAL) continue;
      if (!code.is(i - 1, '<') && !code.is(i - 1, ',')) continue;
      if (touches(broken, code.start(i), code.end(i + 1))) edits.blank(code.start(i), code.end(i));
    }
  },
};
