/** Primitive types (reference, "Types"): always in scope, after everything else. */
const names = new Set([
  'bool',
  'char',
  'str',
  'u8',
  'u16',
  'u32',
  'u64',
  'u128',
  'usize',
  'i8',
  'i16',
  'i32',
  'i64',
  'i128',
  'isize',
  'f16',
  'f32',
  'f64',
  'f128',
]);

/** True for the name of a primitive type. */
export function isPrimitive(name: string): boolean {
  return names.has(name);
}
