import type { Gap } from './gap';
import type { Span } from './removed';

/** `macro name(…) {…}` and `macro name { … }`: a `;` takes their place and the definition is remembered. */
export const declarativeMacro: Gap = {
  name: 'macro definitions with `macro`',
  examples: ['macro m($a:ident) { fn $a() {} }', 'pub(crate) macro m { () => { 1 }, ($a:expr) => { $a } }'],
  needs: ['macro'],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'macro') || !code.isAnyWord(i + 1) || !code.isOpening(i + 2)) continue;
      const short = code.is(i + 2, '(');
      const open = short ? code.closing(i + 2) + 1 : i + 2;
      if (!code.is(open, '{')) continue;
      const close = code.closing(open);
      if (close >= code.count) continue;
      const visibility = visibilityBefore(code, i);
      const name: Span = [code.start(i + 1), code.end(i + 1)];
      const body: Span = short ? [code.start(i + 2), code.end(close)] : [code.end(open), code.start(close)];
      edits.removeMacro([visibility?.[0] ?? code.start(i), code.end(close)], { name, body }, visibility);
      i = close;
    }
  },
};

function visibilityBefore(code: Parameters<Gap['rewrite']>[0], i: number): Span | undefined {
  if (code.isWord(i - 1, 'pub')) return [code.start(i - 1), code.end(i - 1)];
  if (!code.is(i - 1, ')')) return undefined;
  for (let at = i - 2; at > 0 && at > i - 40; at--) {
    if (code.is(at, '('))
      return code.isWord(at - 1, 'pub') ? [code.start(at - 1), code.end(i - 1)] : undefined;
  }
  return undefined;
}
