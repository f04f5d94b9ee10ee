/** Types that hold others and give them out: `Option`, `Result`, arrays, slices, `Vec`. */

import type { Definition } from '../resolve/definitions';
import type { Instance } from './instances';
import type { Head, TypeIn } from './types';

/** `Option` and `Result`. */
export function isWrapper({ crate, name }: Definition): boolean {
  const standard = crate?.name === 'core' || crate?.name === 'std';
  return standard && (name === 'Result' || name === 'Option');
}

/** How many arguments types of the standard prelude must have (https://doc.rust-lang.org/std/prelude/). */
const NEEDED = new Map([
  ['Box', 1],
  ['Option', 1],
  ['Result', 2],
  ['Vec', 1],
]);

/** How many arguments a type of the standard crates cannot be written without, as far as that is known: else 0. */
export function neededOfStandard({ crate, name, kind }: Definition): number {
  const standard = crate?.name === 'core' || crate?.name === 'alloc' || crate?.name === 'std';
  return standard && kind !== 'alias' ? (NEEDED.get(name) ?? 0) : 0;
}

/** Methods of `Option` and `Result` that give what is inside (https://doc.rust-lang.org/core/option/). */
const UNWRAPPING = new Set(['unwrap', 'expect', 'unwrap_or', 'unwrap_or_else', 'unwrap_or_default']);

/** What a method of `Option` or `Result` gives; `undefined` for other methods and types. */
export function insideOfWrapper({ definition, args }: Instance, method: string): TypeIn | undefined {
  return isWrapper(definition) && UNWRAPPING.has(method) ? args[0] : undefined;
}

/** What one index gives of an array, a slice or a `Vec`; `undefined` for other types. */
export function elementIn(head: Head): TypeIn | undefined {
  if (head.k === 'built') return head.of;
  if (head.k !== 'type') return undefined;
  const { crate, name } = head.definition;
  const isVec = name === 'Vec' && (crate?.name === 'alloc' || crate?.name === 'std');
  return isVec ? head.args[0] : undefined;
}
