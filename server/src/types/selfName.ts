/** `Self` alone: a type, the constructor of one, or an item's border that it cannot cross. */

import { enclosingModule } from '../resolve/blocks';
import { TYPE, VALUE } from '../resolve/definitions';
import { namespaceOf, wrongKindCode } from '../resolve/kinds';
import { lookupFrom, type ScopeLookup, sought } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { namesMissingTrait } from './missingTraits';
import { failure, type Outcome, unknown } from './outcome';
import { headOf, selfAt } from './types';

interface SelfScope {
  readonly unit: Unit;
  readonly scope: number;
}

/** What `Self` means where it stands by itself. */
export function selfName(world: World, unit: Unit, reference: Reference): Outcome {
  const { kind, scope } = reference;
  const found = lookupFrom(world, unit, scope, sought(unit, reference, TYPE, 'Self'));
  const value = kind === 'value' || kind === 'call';
  if (found?.k === 'barred') {
    if (value && found.self) return asConstructor(world, unit, found.self);
    return failure({ segment: 0, rustcCode: found.rustcCode, why: 'private' });
  }
  if (kind === 'trait') return failure({ segment: 0, rustcCode: 'E0411', why: 'absent' });
  if (!found) return failure({ segment: 0, rustcCode: value ? 'E0425' : 'E0411', why: 'absent' });
  if (found.k !== 'selfType' || !isTrait(found) || namespaceOf(kind) !== VALUE) return { k: 'local' };
  // A trait has no constructor: that of an impl around it is meant, if there is one.
  const outer = around(world, found);
  if (outer) return asConstructor(world, unit, outer);
  return failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
}

function asConstructor(world: World, unit: Unit, self: SelfScope): Outcome {
  if (!isBarredConstructor(world, self)) return { k: 'local' };
  if (!isTrait(self) && namesMissingTrait(world, unit.crate))
    return unknown('types are not checked where a trait is missing');
  return failure({ segment: 0, rustcCode: 'E0401', why: 'private' });
}

/** In a trait, `Self` is a type that is not known. */
function isTrait({ unit, scope }: SelfScope): boolean {
  return unit.fragment.scopes[scope]?.selfName !== undefined;
}

/** The `Self` of an impl further out. */
function around(world: World, { unit, scope }: SelfScope): SelfScope | undefined {
  const parent = unit.fragment.scopes[scope]?.parent ?? -1;
  const [from, at] = parent >= 0 || !unit.outer ? [unit, parent] : [unit.outer.unit, unit.outer.scope];
  if (at < 0) return undefined;
  const found: ScopeLookup | undefined = lookupFrom(world, from, at, {
    name: 'Self',
    namespace: TYPE,
    context: 0,
  });
  const self = found?.k === 'selfType' ? found : found?.k === 'barred' ? found.self : undefined;
  return self && isTrait(self) ? around(world, self) : self;
}

/**
 * `Self` as a value behind the border of an item: rustc complains that it cannot cross only where it is a constructor
 * of a type with generics, or may be anything; of other types it says something else, or just warns.
 */
function isBarredConstructor(world: World, self: SelfScope): boolean {
  if (isTrait(self)) return true;
  const type = selfAt(world, { module: enclosingModule(world, self.unit, self.scope), ...self });
  if (!type) return true;
  const head = 'environment' in type ? headOf(world, type) : undefined;
  if (head?.k !== 'type') return false;
  const { item } = head.definition;
  return item?.kind === 'struct' && item.shape !== 'record' && (item.generics ?? []).length > 0;
}
