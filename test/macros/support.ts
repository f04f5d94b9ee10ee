import {
  expandMacro,
  type MacroLimits,
  type MacroNumbers,
  type MacroRules,
  parseMacroRules,
  renderTokens,
} from '../../server/src/macros';
import { operatorEnd } from '../../server/src/macros/cursor';
import { tokenize } from '../../server/src/syntax/lexer';
import type { Token } from '../../server/src/syntax/token';

/** Sources of tokens in these tests: 1 is the definition, 2 the call. */
export const DEFINITION = 1;
export const CALL = 2;

/** How tokens of the definition are numbered in these tests. */
export const OWN: MacroNumbers = { context: 1, sources: 0 };

/** The definition whose rules are given: what stands between the braces of `macro_rules! m { … }`. */
export function define(rules: string, edition = 2021): MacroRules {
  const macro = parseMacroRules(tokenize(rules, { source: DEFINITION }), edition);
  if ('error' in macro) throw new Error(macro.error);
  return macro;
}

/** Tokens of an expansion in context 1. Throws `kind: message` where there is none. */
export function expandTokens(
  macro: MacroRules,
  args: string | readonly Token[],
  limits?: Partial<MacroLimits>,
): readonly Token[] {
  const tokens = typeof args === 'string' ? tokenize(args, { source: CALL }) : args;
  const result = expandMacro(macro, tokens, OWN, limits);
  if ('error' in result) throw new Error(`${result.kind}: ${result.error}`);
  return result.tokens;
}

/** What a call expands to, one space between tokens, operators whole; or `kind: message`. */
export function expand(rules: string, args: string, edition = 2021): string {
  try {
    return plain(renderTokens(expandTokens(define(rules, edition), args)).text);
  } catch (error) {
    return (error as Error).message;
  }
}

/** A text's tokens with one space between them, operators whole. */
export function plain(rust: string): string {
  const tokens = tokenize(rust);
  const parts: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = tokens[at]!.kind === 'punctuation' ? operatorEnd(tokens, at) : at + 1;
    parts.push(
      tokens
        .slice(at, end)
        .map((token) => token.text)
        .join(''),
    );
    at = end;
  }
  return parts.join(' ');
}
