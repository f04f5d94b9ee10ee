/** The name exists, but only in other kernel configurations. */
import { isTypedPath, TYPED_CRATE, withCrate } from '../../bindings/crates';
import type { KnownName } from '../../bindings/model';
import { type Module, NAMESPACES } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { walkFrom } from '../../resolve/paths';
import type { World } from '../../resolve/world';
import { ownBindings, placesOf } from '../bindingsIndex';
import { TELL_US } from '../calls/fields';
import { cannotFind, type DiagnoseContext, type Explain, type Problem } from '../problem';
import { isDecidedByOther, mayNeedOption, needWords, whereWords } from './needed-option';

export const otherConfiguration: Explain = (problem, context) => {
  if (problem.failure.why === 'private') return undefined;
  const sameway = placesOfSamePath(problem, context);
  const places = sameway.length > 0 ? sameway : elsewhere(problem, context);
  if (places.length === 0) return undefined;
  const configurations = [...new Set(places.flatMap((p) => p.configurations))];
  // Bindings that are made otherwise may lack what those of the very same kernel have.
  const { origin } = context.world.bindings ?? {};
  if (origin?.kind === 'snapshot' && configurations.includes(origin.name)) return undefined;
  const isOwn = ownBindings(context.world, problem.crate).length > 0;
  const here = configurations.filter((name) => context.possible.has(name));
  // Where the path itself is wrong too, no kernel option mends it.
  const mayBe = here.length > 0 || mayNeedOption(problem.name, configurations, context);
  const isOpen = context.certain ? isDecidedByOther(problem.name, here, context) : mayBe;
  const guess = context.asked !== undefined && isOpen && sameway.length > 0;
  const where = here.length > 0 ? here : configurations;
  const [place] = places;
  const as =
    sameway.length > 0 || !place || isOwn
      ? ''
      : place.namespace === 'assoc'
        ? `, as the method \`${place.path}\``
        : `, as \`${withCrate(place.path)}\``;
  const why = `it exists only ${whereWords(where, context)}${as}${needWords(problem.name, where, context)}`;
  return {
    code: 'other-configuration',
    severity: guess ? 'information' : 'error',
    message: `${cannotFind(problem)}: ${why}`,
    why,
    ...(guess ? { help: TELL_US } : {}),
    candidates: [],
    related: [],
  };
};

/**
 * Places of a name that this view's bindings do not have at all. What `sel4` defines for this architecture is no such
 * place: the crate is the same in all its configurations, but for what a kernel option guards.
 */
function elsewhere(
  { name, failure, crate }: Problem,
  { catalog, world, sameArch }: DiagnoseContext,
): readonly KnownName[] {
  if (failure.why !== 'absent' || !world.bindings || placesOf(world, name, crate).length > 0) return [];
  const places = catalog.knownName(name).filter((place) => place.namespace !== 'field');
  const everywhere = places.some(
    ({ path, configurations }) =>
      isTypedPath(path) && [...sameArch].every((arch) => configurations.includes(arch)),
  );
  return everywhere ? [] : places;
}

/** Whether a module of the typed crate is what others know under a path: its sources may have it elsewhere, and pass it on. */
function isAt(world: World, inside: Module, path: string): boolean {
  const { root, name } = inside.crate;
  if (name !== TYPED_CRATE) return false;
  const step = walkFrom(world, root, root.definition, path.split('::'), 1, [], true);
  return step.k === 'found' && step.definition.module === inside;
}

/** Places in built-in configurations at which this very path would have resolved; empty where none has it. */
export function placesOfSamePath(
  problem: Problem,
  { catalog, world }: DiagnoseContext,
): readonly KnownName[] {
  const { name, failure, kind, crate: from } = problem;
  const inside = failure.inside?.module;
  const throughAlias = placesThroughAlias(problem, catalog);
  // What these bindings have at their root is missing here for another reason.
  const isAtRoot = placesOf(world, name, from).some(({ module: { crate } }) =>
    NAMESPACES.some((namespace) => lookupIn(world, crate.root, name, namespace)?.k === 'found'),
  );
  return catalog.knownName(name).filter((place) => {
    if (throughAlias.has(place)) return true;
    const cut = place.path.lastIndexOf('::');
    const parent = cut < 0 ? '' : place.path.slice(0, cut);
    if (place.namespace === 'assoc')
      return kind === 'method' || failure.inside?.name === parent.split('::').at(-1);
    if (place.namespace === 'field') return false;
    if (isTypedPath(place.path)) return inside !== undefined && isAt(world, inside, parent);
    if (kind === 'method') return false;
    // Names at the root are seen at the root itself, and through whoever re-exports all of it.
    if (parent === '') return !isAtRoot && (!inside?.crate.bindings || inside.parent === undefined);
    return inside?.name === parent.split('::').at(-1);
  });
}

/**
 * Places behind an alias of the typed crate that means another type on each architecture: where it means the type that has
 * the name, the path is right as it is written.
 */
function placesThroughAlias(
  { name, failure, segments }: Problem,
  catalog: DiagnoseContext['catalog'],
): ReadonlySet<KnownName> {
  const alias = segments[failure.segment - 1];
  if (alias === undefined || failure.inside?.crate?.name !== TYPED_CRATE) return new Set();
  const targets = catalog
    .knownName(alias)
    .filter(({ path, kind }) => isTypedPath(path) && kind === 'type_alias')
    .flatMap(({ details }) => details);
  const isThere = ({ path, configurations }: KnownName): boolean => {
    const type = path.split('::').at(-2);
    return targets.some(
      (to) => to.text === type && to.configurations.some((one) => configurations.includes(one)),
    );
  };
  return new Set(catalog.knownName(name).filter((place) => isTypedPath(place.path) && isThere(place)));
}
