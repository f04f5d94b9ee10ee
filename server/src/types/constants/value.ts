/** What a constant is worth. */

export type Value =
  /** `type` is the name of a primitive. */
  | { readonly k: 'integer'; readonly value: bigint; readonly type: string }
  | { readonly k: 'boolean'; readonly value: boolean }
  /** Code point. */
  | { readonly k: 'character'; readonly value: bigint }
  | { readonly k: 'unknown'; readonly reason: string };

/** A step of an evaluation that cannot be made, or that rustc refuses; the message says why. */
export class Unknown extends Error {}

/** What would be computed overflows or divides by zero: harmless where it is not reached. */
export class Overflow extends Unknown {}

/** Runs an evaluation; a step that cannot be made makes all of it unknown. */
export function caught(compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Unknown) return { k: 'unknown', reason: error.message };
    throw error;
  }
}

/** The name of a value's type. @throws Unknown for a value that is not known */
export function typeOfValue(value: Value): string {
  switch (value.k) {
    case 'integer':
      return value.type;
    case 'boolean':
      return 'bool';
    case 'character':
      return 'char';
    case 'unknown':
      throw new Unknown(value.reason);
  }
}

/** @throws Unknown for a value that is no number */
export function numberOf(value: Value): bigint {
  if (value.k === 'integer' || value.k === 'character') return value.value;
  throw new Unknown('arithmetic on something that is no number');
}

/** What comparisons go by: numbers, `false` before `true`. */
export function orderOf(value: Value): bigint {
  return value.k === 'boolean' ? BigInt(value.value) : numberOf(value);
}
