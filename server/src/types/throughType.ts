/** A path that goes on behind a type: `Type::name::more`. */

import type { Definition } from '../resolve/definitions';
import { addsMembers } from '../resolve/derives';
import { isKeyword, isPlace } from '../resolve/paths';
import type { Unit } from '../resolve/unit';
import { isVariantActive, variantOf } from '../resolve/variants';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { namesMissingTrait } from './missingTraits';
import { behindVariant, failure, type Outcome, unknown } from './outcome';
import { asType, inBody, notChecked } from './typePlaces';
import { type Head, hasUnknownArgument, headOf } from './types';

/**
 * A segment after a type that more segments follow: `S::x::y`. Only variants could be there, and nothing follows
 * them; what an associated type has is ambiguous. `segment` is the one after the type.
 */
export function throughType(
  world: World,
  unit: Unit,
  reference: Reference,
  type: Definition | Head,
  segment: number,
): Outcome {
  const { segments } = reference;
  const name = segments[segment] ?? '';
  if (!('k' in type) && type.kind === 'variant') return behindVariant(type, segment - 1);
  if (reference.kind === 'trait') return unknown('a path through a type');
  let head: Head = 'k' in type ? type : { k: 'type', definition: type, args: [] };
  if (head.k === 'type' && head.definition.kind === 'primitive')
    head = { k: 'primitive', name: head.definition.name };
  if (head.k === 'type' && head.definition.kind === 'alias' && head.definition.parent)
    head = headOf(world, {
      type: { k: 'path', segments: [head.definition.name] },
      environment: { module: head.definition.parent },
    });
  if (hasUnknownArgument(world, head)) return unknown('a type whose arguments are not known');
  if (head.k === 'primitive') return failure({ segment, rustcCode: 'E0223', why: 'absent', fromStart: true });
  if (head.k !== 'type' || addsMembers(world, head.definition) !== undefined)
    return unknown('a path through a type');
  const { definition } = head;
  if (isKeyword(name) && definition === type && isPlace(definition))
    return failure({ segment, rustcCode: 'E0433', why: 'no-parent' });
  if (definition.kind === 'struct' || definition.kind === 'union')
    return failure({ segment, rustcCode: 'E0223', why: 'absent', inside: definition, fromStart: true });
  if (definition.kind !== 'enum') return unknown('a path through a type');
  const variant = variantOf(world, definition, name);
  const active = variant ? isVariantActive(world, variant) : false;
  if (active === 'unknown') return unknown('a cfg that is not known');
  const found = variant ? { found: variant } : {};
  if (active && definition === type)
    return failure({ segment, rustcCode: 'E0433', why: 'wrong-kind', ...found });
  // Behind an alias variants are found by type checking.
  const signature = asType(reference) && !inBody(unit, reference.scope);
  if (!signature && namesMissingTrait(world, unit.crate)) return unknown(notChecked);
  return active
    ? failure({ segment, rustcCode: '', why: 'wrong-kind', ...found, fromStart: true })
    : failure({ segment, rustcCode: 'E0599', why: 'absent', inside: definition });
}
