/** What the path of a macro means. */

import { enclosingModule, textualAt } from '../../resolve/blocks';
import { macroOf } from '../../resolve/bodyMacros';
import { type Definition, MACRO, type Module } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { resolveMacro } from '../../resolve/macroPaths';
import { walkPrefix } from '../../resolve/paths';
import { startOf, type Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Reference } from '../../syntax/summary';
import { scopeAround } from '../units';
import type { Occurrence } from '../written';
import { ofModulePath } from './modulePaths';
import { found, type Meaning, nothing } from './target';

export function ofMacro(world: World, unit: Unit, reference: Reference, index: number): Meaning {
  const { segments } = reference;
  const name = segments.at(-1) ?? '';
  const module = enclosingModule(world, unit, reference.scope);
  let lookup: ReturnType<typeof resolveMacro>;
  const call = reference.kind === 'macro' ? unit.fragment.calls.findIndex((c) => c.reference === index) : -1;
  if (call >= 0) lookup = macroOf(world, unit, call);
  else lookup = resolveMacro(world, module, segments, reference.global === true, undefined, unit);
  if (lookup.k === 'unknown') return { ...nothing, unknown: lookup.reason };
  if (lookup.k === 'absent')
    return reference.kind === 'macro' ? { targets: [], failures: [lookup.failure] } : nothing;
  return ofFoundMacro(world, module, segments, reference.global === true, name, lookup.definition);
}

export function ofFoundMacro(
  world: World,
  module: Module,
  segments: readonly string[],
  global: boolean,
  name: string,
  definition: Definition,
): Meaning {
  let container: Module | undefined = module;
  if (segments.length > 1 || global) {
    const step = walkPrefix(world, { module }, segments.slice(0, -1), global, []);
    container = step.k === 'found' ? step.definition.module : undefined;
  }
  for (let scope = container; scope; scope = scope.block ? scope.parent : undefined) {
    const there = lookupIn(world, scope, name, MACRO);
    if (there?.k === 'found' && there.definition === definition && there.via)
      return found({ definition, namespace: MACRO, name, via: there.via });
  }
  return found({ definition, namespace: MACRO, name });
}

export function ofItemCall(
  world: World,
  unit: Unit,
  { item, segment }: Extract<Occurrence['written'], { readonly k: 'call' }>,
): Meaning {
  const start = startOf(unit.fragment.itemSpans, item.pathAt);
  const scope = scopeAround(unit, start);
  const module = enclosingModule(world, unit, scope);
  const { segments } = item;
  const global = item.global === true;
  if (segment < segments.length - 1) return ofModulePath(world, module, segments, global, segment, undefined);
  const lookup = resolveMacro(world, module, segments, global, textualAt(world, unit, scope, start), unit);
  if (lookup.k === 'unknown') return { ...nothing, unknown: lookup.reason };
  if (lookup.k === 'absent') return { targets: [], failures: [lookup.failure] };
  return ofFoundMacro(world, module, segments, global, segments[segment] ?? '', lookup.definition);
}
