/** A token of Rust as macros see it. */
export interface Token {
  readonly kind: 'identifier' | 'lifetime' | 'literal' | 'punctuation' | 'open' | 'close';
  /** As written; raw identifiers keep `r#`. Punctuation is one character; `open`/`close` one of `( [ {` / `) ] }`. */
  readonly text: string;
  /** UTF-16 offsets in the text that `source` stands for. */
  readonly start: number;
  readonly end: number;
  /** Punctuation directly followed by more punctuation (`:` of `::`). */
  readonly joint?: true;
  /** Which text the offsets belong to, chosen by the caller of the lexer; -1 for tokens that stand nowhere. */
  readonly source: number;
  /** Hygiene: 0 for what a person wrote in place, else the number of the expansion that the token was written for. */
  readonly context: number;
  /** Where the variable stands in the macro's definition that this token was put in for. */
  readonly variable?: VariablePlace;
  /**
   * On `open` and `close` with `source` -1: the delimiters stand around what a macro's fragment (`expr`, `ty` …)
   * matched, which other macros take as one unit, as in rustc. Their text is empty, or what the fragment needs
   * around it to keep its meaning (parentheses). `expr+` is an `expr` that something beside it could split.
   */
  readonly fragment?: string;
}

export interface VariablePlace {
  readonly source: number;
  readonly start: number;
  readonly end: number;
  /**
   * The innermost variable of kind `ident` that stood for the token. rustc marks it where it marks a whole path, and
   * what the caller wrote where it marks a name.
   */
  readonly ident?: Pick<VariablePlace, 'source' | 'start' | 'end'>;
  /** The same of kind `path`: rustc marks it where it marks the pattern or expression that the path is. */
  readonly path?: Pick<VariablePlace, 'source' | 'start' | 'end'>;
}

/** Index of the first token that ends at an offset or behind it: as many as there are if none does. Every hover asks. */
export function firstEndingAt(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
