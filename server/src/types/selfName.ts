/** `Self` alone: a type, the constructor of one, or an item's border that it cannot cross. */

import { enclosingModule } from '../resolve/blocks';
import { type Definition, isVisible, type Module, TYPE, VALUE } from '../resolve/definitions';
import { absentCode, namespaceOf, wrongKindCode } from '../resolve/kinds';
import { lookupFrom, type ScopeLookup, sought } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import { effectiveVisibility } from '../resolve/visibility';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { activeFields } from './fields';
import { namesMissingTrait } from './missingTraits';
import { failure, type Outcome, unknown } from './outcome';
import { hasParameter, isAbsent } from './parameters';
import { isInConstant } from './typePlaces';
import { headOf, selfAt, type TypeIn } from './types';

/** Why nothing is said of `Self` where something is computed. */
export const IN_CONSTANT = 'a generic parameter in a constant';

interface SelfScope {
  readonly unit: Unit;
  readonly scope: number;
}

/** What `Self` means where it stands by itself; as a bare pattern it binds nothing, so its kind is `pathPattern` there. */
export function selfName(
  world: World,
  unit: Unit,
  reference: Reference,
  kind: Reference['kind'] = reference.kind,
): Outcome {
  const found = lookupFrom(world, unit, reference.scope, sought(unit, reference, TYPE, 'Self'));
  const value = namespaceOf(kind) === VALUE;
  if (found?.k === 'barred') {
    if (value && found.self) return asConstructor(world, unit, found.self, reference.scope, kind, true);
    return failure({ segment: 0, rustcCode: found.rustcCode, why: 'private' });
  }
  if (kind === 'trait') return failure({ segment: 0, rustcCode: 'E0411', why: 'absent' });
  if (!found) return failure({ segment: 0, rustcCode: value ? absentCode(kind) : 'E0411', why: 'absent' });
  if (found.k !== 'selfType' || !value) return { k: 'local' };
  if (!isTrait(found)) return asConstructor(world, unit, found, reference.scope, kind, false);
  // A trait has no constructor: that of an impl around it is meant, if there is one.
  const outer = around(world, found);
  if (outer) return asConstructor(world, unit, outer, reference.scope, kind, true);
  if (isParameterInConstant(world, unit, reference.scope, found)) return unknown(IN_CONSTANT);
  return failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
}

/** `Self` as a constructor; `barred`: behind the border of an item. */
function asConstructor(
  world: World,
  unit: Unit,
  self: SelfScope,
  from: number,
  kind: Reference['kind'],
  barred: boolean,
): Outcome {
  if (isTrait(self)) return failure({ segment: 0, rustcCode: 'E0401', why: 'private' });
  const type = selfAt(world, { module: enclosingModule(world, self.unit, self.scope), ...self });
  const shape = type && 'environment' in type ? constructorOf(world, type) : 'unknown';
  const isPattern = kind === 'pathPattern';
  if (isPattern && shape === 'unknown') return unknown('a type that is not followed');
  const misfits = isPattern && shape !== 'unit';
  // Of types without parameters rustc says something else, or just warns.
  const crosses = barred && !misfits && type && 'environment' in type ? hasParameter(world, type) : 'no';
  if (crosses === 'perhaps') return unknown('a type that may have parameters');
  const hidden =
    crosses === 'no' && !misfits && hiddenConstructor(world, type, enclosingModule(world, unit, from));
  if (crosses === 'no' && !misfits && !hidden) return { k: 'local' };
  if (namesMissingTrait(world, unit.crate)) return unknown('types are not checked where a trait is missing');
  if (misfits) return failure({ segment: 0, rustcCode: 'E0533', why: 'wrong-kind', wholePath: true });
  const wholeCall = kind === 'tuplePattern' || (hidden !== false && kind === 'call');
  if (hidden) return failure({ segment: 0, rustcCode: 'E0603', why: 'private', found: hidden, wholeCall });
  return failure({ segment: 0, rustcCode: 'E0401', why: 'private', wholeCall });
}

/**
 * Whether `Self` may be made of parameters where something is computed (`[u8; Self::X]`): of these rustc complains there without
 * a code.
 */
export function isParameterInConstant(world: World, unit: Unit, scope: number, self: SelfScope): boolean {
  if (!isInConstant(unit, scope)) return false;
  const type = selfAt(world, { module: enclosingModule(world, self.unit, self.scope), ...self });
  return !type || !('environment' in type) || hasParameter(world, type) !== 'no';
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

/** The type of an impl, if its constructor may not be used from a module: rustc asks for that as it checks types. */
function hiddenConstructor(
  world: World,
  type: Definition | TypeIn | undefined,
  from: Module,
): Definition | false {
  if (!type || !('environment' in type)) return false;
  const head = headOf(world, type);
  if (head.k !== 'type') return false;
  const { item, parent } = head.definition;
  if (item?.kind !== 'struct' || item.shape === 'record' || !parent) return false;
  const own = [
    item.visibility,
    ...(activeFields(world, head.definition, item) ?? []).map((field) => field.visibility),
  ];
  return own.some((each) => !isVisible(effectiveVisibility(each, parent), from)) && head.definition;
}

/** Whether the type of an impl is a unit struct; `unknown` where it is not followed. */
function constructorOf(world: World, type: TypeIn): 'unit' | 'other' | 'unknown' {
  const head = headOf(world, type);
  if (head.k === 'unknown') return isAbsent(world, type) ? 'other' : 'unknown';
  if (head.k !== 'type') return 'other';
  const { kind, item } = head.definition;
  if (kind === 'struct' && !item) return 'unknown';
  return item?.kind === 'struct' && item.shape === 'unit' ? 'unit' : 'other';
}
