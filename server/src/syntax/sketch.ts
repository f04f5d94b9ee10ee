/** Expressions as far as their types are followed. */
import type { TypeRef } from './typeRef';

/** An expression as far as the type of a method receiver or of a `let` needs it. */
export type ExpressionSketch =
  /** A path expression: index into `references`. */
  | { readonly k: 'path'; readonly reference: number }
  | { readonly k: 'call'; readonly on: ExpressionSketch }
  | {
      readonly k: 'method';
      readonly on: ExpressionSketch;
      readonly name: string;
      /** The scope that it stands in. */
      readonly scope: number;
      /** `x.f::<T>()` */
      readonly types?: readonly TypeRef[];
    }
  | { readonly k: 'field'; readonly on: ExpressionSketch; readonly name: string }
  /** `&x`, `&mut x`. */
  | { readonly k: 'reference'; readonly on: ExpressionSketch; readonly mutable?: true }
  /** `*x`, `x?`. */
  | { readonly k: 'dereference' | 'try'; readonly on: ExpressionSketch }
  /** `on[at]`. */
  | { readonly k: 'index'; readonly on: ExpressionSketch; readonly at: ExpressionSketch }
  | { readonly k: 'cast'; readonly type: TypeRef; readonly scope: number }
  /** A struct literal: index into `references`. */
  | { readonly k: 'struct'; readonly reference: number }
  | {
      readonly k: 'literal';
      readonly type: 'bool' | 'int' | 'float' | 'str' | 'char' | 'other';
      /** Of an integer: `u8`, where it is written. */
      readonly suffix?: string;
    }
  /** How many parameters it takes, and its span in `referenceSpans`. */
  | { readonly k: 'closure'; readonly parameters: number; readonly at: number }
  | { readonly k: 'other' };
