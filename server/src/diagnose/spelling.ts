/** Paths that would work at a place. */
import { isTypedPath, typedCrateIn } from '../bindings/crates';
import { type CrateMap, type Definition, isVisible, type Module, TYPE, VALUE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { walkPrefix } from '../resolve/paths';
import { remembered } from '../resolve/remembered';
import { lookupFrom } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { type BindingPlace, type MemberPlace, placesOf } from './bindingsIndex';
import { importPaths } from './findPath';

/** Where a path is to be written; a `Problem` is one. */
export interface Spot {
  readonly module: Module;
  /** The path that stands there. */
  readonly segments: readonly string[];
  readonly failure?: { readonly segment: number; readonly inside?: Definition };
  /** Whether it begins with `::`. */
  readonly reference?: { readonly global?: true };
  /** For look-ups of what is in scope there; absent in a `use`. */
  readonly unit?: Unit;
  readonly scope?: number;
}

/**
 * Ways to write the path of something in the bindings, best first: as the path there begins, by what is in scope,
 * through a dependency, else through modules of the workspace, such as its adapter. Only paths that resolve and are visible
 * from there; empty if nothing leads to it.
 */
export function spell(world: World, spot: Spot, place: BindingPlace | MemberPlace): readonly string[] {
  if (place.kind !== 'method' && place.kind !== 'member') {
    const near = spellMember(world, spot, place.module, [place.name]);
    return near.length > 0 ? near : importPaths(world, spot.module, place);
  }
  const type = placesOf(world, place.external ?? '', spot.module.crate).find((p) => p.kind === 'type');
  if (!type) return [];
  const near = spellMember(world, spot, type.module, [type.name, place.name]);
  const far = (): readonly string[] =>
    importPaths(world, spot.module, type).map((to) => `${to}::${place.name}`);
  return near.length > 0 || place.kind === 'method' ? near : far();
}

/** The place in the bindings that a crate uses for a path relative to them (`_object::x`, `x`, `Type::method`). */
export function placeOfPath(world: World, path: string, from?: CrateMap): BindingPlace | undefined {
  const parts = path.split('::');
  const name = parts.pop() ?? '';
  const parent = parts.at(-1);
  return placesOf(world, name, from).find((place) =>
    place.kind === 'method'
      ? place.external === parent
      : parent === undefined
        ? isRoot(place.module)
        : place.module.name === parent,
  );
}

/** An expression of the `sel4` crate as this package has to write it; `undefined` if it does not depend on that crate. */
export function inTermsOfSel4({ module }: Spot, expression: string): string | undefined {
  if (!isTypedPath(expression)) return expression;
  const name = typedCrateIn(module.crate.node?.dependencies);
  return name === undefined ? undefined : expression.replaceAll(/\bsel4::/g, `${name}::`);
}

function spellMember(world: World, spot: Spot, target: Module, rest: readonly string[]): readonly string[] {
  const found: string[] = [];
  const { module, failure, segments } = spot;
  const path = isRoot(target) ? rest : [target.name, ...rest];
  const [head = ''] = path;
  const isMeant = ({ definition }: { readonly definition: Definition }): boolean =>
    isRoot(target) ? definition.parent === target : definition === target.definition;
  const tail = (prefix: readonly string[]): string => [...prefix, ...path].join('::');

  const container = failure?.inside?.module;
  // What goes on as the path does begins as it does: in edition 2015 `::x` is what the root has.
  const begin = spot.reference?.global ? [''] : [];
  if (failure && container)
    for (const namespace of [TYPE, VALUE] as const) {
      const here = lookupIn(world, container, head, namespace);
      if (here?.k === 'found' && isMeant(here) && isVisible(here.visibility, module))
        found.push(tail([...begin, ...segments.slice(0, failure.segment)]));
    }
  if (spot.unit && spot.scope !== undefined)
    for (const namespace of [TYPE, VALUE] as const) {
      const here = lookupFrom(world, spot.unit, spot.scope, { name: head, namespace, context: 0 });
      if (here?.k === 'found' && isMeant(here)) found.push(tail([]));
    }
  for (const { prefix, inside } of waysOut(world, module))
    for (const namespace of [TYPE, VALUE] as const) {
      const there = lookupIn(world, inside, head, namespace);
      if (there?.k === 'found' && isMeant(there) && there.visibility === 'public') found.push(tail(prefix));
    }
  return [...new Set(found)];
}

/** A path that leads out of a crate, to the root of a dependency or to what it calls `sys`. */
interface WayOut {
  readonly prefix: readonly string[];
  readonly inside: Module;
}

const ways = new WeakMap<Module, readonly WayOut[]>();

function waysOut(world: World, module: Module): readonly WayOut[] {
  return remembered(ways, module, () =>
    (module.crate.node?.dependencies ?? []).flatMap(({ name }) =>
      [[name, 'sys'], [name]].flatMap((prefix) => {
        const step = walkPrefix(world, { module }, prefix, false, []);
        const inside = step.k === 'found' ? step.definition.module : undefined;
        return inside ? [{ prefix, inside }] : [];
      }),
    ),
  );
}

/** The root of the generated crate, or a private module of it: names in that are re-exported at the root. */
function isRoot(module: Module): boolean {
  return module.parent === undefined || module.definition.item?.visibility.k === 'private';
}
