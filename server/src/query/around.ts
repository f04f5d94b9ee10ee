/** What another name would mean in the place of a written one. */
import { blockModule, enclosingModule, textualAt } from '../resolve/blocks';
import {
  type Definition,
  type Lookup,
  MACRO,
  type Module,
  type Namespace,
  TYPE,
  VALUE,
} from '../resolve/definitions';
import { namespaceOf } from '../resolve/kinds';
import { lookupIn } from '../resolve/lookup';
import { resolveMacro } from '../resolve/macroPaths';
import { externCrateNamed } from '../resolve/preludes';
import { lookupFrom, type ScopeLookup } from '../resolve/scopes';
import { contextAt, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { withoutReferences } from '../types/impls';
import { typeOf } from '../types/receivers';
import { resolveWritten } from '../types/references';
import { meaningOf } from './meaning';
import { importOf } from './records';
import { scopeAround } from './units';
import type { Occurrence } from './written';

/**
 * What `name` means where an occurrence stands, in one namespace: in the container of a path, else from the place
 * outwards. Names of the standard prelude do not count: anything may take their place.
 */
export function lookupAt(
  world: World,
  occurrence: Occurrence,
  name: string,
  namespace: Namespace,
): ScopeLookup | undefined {
  const { unit, written } = occurrence;
  switch (written.k) {
    case 'reference': {
      const reference = unit.fragment.references[written.index];
      if (!reference || reference.kind === 'method') return undefined;
      if (written.segment > 0 || reference.global) return inContainer(world, occurrence, name, namespace);
      const offset = startOf(unit.fragment.referenceSpans, reference.at);
      if (namespace === MACRO) return macroAt(world, unit, reference.scope, offset, name);
      return withoutPrelude(
        world,
        unit,
        reference.scope,
        name,
        namespace,
        contextAt(unit, Math.max(0, offset)),
      );
    }
    case 'import': {
      const record = importOf(world, unit, written.item, written.leaf);
      if (!record) return undefined;
      if (written.segment > 0 || written.leaf.global) return inContainer(world, occurrence, name, namespace);
      return outwards(world, record.module, name, namespace);
    }
    case 'alias':
    case 'externCrate': {
      const record = importOf(world, unit, written.item, written.k === 'alias' ? written.leaf : undefined);
      return record && lookupIn(world, record.module, name, namespace);
    }
    case 'item': {
      if (written.owner) return undefined;
      const home = homeOf(world, occurrence);
      return home && lookupIn(world, home, name, namespace);
    }
    case 'variant':
      return undefined;
    case 'call': {
      if (written.segment > 0) return inContainer(world, occurrence, name, namespace);
      const start = startOf(unit.fragment.itemSpans, written.item.pathAt);
      return macroAt(world, unit, scopeAround(unit, start), start, name);
    }
    case 'binding': {
      const scope = unit.fragment.scopes[written.scope];
      const beside = scope?.bindings?.find((binding) => binding.name === name);
      if (beside) return { k: 'local', binding: beside, unit, scope: written.scope };
      const found = withoutPrelude(world, unit, Math.max(0, scope?.parent ?? 0), name, namespace, 0);
      // A new local may shadow an older one; a constant would become the pattern.
      return found?.k === 'found' ? found : undefined;
    }
    case 'docLink': {
      const { within, link, segment } = written;
      if (segment > 0) return inContainer(world, occurrence, name, namespace);
      if (namespace === MACRO) return macroAt(world, within, link.scope, link.at, name);
      return withoutPrelude(world, within, link.scope, name, namespace, 0);
    }
  }
}

/**
 * What `name` would be behind the receiver or the type that an occurrence stands behind, in a body or signature;
 * `unknown` where that cannot be told, `undefined` where it would be nothing, or stands behind something else.
 */
export function memberAt(
  world: World,
  { unit, written }: Occurrence,
  name: string,
): Definition | 'unknown' | undefined {
  const reference = written.k === 'reference' ? unit.fragment.references[written.index] : undefined;
  if (written.k !== 'reference' || !reference || written.segment < reference.segments.length - 1)
    return undefined;
  const isBehind = reference.kind === 'method' || written.segment > 0 || reference.qualified !== undefined;
  if (!isBehind) return undefined;
  const segments = [...reference.segments.slice(0, -1), name];
  const outcome = resolveWritten(world, unit, written.index, { ...reference, segments });
  if (outcome.k === 'resolved') return outcome.member && outcome.definition;
  if (outcome.k !== 'unknown') return undefined;
  return reference.kind === 'method' && !mayHaveMembers(world, unit, reference) ? undefined : 'unknown';
}

/** Whether a receiver may be of a type that somebody defines, or lead to one; not what is built in or known by its traits. */
function mayHaveMembers(world: World, unit: Unit, { receiver }: Reference): boolean {
  if (receiver?.k === 'literal') return false;
  const typed = receiver && typeOf(world, unit, receiver, 0);
  const head = typed === 'poison' ? undefined : typed && withoutReferences(world, typed);
  return head === undefined || head.k === 'type' || head.k === 'unknown';
}

/** Whether an occurrence can name something of a namespace: macros have one of their own, paths lead through types. */
export function canName({ unit, written }: Occurrence, namespace: Namespace): boolean {
  switch (written.k) {
    case 'reference': {
      const reference = unit.fragment.references[written.index];
      if (!reference) return true;
      if (written.segment < reference.segments.length - 1) return namespace === TYPE;
      const isMacro = namespaceOf(reference.kind) === MACRO;
      return isMacro === (namespace === MACRO);
    }
    case 'call':
      return namespace === (written.segment < written.item.segments.length - 1 ? TYPE : MACRO);
    case 'item':
      return (written.item.kind === 'macroDefinition') === (namespace === MACRO);
    default:
      return true;
  }
}

function homeOf(world: World, occurrence: Occurrence): Module | undefined {
  return meaningOf(world, occurrence).targets[0]?.definition.parent;
}

function inContainer(
  world: World,
  occurrence: Occurrence,
  name: string,
  namespace: Namespace,
): Lookup | undefined {
  const { written } = occurrence;
  if (!('segment' in written) || written.segment === 0) return undefined;
  const before = meaningOf(world, { ...occurrence, written: { ...written, segment: written.segment - 1 } });
  const container: Definition | undefined = before.targets[0]?.definition;
  return container?.module && lookupIn(world, container.module, name, namespace);
}

function outwards(world: World, module: Module, name: string, namespace: Namespace): Lookup | undefined {
  for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined) {
    const found = lookupIn(world, scope, name, namespace);
    if (found) return found;
  }
  const crate = namespace === 0 ? externCrateNamed(world, module.crate, name, false) : undefined;
  return crate && { k: 'found', definition: crate, visibility: 'public' };
}

function withoutPrelude(
  world: World,
  unit: Unit,
  scope: number,
  name: string,
  namespace: Namespace,
  context: number,
): ScopeLookup | undefined {
  const found = lookupFrom(world, unit, scope, { name, namespace, context });
  if (found?.k !== 'found') return found?.k === 'local' ? found : undefined;
  return outwards(world, enclosingModule(world, unit, scope), name, namespace) ? found : undefined;
}

function macroAt(world: World, unit: Unit, scope: number, offset: number, name: string): Lookup | undefined {
  const module = enclosingModule(world, unit, scope);
  const found = resolveMacro(world, module, [name], false, textualAt(world, unit, scope, offset), unit);
  if (found.k !== 'found' || found.definition.macro !== 'rules') return undefined;
  return { k: 'found', definition: found.definition, visibility: 'public' };
}

/** The block or module that an occurrence's own scope belongs to, for messages. */
export function moduleAround(world: World, { unit, start }: Occurrence): Module {
  const scope = scopeAround(unit, start);
  return blockModule(world, unit, scope) ?? enclosingModule(world, unit, scope);
}

/** Namespaces in which a definition can be named. */
export function namespacesOf(definition: Definition): readonly Namespace[] {
  switch (definition.kind) {
    case 'macro':
      return [MACRO];
    case 'function':
    case 'const':
    case 'static':
    case 'local':
      return [VALUE];
    case 'struct':
    case 'constructor':
      return definition.item?.kind === 'struct' && definition.item.shape === 'record' ? [0] : [0, VALUE];
    case 'variant':
      return [0, VALUE];
    default:
      return [0];
  }
}
