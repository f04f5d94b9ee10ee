/** What a segment of a path means in a body or signature. */

import { isActive } from '../../resolve/active';
import { enclosingModule } from '../../resolve/blocks';
import { isConstantPattern } from '../../resolve/constantPatterns';
import {
  type Definition,
  type Import,
  NAMESPACES,
  type Namespace,
  type PathFailure,
  TYPE,
  VALUE,
} from '../../resolve/definitions';
import { twoThings } from '../../resolve/failures';
import { dollarCrateAt } from '../../resolve/hygiene';
import { namespaceOf } from '../../resolve/kinds';
import { lookupIn } from '../../resolve/lookup';
import { walkFrom } from '../../resolve/paths';
import { lookupFrom } from '../../resolve/scopes';
import { contextAt, startOf, type Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Reference } from '../../syntax/summary';
import { type Member, memberOf } from '../../types/associated';
import { resolveReference } from '../../types/references';
import { headOf } from '../../types/types';
import { ofMacro } from './macros';
import { externVia, ofMemberOf, ofModulePath } from './modulePaths';
import { found, type Meaning, namespaceOfDefinition, nothing, type Target } from './target';

export function ofReference(world: World, unit: Unit, index: number, segment: number): Meaning {
  const reference = unit.fragment.references[index];
  if (!reference) return nothing;
  const active = isActive(world, unit, reference.scope);
  if (active === false) return { ...nothing, inactive: true };
  if (reference.broken) return { ...nothing, unknown: 'a part of the file does not parse' };
  if (segment < reference.segments.length - 1 || reference.kind === 'visibility')
    return ofPrefix(world, unit, index, segment);
  switch (reference.kind) {
    case 'macro':
    case 'attribute':
    case 'derive':
      return ofMacro(world, unit, reference, index);
    case 'identifierPattern':
      if (!isConstantPattern(world, unit, index)) return ofPattern(unit, reference, index);
      break;
    default:
  }
  const outcome = resolveReference(world, unit, index);
  const name = reference.segments[segment] ?? '';
  const namespace = namespaceOf(reference.kind);
  const failures = (all: readonly PathFailure[] | undefined): readonly PathFailure[] =>
    (all ?? []).filter((failure) => failure.wholePath || Math.max(0, failure.segment) === segment);
  switch (outcome.k) {
    case 'resolved': {
      const { definition, member, byName } = outcome;
      const actual = definition.kind === 'variant' ? VALUE : namespaceOfDefinition(definition, namespace);
      const via = member ? undefined : viaAt(world, unit, index, segment, actual);
      return found(
        {
          definition,
          namespace: actual,
          name,
          ...(via ? { via } : {}),
          ...(member ? { member } : {}),
          ...(byName ? { byName } : {}),
        },
        failures(outcome.failures),
      );
    }
    case 'unresolved': {
      const own = failures(outcome.failures);
      const behind = segment === 0 ? localBehindBorder(world, unit, reference, own, namespace) : undefined;
      if (behind) return { targets: [], failures: own, local: behind };
      const targets: Target[] = [];
      for (const failure of own) {
        if (!failure.found || (failure.segment !== segment && !failure.wholePath)) continue;
        if (failure.rustcCode === 'E0624') {
          const hidden = memberOf(world, failure.found, name);
          if (hidden.k === 'found') targets.push(targetOfMember(hidden.member, name, namespace));
          continue;
        }
        const actual = namespaceOfDefinition(failure.found, namespace);
        const via = viaAt(world, unit, index, segment, actual);
        targets.push({ definition: failure.found, namespace: actual, name, ...(via ? { via } : {}) });
      }
      if (targets.length === 0 && segment > 0)
        targets.push(...inContainer(world, unit, index, segment, namespace));
      return { targets: targets.slice(0, 1), failures: own };
    }
    case 'unknown':
      return { ...nothing, unknown: outcome.reason };
    case 'silent':
      return { ...nothing, unknown: 'behind a failed import' };
    case 'inactive':
      return { ...nothing, inactive: true };
    case 'local':
      return ofLocal(world, unit, reference, namespace);
  }
}

/** What the last segment of a path names although something else is wrong with the path. */
export function inContainer(
  world: World,
  unit: Unit,
  index: number,
  segment: number,
  asked: Namespace,
): readonly Target[] {
  const name = unit.fragment.references[index]?.segments[segment] ?? '';
  const container = ofPrefix(world, unit, index, segment - 1).targets[0]?.definition;
  if (!container) return [];
  if (!container.module) {
    const there = memberOf(world, container, name);
    return there.k === 'found' ? [targetOfMember(there.member, name, asked)] : [];
  }
  for (const namespace of [asked, ...NAMESPACES.filter((other) => other !== asked)]) {
    const there = lookupIn(world, container.module, name, namespace);
    if (there?.k === 'found')
      return [{ definition: there.definition, namespace, name, ...(there.via ? { via: there.via } : {}) }];
  }
  return [];
}

export function targetOfMember(member: Member, name: string, namespace: Namespace): Target {
  const { of, item, unit, module } = member;
  const definition: Definition = {
    kind: 'associated',
    name,
    of,
    crate: module.crate,
    parent: module,
    ...(item ? { item } : {}),
    ...(unit ? { unit } : {}),
  };
  return { definition, namespace, name, member };
}

/** Two globs that bring something of a pattern's name make it ambiguous (E0659), whatever it would bind. */
export function ambiguityAt(world: World, unit: Unit, pattern: number): readonly PathFailure[] {
  const reference = unit.fragment.references[pattern];
  if (!reference) return [];
  const use = { ...useOf(unit, reference, VALUE), itemsOnly: true };
  const there = lookupFrom(world, unit, reference.scope, use);
  return there?.k === 'ambiguous' ? [twoThings(there.other)] : [];
}

/** The local or parameter that a name would mean if no item stood between. */
export function localBehindBorder(
  world: World,
  unit: Unit,
  reference: Reference,
  failures: readonly PathFailure[],
  namespace: Namespace,
): Meaning['local'] {
  if (!failures.some(({ rustcCode }) => ['E0401', 'E0434', 'E0435'].includes(rustcCode))) return undefined;
  const there = lookupFrom(world, unit, reference.scope, useOf(unit, reference, namespace));
  if (there?.k !== 'barred' || !there.behind) return undefined;
  return { unit: there.behind.unit, scope: there.behind.scope, name: there.behind.binding.name };
}

/** A bare pattern that binds a new name. */
export function ofPattern(unit: Unit, reference: Reference, index: number): Meaning {
  const { scopes } = unit.fragment;
  for (let scope = 0; scope < scopes.length; scope++)
    for (const binding of scopes[scope]!.bindings ?? [])
      if (binding.pattern === index) return { ...nothing, local: { unit, scope, name: binding.name } };
  return { ...nothing, unknown: `the pattern ${reference.segments[0] ?? ''} is not looked into` };
}

/** What is no item: a local, a generic parameter, `Self`, a primitive type. */
export function ofLocal(world: World, unit: Unit, reference: Reference, namespace: Namespace): Meaning {
  if (reference.segments.length > 1) return nothing;
  for (const each of [namespace, ...NAMESPACES.filter((other) => other !== namespace)]) {
    const there = lookupFrom(world, unit, reference.scope, useOf(unit, reference, each));
    if (there?.k === 'local')
      return { ...nothing, local: { unit: there.unit, scope: there.scope, name: there.binding.name } };
    if (there?.k === 'selfType') return ofSelf(world, unit, reference);
    if (there?.k === 'primitive') return { ...nothing, primitive: there.name };
    if (there) break;
  }
  return nothing;
}

export function ofSelf(world: World, unit: Unit, reference: Reference): Meaning {
  const module = enclosingModule(world, unit, reference.scope);
  const environment = { module, unit, scope: reference.scope };
  const head = headOf(world, { type: { k: 'path', segments: ['Self'] }, environment });
  return head.k === 'type' ? found({ definition: head.definition, namespace: TYPE, name: 'Self' }) : nothing;
}

/** A segment on the way of a path: a module, crate, enum or other type. */
export function ofPrefix(world: World, unit: Unit, index: number, segment: number): Meaning {
  const reference = unit.fragment.references[index];
  if (!reference) return nothing;
  const { segments, kind } = reference;
  if (reference.qualified) return { ...nothing, unknown: 'a path that depends on types' };
  const name = segments[segment] ?? '';
  const module = enclosingModule(world, unit, reference.scope);
  const [first = ''] = segments;
  const keyword = ['crate', 'self', 'super', '$crate'].includes(first);
  if (first === 'Self') return segment === 0 ? ofSelf(world, unit, reference) : nothing;
  if (
    reference.global ||
    kind === 'visibility' ||
    kind === 'macro' ||
    kind === 'attribute' ||
    kind === 'derive' ||
    (keyword && first !== '$crate')
  )
    return ofModulePath(world, module, segments, reference.global === true, segment, undefined);
  let start: Definition;
  let via: Import | undefined;
  if (first === '$crate') {
    const crate = dollarCrateAt(world, unit, startOf(unit.fragment.referenceSpans, reference.at));
    if (!crate) return { ...nothing, unknown: '$crate of an unknown macro' };
    start = crate.root.definition;
  } else {
    const there = lookupFrom(world, unit, reference.scope, useOf(unit, reference, TYPE));
    if (there?.k === 'local')
      return segment === 0
        ? { ...nothing, local: { unit: there.unit, scope: there.scope, name: there.binding.name } }
        : nothing;
    if (there?.k === 'primitive') return segment === 0 ? { ...nothing, primitive: there.name } : nothing;
    if (there?.k === 'unknown') return { ...nothing, unknown: there.reason };
    if (there?.k === 'poison') return { ...nothing, unknown: 'behind a failed import' };
    if (there?.k !== 'found' && there?.k !== 'ambiguous')
      return segment === 0 ? { targets: [], failures: failuresAt(world, unit, index, segment) } : nothing;
    start = there.definition;
    if (there.k === 'found') via = there.via ?? externVia(unit.crate, first, start);
  }
  if (segment === 0)
    return found(
      { definition: start, namespace: TYPE, name, ...(via ? { via } : {}) },
      failuresAt(world, unit, index, segment),
    );
  const before = walkFrom(world, module, start, segments.slice(0, segment), 1, [], false);
  if (before.k !== 'found') return before.k === 'unknown' ? { ...nothing, unknown: before.reason } : nothing;
  return ofMemberOf(world, before.definition, name, failuresAt(world, unit, index, segment));
}

/** The failures that the whole reference has at one of its segments. */
export function failuresAt(world: World, unit: Unit, index: number, segment: number): readonly PathFailure[] {
  const outcome = resolveReference(world, unit, index);
  const all = outcome.k === 'unresolved' || outcome.k === 'resolved' ? (outcome.failures ?? []) : [];
  return all.filter((failure) => Math.max(0, failure.segment) === segment && !failure.wholePath);
}

export function useOf(
  unit: Unit,
  reference: Reference,
  namespace: Namespace,
): Parameters<typeof lookupFrom>[3] {
  const offset = startOf(unit.fragment.referenceSpans, reference.at);
  const [name = ''] = reference.segments;
  return { name, namespace, context: offset < 0 ? 0 : contextAt(unit, offset) };
}

/** The import that brings the last segment of a path. */
export function viaAt(
  world: World,
  unit: Unit,
  index: number,
  segment: number,
  namespace: Namespace,
): Import | undefined {
  const reference = unit.fragment.references[index];
  if (!reference) return undefined;
  const name = reference.segments[segment] ?? '';
  if (segment === 0 && !reference.global) {
    const there = lookupFrom(world, unit, reference.scope, useOf(unit, reference, namespace));
    return there?.k === 'found' ? there.via : undefined;
  }
  const before = ofPrefix(world, unit, index, segment - 1).targets[0]?.definition;
  const there = before?.module && lookupIn(world, before.module, name, namespace);
  return there?.k === 'found' ? there.via : undefined;
}
