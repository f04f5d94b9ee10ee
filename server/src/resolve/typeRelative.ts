/** The last segment of a path after a type: associated items, variants, items of primitive types. */
import type { Reference } from '../syntax/summary';
import { addsMembers, memberOf, someTraitHas, traitMayHave, unknownTraitInScope } from './associated';
import { enclosingModule } from './blocks';
import { type Definition, isVisible, type Module, type PathFailure, TYPE } from './definitions';
import { fits, marksCall, wrongKindCode } from './kinds';
import { namesMissingTrait } from './missingTraits';
import type { Outcome } from './outcome';
import { lookupFrom } from './scopes';
import { definitionOfType, headOf, selfAt } from './types';
import { contextAt, startOf, type Unit } from './unit';
import { isVariantActive, variantOf } from './variants';
import type { World } from './world';

function unknown(reason: string): Outcome {
  return { k: 'unknown', reason };
}

function failure(...failures: PathFailure[]): Outcome {
  return { k: 'unresolved', failures };
}

/** `<T as Trait>::name`: what the trait has; `<T>::name`: what the type has. */
export function qualified(world: World, unit: Unit, reference: Reference): Outcome {
  const { type, trait } = reference.qualified ?? {};
  if (reference.segments.length !== 1) return unknown('a path that depends on types');
  const module = enclosingModule(world, unit, reference.scope);
  const environment = { module, unit, scope: reference.scope };
  const written = trait ? { k: 'path' as const, ...trait } : type;
  const bare = written?.k === 'path' ? { k: 'path' as const, segments: written.segments } : undefined;
  const definition = bare && definitionOfType(world, { type: bare, environment });
  if (!definition) return unknown('a path that depends on types');
  if (!trait) return inType(world, unit, reference, module, definition);
  if (definition.item?.kind !== 'trait') return unknown('an item of a foreign trait');
  const member = memberOf(world, definition, reference.segments[0] ?? '');
  if (member.k === 'absent')
    return failure({ segment: 0, rustcCode: 'E0576', why: 'absent', inside: definition });
  return member.k === 'unknown' ? member : { k: 'local' };
}

/** A path that begins with `Self`. */
export function throughSelf(world: World, unit: Unit, reference: Reference, module: Module): Outcome {
  const found = lookupFrom(world, unit, reference.scope, {
    name: 'Self',
    namespace: TYPE,
    context: contextAt(unit, Math.max(0, startOf(unit.fragment.referenceSpans, reference.at))),
  });
  if (!found) return failure({ segment: 0, rustcCode: 'E0433', why: 'absent' });
  if (reference.segments.length > 2) return unknown('a path through a type');
  const self = selfAt(world, { module, unit, scope: reference.scope });
  if (!self) return unknown('Self of a type that is not followed');
  const head = 'environment' in self ? headOf(world, self) : undefined;
  if (head?.k === 'primitive') return { k: 'local' };
  const definition = 'environment' in self ? (head?.k === 'type' ? head.definition : undefined) : self;
  if (!definition) return unknown('Self of a type that is not followed');
  if (definition.kind === 'trait' && found.k === 'selfType') {
    const scope = found.unit.fragment.scopes[found.scope];
    if (scope?.selfName !== undefined) return unknown('Self of a trait');
  }
  const outcome = inType(world, unit, reference, module, definition);
  if (outcome.k !== 'unresolved') return outcome;
  // `Self::Item` in `impl Trait for T` is the trait's.
  const ofTrait = found.k === 'selfType' && found.unit.fragment.scopes[found.scope]?.selfTrait !== undefined;
  const asType =
    reference.kind === 'type' || reference.kind === 'genericArgument' || reference.kind === 'trait';
  return ofTrait || asType ? unknown('an item of Self that a trait may have') : outcome;
}

/** `u8::name`, also through an alias. */
export function inPrimitive(
  world: World,
  reference: Reference,
  module: Module,
  name: string,
  segment: number,
): Outcome {
  const item = reference.segments[segment];
  const known = world.standard.external('core')?.primitives?.get(name);
  if (!known || item === undefined || segment !== reference.segments.length - 1) return { k: 'local' };
  if (reference.kind === 'type' || reference.kind === 'genericArgument')
    return failure({ segment, rustcCode: 'E0223', why: 'absent', wholePath: true });
  if (known.includes(item)) return { k: 'local' };
  if (name === 'str' || someTraitHas(world, module, item) || unknownTraitInScope(world, module))
    return { k: 'local' };
  return failure({ segment, rustcCode: 'E0599', why: 'absent' });
}

/** The last segment after a type, enum or trait. */
export function inType(
  world: World,
  _unit: Unit,
  reference: Reference,
  module: Module,
  container: Definition,
): Outcome {
  const { kind, segments } = reference;
  const segment = segments.length - 1;
  const name = segments[segment] ?? '';
  let type = container;
  if (type.kind === 'alias') {
    if (!type.parent) return unknown('an alias that is not followed');
    const head = headOf(world, {
      type: { k: 'path', segments: [type.name] },
      environment: { module: type.parent },
    });
    if (head.k === 'primitive') return inPrimitive(world, reference, module, head.name, segment);
    if (head.k !== 'type') return unknown('an alias of a type that is not followed');
    type = head.definition;
  }
  if (type.kind === 'enum') {
    const variant = variantOf(type, name);
    const active = variant ? isVariantActive(world, variant) : false;
    if (active === 'unknown') return unknown('a cfg that is not known');
    if (variant && active) {
      if (!fits(kind, variant))
        return failure({
          segment,
          rustcCode:
            kind === 'tuplePattern' && variant.variant?.shape === 'record' ? 'E0164' : wrongKindCode(kind),
          why: 'wrong-kind',
          found: variant,
          wholePath: true,
          wholeCall: marksCall(kind, variant),
          inside: type,
        });
      return { k: 'resolved', definition: variant };
    }
  }
  if (!['struct', 'enum', 'union', 'trait'].includes(type.kind)) {
    if (type.kind === 'function' || type.kind === 'const' || type.kind === 'static')
      return failure({ segment: segment - 1, rustcCode: 'E0433', why: 'wrong-kind', found: type });
    return unknown('a path through a type');
  }
  const member = memberOf(world, type, name);
  if (member.k === 'unknown') return member;
  if (member.k === 'found') {
    const { item } = member.member;
    if (
      item &&
      item.visibility.k !== 'pub' &&
      type.kind !== 'trait' &&
      !member.member.ofTrait &&
      !member.member.several
    ) {
      const home = member.member.module;
      const visible =
        item.visibility.k === 'private' ? isVisible(home.normal, module) : module.crate === home.crate;
      if (!visible)
        return failure({ segment, rustcCode: 'E0624', why: 'private', found: type, inside: type });
    }
    return {
      k: 'resolved',
      definition: {
        kind: 'associated',
        name,
        of: type,
        ...(type.crate ? { crate: type.crate } : {}),
        ...(type.parent ? { parent: type.parent } : {}),
        ...(item ? { item } : {}),
        ...(member.member.unit ? { unit: member.member.unit } : {}),
      },
      member: member.member,
    };
  }
  if (type.kind === 'trait') {
    return unknown('an item of a trait');
  }
  // In a type, what follows a type is ambiguous whatever traits have (inherent associated types are unstable).
  if (kind === 'type' || kind === 'genericArgument' || kind === 'trait')
    return failure({ segment, rustcCode: 'E0223', why: 'absent', inside: type, wholePath: true });
  const adds = addsMembers(world, type);
  if (adds !== undefined) return unknown(adds);
  if (traitMayHave(world, module, type, name)) return unknown('a trait may have it');
  if (namesMissingTrait(world, module.crate)) return { k: 'silent' };
  return failure({ segment, rustcCode: 'E0599', why: 'absent', inside: type });
}
