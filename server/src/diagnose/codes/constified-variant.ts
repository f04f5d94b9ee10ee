/** A constant of a constified enum module (bindgen `constified_enum_module`) written without the module. */
import { placesOf, relatedTo } from '../bindingsIndex';
import { cannotFind, type Explain } from '../problem';
import { spell } from '../spelling';

export const constifiedVariant: Explain = (problem, { world }) => {
  if (problem.failure.why !== 'absent') return undefined;
  const place = placesOf(world, problem.name, problem.crate).find(
    (p) => p.kind === 'constant' && p.module.items[0].has('Type'),
  );
  if (!place) return undefined;
  const why = `the bindings turn the C enum \`${place.module.name}\` into a module, and the constant stands in it`;
  const candidates = spell(world, problem, place);
  return {
    code: 'constified-variant',
    severity: 'error',
    message: `${cannotFind(problem)}: ${why}`,
    why,
    help:
      candidates[0] === undefined
        ? `it is \`${place.module.crate.name}::${place.module.name}::${problem.name}\`, to which nothing that this package depends on leads`
        : `write \`${candidates[0]}\``,
    candidates,
    related: relatedTo(place, world),
  };
};
