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
  rewrite(code, edits, broken) {
    for (let i = 1; i < code.count; i++) {
      const open = opening(code, i);
      if (open < 0) continue;
      const close = code.closing(open);
      if (close >= code.count) continue;
      // Only where something is amiss: a second parse for nothing would double the cost of half-typed code.
      if (touches(broken, code.start(open), code.end(close))) edits.blank(code.end(open), code.start(close));
      i = close;
    }
  },
};

/** True if a region that did not parse meets or touches a stretch. */
function touches(broken: readonly number[], start: number, end: number): boolean {
  for (let i = 0; i + 1 < broken.length; i += 2)
    if ((broken[i] ?? 0) <= end && start <= (broken[i + 1] ?? 0)) return true;
  return false;
}

/** The opening bracket behind the `!` of a macro at piece `i`; -1 if there is none. */
function opening(code: Code, i: number): number {
  if (!code.is(i, '!') || !code.isAnyWord(i - 1)) return -1;
  const word = code.text.slice(code.start(i - 1), code.end(i - 1));
  if (KEYWORDS.has(word)) return -1;
  const open = word === 'macro_rules' ? i + 2 : i + 1;
  return code.isOpening(open) ? open : -1;
}
