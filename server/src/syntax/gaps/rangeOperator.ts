import type { Code, Gap } from './gap';
import { PUNCTUATION } from './scan';

/**
 * `a..<T>::B` and `|x| a..(x)`: the grammar reads a comparison with `a..`, and the range of a closure and `(x)`. An operator
 * that binds what stands on both of its sides takes the place of `..`, and the beginning of a closure that of one at the start.
 */
export const rangeOperator: Gap = {
  name: 'a range up to what begins with a bracket',
  examples: ["fn f() { for i in 0..<&'a u8>::LEN {} }"],
  needs: ['..'],
  rewrite(code, edits) {
    for (let i = 1; i + 2 < code.count; i++) {
      if (!code.is(i, '.') || !code.is(i + 1, '.') || !code.joined(i) || code.is(i - 1, '.')) continue;
      const isEqual = code.is(i + 2, '=') && code.joined(i + 1);
      const end = isEqual ? i + 3 : i + 2;
      const isValue = code.kind(i - 1) !== PUNCTUATION || code.is(i - 1, ')') || code.is(i - 1, ']');
      const isFirst = code.is(i - 1, '[') || code.is(i - 1, '(');
      const inClosure = isValue && code.is(end, '(') && followsBar(code, i - 1);
      if (!inClosure && !((isValue || isFirst) && code.is(end, '<'))) continue;
      edits.replace(code.start(i), (isFirst ? '||' : '+ ') + (isEqual ? ' ' : ''));
    }
  },
};

/** The begin of a range in a closure has no more pieces. */
const LONGEST = 400;

/** Whether the expression that ends with a piece stands behind a `|`, as a closure's body does. */
function followsBar(code: Code, last: number): boolean {
  let depth = 0;
  for (let i = last; i >= 0 && i > last - LONGEST; i--) {
    if (code.isClosing(i)) depth++;
    else if (code.isOpening(i)) depth--;
    else if (depth === 0 && (code.is(i, ',') || code.is(i, ';'))) return false;
    else if (depth === 0 && code.is(i, '|')) return true;
    if (depth < 0) return false;
  }
  return false;
}
