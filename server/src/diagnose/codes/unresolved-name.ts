/** Any other name that does not resolve, with names that look like it. */
import { cannotFind, type Explain } from '../problem';

export const unresolvedName: Explain = (problem, { catalog, world }) => {
  const near =
    problem.failure.segment === problem.segments.length - 1
      ? catalog.nearNames(
          problem.name,
          3,
          world.bindings?.origin.kind === 'snapshot' ? world.bindings.origin.name : undefined,
        )
      : [];
  const message =
    problem.failure.why === 'no-crate' && problem.segments.length > 1
      ? `cannot find module or crate \`${problem.name}\` in this scope`
      : cannotFind(problem);
  return {
    code: 'unresolved-name',
    severity: 'error',
    message,
    ...(near.length > 0
      ? { help: `the bindings have names like it: ${near.map((n) => `\`${n}\``).join(', ')}` }
      : {}),
    candidates: near,
    related: [],
  };
};
