import type { Code, Gap } from './gap';
import { touches } from './regions';

/** `<V::<u8> as T>::X`, `x: V::<u8>`: the grammar has a `::` before the arguments of a type in expressions only. It is blanked. */
export const typeTurbofish: Gap = {
  name: ':: before the arguments of a type',
  examples: [
    'fn f() { <V:: <u8> as T>::x(); }',
    'type A = <a::V::<u8> as T>::X;',
    'fn f(a: V::<u8>) -> V::<u8> {}',
    'fn f() { let a: Vec<V::<u8>> = b; }',
  ],
  needs: ['::', '<'],
  rewrite(code, edits, broken) {
    for (let i = 2; i + 1 < code.count; i++) {
      if (!code.is(i + 1, '<') || !code.is(i, ':') || !code.is(i - 1, ':') || !code.isAnyWord(i - 2))
        continue;
      const end = code.afterAngles(i + 1);
      if (end === i + 1 || !touches(broken, code.start(i - 1), code.end(end - 1))) continue;
      // Behind a value stands a call, or something that goes on with it.
      if (code.is(end, '(') || (code.is(end, ':') && code.is(end + 1, ':'))) continue;
      if (isTypeBefore(code, startOfPath(code, i - 2) - 1)) edits.blank(code.start(i - 1), code.end(i));
    }
  },
};

/** Whether a type follows a piece: `<`, `->`, or a single `:`. */
function isTypeBefore(code: Code, i: number): boolean {
  if (code.is(i, '<') || (code.is(i, '>') && code.is(i - 1, '-'))) return true;
  return code.is(i, ':') && !code.is(i - 1, ':');
}

function startOfPath(code: Code, last: number): number {
  let at = last;
  while (code.is(at - 1, ':') && code.is(at - 2, ':')) at -= code.isAnyWord(at - 3) ? 3 : 2;
  return at;
}
