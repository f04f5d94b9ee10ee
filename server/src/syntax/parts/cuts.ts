/** What a file is parsed without, by brackets alone: bodies of functions, and what macro calls outside of them are given. */
import { Code } from '../gaps/gap';
import type { Span } from '../gaps/removed';
import { scan } from '../gaps/scan';

/** A stretch of a text from bracket to bracket. */
export interface Cut {
  readonly span: Span;
  /** `'given'`: the arguments of a macro call, whose tokens nobody asks the parser for. */
  readonly kind: 'body' | 'given';
}

/**
 * The outermost stretches `{ … }` that look like bodies of functions, and the arguments of macro calls that stand beside
 * them, in text order; empty ones are left out. What a macro call is given is not looked into. Whether such a stretch is a
 * body indeed, a parse must tell: `fn f() -> A<{ N }> { … }`.
 */
export function cutsIn(text: string): readonly Cut[] {
  const mayHave = text.includes('fn ') || text.includes('!');
  if (!mayHave) return [];
  const code = new Code(text, scan(text));
  const found: Cut[] = [];
  const add = (kind: Cut['kind'], open: number, close: number): void => {
    if (close > open + 1) found.push({ span: [code.start(open), code.end(close)], kind });
  };
  for (let i = 0; i < code.count; ) {
    const given = argumentsAt(code, i);
    if (given) {
      const [open, close] = given;
      // A definition has rules, which are read.
      if (open === i + 2 && !code.isWord(i, 'macro_rules')) add('given', open, close);
      i = close + 1;
      continue;
    }
    const open = code.isWord(i, 'fn') && code.isAnyWord(i + 1) ? bodyAfter(code, i + 2) : -1;
    const close = open < 0 ? code.count : code.closing(open);
    if (close === code.count) i++;
    else {
      add('body', open, close);
      i = close + 1;
    }
  }
  return found;
}

/** The brackets of `name!(…)`, `name! name {…}`; `undefined` if no such thing begins there. */
function argumentsAt(code: Code, i: number): readonly [number, number] | undefined {
  if (!code.isAnyWord(i) || !code.is(i + 1, '!')) return undefined;
  const open = code.isAnyWord(i + 2) ? i + 3 : i + 2;
  const close = code.isOpening(open) ? code.closing(open) : code.count;
  return close === code.count ? undefined : [open, close];
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
