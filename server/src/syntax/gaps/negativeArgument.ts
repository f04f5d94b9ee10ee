import type { Code, Gap } from './gap';
import { touches } from './regions';
import { LITERAL } from './scan';

/** `R::<-5, 5>`: the minus is blanked where it did not parse, or where `::<` begins the list; values are not looked at. */
export const negativeArgument: Gap = {
  name: 'negative numbers as generic arguments',
  examples: ['fn f() { R::<-5, 5>::new(); }', 'type T = R<5, -5>;'],
  needs: ['-', '<'],
  rewrite(code, edits, broken) {
    let end = 0;
    for (let i = 1; i < code.count; i++) {
      if (i >= end && code.is(i, '<') && code.is(i - 1, ':') && isNegative(code, i + 1))
        end = code.afterAngles(i);
      if (!isNegative(code, i)) continue;
      if (!code.is(i - 1, '<') && !code.is(i - 1, ',')) continue;
      if (i < end || touches(broken, code.start(i), code.end(i + 1))) edits.blank(code.start(i), code.end(i));
    }
  },
};

function isNegative(code: Code, i: number): boolean {
  return code.is(i, '-') && code.kind(i + 1) === LITERAL;
}
