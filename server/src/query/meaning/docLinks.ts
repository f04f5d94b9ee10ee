/**
 * What a name of a link in documentation stands for. Rules: rustdoc book, "Linking to items by name": names are looked up
 * from the module of what is documented, in all namespaces unless the link says which, whatever their visibility.
 */
import { isActive } from '../../resolve/active';
import { enclosingModule, textualAt } from '../../resolve/blocks';
import {
  type Definition,
  type Lookup,
  MACRO,
  NAMESPACES,
  type Namespace,
  TYPE,
  VALUE,
} from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { resolveMacro } from '../../resolve/macroPaths';
import { lookupFrom, type ScopeLookup } from '../../resolve/scopes';
import { isVariantActive, variantOf } from '../../resolve/variants';
import type { World } from '../../resolve/world';
import { memberOf } from '../../types/associated';
import { behindAlias } from '../../types/receivers';
import { headOf } from '../../types/types';
import { keyOf } from '../identity';
import type { Occurrence } from '../written';
import { ofFoundMacro } from './macros';
import { externVia, ofModulePath } from './modulePaths';
import { targetOfMember } from './paths';
import { found, type Meaning, nothing, type Target } from './target';

type Written = Extract<Occurrence['written'], { readonly k: 'docLink' }>;

/** What is found in one namespace: something, or why that is not known. */
type Found = Target | string | undefined;

/** A segment of a link's path. Of two things that it may name neither is meant: rustdoc wants to know which. */
export function ofDocLink(world: World, written: Written): Meaning {
  const { within, link, segment } = written;
  if (isActive(world, within, link.scope) === false) return { ...nothing, inactive: true };
  const names = link.segments.map(({ name }) => name);
  const way = names.slice(0, segment + 1);
  if (way.length === 1 && way[0] === 'Self') return ofSelf(world, written);
  if (way.every((name) => name === 'crate' || name === 'self' || name === 'super'))
    return ofModulePath(world, enclosingModule(world, within, link.scope), way, false, segment, undefined);
  const container = segment === 0 ? undefined : ofDocLink(world, { ...written, segment: segment - 1 });
  const [before] = container?.targets ?? [];
  if (container && !before)
    return { ...nothing, unknown: container.unknown ?? 'behind nothing that is known' };
  const isLast = way.length === names.length;
  const wanted = !isLast ? [TYPE] : link.namespace === undefined ? NAMESPACES : [link.namespace];
  const targets = new Map<string, Target>();
  let unknown: string | undefined;
  for (const namespace of wanted) {
    const there = before
      ? inContainer(world, before.definition, names[segment] ?? '', namespace)
      : outwards(world, written, namespace);
    if (typeof there === 'string') unknown ??= there;
    else if (there) {
      const key = keyOf(world, there.definition);
      if (!targets.has(key)) targets.set(key, there);
    }
  }
  const [one, other] = targets.values();
  if (other) return { ...nothing, unknown: 'two things have the name' };
  return one ? found(one) : { ...nothing, ...(unknown === undefined ? {} : { unknown }) };
}

/** The first name of a path, from the module outwards. */
function outwards(world: World, { within, link }: Written, namespace: Namespace): Found {
  const { name = '' } = link.segments[0] ?? {};
  if (namespace === MACRO) {
    const module = enclosingModule(world, within, link.scope);
    const textual = textualAt(world, within, link.scope, link.at);
    const macro = resolveMacro(world, module, [name], false, textual, within);
    if (macro.k === 'unknown') return macro.reason;
    if (macro.k !== 'found') return undefined;
    return ofFoundMacro(world, module, [name], false, name, macro.definition).targets[0];
  }
  return targetOf(
    lookupFrom(world, within, link.scope, { name, namespace, context: 0 }),
    namespace,
    name,
    (definition) => externVia(within.crate, name, definition),
  );
}

/** A name behind a module, a type or a trait. */
function inContainer(world: World, container: Definition, name: string, namespace: Namespace): Found {
  if (container.module) return targetOf(lookupIn(world, container.module, name, namespace), namespace, name);
  const type = behindAlias(world, container)?.type;
  if (!type || namespace === MACRO) return undefined;
  const variant = type.kind === 'enum' ? variantOf(world, type, name) : undefined;
  if (variant && isVariantActive(world, variant) !== false)
    return { definition: variant, namespace: VALUE, name };
  const there = memberOf(world, type, name);
  if (there.k === 'unknown') return there.reason;
  if (there.k !== 'found') return undefined;
  const { item, external, several } = there.member;
  const isType = item ? item.kind === 'alias' : external?.kind === 'type';
  if (isType !== (namespace === TYPE)) return undefined;
  return several ? 'several impls have the name' : targetOfMember(there.member, name, namespace);
}

function targetOf(
  there: Lookup | ScopeLookup | undefined,
  namespace: Namespace,
  name: string,
  viaOf: (definition: Definition) => Target['via'] = () => undefined,
): Found {
  if (there?.k === 'unknown') return there.reason;
  if (there?.k === 'ambiguous') return 'two things have the name';
  if (there?.k === 'poison') return 'behind a failed import';
  if (there?.k !== 'found') return undefined;
  const via = there.via ?? viaOf(there.definition);
  return { definition: there.definition, namespace, name, ...(via ? { via } : {}) };
}

/** The type of the impl, or what is documented or is around it; a trait stands for itself. */
function ofSelf(world: World, { within, link }: Written): Meaning {
  const self = link.self < 0 ? undefined : within.fragment.scopes[link.self];
  const place = self
    ? { unit: within, scope: link.self }
    : lookupFrom(world, within, link.scope, { name: 'Self', namespace: TYPE, context: 0 });
  if (!place || !('unit' in place)) return nothing;
  const { unit, scope } = place;
  const module = enclosingModule(world, unit, scope);
  const { selfName } = unit.fragment.scopes[scope] ?? {};
  if (selfName !== undefined) {
    const itself = targetOf(lookupIn(world, module, selfName, TYPE), TYPE, selfName);
    return typeof itself === 'object' ? found(itself) : nothing;
  }
  const type = { k: 'path' as const, segments: ['Self'] };
  const head = headOf(world, { type, environment: { module, unit, scope } });
  return head.k === 'type' ? found({ definition: head.definition, namespace: TYPE, name: 'Self' }) : nothing;
}
