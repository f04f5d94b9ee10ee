/** How much rustc marks of a call of what is no function, in an impl or trait. */

import { enclosingModule } from '../resolve/blocks';
import { TYPE } from '../resolve/definitions';
import { lookupFrom } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference, TypeRef } from '../syntax/summary';
import { activeFields } from './fields';
import type { Outcome } from './outcome';
import { itemOf } from './traits';
import { definitionOfType } from './types';

/**
 * Of `Record(1)` rustc marks all, but only the name where that may have been meant as a field of `Self` or as an item of
 * the trait (rustc_resolve: `lookup_assoc_candidate`).
 */
export function markedInImpl(
  world: World,
  unit: Unit,
  { kind, scope, segments }: Reference,
  outcome: Outcome,
): Outcome {
  const isCall = kind === 'call' || kind === 'tuplePattern';
  if (!isCall || outcome.k !== 'unresolved' || !outcome.failures.some((one) => one.wholeCall)) return outcome;
  if (!isOfSelf(world, unit, scope, segments[0] ?? '', kind)) return outcome;
  return { ...outcome, failures: outcome.failures.map((one) => ({ ...one, wholeCall: false })) };
}

function isOfSelf(world: World, from: Unit, at: number, name: string, kind: Reference['kind']): boolean {
  const self = lookupFrom(world, from, at, { name: 'Self', namespace: TYPE, context: 0 });
  if (self?.k !== 'selfType') return false;
  const { unit } = self;
  const { selfName, selfTrait, selfType, parent } = unit.fragment.scopes[self.scope] ?? { parent: -1 };
  const environment = { module: enclosingModule(world, unit, parent), unit, scope: parent };
  const definitionOf = (type: TypeRef) => definitionOfType(world, { type, environment });
  // Of patterns rustc says so in the trait itself only.
  if (kind === 'tuplePattern' && selfName === undefined) return false;
  const trait =
    selfName !== undefined
      ? definitionOf({ k: 'path', segments: [selfName] })
      : selfTrait &&
        definitionOf({
          k: 'path',
          segments: selfTrait.segments,
          ...(selfTrait.global ? { global: true } : {}),
        });
  if (trait?.kind === 'trait' && itemOf(world, trait, name).k === 'found') return true;
  let type = selfType;
  while (type?.k === 'reference') type = type.of;
  const definition = type && definitionOf(type);
  const { item } = definition ?? {};
  if (!definition || (item?.kind !== 'struct' && item?.kind !== 'union')) return false;
  return activeFields(world, definition, item)?.some((field) => field.name === name) === true;
}
