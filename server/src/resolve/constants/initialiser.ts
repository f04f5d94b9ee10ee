/** The initialiser of a constant in the text of its file. */
import { matchDelimiters, tokenize } from '../../syntax/lexer';

/** Longer ones are tables or texts, not numbers. */
const LONGEST = 20_000;

/**
 * What stands between `=` and `;` after the name at `start` (UTF-16 offset); `undefined` where the declaration does not
 * end, or only far away.
 */
export function initialiserAfter(text: string, start: number): string | undefined {
  const tokens = tokenize(text, { start, end: Math.min(text.length, start + LONGEST) });
  const partners = matchDelimiters(tokens);
  let from = -1;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'open') {
      const close = partners[i] ?? -1;
      if (close < 0) return undefined;
      i = close;
    } else if (token.kind === 'punctuation') {
      if (token.text === '=' && from < 0) from = token.end;
      else if (token.text === ';') return from < 0 ? undefined : text.slice(from, token.start).trim();
    }
  }
  return undefined;
}
