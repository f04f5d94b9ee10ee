/** What one reference of a body or signature resolves to. */
import type { Reference } from '../syntax/summary';
import { isActive } from './active';
import { enclosingModule } from './blocks';
import {
  type Definition,
  isVisible,
  type Lookup,
  type Module,
  type Namespace,
  type PathFailure,
  TYPE,
  VALUE,
} from './definitions';
import { absentCode, fits, marksCall, namespaceOf, wrongKindCode } from './kinds';
import { lookupIn } from './lookup';
import { methodOutcome } from './methods';
import { crateAlone, macroNamed, visible } from './oddPlaces';
import type { Outcome } from './outcome';
import { isKeyword, pushPrivate, walkFrom, walkPrefix } from './paths';
import { isPrimitive } from './primitives';
import { ambiguousPattern, constantOf, isConstantPattern, lookupFrom, type ScopeLookup } from './scopes';
import { inPrimitive, inType, qualified, throughSelf, throughType } from './typeRelative';
import { contextAt, startOf, type Unit } from './unit';
import type { World } from './world';

/** Resolves a reference of a unit; remembered until the bodies change or the crate is forgotten. */
export function resolveReference(world: World, unit: Unit, index: number): Outcome {
  unit.memo.outcomes ??= new Array(unit.fragment.references.length);
  const memo = unit.memo.outcomes;
  const known = memo[index];
  if (known) return known;
  // A receiver chain that leads back here cannot be typed.
  memo[index] = { k: 'unknown', reason: 'a name whose type depends on itself' };
  const reference = unit.fragment.references[index];
  const outcome = reference ? compute(world, unit, reference, index) : unknown('no such reference');
  memo[index] = outcome;
  return outcome;
}

function unknown(reason: string): Outcome {
  return { k: 'unknown', reason };
}

function failure(...failures: PathFailure[]): Outcome {
  return { k: 'unresolved', failures };
}

function compute(world: World, unit: Unit, reference: Reference, index: number): Outcome {
  const active = isActive(world, unit, reference.scope);
  if (active === false) return { k: 'inactive' };
  if (reference.broken) return unknown('a part of the file does not parse');
  if (active === 'unknown') return unknown('a cfg that is not known');
  switch (reference.kind) {
    case 'visibility':
      return visible(world, unit, reference);
    case 'derive':
    case 'attribute':
    case 'macro':
      return { k: 'local' };
    case 'method':
      return methodOutcome(world, unit, reference);
    case 'identifierPattern': {
      const ambiguous = ambiguousPattern(world, unit, index);
      if (ambiguous) return failure({ segment: 0, rustcCode: 'E0659', why: 'ambiguous', found: ambiguous });
      if (!isConstantPattern(world, unit, index)) return { k: 'local' };
      const definition = constantOf(world, unit, index);
      return definition ? { k: 'resolved', definition } : { k: 'local' };
    }
    default:
  }
  if (reference.qualified) return qualified(world, unit, reference);
  const { segments } = reference;
  if (segments.length === 1 && !reference.global) return single(world, unit, reference);
  const module = enclosingModule(world, unit, reference.scope);
  const failures: PathFailure[] = [];
  const [first = ''] = segments;
  const prefix = segments.slice(0, -1);
  let container: Definition;
  if (first === 'Self') return throughSelf(world, unit, reference, module);
  if (reference.global && segments.length === 1 && module.crate.edition > 2015)
    return crateAlone(world, reference, module);
  if (reference.global || first === 'crate' || first === 'self' || first === 'super') {
    const step = walkPrefix(world, { module }, prefix, reference.global === true, failures);
    if (step.k === 'type')
      return withFailures(failures, throughType(world, unit, reference, step.definition, step.segment));
    if (step.k === 'failed') return failure(...failures, step.failure);
    if (step.k === 'unknown') return step;
    if (step.k !== 'found') return failures.length > 0 ? failure(...failures) : { k: 'silent' };
    container = step.definition;
  } else {
    let start: Definition;
    if (first === '$crate') {
      const context = contextAt(unit, startOf(unit.fragment.referenceSpans, reference.at));
      const crate = world.contexts[context]?.definition?.crate;
      if (!crate) return unknown('$crate of an unknown macro');
      start = crate.root.definition;
    } else {
      const found = lookupFrom(world, unit, reference.scope, use(unit, reference, TYPE, first));
      const started = startOfPath(world, unit, reference, found, module, failures);
      if (!('definition' in started)) return started.outcome;
      start = started.definition;
    }
    const step = walkFrom(world, module, start, prefix, 1, failures, false);
    if (step.k === 'type')
      return withFailures(failures, throughType(world, unit, reference, step.definition, step.segment));
    if (step.k === 'failed') return failure(...failures, step.failure);
    if (step.k === 'unknown') return step;
    if (step.k !== 'found') return failures.length > 0 ? failure(...failures) : { k: 'silent' };
    container = step.definition;
  }
  return last(world, unit, reference, module, container, failures);
}

/** An outcome with failures on the way to it. */
function withFailures(failures: readonly PathFailure[], outcome: Outcome): Outcome {
  if (failures.length === 0) return outcome;
  if (outcome.k === 'unresolved') {
    const all = [...failures];
    for (const found of outcome.failures)
      if (found.rustcCode === 'E0603') pushPrivate(all, found);
      else all.push(found);
    return failure(...all);
  }
  return outcome.k === 'resolved' ? { ...outcome, failures } : failure(...failures);
}

function use(
  unit: Unit,
  reference: Reference,
  namespace: Namespace,
  name: string,
): Parameters<typeof lookupFrom>[3] {
  const offset = startOf(unit.fragment.referenceSpans, reference.at);
  return { name, namespace, context: offset < 0 ? 0 : contextAt(unit, offset) };
}

function startOfPath(
  world: World,
  unit: Unit,
  reference: Reference,
  found: ScopeLookup | undefined,
  module: Module,
  failures: PathFailure[],
): { readonly definition: Definition } | { readonly outcome: Outcome } {
  if (!found) return { outcome: failure({ segment: 0, rustcCode: 'E0433', why: 'no-crate' }) };
  switch (found.k) {
    case 'found':
      if (!isVisible(found.visibility, module))
        failures.push({ segment: 0, rustcCode: 'E0603', why: 'private', found: found.definition });
      return { definition: found.definition };
    case 'ambiguous':
      failures.push({ segment: 0, rustcCode: 'E0659', why: 'ambiguous', found: found.other });
      return { definition: found.definition };
    case 'unknown':
      return { outcome: found };
    case 'poison':
      return { outcome: { k: 'silent' } };
    case 'barred':
      return { outcome: failure({ segment: 0, rustcCode: found.rustcCode, why: 'private' }) };
    case 'primitive':
      if (reference.segments.length > 2)
        return { outcome: throughType(world, unit, reference, { k: 'primitive', name: found.name }, 1) };
      return { outcome: inPrimitive(world, unit, reference, module, found.name) };
    default:
      return { outcome: unknown('a path that depends on a type parameter') };
  }
}

function single(world: World, unit: Unit, reference: Reference): Outcome {
  const { kind, scope } = reference;
  const [name = ''] = reference.segments;
  const module = enclosingModule(world, unit, scope);
  if (name === '_') return { k: 'local' };
  if (name === 'Self') {
    if (kind === 'trait') return failure({ segment: 0, rustcCode: 'E0411', why: 'absent' });
    const found = lookupFrom(world, unit, scope, use(unit, reference, TYPE, name));
    if (!found) {
      const value = kind === 'value' || kind === 'call';
      return failure({ segment: 0, rustcCode: value ? 'E0425' : 'E0411', why: 'absent' });
    }
    if (found.k === 'barred') return failure({ segment: 0, rustcCode: found.rustcCode, why: 'private' });
    // In a trait, `Self` is a type that is not known.
    const inTrait = found.k === 'selfType' && found.unit.fragment.scopes[found.scope]?.selfName !== undefined;
    return inTrait && namespaceOf(kind) === VALUE
      ? failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true })
      : { k: 'local' };
  }
  if (name === 'crate' || name === 'super' || (name === 'self' && kind !== 'value' && kind !== 'call')) {
    const step = walkPrefix(world, { module }, [name], false, []);
    return step.k === 'failed'
      ? failure(step.failure)
      : failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
  }
  const namespace = namespaceOf(kind);
  const found = lookupFrom(world, unit, scope, use(unit, reference, namespace, name));
  if (found) {
    const outcome = judge(world, reference, found, module, 0);
    if (outcome) return outcome;
  }
  if (kind === 'genericArgument') {
    const value = lookupFrom(world, unit, scope, use(unit, reference, VALUE, name));
    if (value) return value.k === 'found' ? { k: 'resolved', definition: value.definition } : { k: 'local' };
  }
  if (name === 'self') return failure({ segment: 0, rustcCode: 'E0424', why: 'absent' });
  for (const other of [TYPE, VALUE] as const) {
    if (other === namespace) continue;
    const elsewhere = lookupFrom(world, unit, scope, use(unit, reference, other, name));
    if (elsewhere?.k === 'unknown') return elsewhere;
    if (elsewhere?.k === 'poison') return { k: 'silent' };
    if (elsewhere?.k === 'ambiguous')
      return failure(
        { segment: 0, rustcCode: 'E0659', why: 'ambiguous', found: elsewhere.other },
        {
          segment: 0,
          rustcCode: wrongKindCode(kind),
          why: 'wrong-kind',
          found: elsewhere.definition,
          wholePath: true,
        },
      );
    if (elsewhere?.k === 'found')
      return failure({
        segment: 0,
        rustcCode: wrongKindCode(kind, elsewhere.definition),
        why: 'wrong-kind',
        found: elsewhere.definition,
        wholePath: true,
        wholeCall: marksCall(kind, elsewhere.definition),
      });
    if (elsewhere?.k === 'barred')
      return failure({ segment: 0, rustcCode: elsewhere.rustcCode, why: 'private' });
    if (elsewhere?.k === 'primitive' || elsewhere?.k === 'local' || elsewhere?.k === 'selfType')
      return failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
  }
  const macro = macroNamed(world, unit, reference, module);
  if (macro) return macro;
  // rustc binds all parameters before it looks at their types; constants in these cannot use them.
  const { kind: at } = unit.fragment.scopes[scope] ?? {};
  const signature = at === 'item' || at === 'generics';
  const isParameter =
    signature &&
    unit.fragment.scopes.some(
      ({ kind: k, parent, bindings }) =>
        k === 'bindings' &&
        parent === scope &&
        bindings?.some((b) => b.name === name && b.type !== undefined),
    );
  if (namespace === VALUE && isParameter) return failure({ segment: 0, rustcCode: 'E0435', why: 'private' });
  if (namespace === TYPE && kind !== 'trait' && isParameter)
    return failure({ segment: 0, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
  return failure({ segment: 0, rustcCode: absentCode(kind), why: 'absent' });
}

/** Structs of std that can be made by their name; of others only the type is public. */
const PUBLIC_CONSTRUCTORS = new Set([
  ...[
    'PhantomData',
    'PhantomPinned',
    'RangeFull',
    'Wrapping',
    'Saturating',
    'Reverse',
    'AssertUnwindSafe',
    'Error',
  ],
]);

function isConstParameter({ unit, scope }: Extract<ScopeLookup, { k: 'local' }>): boolean {
  return unit.fragment.scopes[scope]?.kind === 'generics';
}

/** Whether what was found may stand there; `undefined` where the search must go on. */
function judge(
  _world: World,
  reference: Reference,
  found: ScopeLookup,
  module: Module,
  segment: number,
  inside?: Definition,
): Outcome | undefined {
  const where = inside ? { inside } : {};
  switch (found.k) {
    case 'unknown':
      return found;
    case 'poison':
      if (found.visibility && !isVisible(found.visibility, module))
        return failure({ segment, rustcCode: 'E0603', why: 'private', ...where });
      return { k: 'silent' };
    case 'local': {
      // A parameter is a type, but no trait and no struct; a variable is no pattern.
      const { kind } = reference;
      const wrong =
        kind === 'trait' ||
        kind === 'structLiteral' ||
        kind === 'structPattern' ||
        kind === 'tuplePattern' ||
        (kind === 'pathPattern' && found.binding.namespace === 'value' && !isConstParameter(found));
      return wrong
        ? failure({ segment, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true })
        : { k: 'local', binding: found.binding };
    }
    case 'primitive':
      if (reference.kind === 'structLiteral' || reference.kind === 'structPattern')
        return failure({ segment, rustcCode: 'E0574', why: 'wrong-kind', wholePath: true });
      return reference.kind === 'trait'
        ? failure({ segment, rustcCode: 'E0404', why: 'wrong-kind', wholePath: true })
        : { k: 'local' };
    case 'selfType':
      return { k: 'local' };
    case 'barred':
      return failure({ segment, rustcCode: found.rustcCode, why: 'private' });
    case 'ambiguous':
    case 'found': {
      const { definition } = found;
      const failures: PathFailure[] = [];
      if (found.k === 'ambiguous' && found.crate === module.crate)
        failures.push({ segment, rustcCode: 'E0659', why: 'ambiguous', found: found.other, ...where });
      if (!isVisible(found.visibility, module))
        failures.push({ segment, rustcCode: 'E0603', why: 'private', found: definition, ...where });
      if (
        definition.kind === 'constructor' &&
        definition.crate?.fromTree &&
        !PUBLIC_CONSTRUCTORS.has(definition.name)
      )
        return unknown('whether fields of a struct of std are public is not listed');
      // Whether a struct of std is a tuple inside is not listed, and rustc's span depends on it.
      if (reference.kind === 'call' && definition.kind === 'struct' && definition.external)
        return unknown('whether it is a tuple struct of std is not listed');
      if (!fits(reference.kind, definition))
        failures.push({
          segment,
          rustcCode: wrongKindCode(reference.kind, definition),
          why: 'wrong-kind',
          found: definition,
          wholePath: true,
          wholeCall: marksCall(reference.kind, definition),
          ...where,
        });
      if (failures.length > 0) return failure(...failures);
      return { k: 'resolved', definition };
    }
  }
}

function last(
  world: World,
  unit: Unit,
  reference: Reference,
  module: Module,
  container: Definition,
  failures: readonly PathFailure[],
): Outcome {
  const { kind, segments } = reference;
  const segment = segments.length - 1;
  const name = segments[segment] ?? '';
  const join = (outcome: Outcome): Outcome => withFailures(failures, outcome);
  if (!container.module) return join(inType(world, unit, reference, module, container));
  if (isKeyword(name)) return join(failure({ segment, rustcCode: 'E0433', why: 'no-parent' }));
  const namespace = namespaceOf(kind);
  const found = lookupIn(world, container.module, name, namespace);
  if (found) {
    const outcome = judge(world, reference, found, module, segment, container);
    if (outcome) return join(outcome);
  }
  for (const other of [TYPE, VALUE] as const) {
    if (other === namespace) continue;
    const elsewhere: Lookup | undefined = lookupIn(world, container.module, name, other);
    if (elsewhere?.k === 'unknown') return join(elsewhere);
    if (elsewhere?.k === 'poison') return { k: 'silent' };
    if (elsewhere?.k === 'found' || elsewhere?.k === 'ambiguous') {
      const wrong: PathFailure = {
        segment,
        rustcCode: wrongKindCode(kind, elsewhere.definition),
        why: 'wrong-kind',
        found: elsewhere.definition,
        wholePath: true,
        wholeCall: marksCall(kind, elsewhere.definition),
        inside: container,
      };
      const before: PathFailure[] = [];
      if (elsewhere.k === 'ambiguous' && elsewhere.crate === module.crate)
        before.push({
          segment,
          rustcCode: 'E0659',
          why: 'ambiguous',
          found: elsewhere.other,
          inside: container,
        });
      if (!isVisible(elsewhere.visibility, module))
        before.push({
          segment,
          rustcCode: 'E0603',
          why: 'private',
          found: elsewhere.definition,
          inside: container,
        });
      return join(failure(...before, wrong));
    }
  }
  const macro = macroNamed(world, unit, reference, module);
  if (macro) return join(macro);
  // Inside a module of a primitive's name (`std::u8`) the type's own items are found too.
  if (segment === 1 && isPrimitive(segments[0] ?? '')) return { k: 'local' };
  return join(failure({ segment, rustcCode: absentCode(kind), why: 'absent', inside: container }));
}
