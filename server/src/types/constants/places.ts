/** What a path in a constant expression names. */

import { type Definition, isVisible, type Lookup, type Module, VALUE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { isPrimitive } from '../../resolve/primitives';
import { isVariantActive, variantOf } from '../../resolve/variants';
import type { World } from '../../resolve/world';
import type { ConstantPath } from '../../syntax/constant/expression';
import { memberOf } from '../associated';
import { identityOf } from '../identity';
import { type TypeEnvironment, typeAt } from '../types';
import { constantValue, ofItem } from './constants';
import { WITH_LENGTHS } from './evaluate';
import { integerType, rangeOf } from './integers';
import { Unknown, type Value } from './value';

export interface Found {
  readonly value: Value;
  /** A variant is a number only where it is cast to one. */
  readonly isVariant: boolean;
}

/**
 * The value at a path: constants of modules and of types, `u32::MAX` and its kin, variants of enums.
 * @throws Unknown for anything else, and where the path is private or ambiguous
 */
export function valueAt(
  world: World,
  environment: TypeEnvironment,
  path: ConstantPath,
  pointerWidth: number | undefined,
): Found {
  const name = path.segments.join('::');
  if (path.generics !== undefined) throw new Unknown(`\`${name}\` with generic arguments`);
  const last = path.segments.at(-1) ?? '';
  const { module } = environment;
  if (path.segments.length === 1) {
    if (path.global || environment.generics?.has(last)) throw new Unknown(`the parameter \`${name}\``);
    return ofDefinition(world, fromScope(world, module, last));
  }
  const container = typeAt(world, environment, path.segments.slice(0, -1), path.global === true);
  if (container === undefined) throw new Unknown(`\`${name}\`, which does not resolve`);
  if (typeof container === 'string') return ofPrimitive(container, last, pointerWidth);
  if ('environment' in container) throw new Unknown(`\`${name}\``);
  return inside(world, module, container, last, pointerWidth);
}

function fromScope(world: World, from: Module, name: string): Definition {
  for (let scope: Module | undefined = from; scope; scope = scope.block ? scope.parent : undefined) {
    const found = lookupIn(world, scope, name, VALUE);
    if (found) return accepted(found, from, name);
  }
  throw new Unknown(`\`${name}\`, which does not resolve`);
}

function accepted(found: Lookup, from: Module, name: string): Definition {
  if (found.k !== 'found') throw new Unknown(`\`${name}\`, which does not resolve for sure`);
  if (!isVisible(found.visibility, from)) throw new Unknown(`\`${name}\`, which is private`);
  return found.definition;
}

function ofDefinition(world: World, definition: Definition): Found {
  return { value: constantValue(world, definition), isVariant: definition.kind === 'variant' };
}

function inside(
  world: World,
  from: Module,
  container: Definition,
  name: string,
  pointerWidth: number | undefined,
): Found {
  if (container.module) {
    const found = lookupIn(world, container.module, name, VALUE);
    // `core::u32::MAX`: the modules of primitive types are listed without their contents.
    if (found?.k === 'unknown' && container.module.crate.fromTree && isPrimitive(container.name))
      return ofPrimitive(container.name, name, pointerWidth);
    if (!found) throw new Unknown(`\`${name}\`, which does not resolve`);
    return ofDefinition(world, accepted(found, from, name));
  }
  const type = identityOf(world, container, [], WITH_LENGTHS);
  if (type.k === 'primitive') return ofPrimitive(type.name, name, pointerWidth);
  if (type.k !== 'nominal') throw new Unknown(`a constant of the type \`${container.name}\``);
  const { definition } = type;
  const variant = definition.kind === 'enum' ? variantOf(world, definition, name) : undefined;
  if (variant && isVariantActive(world, variant) === true) return ofDefinition(world, variant);
  const member = memberOf(world, definition, name);
  if (member.k !== 'found' || member.member.several || member.member.ofTrait)
    throw new Unknown(`\`${definition.name}::${name}\`, which does not resolve for sure`);
  const { item, module, unit } = member.member;
  if (item?.kind !== 'const') throw new Unknown(`\`${definition.name}::${name}\`, which is no constant`);
  const visible =
    item.visibility.k === 'pub' || (item.visibility.k === 'private' && isVisible(module.normal, from));
  if (!visible) throw new Unknown(`\`${definition.name}::${name}\`, which may be private`);
  return { value: ofItem(world, item, { module, ...(unit ? { unit } : {}) }, unit), isVariant: false };
}

/** `MAX`, `MIN` and `BITS` of integer types (std, "Primitive types"). */
function ofPrimitive(name: string, item: string, pointerWidth: number | undefined): Found {
  const type = integerType(name, pointerWidth);
  const constant = (value: bigint, of: string): Found => ({
    value: { k: 'integer', value, type: of },
    isVariant: false,
  });
  if (type) {
    const [least, most] = rangeOf(type);
    if (item === 'MAX') return constant(most, name);
    if (item === 'MIN') return constant(least, name);
    if (item === 'BITS') return constant(BigInt(type.bits), 'u32');
  }
  throw new Unknown(`\`${name}::${item}\``);
}
