import type { Code, Gap } from './gap';

/**
 * `m! { … } <T as A>::b();`, `m! { … } (a).b();`: a call with braces at the start of a statement is all of it; the grammar reads
 * a comparison, or a call of what the macro stands for. Only `.` and `?` go on with it.
 */
export const macroStatement: Gap = {
  name: 'a statement that begins with an operator behind a macro',
  examples: ["fn f() { m! { a } <&'a T as A>::b(); }"],
  needs: ['!'],
  rewrite(code, edits) {
    for (let i = 1; i + 2 < code.count; i++) {
      if (!code.is(i, '!') || !code.is(i + 1, '{') || !code.isAnyWord(i - 1)) continue;
      const close = code.closing(i + 1);
      if (close >= code.count || code.joined(close) || !GO_ON.some((mark) => code.is(close + 1, mark)))
        continue;
      const before = startOfPath(code, i - 1) - 1;
      const isStatement = before < 0 || code.is(before, ';') || code.is(before, '{') || code.is(before, '}');
      if (isStatement && code.text.charCodeAt(code.end(close)) <= 32) edits.replace(code.end(close), ';');
    }
  },
};

/** What the grammar reads as going on with what stands before. */
const GO_ON = ['<', '(', '[', '&', '*', '-', '|'];

/** The piece that a path begins with, of which one piece is the last name. */
function startOfPath(code: Code, last: number): number {
  let at = last;
  while (code.is(at - 1, ':') && code.is(at - 2, ':')) at -= code.isAnyWord(at - 3) ? 3 : 2;
  return code.is(at - 1, '$') ? at - 1 : at;
}
