/** Types of method receivers, as far as declarations and signatures nearby tell. */

import { enclosingModule } from '../resolve/blocks';
import { type Definition, isVisible, VALUE } from '../resolve/definitions';
import { lookupFrom, sought } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import { effectiveVisibility } from '../resolve/visibility';
import type { World } from '../resolve/world';
import { tokenize } from '../syntax/lexer';
import type { ExpressionSketch, FunctionItem, Reference, TypeRef } from '../syntax/summary';
import { type Member, memberOf } from './associated';
import { elementIn, insideOfWrapper, isWrapper } from './containers';
import { declaredType, fieldType } from './declared';
import { activeFields } from './fields';
import { withoutReferences } from './impls';
import { type Instance, insideOf, openInstance } from './instances';
import type { Outcome } from './outcome';
import { resolveReference } from './references';
import { type Callee, environmentAround, environmentOf, ofMember, signatureOf } from './signatures';
import { candidatesOfTraits } from './throughTraits';
import { type Head, headOf, referenceTo, selfAt, type TypeEnvironment, type TypeIn, typeAt } from './types';

/** A head, or `'poison'` where a name on the way does not resolve: rustc says nothing of such receivers. */
export type Typed = Head | 'poison' | undefined;

/** Longer chains of an expression are not followed. */
const DEEPEST = 24;

/** The type of an expression as far as it can be seen; `undefined` where it cannot. */
export function typeOf(world: World, unit: Unit, sketch: ExpressionSketch, depth: number): Typed {
  if (depth > DEEPEST) return undefined;
  switch (sketch.k) {
    case 'path':
      return typeOfPath(world, unit, sketch.reference, depth);
    case 'call':
      return typeOfCall(world, unit, sketch.on, depth);
    case 'method': {
      const on = typeOf(world, unit, sketch.on, depth + 1);
      if (on === 'poison') return on;
      const type = autoderef(world, on);
      if (!type) return undefined;
      const inside = insideOfWrapper(type, sketch.name);
      if (inside) return headOf(world, inside);
      const member = methodMeant(world, unit, sketch, type);
      return member && resultOf(world, member, argumentsOf(world, unit, sketch));
    }
    case 'index': {
      // Behind a range stands a slice.
      const at = typeOf(world, unit, sketch.at, depth + 1);
      const isOne = sketch.at.k === 'literal' || (at !== 'poison' && at?.k === 'primitive');
      return isOne ? elementOf(world, unit, sketch, depth) : undefined;
    }
    case 'field': {
      const on = typeBeforeDot(world, unit, sketch.on, depth + 1);
      if (on === 'poison') return on;
      const type = autoderef(world, on);
      const item = type?.definition.item;
      const environment = type && insideOf(type);
      if (!type || item?.kind !== 'struct' || !environment) return undefined;
      const field = activeFields(world, type.definition, item)?.find((f) => f.name === sketch.name);
      return field && fieldType(world, { type: field.type, environment });
    }
    case 'reference': {
      const on = typeOf(world, unit, sketch.on, depth + 1);
      if (on === 'poison' || on === undefined) return on;
      return referenceTo(on, { module: enclosingModule(world, unit, 0), unit }, sketch.mutable === true);
    }
    case 'dereference': {
      const on = typeOf(world, unit, sketch.on, depth + 1);
      if (on === 'poison' || on === undefined) return on;
      return on.k === 'reference' || on.k === 'pointer' ? headOf(world, on.of) : undefined;
    }
    case 'try': {
      const on = typeOf(world, unit, sketch.on, depth + 1);
      if (on === 'poison' || on?.k !== 'type') return on === 'poison' ? on : undefined;
      return isWrapper(on.definition) && on.args[0] ? headOf(world, on.args[0]) : undefined;
    }
    case 'cast':
      return headOf(world, {
        type: sketch.type,
        environment: { module: enclosingModule(world, unit, sketch.scope), unit, scope: sketch.scope },
      });
    case 'struct': {
      const outcome = resolveReference(world, unit, sketch.reference);
      if (isPoison(outcome)) return 'poison';
      return outcome.k === 'resolved' ? typeOfDefinition(outcome.definition) : undefined;
    }
    case 'literal':
      if (sketch.suffix !== undefined) return { k: 'primitive', name: sketch.suffix };
      if (sketch.type === 'bool' || sketch.type === 'char' || sketch.type === 'str')
        return { k: 'primitive', name: sketch.type };
      return undefined;
    default:
      return undefined;
  }
}

/**
 * The type of an expression of which a field is named. What is in brackets is no range then, even where nobody can see
 * its type: slices have no fields.
 */
export function typeBeforeDot(world: World, unit: Unit, sketch: ExpressionSketch, depth: number): Typed {
  if (depth > DEEPEST) return undefined;
  return sketch.k === 'index' ? elementOf(world, unit, sketch, depth) : typeOf(world, unit, sketch, depth);
}

function elementOf(
  world: World,
  unit: Unit,
  { on }: Extract<ExpressionSketch, { readonly k: 'index' }>,
  depth: number,
): Typed {
  const typed = typeOf(world, unit, on, depth + 1);
  if (typed === 'poison' || typed === undefined) return typed;
  const inside = elementIn(withoutReferences(world, typed));
  return inside && headOf(world, inside);
}

/** Of what does not resolve rustc knows no type; what is merely private has one. */
function isPoison(outcome: Outcome): boolean {
  if (outcome.k !== 'unresolved') return outcome.k === 'silent';
  return outcome.failures.some(({ rustcCode }) => rustcCode !== 'E0603' && rustcCode !== 'E0624');
}

function typeOfDefinition(definition: Definition): Head | undefined {
  if (definition.kind === 'struct' || definition.kind === 'union' || definition.kind === 'enum')
    return openInstance(definition);
  if ((definition.kind === 'variant' || definition.kind === 'constructor') && definition.of)
    return openInstance(definition.of);
  return undefined;
}

function autoderef(world: World, typed: Typed): Instance | undefined {
  const head = typed === 'poison' || typed === undefined ? undefined : withoutReferences(world, typed);
  return head?.k === 'type' ? head : undefined;
}

/** The method that a call means; `undefined` where several may be meant, as one that a trait has goes before or behind by its receiver. */
function methodMeant(
  world: World,
  unit: Unit,
  { name, scope }: Extract<ExpressionSketch, { readonly k: 'method' }>,
  type: Instance,
): Member | undefined {
  const own = memberOf(world, type.definition, name, type);
  if (own.k === 'unknown') return undefined;
  const place = { module: enclosingModule(world, unit, scope), unit, scope };
  const ofTraits = candidatesOfTraits(world, place, type, name);
  if (own.k === 'absent') {
    const [only] = ofTraits;
    return ofTraits.length === 1 && only?.k === 'found' ? only.member : undefined;
  }
  const { item, module } = own.member;
  const isHidden = item && !isVisible(effectiveVisibility(item.visibility, module.normal), place.module);
  return isHidden || ofTraits.length > 0 ? undefined : own.member;
}

/** The types that a call gives in angle brackets. */
function argumentsOf(
  world: World,
  unit: Unit,
  { types = [], scope }: Extract<ExpressionSketch, { readonly k: 'method' }>,
): readonly TypeIn[] {
  const environment = { module: enclosingModule(world, unit, scope), unit, scope };
  return types.map((type) => ({ type, environment }));
}

function typeOfPath(world: World, unit: Unit, index: number, depth: number): Typed {
  const outcome = resolveReference(world, unit, index);
  if (isPoison(outcome)) return 'poison';
  if (outcome.k === 'local') return typeOfLocal(world, unit, index, depth);
  if (outcome.k !== 'resolved') return undefined;
  const { definition } = outcome;
  const { item, parent } = definition;
  // What `thread_local!` declares is a key, not a value of the type that is written.
  if (item?.kind === 'static' && definition.unit?.source.k === 'slice') return undefined;
  if ((item?.kind === 'const' || item?.kind === 'static') && item.type && parent)
    return declaredType(world, {
      type: item.type,
      environment: environmentAround(parent, definition, outcome.member),
    });
  return isFunctionItem(definition)
    ? { k: 'callable', params: [], ret: undefined }
    : typeOfDefinition(definition);
}

/** A function, or the constructor of a tuple, that is not called. */
function isFunctionItem({ kind, item, variant, of }: Definition): boolean {
  if (kind === 'function' || kind === 'associated') return item?.kind === 'function';
  if (kind === 'variant') return variant?.shape === 'tuple';
  return kind === 'constructor' && of?.item?.kind === 'struct' && of.item.shape === 'tuple';
}

function typeOfLocal(world: World, unit: Unit, index: number, depth: number): Typed {
  const reference = unit.fragment.references[index];
  const [name] = reference?.segments ?? [];
  if (!reference || name === undefined) return undefined;
  const found = lookupFrom(world, unit, reference.scope, sought(unit, reference, VALUE, name));
  if (found?.k !== 'local') return undefined;
  const { binding } = found;
  const environment: TypeEnvironment = {
    module: enclosingModule(world, found.unit, found.scope),
    unit: found.unit,
    scope: found.scope,
  };
  if (binding.type) return declaredType(world, { type: binding.type, environment });
  if (binding.name === 'self') {
    const self = selfAt(world, environment);
    if (!self) return undefined;
    return 'environment' in self ? headOf(world, self) : openInstance(self);
  }
  if (binding.init) return typeOf(world, found.unit, binding.init, depth + 1);
  if (binding.closureOf) return typeOfClosureParameter(world, found.unit, binding.closureOf, depth);
  return undefined;
}

const FUNCTION_TRAITS: ReadonlySet<string> = new Set(['Fn', 'FnMut', 'FnOnce']);

/** `with(|x| …)`: what the bound of the callee's parameter says of `x`. */
function typeOfClosureParameter(
  world: World,
  unit: Unit,
  place: { readonly callee: ExpressionSketch; readonly argument: number; readonly parameter: number },
  depth: number,
): Typed {
  const callee = calleeOf(world, unit, place.callee, depth);
  if (callee === 'poison') return callee;
  if (!callee) return undefined;
  const { signature, environment } = callee;
  // By a path the receiver is an argument, too.
  const before = place.callee.k === 'path' && signature.hasSelf ? 1 : 0;
  const parameter = signature.params[place.argument - before];
  if (!parameter) return undefined;
  const bounds =
    parameter.k === 'impl'
      ? parameter.bounds
      : parameter.k === 'path'
        ? signature.generics?.find((g) => g.name === parameter.segments[0])?.bounds
        : undefined;
  const given: TypeRef | undefined = bounds?.find(
    (b) => b.args && FUNCTION_TRAITS.has(b.segments.at(-1) ?? ''),
  )?.args?.[place.parameter];
  return given && headOf(world, { type: given, environment });
}

function calleeOf(
  world: World,
  unit: Unit,
  callee: ExpressionSketch,
  depth: number,
): Callee | 'poison' | undefined {
  if (callee.k === 'path') {
    const outcome = resolveReference(world, unit, callee.reference);
    if (isPoison(outcome)) return 'poison';
    if (outcome.k !== 'resolved') return undefined;
    if (outcome.member)
      return ofMember(world, outcome.member, [], aliasBefore(world, unit, callee.reference));
    const { definition } = outcome;
    const signature = signatureOf(world, { item: definition.item, text: definition.external?.text });
    if (!signature || !definition.parent || definition.kind !== 'function') return undefined;
    return { signature, environment: environmentOf(definition.parent, signature, definition, undefined, []) };
  }
  if (callee.k !== 'method') return undefined;
  const on = typeOf(world, unit, callee.on, depth + 1);
  if (on === 'poison') return on;
  const type = autoderef(world, on);
  const found = type && memberOf(world, type.definition, callee.name, type);
  return found?.k === 'found' ? ofMember(world, found.member, argumentsOf(world, unit, callee)) : undefined;
}

/** The alias that a path goes through to its last name: it may say which instance of a type is meant. */
function aliasBefore(world: World, unit: Unit, index: number): TypeIn | undefined {
  const reference = unit.fragment.references[index];
  if (!reference || reference.qualified || reference.segments.length < 2) return undefined;
  const { scope, global } = reference;
  const segments = reference.segments.slice(0, -1);
  const environment = { module: enclosingModule(world, unit, scope), unit, scope };
  const found = typeAt(world, environment, segments, global === true);
  if (typeof found !== 'object' || 'environment' in found || found.kind !== 'alias') return undefined;
  return { type: { k: 'path', segments, ...(global ? { global } : {}) }, environment };
}

function resultOf(world: World, member: Member, written: readonly TypeIn[]): Head | undefined {
  const callee = ofMember(world, member, written);
  return callee && resultType(world, callee);
}

function resultType(world: World, { signature, environment }: Callee): Head | undefined {
  // What is called gives a future.
  if (isAsync(signature)) return undefined;
  return signature.ret && declaredType(world, { type: signature.ret, environment });
}

function isAsync({ signature }: FunctionItem): boolean {
  const start = signature.slice(0, Math.max(0, signature.indexOf('fn ')));
  return start.includes('async') && tokenize(start).some(({ text }) => text === 'async');
}

function typeOfCall(world: World, unit: Unit, on: ExpressionSketch, depth: number): Typed {
  // What a method gives is called.
  if (on.k === 'method') {
    const called = typeOf(world, unit, on, depth + 1);
    if (called === 'poison') return called;
    return called?.k === 'callable' && called.ret ? headOf(world, called.ret) : undefined;
  }
  const callee = calleeOf(world, unit, on, depth);
  if (callee === 'poison') return callee;
  if (callee) return resultType(world, callee);
  if (on.k !== 'path') return undefined;
  const outcome = resolveReference(world, unit, on.reference);
  return outcome.k === 'resolved' ? typeOfDefinition(outcome.definition) : undefined;
}

/** A type with what stands in its angle brackets first. */
export interface Applied {
  readonly type: Definition;
  readonly argument?: Definition;
  /** The same with all of its arguments. */
  readonly instance?: Instance;
}

/** The type behind an expression that a method is called on; `undefined` where it is not known or no path leads there. */
export function receiverOf(world: World, unit: Unit, reference: Reference): Applied | undefined {
  const typed = reference.receiver && typeOf(world, unit, reference.receiver, 0);
  return typed === 'poison' ? undefined : applied(world, typed);
}

/** The type that an alias stands for; of other types themselves. */
export function behindAlias(world: World, definition: Definition): Applied | undefined {
  if (definition.kind !== 'alias' || !definition.parent) return { type: definition };
  const type = { k: 'path' as const, segments: [definition.name] };
  return applied(world, headOf(world, { type, environment: { module: definition.parent } }));
}

/** The type that is written in front of `<T>::`. */
export function appliedType(world: World, type: TypeIn): Applied | undefined {
  return applied(world, headOf(world, type));
}

function applied(world: World, typed: Head | undefined): Applied | undefined {
  let head = typed;
  while (head?.k === 'reference') head = headOf(world, head.of);
  if (head?.k !== 'type') return undefined;
  const [first] = head.args;
  const argument = first && headOf(world, first);
  const instance = head;
  return {
    type: head.definition,
    instance,
    ...(argument?.k === 'type' ? { argument: argument.definition } : {}),
  };
}
