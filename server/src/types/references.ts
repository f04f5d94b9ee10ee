/** What one reference of a body or signature resolves to. */

import { absentLibrary } from '../resolve/absentLibraries';
import { isActive } from '../resolve/active';
import { enclosingModule } from '../resolve/blocks';
import { ambiguousPattern, constantOf, isConstantPattern } from '../resolve/constantPatterns';
import {
  type Definition,
  isVisible,
  type Lookup,
  type Module,
  type PathFailure,
  TYPE,
  VALUE,
} from '../resolve/definitions';
import { twoThings } from '../resolve/failures';
import { dollarCrateAt, editionOfPath } from '../resolve/hygiene';
import { absentCode, isMarkUnknown, marksCall, namespaceOf, wrongKindCode } from '../resolve/kinds';
import { lookupIn } from '../resolve/lookup';
import { isKeyword, MAY_BE_AWAY, pushPrivate, walkFrom, walkPrefix } from '../resolve/paths';
import { isPrimitive } from '../resolve/primitives';
import { remembered } from '../resolve/remembered';
import { lookupFrom, type ScopeLookup, sought } from '../resolve/scopes';
import { mayBePrivateInStandard, PRIVATE_IN_STANDARD } from '../resolve/standardPrivate';
import { type BodyMemo, isGivenPath, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { orBeforePreludes } from './beforePreludes';
import { markedInImpl } from './callInImpl';
import { fitness } from './fitness';
import { methodOutcome } from './methods';
import { attributeNamed, crateAlone, macroNamed, visible } from './oddPlaces';
import { failure, type Outcome, unknown } from './outcome';
import { selfName } from './selfName';
import { singleName } from './singleName';
import { throughType } from './throughType';
import { inPrimitive, inType, qualified, throughSelf } from './typeRelative';

/** By reference of a unit; forgotten with all else that is known of its bodies. */
const outcomes = new WeakMap<BodyMemo, (Outcome | undefined)[]>();

/** Forgets what the references of a unit resolve to: it is most of what a view would hold on to. */
export function forgetOutcomes({ memo }: Unit): void {
  outcomes.delete(memo);
}

/** Resolves a reference of a unit; remembered until the bodies change or the crate is forgotten. */
export function resolveReference(world: World, unit: Unit, index: number): Outcome {
  const memo = remembered(outcomes, unit.memo, () => new Array(unit.fragment.references.length));
  const known = memo[index];
  if (known) return known;
  // A receiver chain that leads back here cannot be typed.
  memo[index] = { k: 'unknown', reason: 'a name whose type depends on itself' };
  const reference = unit.fragment.references[index];
  const outcome = reference ? compute(world, unit, reference, index) : unknown('no such reference');
  memo[index] = outcome;
  return outcome;
}

/** What a reference would resolve to if it were written otherwise, its place the same; nothing of it is remembered. */
export function resolveWritten(world: World, unit: Unit, index: number, written: Reference): Outcome {
  return compute(world, unit, written, index);
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
      return attributeNamed(world, unit, reference);
    case 'macro':
      return { k: 'local' };
    case 'method':
      return methodOutcome(world, unit, reference);
    case 'identifierPattern': {
      if (reference.segments[0] === 'Self') return selfName(world, unit, reference, 'pathPattern');
      if (isGivenPath(unit, startOf(unit.fragment.referenceSpans, reference.at)))
        return singleName(world, unit, { ...reference, kind: 'pathPattern' });
      const ambiguous = ambiguousPattern(world, unit, index);
      if (typeof ambiguous === 'string') return unknown(ambiguous);
      if (ambiguous) return failure(twoThings(ambiguous));
      if (!isConstantPattern(world, unit, index))
        return isWholeExpansion(unit, reference)
          ? unknown('a pattern that a macro stands for')
          : { k: 'local' };
      const definition = constantOf(world, unit, index);
      return definition ? { k: 'resolved', definition } : { k: 'local' };
    }
    default:
  }
  if (reference.qualified) return qualified(world, unit, reference);
  const { segments } = reference;
  if (segments.length === 1 && !reference.global)
    return markedInImpl(world, unit, reference, singleName(world, unit, reference));
  const module = enclosingModule(world, unit, reference.scope);
  return orBeforePreludes(world, unit, reference, module, ofPath(world, unit, reference, module));
}

/** A path of several segments, or one that begins with `::`. */
function ofPath(world: World, unit: Unit, reference: Reference, module: Module): Outcome {
  const { segments } = reference;
  const failures: PathFailure[] = [];
  const [first = ''] = segments;
  const prefix = segments.slice(0, -1);
  let container: Definition;
  if (first === 'Self') return throughSelf(world, unit, reference, module);
  const written = startOf(unit.fragment.referenceSpans, reference.at);
  const edition = reference.global ? editionOfPath(world, unit, written, true) : undefined;
  if (edition !== undefined && segments.length === 1 && edition > 2015)
    return crateAlone(world, reference, module);
  if (namespaceOf(reference.kind) === TYPE && isAllUpwards(segments))
    return upwards(world, reference, module);
  if (reference.global || first === 'crate' || first === 'self' || first === 'super') {
    const from = edition === undefined ? { module } : { module, edition };
    const step = walkPrefix(world, from, prefix, reference.global === true, failures);
    if (step.k === 'type')
      return withFailures(failures, throughType(world, unit, reference, step.definition, step.segment));
    if (step.k === 'failed') return failure(...failures, step.failure);
    if (step.k === 'unknown') return step;
    if (step.k !== 'found') return failures.length > 0 ? failure(...failures) : { k: 'silent' };
    container = step.definition;
  } else {
    let start: Definition;
    if (first === '$crate') {
      const crate = dollarCrateAt(world, unit, written);
      if (!crate) return unknown('$crate of an unknown macro');
      start = crate.root.definition;
    } else {
      const found = lookupFrom(world, unit, reference.scope, sought(unit, reference, TYPE, first));
      const started = startOfPath(world, unit, reference, found, module, failures);
      if (!('definition' in started)) return started.outcome;
      start = started.definition;
    }
    const step = walkFrom(world, module, start, prefix, 1, failures, false);
    if (step.k === 'type')
      return withFailures(failures, throughType(world, unit, reference, step.definition, step.segment));
    // A module of a primitive type's name does not hide the type's own items.
    if (step.k === 'failed' && isPrimitive(first)) return unknown("a module of a primitive type's name");
    if (step.k === 'failed') return failure(...failures, step.failure);
    if (step.k === 'unknown') return step;
    if (step.k !== 'found') return failures.length > 0 ? failure(...failures) : { k: 'silent' };
    container = step.definition;
  }
  const outcome = last(world, unit, reference, module, container, failures);
  if (outcome.k === 'unresolved' && container.module?.uncertain) return unknown(MAY_BE_AWAY);
  const isPlain = reference.global === true || reference.kind === 'trait';
  if (outcome.k !== 'unresolved' || isPlain || !container.module || !isPrimitive(first)) return outcome;
  // Inside a module of a primitive's name (`std::u8`) the type's own items are found too.
  return reference.segments.length === 2 && outcome.failures.every(({ why }) => why === 'absent')
    ? inPrimitive(world, unit, reference, module, first)
    : unknown("a module of a primitive type's name");
}

/** `self::super`, `super::super`: for types a module, and so what may not stand there. */
function isAllUpwards(segments: readonly string[]): boolean {
  return segments.every((segment, at) => segment === 'super' || (at === 0 && segment === 'self'));
}

function upwards(world: World, { kind, segments }: Reference, module: Module): Outcome {
  const step = walkPrefix(world, { module }, segments, false, []);
  if (step.k === 'failed') return failure(step.failure);
  const segment = segments.length - 1;
  return failure({ segment, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true });
}

/** A macro may have been given a path: then it binds nothing. */
function isWholeExpansion({ source, text }: Unit, { segments }: Reference): boolean {
  return source.k !== 'file' && text.trim() === segments[0];
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
  if (outcome.k === 'unknown') return { k: 'unresolved', failures, unknown: outcome.reason };
  return outcome.k === 'resolved' ? { ...outcome, failures } : failure(...failures);
}

function startOfPath(
  world: World,
  unit: Unit,
  reference: Reference,
  found: ScopeLookup | undefined,
  module: Module,
  failures: PathFailure[],
): { readonly definition: Definition } | { readonly outcome: Outcome } {
  if (!found) {
    const absent = absentLibrary(world, module.crate, reference.segments[0] ?? '');
    if (absent) return { definition: absent };
    return { outcome: failure({ segment: 0, rustcCode: 'E0433', why: 'no-crate' }) };
  }
  switch (found.k) {
    case 'found':
      if (!isVisible(found.visibility, module))
        failures.push({ segment: 0, rustcCode: 'E0603', why: 'private', found: found.definition });
      return { definition: found.definition };
    case 'ambiguous':
      failures.push(twoThings(found.other));
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
  const silent = (): Outcome => (failures.length > 0 ? failure(...failures) : { k: 'silent' });
  // A failed glob hides what is absent, not that something of another kind is private or ambiguous.
  const hiding = found?.k === 'poison' && found.glob === true;
  if (found && !hiding) {
    const outcome = fitness(reference, found, module, segment, container);
    if (outcome) return join(outcome);
  }
  for (const other of [TYPE, VALUE] as const) {
    if (other === namespace) continue;
    const elsewhere: Lookup | undefined = lookupIn(world, container.module, name, other);
    if (elsewhere?.k === 'unknown') return join(elsewhere);
    if (elsewhere?.k === 'poison' && elsewhere.glob && hiding) continue;
    if (elsewhere?.k === 'poison')
      return join(fitness(reference, elsewhere, module, segment, container) ?? { k: 'silent' });
    if (elsewhere?.k === 'found' && isMarkUnknown(kind, elsewhere.definition))
      return join(unknown('a call of a struct that a macro defines'));
    if (elsewhere?.k === 'found' || elsewhere?.k === 'ambiguous') {
      const wrong: PathFailure = {
        segment,
        rustcCode: wrongKindCode(kind),
        why: 'wrong-kind',
        found: elsewhere.definition,
        wholePath: true,
        wholeCall: marksCall(kind, elsewhere.definition),
        inside: container,
      };
      const before: PathFailure[] = [];
      if (elsewhere.k === 'ambiguous' && elsewhere.crate === module.crate)
        before.push(twoThings(elsewhere.other, segment, { inside: container }));
      if (!isVisible(elsewhere.visibility, module))
        before.push({
          segment,
          rustcCode: 'E0603',
          why: 'private',
          found: elsewhere.definition,
          inside: container,
        });
      if (hiding) return before.length > 0 ? join(failure(...before)) : silent();
      return join(failure(...before, wrong));
    }
  }
  if (hiding) return silent();
  const macro = macroNamed(world, unit, reference, module);
  if (macro) return join(macro);
  if (mayBePrivateInStandard(world, container.module, name)) return join(unknown(PRIVATE_IN_STANDARD));
  return join(failure({ segment, rustcCode: absentCode(kind), why: 'absent', inside: container }));
}
