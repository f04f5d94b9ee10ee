/** The name exists, but only in other kernel configurations. */
import type { KnownName } from '../../bindings/model';
import { cannotFind, type DiagnoseContext, type Explain, type Problem } from '../problem';

export const otherConfiguration: Explain = (problem, context) => {
  if (problem.failure.why === 'private') return undefined;
  const places = wouldResolve(problem, context);
  if (places.length === 0) return undefined;
  const configurations = [...new Set(places.flatMap((p) => p.configurations))];
  const here = configurations.filter((name) => context.sameArch.has(name));
  const guess = !context.certain && here.length > 0;
  const where = here.length > 0 ? here : configurations;
  return {
    code: 'other-configuration',
    severity: guess ? 'information' : 'error',
    message: `${cannotFind(problem)}: it exists only in other kernel configurations (${where.join(', ')})`,
    ...(guess
      ? { help: 'name the configuration with the bindings setting (`--bindings`) to know for sure' }
      : {}),
    candidates: [],
    related: [],
  };
};

/** Places in built-in configurations at which this very path would have resolved. */
function wouldResolve(problem: Problem, { catalog, world }: DiagnoseContext): readonly KnownName[] {
  const { name, failure, kind } = problem;
  const inside = failure.inside?.module;
  return catalog.knownName(name).filter((place) => {
    const cut = place.path.lastIndexOf('::');
    const parent = cut < 0 ? '' : place.path.slice(0, cut);
    if (place.namespace === 'assoc')
      return kind === 'method' || failure.inside?.name === parent.split('::').at(-1);
    if (place.namespace === 'field') return false;
    if (place.path.startsWith('sel4::')) {
      return inside !== undefined && inside.crate.name === 'sel4' && inside.path(true) === parent;
    }
    if (kind === 'method') return false;
    if (parent === '') return inside === undefined || inside.crate.bindings || world.bindings !== undefined;
    return inside?.name === parent.split('::').at(-1);
  });
}
