/** Fields of structs, unions and variants that a view compiles. */

import { activity, attributesIn } from '../resolve/attributes';
import type { Definition } from '../resolve/definitions';
import type { World } from '../resolve/world';
import type { FieldRef } from '../syntax/summary';

/** Fields that cfg attributes leave, in order, those of tuples counted anew; `undefined` where that cannot be told. */
export function activeFields(
  world: World,
  { crate, parent }: Pick<Definition, 'crate' | 'parent'>,
  { fields }: { readonly fields: readonly FieldRef[] },
): readonly FieldRef[] | undefined {
  if (!fields.some(({ attributes }) => attributes)) return fields;
  if (!crate || !parent) return undefined;
  const lookup = attributesIn(world, parent);
  const left: FieldRef[] = [];
  for (const field of fields) {
    const { active } = activity(world, crate, field.attributes, lookup);
    if (active === 'unknown') return undefined;
    if (active) left.push(field);
  }
  return fields[0]?.name === '0' ? left.map((field, at) => ({ ...field, name: String(at) })) : left;
}
