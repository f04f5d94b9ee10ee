/** Rust's integer types and their arithmetic, exact (reference, "Numeric types", "Operator expressions"). */
import type { BinaryOperator } from '../../syntax/constant/expression';

export interface IntegerType {
  readonly name: string;
  readonly bits: number;
  readonly signed: boolean;
}

const BITS: Readonly<Record<string, number>> = { '8': 8, '16': 16, '32': 32, '64': 64, '128': 128 };

/** An integer type by name. `pointerWidth` is that of the target; `undefined` leaves `usize` and `isize` unknown. */
export function integerType(name: string, pointerWidth: number | undefined): IntegerType | undefined {
  const signed = name.startsWith('i');
  if (!signed && !name.startsWith('u')) return undefined;
  const rest = name.slice(1);
  const bits = rest === 'size' ? pointerWidth : BITS[rest];
  return bits === undefined ? undefined : { name, bits, signed };
}

/** Smallest and largest value. */
export function rangeOf({ bits, signed }: IntegerType): readonly [bigint, bigint] {
  const half = 1n << BigInt(bits - 1);
  return signed ? [-half, half - 1n] : [0n, 2n * half - 1n];
}

export function fits(value: bigint, type: IntegerType): boolean {
  const [least, most] = rangeOf(type);
  return value >= least && value <= most;
}

/** What is left of a value in a type: what `as` does. */
export function wrap(value: bigint, { bits, signed }: IntegerType): bigint {
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** A result, or why rustc refuses it. */
export type Arithmetic = { readonly value: bigint } | { readonly error: string };

const OVERFLOW: Arithmetic = { error: 'it overflows, which rustc refuses' };

/**
 * `left operator right` of two values of one type; for shifts `right` may be of any type. Operators that give no
 * integer are an error of the caller.
 */
export function calculate(
  operator: BinaryOperator,
  left: bigint,
  right: bigint,
  type: IntegerType,
): Arithmetic {
  const checked = (value: bigint): Arithmetic => (fits(value, type) ? { value } : OVERFLOW);
  switch (operator) {
    case '+':
      return checked(left + right);
    case '-':
      return checked(left - right);
    case '*':
      return checked(left * right);
    case '/':
    case '%':
      if (right === 0n) return { error: 'it divides by zero, which rustc refuses' };
      // The smallest number by -1 overflows for both operators.
      if (!fits(left / right, type)) return OVERFLOW;
      return { value: operator === '/' ? left / right : left % right };
    case '&':
      return { value: left & right };
    case '|':
      return { value: left | right };
    case '^':
      return { value: left ^ right };
    case '<<':
    case '>>':
      if (right < 0n || right >= BigInt(type.bits)) return OVERFLOW;
      return { value: operator === '<<' ? wrap(left << right, type) : left >> right };
    default:
      throw new Error(`${operator} gives no integer`);
  }
}
