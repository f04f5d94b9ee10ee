/** Shapes of `macro_rules!` definitions. Rules: Rust reference, "Macros By Example". */
import type { Token } from '../syntax/token';

export const FRAGMENTS = [
  'block',
  'expr',
  'expr_2021',
  'ident',
  'item',
  'lifetime',
  'literal',
  'meta',
  'pat',
  'pat_param',
  'path',
  'stmt',
  'tt',
  'ty',
  'vis',
] as const;

export type FragmentKind = (typeof FRAGMENTS)[number];

export type Repeat = '*' | '+' | '?';

/**
 * One step of a matcher, which is flat: a repetition is a `sequence` step, its contents, and `again` steps that
 * lead back. Depth is the number of repetitions around a variable.
 */
export type MatcherStep =
  /** `symbol` is the token's text, or the whole operator for punctuation. */
  | { readonly k: 'token'; readonly symbol: string }
  | {
      readonly k: 'sequence';
      readonly repeat: Repeat;
      /** Variables inside: `[first, end)`. */
      readonly variables: readonly [number, number];
      readonly depth: number;
      /** Index of the step behind the repetition. */
      readonly after: number;
    }
  /** End of a repetition's contents without separator; `first` is the index of the contents' first step. */
  | { readonly k: 'again'; readonly repeat: Repeat; readonly first: number }
  /** End of a repetition's contents with separator: an `again` step follows directly. */
  | { readonly k: 'separator'; readonly symbol: string }
  | {
      readonly k: 'fragment';
      readonly fragment: FragmentKind;
      /** Index in {@link MacroRule.variables}. */
      readonly variable: number;
      readonly depth: number;
    }
  | { readonly k: 'end' };

/** One piece of a transcriber. Delimiters are plain tokens. */
export type TranscriberPiece =
  | { readonly k: 'token'; readonly token: Token }
  /** `$name`; `dollar` and `token` are put out as they are if the matcher has no such variable. */
  | { readonly k: 'variable'; readonly name: string; readonly dollar: Token; readonly token: Token }
  | {
      readonly k: 'repeat';
      readonly repeat: Repeat;
      readonly separator: readonly Token[];
      readonly pieces: readonly TranscriberPiece[];
      /** Names of all variables in `pieces`, nested ones included. */
      readonly names: readonly string[];
    }
  /** `$$` and `${…}`, which stable Rust does not have. */
  | { readonly k: 'unsupported'; readonly what: string };

export interface MacroRule {
  readonly matcher: readonly MatcherStep[];
  /** Names of the matcher's variables, without `$` and `r#`. */
  readonly variables: readonly string[];
  /** Those of them that take an identifier or a path. */
  readonly names: ReadonlyMap<string, 'ident' | 'path'>;
  readonly transcriber: readonly TranscriberPiece[];
}

export interface MacroRules {
  readonly rules: readonly MacroRule[];
  /** Edition of the crate that defines the macro: decides what `expr` and `pat` take. */
  readonly edition: number;
}

/** How the tokens that come from the definition are numbered in an expansion. */
export interface MacroNumbers {
  /** What is added to their hygiene context. */
  readonly context: number;
  /** What is added to their `source`. */
  readonly sources: number;
}

export interface MacroLimits {
  /** Most tokens that one expansion may have. */
  readonly tokens: number;
  /** Most steps that matching may take, all rules together. */
  readonly steps: number;
}

export const DEFAULT_LIMITS: MacroLimits = { tokens: 200_000, steps: 4_000_000 };

/** What a variable matched: tokens ready to be put out, or one entry for each turn of the repetition around it. */
export type Bound =
  | { readonly k: 'tokens'; readonly tokens: readonly Token[] }
  | { readonly k: 'sequence'; readonly entries: Bound[] };

export type MacroErrorKind = 'no-match' | 'limit' | 'unsupported';

/** Ends matching or transcription; never leaves this folder. */
export class MacroFailure extends Error {
  constructor(
    readonly kind: MacroErrorKind,
    message: string,
  ) {
    super(message);
  }
}
