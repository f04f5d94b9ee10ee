import type { Code, Gap } from './gap';
import { touches } from './regions';

/**
 * Attributes where the grammar has none: on fields of struct patterns, arguments of closures, elements of tuples,
 * operands, a second one on a parameter. They are blanked and remembered, those near to what did not parse.
 */
export const oddAttributes: Gap = {
  name: 'attributes in odd places',
  examples: [
    'fn f() { let S { a, #[cfg(x)] b } = s; }',
    'fn f() { match s { S { #[cfg(x)] a: A::B, .. } => 1, _ => 2 } }',
    'fn f() { let S { a, #[cfg(x)] .. } = s; }',
    'fn f() { g(|#[cfg(x)] a, b| a); }',
    'fn f() { (1, #[cfg(x)] a) }',
    'fn f() { let a = #[cfg(x)] b; }',
    'fn f(#[cfg(x)] #[cfg(y)] a: u8) {}',
  ],
  needs: ['#['],
  rewrite(code, edits, broken) {
    for (let i = 0; i < code.count; i++) {
      if (!code.is(i, '#') || !code.is(i + 1, '[')) continue;
      const first = i;
      let last = code.closing(i + 1);
      while (code.is(last + 1, '#') && code.is(last + 2, '[')) last = code.closing(last + 2);
      if (last + 1 >= code.count) continue;
      const suspect =
        touches(broken, code.start(first), code.end(last), REACH) && !beginsStatement(code, first, last + 1);
      if (suspect) remove(code, first, last);
      i = last;
    }

    function remove(of: Code, first: number, last: number): void {
      for (let at = first; at < last; ) {
        const close = of.closing(at + 1);
        const inner = [of.end(at + 1), of.start(close)] as const;
        edits.removeAttribute([of.start(at), of.end(close)], inner, of.start(last + 1));
        at = close + 1;
      }
    }
  },
};

/** So far from a region that did not parse an attribute may still be the reason for it. */
const REACH = 60;

const STATEMENTS: readonly string[] = [
  ...[
    'let',
    'fn',
    'pub',
    'use',
    'struct',
    'enum',
    'impl',
    'mod',
    'const',
    'static',
    'trait',
    'type',
    'unsafe',
  ],
  ...['extern', 'union', 'macro_rules', 'if', 'match', 'for', 'while', 'loop', 'return', 'async'],
];

/** Before a statement or an item, an attribute is in a place that the grammar knows. */
function beginsStatement(code: Code, first: number, behind: number): boolean {
  if (first === 0 || code.is(first - 1, ';') || code.is(first - 1, '}') || code.is(first - 1, ']'))
    return true;
  return code.is(first - 1, '{') && STATEMENTS.some((word) => code.isWord(behind, word));
}
