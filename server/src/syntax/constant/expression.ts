/** Constant expressions as plain data: what a number of the bindings, or of a stand-in for them, can be written as. */

/** Binary operators by their binding strength, weakest first (reference, "Expression precedence"). */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '|'
  | '^'
  | '&'
  | '<<'
  | '>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** How tight an operator binds: a larger number binds tighter. */
export const STRENGTH: ReadonlyMap<string, number> = new Map(
  LEVELS.flatMap((operators, level) => operators.map((operator) => [operator, level] as const)),
);

/** Comparisons do not chain: `a < b < c` is an error. */
export const COMPARISON_LEVEL = 2;

/** A path with what stands between the angle brackets of its last segment, as written. */
export interface ConstantPath {
  /** `r#` removed; keywords as written. */
  readonly segments: readonly string[];
  readonly global?: true;
  /** `<T>` of `size_of::<T>`: the text between the brackets. */
  readonly generics?: string;
}

export type ConstantExpression =
  /** `suffix` is the type that the literal names, if it does. */
  | { readonly k: 'integer'; readonly value: bigint; readonly suffix?: string }
  | { readonly k: 'boolean'; readonly value: boolean }
  /** Code point. */
  | { readonly k: 'character'; readonly value: number }
  | ({ readonly k: 'path' } & ConstantPath)
  | { readonly k: 'call'; readonly path: ConstantPath; readonly args: readonly ConstantExpression[] }
  | { readonly k: 'unary'; readonly operator: '-' | '!'; readonly of: ConstantExpression }
  | {
      readonly k: 'binary';
      readonly operator: BinaryOperator;
      readonly left: ConstantExpression;
      readonly right: ConstantExpression;
    }
  /** `type` as written. */
  | { readonly k: 'cast'; readonly of: ConstantExpression; readonly type: string }
  | {
      readonly k: 'if';
      readonly condition: ConstantExpression;
      readonly then: ConstantExpression;
      readonly otherwise: ConstantExpression;
    }
  /** Braces around one expression. */
  | { readonly k: 'block'; readonly of: ConstantExpression }
  /** Something else; `what` says what, for people. */
  | { readonly k: 'other'; readonly what: string };
