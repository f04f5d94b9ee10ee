/** The last segment of a path after a type: associated items, variants, items of primitive types. */

import { enclosingModule } from '../resolve/blocks';
import { type Definition, isVisible, type Module, type PathFailure, TYPE } from '../resolve/definitions';
import { addsMembers } from '../resolve/derives';
import { fits, wrongKindCode } from '../resolve/kinds';
import { isKeyword, isPlace } from '../resolve/paths';
import { lookupFrom } from '../resolve/scopes';
import { contextAt, startOf, type Unit } from '../resolve/unit';
import { isVariantActive, variantOf } from '../resolve/variants';
import { effectiveVisibility } from '../resolve/visibility';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { type Member, memberOf, resolvedTo } from './associated';
import type { Instance } from './instances';
import { namesMissingTrait } from './missingTraits';
import { behindVariant, failure, type Outcome, unknown } from './outcome';
import { IN_CONSTANT, isParameterInConstant } from './selfName';
import { throughTraits } from './throughTraits';
import { itemOf, traitsAbove } from './traits';
import { hasUnknownTurbofish } from './turbofish';
import { asType, inBody, notChecked } from './typePlaces';
import { definitionOfType, type Head, hasUnknownArgument, headOf, selfAt } from './types';

/** A name behind a type, and where it stands. */
interface Use {
  readonly world: World;
  readonly unit: Unit;
  readonly reference: Reference;
  readonly module: Module;
  /** Index of the segment that is looked up: the last one. */
  readonly segment: number;
  readonly name: string;
}

function useOf(world: World, unit: Unit, reference: Reference, module: Module): Use {
  const segment = reference.segments.length - 1;
  return { world, unit, reference, module, segment, name: reference.segments[segment] ?? '' };
}

/** `<T as Trait>::name`: what the trait itself has; `<T>::name`: what the type has. */
export function qualified(world: World, unit: Unit, reference: Reference): Outcome {
  const { type, trait } = reference.qualified ?? {};
  if (reference.segments.length !== 1) return unknown('a path that depends on types');
  const module = enclosingModule(world, unit, reference.scope);
  const environment = { module, unit, scope: reference.scope };
  const use = useOf(world, unit, reference, module);
  if (!trait) {
    if (!type) return unknown('a path that depends on types');
    return inHead(use, headOf(world, { type, environment }));
  }
  const global = trait.global ? { global: true as const } : {};
  const path = { k: 'path' as const, segments: trait.segments, ...global };
  const definition =
    trait.segments[0] === 'Self' ? undefined : definitionOfType(world, { type: path, environment });
  // What is wrong with the trait is said of the trait.
  if (definition?.kind !== 'trait') return { k: 'silent' };
  const item = itemOf(world, definition, use.name);
  if (item.k === 'unknown') return item;
  if (item.k === 'absent')
    return failure({ segment: 0, rustcCode: 'E0576', why: 'absent', inside: definition });
  const isUsed = reference.kind === 'call' || reference.kind === 'value';
  return isUsed && item.member.item?.kind === 'function'
    ? found(use, item.member, definition)
    : { k: 'local' };
}

/** A path that begins with `Self`. */
export function throughSelf(world: World, unit: Unit, reference: Reference, module: Module): Outcome {
  const found = lookupFrom(world, unit, reference.scope, {
    name: 'Self',
    namespace: TYPE,
    context: contextAt(unit, Math.max(0, startOf(unit.fragment.referenceSpans, reference.at))),
  });
  if (!found) return failure({ segment: 0, rustcCode: 'E0433', why: 'absent' });
  if (found.k === 'barred') return failure({ segment: 0, rustcCode: found.rustcCode, why: 'private' });
  if (reference.kind === 'trait') return failure({ segment: 1, rustcCode: 'E0405', why: 'absent' });
  if (reference.segments.length > 2) return unknown('a path through a type');
  const self = selfAt(world, { module, unit, scope: reference.scope });
  if (!self) return unknown('Self of a type that is not followed');
  const use = useOf(world, unit, reference, module);
  if (found.k === 'selfType' && isParameterInConstant(world, unit, reference.scope, found))
    return unknown(IN_CONSTANT);
  const scope = found.k === 'selfType' ? found.unit.fragment.scopes[found.scope] : undefined;
  const ofTrait = scope?.selfTrait !== undefined;
  if ('environment' in self) {
    if (ofTrait && asType(reference)) return unknown('an item of Self that a trait may have');
    return inHead(use, headOf(world, self));
  }
  if (self.kind === 'trait' && scope?.selfName !== undefined) return inSelfOfTrait(use, self);
  const outcome = inDefinition(use, self);
  return asType(reference) && outcome.k === 'unresolved'
    ? unknown('an item of Self that a trait may have')
    : outcome;
}

/** `Self::name` in the definition of a trait. */
function inSelfOfTrait(use: Use, trait: Definition): Outcome {
  const { world, unit, reference, module, name } = use;
  if (asType(reference)) return unknown('an item of Self that a trait may have');
  const all = traitsAbove(world, trait);
  if (all === undefined) return unknown('a supertrait may have it');
  for (const one of all) {
    const item = itemOf(world, one, name);
    if (item.k === 'unknown') return item;
    if (item.k === 'found') return found(use, item.member, one);
  }
  const place = { module, unit, scope: reference.scope };
  const given = throughTraits(
    world,
    place,
    { k: 'bounds', bounds: [], environment: { module } },
    name,
    false,
  );
  return absent(
    use,
    given.k === 'absent' ? given : { k: 'unknown', reason: 'a trait may have it' },
    undefined,
  );
}

/** `u8::name`, also through an alias. */
export function inPrimitive(
  world: World,
  unit: Unit,
  reference: Reference,
  module: Module,
  name: string,
): Outcome {
  return inHead(useOf(world, unit, reference, module), { k: 'primitive', name });
}

/** The last segment after a type, enum or trait. */
export function inType(
  world: World,
  unit: Unit,
  reference: Reference,
  module: Module,
  container: Definition,
): Outcome {
  const outcome = behindType(world, unit, reference, module, container);
  const isOfTypes =
    outcome.k === 'unresolved' && outcome.failures.every(({ rustcCode }) => OF_TYPES.has(rustcCode));
  return isOfTypes && hasUnknownTurbofish(world, unit, reference)
    ? unknown('a type whose arguments are not known')
    : outcome;
}

/** What rustc says when it knows types. */
const OF_TYPES: ReadonlySet<string> = new Set(['E0599', 'E0223']);

function behindType(
  world: World,
  unit: Unit,
  reference: Reference,
  module: Module,
  container: Definition,
): Outcome {
  const use = useOf(world, unit, reference, module);
  if (container.kind === 'variant') return behindVariant(container, use.segment - 1);
  // In the place of a trait only modules may lead on.
  if (isKeyword(use.name) && isPlace(container))
    return failure({ segment: use.segment, rustcCode: 'E0433', why: 'no-parent' });
  if (reference.kind === 'trait') return inPlaceOfTrait(use, container);
  if (container.kind === 'primitive') return inHead(use, { k: 'primitive', name: container.name });
  if (container.kind !== 'alias') return inDefinition(use, container);
  if (!container.parent) return unknown('an alias that is not followed');
  const type = { k: 'path' as const, segments: [container.name] };
  return inHead(use, headOf(world, { type, environment: { module: container.parent } }));
}

function inPlaceOfTrait({ segment, name, world }: Use, inside: Definition): Outcome {
  const variant = inside.kind === 'enum' ? variantOf(world, inside, name) : undefined;
  if (variant && isVariantActive(world, variant) === true)
    return failure({ segment, rustcCode: 'E0404', why: 'wrong-kind', found: variant, wholePath: true });
  if (
    inside.kind === 'trait' ||
    inside.kind === 'enum' ||
    inside.kind === 'struct' ||
    inside.kind === 'union'
  )
    return inside.kind === 'trait' && itemOf(world, inside, name).k !== 'absent'
      ? failure({ segment, rustcCode: 'E0404', why: 'wrong-kind', found: inside, wholePath: true })
      : failure({ segment, rustcCode: 'E0405', why: 'absent', inside });
  return unknown('a path through a type');
}

function inHead(use: Use, head: Head): Outcome {
  switch (head.k) {
    case 'type':
      return hasUnknownArgument(use.world, head)
        ? orUnknown(inDefinition(use, head.definition, head), 'a type whose arguments are not known')
        : inDefinition(use, head.definition, head);
    case 'primitive':
      return inListed(use, head, [head.name]);
    case 'built':
      // rustc says nothing of an array whose length or element is wrong, nor of such a tuple.
      if (head.shape === 'array')
        return orUnknown(inListed(use, head, [head.shape]), 'a path through an array');
      if (hasUnknownArgument(use.world, head))
        return orUnknown(inListed(use, head, []), 'a tuple of types that are not known');
      return inListed(use, head, head.shape === 'slice' ? [head.shape] : []);
    default:
      return unknown('a path that depends on types');
  }
}

/** Where a type has an argument that does not resolve rustc does not say what it lacks. */
function orUnknown(outcome: Outcome, reason: string): Outcome {
  return outcome.k === 'unresolved' ? unknown(reason) : outcome;
}

/** Items of primitive types are known by name only. */
function inListed(use: Use, head: Head, types: readonly string[]): Outcome {
  const { world, unit, reference, module, segment, name } = use;
  const known = world.standard.external('core')?.primitives;
  if (!known) return unknown('the list of standard names is missing');
  // What std and alloc add to these is not listed with them.
  if (!asType(reference) && types.some((type) => type === 'str' || type === 'slice' || type.startsWith('f')))
    return unknown('an item of a primitive type');
  if (asType(reference)) return ambiguousType(use, undefined);
  if (types.some((type) => known.get(type)?.includes(name))) {
    if (reference.kind === 'tuplePattern')
      return failure({ segment, rustcCode: 'E0164', why: 'wrong-kind', wholePath: true, wholeCall: true });
    return reference.kind === 'pathPattern' && !/^[A-Z]/.test(name)
      ? failure({ segment, rustcCode: 'E0533', why: 'wrong-kind', wholePath: true })
      : { k: 'local' };
  }
  const place = { module, unit, scope: reference.scope };
  return absent(use, throughTraits(world, place, head, name, false), undefined);
}

/**
 * After a struct, enum, union or trait. `instance`: what `Self` or an alias stands for, where variants are found by type
 * checking.
 */
function inDefinition(use: Use, type: Definition, instance?: Instance): Outcome {
  const { world, unit, reference, module, segment, name } = use;
  const { kind } = reference;
  const relative = instance !== undefined;
  if (type.kind === 'enum') {
    const variant = variantOf(world, type, name);
    const active = variant ? isVariantActive(world, variant) : false;
    if (active === 'unknown') return unknown('a cfg that is not known');
    if (variant && active) {
      if (fits(kind, variant)) return { k: 'resolved', definition: variant };
      // A variant with named fields is no value: an item of its name, of the type or of a trait, may be one.
      const asValue = kind === 'value' || kind === 'call' || isPattern(kind);
      if (variant.variant?.shape === 'record' && asValue) {
        const own = memberOf(world, type, name);
        if (own.k === 'found' && !isHidden(own.member, module)) return found(use, own.member, type);
        if (own.k === 'unknown') return own;
        const place = { module, unit, scope: reference.scope };
        const given = throughTraits(world, place, { k: 'type', definition: type, args: [] }, name, false);
        if (given.k === 'found') return found(use, given.member, type);
        if (given.k === 'unknown') return given;
      }
      if (relative && asType(reference) && namesMissingTrait(world, module.crate)) return unknown(notChecked);
      return failure({
        segment,
        rustcCode: codeOfVariant(kind, variant, relative),
        why: 'wrong-kind',
        found: variant,
        wholePath: true,
        wholeCall: kind === 'tuplePattern',
        inside: type,
      });
    }
  }
  if (type.kind === 'function' || type.kind === 'const' || type.kind === 'static')
    return failure({ segment: segment - 1, rustcCode: 'E0433', why: 'wrong-kind', found: type });
  if (!['struct', 'enum', 'union', 'trait'].includes(type.kind)) return unknown('a path through a type');
  // In a type, what follows a type is ambiguous whatever traits have (inherent associated types are unstable).
  if (asType(reference) && type.kind !== 'trait') {
    const adds = addsMembers(world, type);
    if (adds !== undefined) return unknown(adds);
    if (type.kind === 'enum') return absent(use, { k: 'absent' }, type);
    return ambiguousType(use, type);
  }
  const own = memberOf(world, type, name, instance);
  if (own.k === 'unknown') return own;
  const place = { module, unit, scope: reference.scope };
  const head: Head = { k: 'type', definition: type, args: [] };
  if (own.k === 'found') {
    const hidden = type.kind !== 'trait' && isHidden(own.member, module);
    if (type.kind === 'trait' && !relative && isPattern(kind)) return asPattern(use, own.member, type);
    if (!hidden) return found(use, own.member, type);
    const other = throughTraits(world, place, head, name, false);
    if (other.k === 'found') return found(use, other.member, type);
    if (other.k === 'unknown') return other;
    // rustc goes on with what is private, and may have more to say of it.
    const misfit = found(use, own.member, type);
    const closed: PathFailure = { segment, rustcCode: 'E0624', why: 'private', found: type, inside: type };
    if (misfit.k === 'resolved') return { ...failure(closed), hidden: misfit };
    return failure(closed, ...(misfit.k === 'unresolved' ? misfit.failures : []));
  }
  if (type.kind === 'trait') return unknown('an item of a trait');
  const adds = addsMembers(world, type);
  if (adds !== undefined) return unknown(adds);
  return absent(use, throughTraits(world, place, head, name, false), type);
}

/** Whether an item of a type may not be used somewhere. */
function isHidden({ item, module: home, several }: Member, from: Module): boolean {
  return (
    item !== undefined && !several && !isVisible(effectiveVisibility(item.visibility, home.normal), from)
  );
}

function isPattern(kind: Reference['kind']): boolean {
  return kind === 'tuplePattern' || kind === 'pathPattern';
}

/** What a trait has, by its path: rustc finds it as it finds what modules have, and says of what kind it is. */
function asPattern(use: Use, member: Member, trait: Definition): Outcome {
  const { reference, segment } = use;
  const kind = member.item?.kind ?? member.external?.kind;
  if (kind !== 'function' && kind !== 'method' && kind !== 'const') return unknown('an item of a trait');
  if (kind === 'const' && reference.kind === 'pathPattern') return found(use, member, trait);
  return failure({ segment, rustcCode: 'E0532', why: 'wrong-kind', wholePath: true, inside: trait });
}

/** rustc's code for a variant that does not fit; by `Self` or an alias type checking says it, of types without a code. */
function codeOfVariant(kind: Reference['kind'], { variant }: Definition, relative: boolean): string {
  const record = variant?.shape === 'record';
  if (kind === 'tuplePattern' && (relative || record)) return 'E0164';
  if (kind === 'pathPattern' && (relative || record)) return 'E0533';
  if ((kind === 'value' || kind === 'call') && record) return 'E0533';
  return relative && (kind === 'type' || kind === 'genericArgument') ? '' : wrongKindCode(kind);
}

/** An associated type without a trait: E0223, where types are looked at. */
function ambiguousType(
  { world, unit, module, reference, segment }: Use,
  type: Definition | undefined,
): Outcome {
  if (inBody(unit, reference.scope) && namesMissingTrait(world, module.crate)) return unknown(notChecked);
  // `type X = …;` in an inherent impl is unstable.
  const own = type && memberOf(world, type, reference.segments[segment] ?? '');
  if (own?.k === 'found' && own.member.item?.kind === 'alias')
    return unknown('an associated type of an inherent impl');
  const inside = type === undefined ? {} : { inside: type };
  return failure({ segment, rustcCode: 'E0223', why: 'absent', ...inside, fromStart: true });
}

/** What is found through traits after nothing else was, or that it is absent. */
function absent(use: Use, given: ReturnType<typeof throughTraits>, type: Definition | undefined): Outcome {
  const { world, unit, module, reference, segment } = use;
  if (given.k === 'unknown') return given;
  if (given.k === 'found') return found(use, given.member, given.member.of);
  // Types in signatures are looked at all the same.
  const signature = asType(reference) && !inBody(unit, reference.scope);
  if (!signature && namesMissingTrait(world, module.crate)) return unknown(notChecked);
  const inside = type === undefined ? {} : { inside: type };
  return failure({ segment, rustcCode: 'E0599', why: 'absent', ...inside });
}

function found({ name, reference, segment }: Use, member: Member, of: Definition): Outcome {
  const { item } = member;
  // Names of std are told apart by their spelling only, and what is called is never a constant.
  const constant = item ? item.kind === 'const' : member.external?.kind === 'const';
  if (reference.kind === 'tuplePattern')
    return failure({ segment, rustcCode: 'E0164', why: 'wrong-kind', wholePath: true, wholeCall: true });
  if (reference.kind === 'pathPattern' && !constant)
    return failure({ segment, rustcCode: 'E0533', why: 'wrong-kind', wholePath: true });
  return resolvedTo(member, name, of);
}
