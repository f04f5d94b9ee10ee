import type { Code, Gap } from './gap';

/** Words that a `!` for negation can stand behind. */
const KEYWORDS: ReadonlySet<string> = new Set([
  ...[
    'as',
    'break',
    'else',
    'for',
    'if',
    'impl',
    'in',
    'let',
    'match',
    'move',
    'mut',
    'ref',
    'return',
    'while',
  ],
  ...['yield', 'become', 'do', 'where', 'dyn', 'const', 'static', 'unsafe', 'async', 'loop', 'box'],
]);

/**
 * Macros take tokens in any order, the grammar knows only some: not `~`, not a `$` on its own. What stands in
 * calls and definitions is blanked; its text is read from the original anyway.
 */
export const macroArguments: Gap = {
  name: 'unknown tokens in macros',
  examples: ['macro_rules! m { (~ $x:tt) => {} }', 'm!(~);', 'macro_rules! m { ($) => {}; ([$]) => {} }'],
  needs: ['!'],
  rewrite(code, edits) {
    for (let i = 1; i < code.count; i++) {
      const open = opening(code, i);
      if (open < 0) continue;
      const close = code.closing(open);
      if (close >= code.count) continue;
      edits.blank(code.end(open), code.start(close));
      i = close;
    }
  },
};

/** The opening bracket behind the `!` of a macro at piece `i`; -1 if there is none. */
function opening(code: Code, i: number): number {
  if (!code.is(i, '!') || !code.isAnyWord(i - 1)) return -1;
  const word = code.text.slice(code.start(i - 1), code.end(i - 1));
  if (KEYWORDS.has(word)) return -1;
  const open = word === 'macro_rules' ? i + 2 : i + 1;
  return code.isOpening(open) ? open : -1;
}
