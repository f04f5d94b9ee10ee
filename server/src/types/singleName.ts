/** Paths of one segment, which scopes decide about. */

import { enclosingModule } from '../resolve/blocks';
import { isConstantPattern } from '../resolve/constantPatterns';
import { type Definition, type PathFailure, TYPE, VALUE } from '../resolve/definitions';
import { twoThings } from '../resolve/failures';
import { absentCode, isMarkUnknown, marksCall, namespaceOf, wrongKindCode } from '../resolve/kinds';
import { walkPrefix } from '../resolve/paths';
import { isPrimitive } from '../resolve/primitives';
import { remembered } from '../resolve/remembered';
import { isSameHand } from '../resolve/sameHand';
import { lookupFrom, type NameUse, type ScopeLookup, sought } from '../resolve/scopes';
import { startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Binding, Fragment, Reference, Scope } from '../syntax/summary';
import { mayBeBefore } from './beforePreludes';
import { fitness } from './fitness';
import { macroNamed } from './oddPlaces';
import { failure, type Outcome, unknown } from './outcome';
import { IN_CONSTANT, selfName } from './selfName';
import { isInConstant } from './typePlaces';

/** What a path of one segment means: a variable, a parameter, an item in scope, or why it is nothing that may stand there. */
export function singleName(world: World, unit: Unit, reference: Reference): Outcome {
  const { kind, scope } = reference;
  const [name = ''] = reference.segments;
  const module = enclosingModule(world, unit, scope);
  if (name === '_') return { k: 'local' };
  if (name === 'Self') return selfName(world, unit, reference);
  if (name === 'crate' || name === 'super' || (name === 'self' && kind !== 'value' && kind !== 'call')) {
    const step = walkPrefix(world, { module }, [name], false, []);
    return step.k === 'failed'
      ? failure(step.failure)
      : failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
  }
  const namespace = namespaceOf(kind);
  const asValue = sought(unit, reference, VALUE, name);
  // rustc binds all parameters before it looks at types: what is computed in these may not use them.
  const { kind: place } = unit.fragment.scopes[scope] ?? {};
  if (
    namespace === VALUE &&
    place === 'constant' &&
    name !== 'self' &&
    isParameterOf(world, unit, scope, asValue)
  )
    return failure({ segment: 0, rustcCode: 'E0435', why: 'private' });
  const first = lookupFrom(world, unit, scope, sought(unit, reference, namespace, name));
  const primitive = namespace === TYPE && isPrimitive(name) && staysPrimitive(first);
  const isLiteral = kind === 'structLiteral' || kind === 'structPattern';
  if (primitive && kind !== 'trait' && !isLiteral) return { k: 'local' };
  const found: ScopeLookup | undefined =
    primitive && isLiteral && first?.k === 'found' ? { k: 'primitive', name } : first;
  // A failed glob hides what is absent, not that something of another kind is private or ambiguous.
  const hiding = found?.k === 'poison' && found.glob === true;
  if (found && !hiding) {
    const outcome = fitness(reference, found, module, 0);
    const isOfPrelude = found.k === 'found' && found.definition.crate?.fromTree === true;
    const other =
      outcome?.k === 'unresolved' && isOfPrelude ? mayBeBefore(world, module, name, namespace) : undefined;
    if (other !== undefined) return unknown(other);
    if (outcome) return outcome;
  }
  // A value may stand for a constant there, but no variable may.
  if (kind === 'genericArgument') {
    if (isParameterOf(world, unit, scope, asValue))
      return failure({ segment: 0, rustcCode: 'E0435', why: 'private' });
    const value = lookupFrom(world, unit, scope, asValue);
    if (value?.k === 'local' && value.unit.fragment.scopes[value.scope]?.kind === 'bindings')
      return failure({ segment: 0, rustcCode: 'E0435', why: 'private' });
    if (value?.k === 'barred') {
      const rustcCode = value.rustcCode === 'E0434' ? 'E0435' : value.rustcCode;
      return failure({ segment: 0, rustcCode, why: 'private' });
    }
    if (value) return value.k === 'found' ? { k: 'resolved', definition: value.definition } : { k: 'local' };
  }
  if (name === 'self')
    return isParameterOf(world, unit, scope, asValue)
      ? unknown('self in a constant')
      : failure({ segment: 0, rustcCode: 'E0424', why: 'absent' });
  const isParameter = isParameterOf(world, unit, scope, asValue);
  if (isParameter && namespace === VALUE) return failure({ segment: 0, rustcCode: 'E0435', why: 'private' });
  // What a type names is looked for among the parameters first; they are not yet there where generics have bounds.
  const isBehind = kind !== 'trait' || !isBeforeParameters(unit, reference);
  if (isParameter && namespace === TYPE && !hiding && isBehind)
    return failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
  for (const other of [TYPE, VALUE] as const) {
    if (other === namespace) continue;
    const elsewhere = lookupFrom(world, unit, scope, sought(unit, reference, other, name));
    if (elsewhere?.k === 'unknown') return elsewhere;
    // rustc says so while it looks for what else may be meant: a failed glob does not hide that.
    if (elsewhere?.k === 'barred')
      return failure({ segment: 0, rustcCode: elsewhere.rustcCode, why: 'private' });
    if (elsewhere?.k === 'poison' || (hiding && elsewhere?.k !== 'ambiguous')) {
      if (hiding && !elsewhere) continue;
      return { k: 'silent' };
    }
    if (elsewhere?.k === 'ambiguous') {
      const conflict = twoThings(elsewhere.other);
      return hiding ? failure(conflict) : failure(conflict, wrongKind(kind, elsewhere.definition));
    }
    if (elsewhere?.k === 'found' && isMarkUnknown(kind, elsewhere.definition))
      return unknown('a call of a struct that a macro defines');
    if (elsewhere?.k === 'found') return failure(wrongKind(kind, elsewhere.definition));
    // rustc complains without a code of parameters in what it computes.
    if (elsewhere?.k === 'local' && isInConstant(unit, scope) && isGeneric(elsewhere))
      return unknown(IN_CONSTANT);
    if (elsewhere?.k === 'primitive' || elsewhere?.k === 'local' || elsewhere?.k === 'selfType')
      return failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
  }
  if (hiding) return { k: 'silent' };
  const macro = macroNamed(world, unit, reference, module);
  if (macro) return macro;
  return failure({ segment: 0, rustcCode: absentCode(kind), why: 'absent' });
}

/** A module or crate of a primitive type's name does not stand for the type, nor does what only may be there. */
function staysPrimitive(found: ScopeLookup | undefined): boolean {
  if (!found || found.k === 'unknown' || found.k === 'poison') return true;
  return found.k === 'found' && found.definition.module !== undefined;
}

/** Whether a name is a parameter of the function or closure in whose signature it stands. */
function isParameterOf(world: World, unit: Unit, scope: number, use: NameUse): boolean {
  const { fragment, outer } = unit;
  const around = remembered(constantsAround, fragment, () => constantsIn(fragment))[scope] ?? NOWHERE;
  const at = around === NOWHERE ? scope : around;
  // A macro stands there.
  if (outer && fragment.scopes[at]?.parent === -1) return isParameterOf(world, outer.unit, outer.scope, use);
  if (!hasParameters(fragment.scopes[at])) return false;
  const binding = remembered(parameters, fragment, () => parametersIn(fragment))
    .get(at)
    ?.get(use.name);
  return (
    binding !== undefined &&
    isSameHand(world, use.context, unit, binding) &&
    !(binding.pattern !== undefined && isConstantPattern(world, unit, binding.pattern))
  );
}

function isGeneric({ unit, scope }: Extract<ScopeLookup, { k: 'local' }>): boolean {
  return unit.fragment.scopes[scope]?.kind === 'generics';
}

/** Whether a reference stands among the generics of a function. */
function isBeforeParameters({ fragment }: Unit, { at, scope }: Reference): boolean {
  const offset = startOf(fragment.referenceSpans, at);
  const first = fragment.scopes.find(({ kind, parent }) => kind === 'bindings' && parent === scope);
  return first !== undefined && offset < first.start;
}

/** Whether what parameters bind hangs directly below a scope. */
function hasParameters(scope: Scope | undefined): boolean {
  return scope?.kind === 'item' || scope?.kind === 'generics' || scope?.closure === true;
}

/** No constant is around a scope. */
const NOWHERE = -2;

const constantsAround = new WeakMap<Fragment, Int32Array>();

/**
 * What the outermost constant around each scope stands in, within the function or closure that it is in. For all at once:
 * of thousands of scopes in each other, each would climb through all above it.
 */
function constantsIn({ scopes }: Fragment): Int32Array {
  const around = new Int32Array(scopes.length).fill(NOWHERE);
  for (const [at, scope] of scopes.entries()) {
    if (hasParameters(scope)) continue;
    const above = around[scope.parent] ?? NOWHERE;
    around[at] = above === NOWHERE && scope.kind === 'constant' ? scope.parent : above;
  }
  return around;
}

const parameters = new WeakMap<Fragment, ReadonlyMap<number, ReadonlyMap<string, Binding>>>();

/** Names bound directly in each scope: one pass, as every name that is nowhere asks. */
function parametersIn({ scopes }: Fragment): ReadonlyMap<number, ReadonlyMap<string, Binding>> {
  const all = new Map<number, Map<string, Binding>>();
  for (const { kind, parent, bindings, bodiless } of scopes)
    if (kind === 'bindings' && bindings && !bodiless)
      for (const binding of bindings)
        remembered(all, parent, () => new Map<string, Binding>()).set(binding.name, binding);
  return all;
}

/** The name is there, as another kind of thing. */
function wrongKind(kind: Reference['kind'], found: Definition): PathFailure {
  return {
    segment: 0,
    rustcCode: wrongKindCode(kind),
    why: 'wrong-kind',
    found,
    wholePath: true,
    wholeCall: marksCall(kind, found),
  };
}
