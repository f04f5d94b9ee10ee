/** `size_of` and `align_of` of types whose size no compiler is free to choose. */

import { type Definition, type Lookup, VALUE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { preludeLookup } from '../../resolve/preludes';
import type { World } from '../../resolve/world';
import type { ConstantPath } from '../../syntax/constant/expression';
import type { TypeRef } from '../../syntax/summary';
import { type Identity, identify } from '../identity';
import { type TypeEnvironment, typeAt } from '../types';
import { WITH_LENGTHS } from './evaluate';
import { integerType } from './integers';
import { Unknown } from './value';

/**
 * The result of a call without arguments, if it is one of `core::mem::size_of::<T>()` in bytes.
 * @throws Unknown for every other call, and for types whose layout is not fixed
 */
export function measured(
  world: World,
  environment: TypeEnvironment,
  path: ConstantPath,
  pointerWidth: number | undefined,
  typeOf: (text: string) => TypeRef,
): bigint {
  const name = path.segments.join('::');
  const called = function_(world, environment, path);
  const isCore = called?.external !== undefined && called.crate?.fromTree === true;
  if (!isCore || called.external?.definition !== 'core::mem::size_of' || path.generics === undefined)
    throw new Unknown(`a call of \`${name}\``);
  const type = identify(world, { type: typeOf(path.generics), environment }, WITH_LENGTHS);
  const size = sizeOf(type, pointerWidth);
  if (size === undefined) throw new Unknown(`the size of \`${path.generics.trim()}\``);
  return size;
}

function function_(world: World, environment: TypeEnvironment, path: ConstantPath): Definition | undefined {
  const last = path.segments.at(-1) ?? '';
  let found: Lookup | undefined;
  if (path.segments.length > 1) {
    const container = typeAt(world, environment, path.segments.slice(0, -1), path.global === true);
    const module =
      container !== undefined && typeof container !== 'string' && !('environment' in container)
        ? container.module
        : undefined;
    found = module && lookupIn(world, module, last, VALUE);
  } else {
    for (let scope = environment.module; ; scope = scope.parent as typeof scope) {
      found = lookupIn(world, scope, last, VALUE);
      if (found || !scope.block || !scope.parent) break;
    }
    found ??= preludeLookup(world, environment.module, last, VALUE);
  }
  return found?.k === 'found' ? found.definition : undefined;
}

/** Size in bytes; `undefined` where it depends on the compiler (structs, enums, wide pointers) or is not known. */
export function sizeOf(type: Identity, pointerWidth: number | undefined): bigint | undefined {
  switch (type.k) {
    case 'primitive': {
      if (type.name === 'bool') return 1n;
      if (type.name === 'char' || type.name === 'f32') return 4n;
      if (type.name === 'f64') return 8n;
      const integer = integerType(type.name, pointerWidth);
      return integer && BigInt(integer.bits / 8);
    }
    case 'array': {
      const each = sizeOf(type.of, pointerWidth);
      return each === undefined ? undefined : each * type.length;
    }
    case 'pointer':
    case 'reference':
      return isSized(type.of) && pointerWidth !== undefined ? BigInt(pointerWidth / 8) : undefined;
    case 'function':
      return pointerWidth === undefined ? undefined : BigInt(pointerWidth / 8);
    case 'tuple':
      return type.of.length === 0 ? 0n : undefined;
    default:
      return undefined;
  }
}

/** For sure: a pointer to it is one word. */
function isSized(type: Identity): boolean {
  if (type.k === 'primitive') return type.name !== 'str';
  return type.k === 'array' || type.k === 'pointer' || type.k === 'tuple' || type.k === 'function';
}
