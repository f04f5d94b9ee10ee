import type { Gap } from './gap';
import { touches } from './regions';

/** `|a, b,| c`: the comma at the end is blanked where it did not parse. */
export const closureComma: Gap = {
  name: 'a comma at the end of closure parameters',
  examples: ['fn f() { g(|a,| a) }', 'fn f() { g(h, move |a: A, b: B,| a) }'],
  needs: ['|'],
  rewrite(code, edits, broken) {
    for (let i = 1; i < code.count; i++) {
      if (!code.is(i, ',') || !code.is(i + 1, '|')) continue;
      if (touches(broken, code.start(i), code.end(i))) edits.blank(code.start(i), code.end(i));
    }
  },
};
