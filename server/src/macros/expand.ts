/** Expands one call of a `macro_rules!` macro. */
import type { Token } from '../syntax/token';
import { Cursor } from './cursor';
import { matchRule } from './matcher';
import {
  DEFAULT_LIMITS,
  type MacroErrorKind,
  MacroFailure,
  type MacroLimits,
  type MacroNumbers,
  type MacroRules,
} from './model';
import { transcribe } from './transcribe';

export interface MacroExpansion {
  readonly tokens: readonly Token[];
  /** Index of the rule that matched. */
  readonly rule: number;
}

/**
 * - `no-match`: rustc reports an error for this call;
 * - `limit`: it takes more time, depth or tokens than we allow;
 * - `unsupported`: something of Rust that is not known here.
 */
export interface MacroError {
  readonly error: string;
  readonly kind: MacroErrorKind;
}

/**
 * Expands a call whose arguments (without the outer delimiters) are `args`. Tokens of the definition are numbered as
 * `numbers` says, tokens of the call keep theirs; all keep `start` and `end`. Expands one level: calls in the result
 * are left to the caller, and so is the limit of recursion. Hand nested calls the tokens of this result, not text read
 * anew: they remember what a fragment was.
 */
export function expandMacro(
  macro: MacroRules,
  args: readonly Token[],
  numbers: MacroNumbers,
  limits: Partial<MacroLimits> = {},
): MacroExpansion | MacroError {
  try {
    const c = new Cursor(args, macro.edition);
    const most = { ...DEFAULT_LIMITS, ...limits };
    const budget = { steps: most.steps };
    let furthest = 0;
    for (const [index, rule] of macro.rules.entries()) {
      const bound = matchRule(rule, c, numbers.context, budget);
      if (bound !== undefined) {
        return { tokens: transcribe(rule, bound, numbers, most.tokens), rule: index };
      }
      furthest = Math.max(furthest, c.position);
    }
    const found = args[furthest];
    const where = found === undefined ? 'unexpected end' : `unexpected \`${found.text || found.fragment}\``;
    return { error: `no rule of the macro matches: ${where}`, kind: 'no-match' };
  } catch (failure) {
    if (failure instanceof MacroFailure) return { error: failure.message, kind: failure.kind };
    throw failure;
  }
}
