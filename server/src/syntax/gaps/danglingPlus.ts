import type { Gap } from './gap';
import { touches } from './regions';

/** `T: A + B +`: bounds may end in a plus, and in macros they do. It is blanked where it did not parse. */
export const danglingPlus: Gap = {
  name: 'a plus at the end of bounds',
  examples: ['fn f<T: A +>() {}', 'fn f<T>() where T: A + B +, U: C {}', "struct S<'a: 'b +>(&'a u8);"],
  needs: ['+'],
  rewrite(code, edits, broken) {
    for (let i = 1; i < code.count; i++) {
      if (!code.is(i, '+') || !ENDS.some((end) => code.is(i + 1, end))) continue;
      if (touches(broken, code.start(i - 1), code.end(i + 1))) edits.blank(code.start(i), code.end(i));
    }
  },
};

const ENDS: readonly string[] = ['>', ',', '{', '='];
