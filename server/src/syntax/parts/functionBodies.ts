/** Where the bodies of functions are, by brackets alone. */
import { Code } from '../gaps/gap';
import type { Span } from '../gaps/removed';
import { scan } from '../gaps/scan';

/**
 * The outermost stretches `{ … }` that look like bodies of functions, in text order; empty ones are left out. What a macro
 * call is given is not looked into. Whether such a stretch is a body indeed, a parse must tell: `fn f() -> A<{ N }> { … }`.
 */
export function functionBodies(text: string): readonly Span[] {
  if (!text.includes('fn ')) return [];
  const code = new Code(text, scan(text));
  const found: Span[] = [];
  for (let i = 0; i < code.count; ) {
    const behind = afterMacroCall(code, i);
    if (behind > i) {
      i = behind;
      continue;
    }
    const open = code.isWord(i, 'fn') && code.isAnyWord(i + 1) ? bodyAfter(code, i + 2) : -1;
    const close = open < 0 ? code.count : code.closing(open);
    if (close === code.count) i++;
    else {
      if (close > open + 1) found.push([code.start(open), code.end(close)]);
      i = close + 1;
    }
  }
  return found;
}

/** Index behind `name!(…)`, `name! name {…}`; `i` itself if no such thing begins there. */
function afterMacroCall(code: Code, i: number): number {
  if (!code.isAnyWord(i) || !code.is(i + 1, '!')) return i;
  const open = code.isAnyWord(i + 2) ? i + 3 : i + 2;
  const close = code.isOpening(open) ? code.closing(open) : code.count;
  return close === code.count ? i : close + 1;
}

/** The `{` that follows a signature; -1 if it has no body. */
function bodyAfter(code: Code, from: number): number {
  for (let i = from; i < code.count; i++) {
    if (code.is(i, '{')) return i;
    if (code.is(i, ';') || code.isClosing(i)) return -1;
    if (code.isOpening(i)) i = code.closing(i);
  }
  return -1;
}
