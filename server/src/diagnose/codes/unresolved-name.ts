/** Any other name that does not resolve, with names that look like it. */
import { type BindingPlace, constantsInTypes, type MemberPlace, placesOf } from '../bindingsIndex';
import { cannotFind, type Explain, type Problem } from '../problem';
import { spell } from '../spelling';
import { standsIn } from '../standsIn';

export const unresolvedName: Explain = (problem, { catalog, world }) => {
  const { name, failure, segments, kind, crate } = problem;
  const last = failure.segment === segments.length - 1;
  const message =
    failure.why === 'no-crate' && segments.length > 1
      ? `cannot find module or crate \`${name}\` in this scope`
      : cannotFind(problem);
  const said = { code: 'unresolved-name', severity: 'error', message, related: [] } as const;
  // The very name is there, and only the way to it is missing.
  const paths = placesOf(world, name, crate)
    .filter((place) => place.kind !== 'method' && !standsIn(problem, place))
    .filter((place) => (last ? fits(place, kind) : place.kind === 'module' || place.kind === 'type'))
    .flatMap((place) => spell(world, problem, place).slice(0, 1));
  const [path] = paths;
  if (path !== undefined)
    return { ...said, help: `it is \`${path}\`: write that, or import it`, candidates: [...new Set(paths)] };
  const inTypes = (last ? constantsInTypes(world, name, crate) : [])
    .filter((place) => fits(place, kind))
    .flatMap((place) => spell(world, problem, place).slice(0, 1));
  const [inType] = inTypes;
  if (inType !== undefined)
    return { ...said, help: `write \`${inType}\``, candidates: [...new Set(inTypes)] };
  const { origin } = world.bindings ?? {};
  const near = last
    ? catalog
        .nearNames(name, 6, origin?.kind === 'snapshot' ? origin.name : undefined)
        .flatMap((similar) => placesOf(world, similar, crate).filter((place) => fits(place, kind)))
        .slice(0, 3)
    : [];
  const candidates = [
    ...new Set(
      near.flatMap((place) => (kind === 'method' ? [place.name] : spell(world, problem, place).slice(0, 1))),
    ),
  ];
  const names = candidates.length > 0 ? candidates : [...new Set(near.map((place) => place.name))];
  return {
    ...said,
    ...(names.length > 0
      ? { help: `the bindings have names like it: ${names.map((n) => `\`${n}\``).join(', ')}` }
      : {}),
    candidates,
  };
};

/** Whether a place could stand where the name stands. */
export function fits({ kind }: BindingPlace | MemberPlace, wanted: Problem['kind']): boolean {
  switch (wanted) {
    case 'import':
      return kind !== 'method';
    case 'method':
      return kind === 'method';
    case 'call':
      return kind === 'function' || kind === 'method';
    case 'type':
    case 'structLiteral':
    case 'structPattern':
      return kind === 'type';
    case 'genericArgument':
      return kind === 'type' || kind === 'constant';
    case 'value':
      return kind === 'constant' || kind === 'function' || kind === 'member';
    case 'pathPattern':
    case 'identifierPattern':
      return kind === 'constant' || kind === 'member';
    default:
      return false;
  }
}
