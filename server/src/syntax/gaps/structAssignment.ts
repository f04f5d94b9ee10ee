import type { Gap } from './gap';
import { touches } from './regions';

/** `S { a, .. } = s;`: the grammar knows a rest only in patterns. It is blanked where that did not parse. */
export const structAssignment: Gap = {
  name: 'a rest in an assigned struct',
  examples: ['fn f() { S { .. } = s; }', 'fn f() { S { a, .. } = s; }'],
  needs: ['..'],
  rewrite(code, edits, broken) {
    for (let i = 0; i < code.count; i++) {
      if (!code.is(i, '.') || !code.is(i + 1, '.') || !code.is(i + 2, '}')) continue;
      if (touches(broken, code.start(i), code.end(i + 1))) edits.blank(code.start(i), code.end(i + 1));
    }
  },
};
